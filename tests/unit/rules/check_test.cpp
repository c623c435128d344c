// What is wrong with a rule: every mistake, where it is, and what helps.
#include <cmath>
#include <string>

#include "mocksmtp/rules/check.hpp"
#include "mocksmtp/smtp/reply_book.hpp"
#include "tests/unit/rules/helpers.hpp"

namespace mocksmtp::rules {
namespace {

std::string places(const rule& what) {
    std::string all;
    for (const fault& each : check(what)) {
        CHECK_FALSE(each.detail.empty());
        all += (all.empty() ? "" : " ") + (each.where.empty() ? std::string("(whole)") : each.where);
    }
    return all;
}

// The one fault of a rule that is greylist() but for what the change does to it.
template <class change>
std::string place(change bend) {
    rule what = greylist();
    bend(what);
    return places(what);
}

std::string detail(const rule& what) {
    const auto all = check(what);
    REQUIRE(all.size() == 1);
    return all[0].detail;
}

rule closing(std::vector<stage> on, smtp::verdict::closing how = {}) { return {.on = std::move(on), .close = how}; }

rule tls_rule(smtp::tls_fault how) { return {.on = {stage::starttls}, .tls = how}; }

rule offering(smtp::changed_offer offer) { return {.on = {stage::helo}, .advertise = std::move(offer)}; }

using when = smtp::verdict::closing::moment;
using certificate = smtp::tls_fault::certificate;

}  // namespace

TEST_CASE("a rule with nothing wrong has no faults") {
    CHECK(places(greylist()).empty());
    CHECK(places({.on = {stage::rcpt}, .reply = smtp::reply_id::mailbox_full}).empty());
    CHECK(places(closing({stage::body})).empty());
    CHECK(places({.on = {stage::message}, .keep = false}).empty());
    CHECK(places({.on = {stage::rcpt}, .hold = 0ms}).empty());
    CHECK(places({.on = {stage::helo, stage::starttls}, .strip_starttls = true}).empty());
    CHECK(places({.on = {stage::rcpt}, .scenario = scenario_step{"checkout", "", "paid"}}).empty());
    CHECK(places({.on = {stage::connect}, .reply = smtp::reply_id::shutting_down, .keep_open = true}).empty());
}

TEST_CASE("all faults are found at once, in the order of the keys") {
    rule what = greylist("a b");
    what.on = {stage::mail};
    what.match = {wants("too", "x"), wants("to", "x")};
    what.step = 1;
    what.times = 0;
    what.keep = true;
    CHECK(places(what) == "/id /match/too /match/to /step /times /keep");
}

TEST_CASE("an id is letters, digits, - _ . and no reserved name") {
    for (const char* id : {"a b", "a/b", "\xc3\xa9", ".", "..", "reply-addresses", "check", "a\n"}) {
        CAPTURE(id);
        CHECK(places(greylist(id)) == "/id");
    }
    CHECK(places(greylist(std::string(65, 'a'))) == "/id");
    CHECK(places(greylist(std::string(64, 'a'))).empty());
    CHECK(places(greylist("A-9_.z")).empty());
    CHECK(places(greylist("")).empty());
}

TEST_CASE("a rule stands somewhere, and nowhere twice") {
    CHECK(place([](rule& what) { what.on = {}; }) == "/on");
    CHECK(place([](rule& what) { what.on = {stage::rcpt, stage::data, stage::rcpt}; }) == "/on/2");
}

TEST_CASE("a field that is none suggests what was meant; one that a stage cannot know says which can") {
    rule what = greylist();
    what.match = {wants("too", "x")};
    REQUIRE(check(what).size() == 1);
    CHECK(check(what)[0].where == "/match/too");
    CHECK(check(what)[0].did_you_mean == "to");
    what.match = {wants("subject", "x")};
    CHECK(detail(what) == "subject is not known at rcpt; rules know it at message");
    what.match = {wants("outcome", "accepted")};
    CHECK(detail(what).starts_with("outcome is not known at rcpt; no rule does"));
    what = greylist();
    what.on = {stage::rcpt, stage::mail};
    what.match = {wants("to", "x")};
    CHECK(detail(what) == "to is not known at mail; rules know it at rcpt, data, body, bdat, message");
}

TEST_CASE("a bad pattern is pointed at, in a header's escaped name too") {
    rule what = greylist();
    what.on = {stage::message};
    what.match = {{"headers.x-tenant", {.regex = "("}}, {"headers.a/b~c", {.any_of = {{.glob = "["}}}}};
    CHECK(places(what) == "/match/headers.x-tenant/regex /match/headers.a~1b~0c/any_of/0/glob");
    what.match = {wants("size", "much")};
    CHECK(detail(what) == "size is a number, not \"much\"");
}

TEST_CASE("steps are for auth alone and octets for body alone") {
    CHECK(place([](rule& what) { what.step = 0; }) == "/step");
    CHECK(place([](rule& what) {
              what.on = {stage::auth, stage::rcpt};
              what.step = 0;
          }) == "/step");
    CHECK(place([](rule& what) {
              what.on = {stage::auth};
              what.step = 2;
          }).empty());
    CHECK(place([](rule& what) { what.after = 1; }) == "/after");
    rule inside = closing({stage::body, stage::message});
    inside.after = 1;
    CHECK(places(inside) == "/after");
    inside.on = {stage::body};
    CHECK(places(inside).empty());
}

TEST_CASE("counts have ranges") {
    CHECK(place([](rule& what) { what.times = 0; }) == "/times");
    CHECK(place([](rule& what) { what.every = 0; }) == "/every");
    CHECK(place([](rule& what) { what.rate = {0, 1min}; }) == "/rate/limit");
    CHECK(place([](rule& what) { what.rate = {1'000'001, 1min}; }) == "/rate/limit");
    CHECK(place([](rule& what) { what.rate = {1, 0ms}; }) == "/rate/per");
    for (const double wrong : {0.0, -0.5, 1.5, std::nan("")}) {
        CHECK(place([&](rule& what) { what.probability = wrong; }) == "/probability");
    }
    CHECK(place([](rule& what) { what.probability = 1.0; }).empty());
    CHECK(place([](rule& what) { what.ttl = 0ms; }) == "/ttl");
    CHECK(place([](rule& what) {
              what.times = 2;
              what.replies = {*what.reply};
              what.reply.reset();
          }).empty());
}

TEST_CASE("hits are counted by what every stage knows") {
    CHECK(place([](rule& what) { what.per = counted_per::to; }).empty());
    rule what = greylist();
    what.on = {stage::connect, stage::rcpt};
    what.per = counted_per::session;
    CHECK(detail(what).starts_with("session is not known at connect"));
    what.on = {stage::mail};
    what.per = counted_per::to;
    CHECK(places(what) == "/per");
    what.on = {stage::helo};
    what.per = counted_per::from;
    CHECK(places(what) == "/per");
    what.on = {stage::connect};
    what.per = counted_per::peer;
    CHECK(places(what).empty());
}

TEST_CASE("a scenario has a name, and a rule a part in it") {
    const auto step = [](std::string name, std::string needs, std::string becomes) {
        return place([&](rule& what) { what.scenario = scenario_step{name, needs, becomes}; });
    };
    CHECK(step("", "a", "b") == "/requires /becomes");
    CHECK(step("", "", "") == "/scenario");
    CHECK(step("checkout", "", "") == "/scenario");
    CHECK(step("checkout", "a", "").empty());
}

TEST_CASE("codes are 200 to 599, their enhanced codes of the same class") {
    const auto reply = [](smtp::reply said) { return place([&](rule& what) { what.reply = said; }); };
    CHECK(reply({.code = 199}) == "/reply/code");
    CHECK(reply({.code = 600}) == "/reply/code");
    CHECK(reply({.code = 200}).empty());
    CHECK(reply({.code = 599}).empty());
    CHECK(reply({.code = 451, .enhanced = smtp::enhanced_code{5, 7, 1}}) == "/reply/enhanced");
    CHECK(reply({.code = 354, .enhanced = smtp::enhanced_code{2, 0, 0}}) == "/reply/enhanced");
    CHECK(reply({.code = 451, .enhanced = smtp::enhanced_code{4, 1000, 1}}) == "/reply/enhanced");
    CHECK(reply({.code = 451, .enhanced = smtp::enhanced_code{4, 7, 999}}).empty());
    rule what = greylist();
    what.reply = smtp::reply{.code = 451, .enhanced = smtp::enhanced_code{5, 7, 1}};
    CHECK(detail(what).ends_with("as in 451 4.7.1"));
}

TEST_CASE("a reply's lines are lines, unless it is raw") {
    using namespace std::string_literals;
    for (const auto& line : {"a\r"s, "a\nb"s, "a\0"s}) {
        CHECK(place([&](rule& what) {
                  what.reply = smtp::reply{.code = 451, .lines = {"ok", line}};
              }) == "/reply/text");
    }
    CHECK(place([](rule& what) { what.reply = smtp::reply{.code = 451, .lines = {"\n"}, .raw = "25\n"}; }).empty());
    rule what = greylist();
    what.reply.reset();
    what.replies = {smtp::reply{.code = 451}, smtp::reply{.code = 99}, smtp::reply_id::banner};
    CHECK(places(what) == "/replies/1/code /replies/2/preset");
    CHECK(check(what)[1].detail.find("mailbox_full") != std::string::npos);
}

TEST_CASE("one reply or several, and only several begin again") {
    CHECK(place([](rule& what) { what.replies = {*what.reply}; }) == "/replies");
    CHECK(place([](rule& what) { what.loop = true; }) == "/loop");
}

TEST_CASE("mute keeps silent and stays") {
    const auto muted = [](auto bend) {
        rule what{.on = {stage::rcpt}, .mute = true};
        bend(what);
        return places(what);
    };
    CHECK(muted([](rule&) {}).empty());
    CHECK(muted([](rule& what) { what.delay = 1s; }).empty());
    CHECK(muted([](rule& what) { what.reply = smtp::reply{}; }) == "/mute");
    CHECK(muted([](rule& what) { what.replies = {smtp::reply{}}; }) == "/mute");
    CHECK(muted([](rule& what) { what.dribble = smtp::pace{1, 10ms}; }) == "/mute");
    CHECK(muted([](rule& what) { what.close = smtp::verdict::closing{}; }) == "/mute");
    rule both = greylist();
    both.mute = true;
    both.close = smtp::verdict::closing{};
    CHECK(detail(both) == "mute says nothing more and keeps the connection; leave it out, or reply, close");
    CHECK(muted([](rule& what) { what.keep_open = true; }) == "/mute /close");
}

TEST_CASE("what closes before the reply says none") {
    rule what = closing({stage::rcpt}, {.when = when::before});
    CHECK(places(what).empty());
    what.reply = smtp::reply{};
    CHECK(places(what) == "/close/when");
    what.reply.reset();
    what.dribble = smtp::pace{1, 10ms};
    CHECK(places(what) == "/close/when");
    what.close->when = when::mid_reply;
    CHECK(places(what).empty());
}

TEST_CASE("to keep open what nothing closes is a mistake") {
    CHECK(places({.on = {stage::rcpt}, .delay = 1s, .keep_open = true}) == "/close");
    rule what = greylist();
    what.keep_open = true;
    CHECK(places(what).empty());
    what.close = smtp::verdict::closing{};
    CHECK(places(what) == "/close");
}

TEST_CASE("inside a message there is no reply") {
    CHECK(place([](rule& what) { what.on = {stage::body}; }) == "/reply");
    CHECK(place([](rule& what) {
              what.on = {stage::body};
              what.replies = {*what.reply};
              what.reply.reset();
          }) == "/replies");
    CHECK(places({.on = {stage::body}, .dribble = smtp::pace{1, 10ms}}) == "/dribble");
    CHECK(places({.on = {stage::body}, .keep = true}) == "/keep");
    CHECK(places(closing({stage::body}, {.when = when::mid_reply})) == "/close/when");
    CHECK(places(closing({stage::body}, {.when = when::before})).empty());
    CHECK(places({.on = {stage::body}, .delay = 1s, .slow_read = 1s, .hold = 0ms}).empty());
    CHECK(places({.on = {stage::body}, .mute = true}).empty());
}

TEST_CASE("waits take at most ten minutes") {
    CHECK(place([](rule& what) { what.delay = 0ms; }) == "/delay");
    CHECK(place([](rule& what) { what.delay = 10min; }).empty());
    CHECK(place([](rule& what) { what.delay = 10min + 1ms; }) == "/delay");
    CHECK(place([](rule& what) { what.slow_read = -1s; }) == "/slow_read");
    CHECK(place([](rule& what) { what.hold = 11min; }) == "/hold");
    CHECK(place([](rule& what) { what.hold = -1ms; }) == "/hold");
    CHECK(place([](rule& what) { what.dribble = smtp::pace{0, 10ms}; }) == "/dribble/octets");
    CHECK(place([](rule& what) { what.dribble = smtp::pace{1, 0ms}; }) == "/dribble/every");
}

TEST_CASE("a message is kept or not at message alone") {
    CHECK(place([](rule& what) { what.keep = true; }) == "/keep");
    CHECK(place([](rule& what) {
              what.on = {stage::message, stage::data};
              what.keep = false;
          }) == "/keep");
}

TEST_CASE("handshakes go wrong at starttls") {
    CHECK(places(tls_rule({.shown = certificate::expired})).empty());
    CHECK(places(tls_rule({.refuse = true})).empty());
    CHECK(places(tls_rule({})) == "/tls");
    CHECK(places(tls_rule({.shown = certificate::expired, .refuse = true})) == "/tls/refuse");
    rule elsewhere = tls_rule({.shown = certificate::untrusted, .max_version = smtp::tls_version::tls_1_2});
    elsewhere.on = {stage::helo, stage::starttls};
    CHECK(places(elsewhere) == "/tls/certificate /tls/max_version");
    elsewhere = tls_rule({.refuse = true});
    elsewhere.on = {stage::connect};
    CHECK(places(elsewhere) == "/tls/refuse");
    rule refusing = tls_rule({.shown = certificate::expired});
    refusing.reply = smtp::reply{.code = 454};
    CHECK(places(refusing) == "/tls");
    refusing.reply = smtp::reply{.code = 220};
    CHECK(places(refusing).empty());
    refusing.reply.reset();
    refusing.replies = {smtp::reply{.code = 454}};
    CHECK(places(refusing) == "/tls");
    refusing.replies.emplace_back(smtp::reply{.code = 220});
    CHECK(places(refusing).empty());
    rule closing = tls_rule({.shown = certificate::expired});
    closing.close = smtp::verdict::closing{};
    CHECK(places(closing) == "/tls");
}

TEST_CASE("STARTTLS is stripped where it is offered or asked for, and from nothing else") {
    CHECK(places({.on = {stage::rcpt}, .strip_starttls = true}) == "/tls/strip");
    rule both = tls_rule({.shown = certificate::expired});
    both.strip_starttls = true;
    CHECK(places(both) == "/tls/strip");
    rule granting{.on = {stage::starttls}, .reply = smtp::reply{.code = 220}, .strip_starttls = true};
    CHECK(places(granting) == "/tls/strip");
    granting.reply = smtp::reply{.code = 454};
    CHECK(places(granting).empty());
}

TEST_CASE("what EHLO offers changes at helo, in words that fit a line") {
    CHECK(places(offering({.add = {"X-FOO bar"}, .remove = {"PIPELINING"}, .replace = {"SIZE 1000"}})).empty());
    CHECK(places(offering({.mechanisms = std::vector<std::string>{}})).empty());
    CHECK(places(offering({})) == "/advertise");
    rule refusing = offering({.add = {"X"}});
    refusing.reply = smtp::reply{.code = 550};
    CHECK(places(refusing) == "/advertise");
    rule elsewhere = offering({.add = {"X"}});
    elsewhere.on = {stage::helo, stage::rcpt};
    CHECK(places(elsewhere) == "/advertise");
    CHECK(places(offering({.add = {"", "X", "A\r\nB", " X", "\xc3\xa9"}})) ==
          "/advertise/add/0 /advertise/add/2 /advertise/add/3 /advertise/add/4");
    CHECK(places(offering({.remove = {"SIZE 1"}})) == "/advertise/remove/0");
    CHECK(places(offering({.replace = {"A\nB"}})) == "/advertise/replace/0");
    const auto wrong = check(offering({.mechanisms = {{"PLAIN", "login", "A B", std::string(21, 'X')}}}));
    REQUIRE(wrong.size() == 3);
    CHECK(wrong[0].where == "/advertise/mechanisms/1");
    CHECK(wrong[0].did_you_mean == "LOGIN");
    CHECK(wrong[1].did_you_mean.empty());
}

TEST_CASE("a rule that does nothing is refused, unless a scenario goes on by it") {
    CHECK(places({.on = {stage::rcpt}}) == "(whole)");
    CHECK(places({.on = {stage::rcpt}, .scenario = scenario_step{"checkout", "started", ""}}) == "(whole)");
    CHECK(places({.on = {stage::rcpt}, .scenario = scenario_step{"checkout", "", "paid"}}).empty());
}

TEST_CASE("a reply without a rule is checked as a rule's") {
    const auto where = [](const answer& what) {
        const auto found = check(what);
        return found.size() == 1 ? found[0].where : std::to_string(found.size());
    };
    CHECK(where(smtp::reply{.code = 451, .enhanced = smtp::enhanced_code{5, 1, 1}}) == "/enhanced");
    CHECK(where(smtp::reply{.code = 451, .enhanced = smtp::enhanced_code{4, 1, 1}}) == "0");
    CHECK(where(smtp::reply_id::mailbox_full) == "0");
}

}  // namespace mocksmtp::rules
