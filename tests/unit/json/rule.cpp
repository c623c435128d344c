#include "api/json/rule_json.hpp"

#include "mocksmtp/rules/check.hpp"
#include "reading.hpp"

using namespace testing;
namespace rules = mocksmtp::rules;
namespace smtp = mocksmtp::smtp;

namespace {

rules::rule read(std::string_view text) {
    auto made = api::json::rule_of(json(text));
    if (const auto* wrong = std::get_if<std::vector<api::json::mistake>>(&made)) {
        CAPTURE(text);
        CHECK(lines_of(*wrong) == complaints{});
        return {};
    }
    return std::get<rules::rule>(std::move(made));
}

complaints wrong(std::string_view text, const std::string& at = {}) {
    const auto made = api::json::rule_of(json(text), at);
    const auto* mistakes = std::get_if<std::vector<api::json::mistake>>(&made);
    REQUIRE_MESSAGE(mistakes != nullptr, text);
    return lines_of(*mistakes);
}

std::string shown(const rules::rule& what) { return api::json::dump(api::json::to_json(what, {.secrets = true})); }
std::string shown(std::string_view text) { return shown(read(text)); }

// Every key of the grammar, each as it is shown.
const char* const canonical[] = {
    R"({"id":"greylist-alice","on":"rcpt","match":{"to":"alice@example.com"},"times":2,"per":"to","reply":"451 4.7.1 Greylisted, try again later"})",
    R"({"on":["rcpt","data"],"match":{"from":{"prefix":"a"}},"reply":"250 Ok"})",
    R"({"on":"message","match":{"mailboxes.to":["a@x.test","b@x.test"],"headers.x-a":null},"keep":false})",
    R"({"on":"auth","match":{"mechanism":"PLAIN","secret":"pw"},"step":0,"reply":{"preset":"auth_failed"}})",
    R"({"on":"auth","step":3,"reply":"535 5.7.8 No"})",
    R"({"on":"body","after":1000,"priority":-10,"slow_read":"5s"})",
    R"({"on":"mail","skip":1,"times":2,"every":3,"per":"session","rate":{"limit":2,"per":"1m"},"probability":0.25,"ttl":"10m","reply":"451 No"})",
    R"({"on":"rcpt","probability":1.0,"scenario":"outage","requires":"started","becomes":"down","reply":"451 Down"})",
    R"({"on":"rcpt","scenario":"outage","becomes":"up"})",
    R"({"on":"rcpt","replies":["451 4.7.1 First",{"preset":"mailbox_full"},{"raw":"25"}],"loop":true})",
    R"({"on":"data","delay":"2s","dribble":{"octets":1,"every":"10ms"}})",
    R"({"on":"quit","mute":true})",
    R"({"on":"quit","close":"rst"})",
    R"({"on":"noop","close":{"how":"half","when":"mid_reply"}})",
    R"({"on":"connect","close":{"how":"fin","when":"before"}})",
    R"({"on":"noop","reply":"421 4.3.2 Going","close":false})",
    R"({"on":"starttls","tls":{"certificate":"expired","max_version":"TLSv1.2"}})",
    R"({"on":"starttls","tls":{"refuse":true}})",
    R"({"on":"helo","tls":{"strip":true}})",
    R"({"on":"helo","advertise":{"add":["X-FOO bar"],"remove":["PIPELINING"],"replace":["SIZE 1000"],"mechanisms":["PLAIN"]}})",
    R"({"on":"helo","advertise":{"mechanisms":[]}})",
    R"({"on":"message","hold":true})",
    R"({"on":"message","hold":"10s"})",
};

}  // namespace

TEST_CASE("every key of a rule is shown as it was read") {
    for (const auto* text : canonical) CHECK(shown(text) == text);
}

TEST_CASE("what is shown is canonical: flat names, short forms, nothing that is as if it were left out") {
    CHECK(shown(R"({"reply":{"code":451,"text":"No"},"on":["rcpt"],"skip":0,"every":1,"per":"scope","priority":0,)"
                R"("loop":false,"mute":false,"close":{"how":"rst","when":"after"},"match":{}})") ==
          R"({"on":"rcpt","reply":"451 No","close":"rst"})");
    CHECK(
        shown(R"({"on":"message","keep":true,"match":{"headers":{"X-A":"1"},"mailboxes":{"reply_to":"a@x.test"}}})") ==
        R"({"on":"message","match":{"headers.x-a":"1","mailboxes.reply-to":"a@x.test"},"keep":true})");
    CHECK(shown(R"({"on":"rcpt","delay":"120s"})") == R"({"on":"rcpt","delay":"2m"})");
    CHECK(shown(R"({"on":"starttls","tls":{"max_version":"TLSv1.0"}})") ==
          R"({"on":"starttls","tls":{"max_version":"TLSv1"}})");
}

TEST_CASE("conditions on one field that C++ put side by side are shown as one that means the same") {
    const rules::rule what{.on = {rules::stage::rcpt},
                           .match = {{"to", {.prefix = "a"}}, {"to", {.suffix = "b"}}},
                           .reply = smtp::reply{450, {}, {"No"}}};
    CHECK(shown(what) ==
          R"({"on":"rcpt","match":{"to":{"any_of":[{"prefix":"a"}],"not":{"not":{"suffix":"b"}}}},"reply":"450 No"})");
    CHECK(rules::check(read(shown(what))).empty());
}

TEST_CASE("all mistakes of a rule are found at once, each at its place") {
    const std::string no_stage =
        "/on/1: expected connect, helo, starttls, auth, mail, rcpt, data, body, bdat, message, rset, noop, vrfy, expn, "
        "help, etrn, verb, quit or unknown, not \"dat\" (data)";
    CHECK(
        wrong(
            R"({"id":5,"on":["rcpt","dat"],"match":{"too":"x","to":{"contain":"y"}},"replly":"451 No","times":-1,)"
            R"("skip":1.5,"delay":5,"ttl":"soon","per":"sesion","probability":"often","dribble":{"octets":1},"close":"now",)"
            R"("mute":1,"tls":{"certificate":"exp","verify":true},"hold":false,"rate":{"limit":"x"},)"
            R"("requires":"up","advertise":{},"replies":[]})") ==
        complaints{"/id: a string that is not empty",
                   no_stage,
                   "/match/too: there is no field \"too\" (to)",
                   "/match/to/contain: unknown key (contains)",
                   "/replly: unknown key (reply)",
                   "/times: a whole number, 1 or more",
                   "/skip: a whole number, 0 or more",
                   "/delay: a time: a whole number with its unit (500ms, 5s, 2m), at most 10m",
                   "/ttl: a time: a whole number with its unit (500ms, 5s, 2m, 1h), at most 1000h",
                   "/per: expected scope, session, from, to, user or peer, not \"sesion\" (session)",
                   "/probability: a number from 0 to 1",
                   "/dribble/every: is missing",
                   "/close: expected fin, rst or half, not \"now\"",
                   "/mute: true or false",
                   "/tls/certificate: expected expired, not_yet_valid, wrong_host or untrusted, not \"exp\"",
                   "/tls/verify: unknown key; there are certificate, max_version, refuse or strip",
                   "/hold: true, or how long at most, such as \"10s\"",
                   "/rate/limit: a whole number, 1 or more",
                   "/rate/per: is missing",
                   "/advertise: an object, such as {\"remove\": [\"PIPELINING\"]}",
                   "/replies: a list of replies, one for each hit",
                   "/requires: this is a state of a scenario; name it in scenario"});
}

TEST_CASE("a number without a fraction is whole, however it is written") {
    const std::string rule = R"({"on":"rcpt","times":2.0,"skip":1e1,"reply":{"code":451.0,"text":"No"}})";
    CHECK(read(rule).times == 2);
    CHECK(read(rule).skip == 10);
    CHECK(wrong(R"({"on":"rcpt","times":2.5,"reply":"451 No"})") == complaints{"/times: a whole number, 1 or more"});
    CHECK(wrong(R"({"on":"rcpt","times":0,"reply":"451 No"})") == complaints{"/times: a whole number, 1 or more"});
}

TEST_CASE("a count that is too large is told the limit") {
    CHECK(wrong(R"({"on":"rcpt","reply":"451 No","times":9223372036854775808,"skip":18446744073709551616})") ==
          complaints{"/times: a whole number from 1 to 9223372036854775807",
                     "/skip: a whole number from 0 to 9223372036854775807"});
}

TEST_CASE("what the rules themselves have against a rule comes with the rest, at the place that was written") {
    const auto found =
        wrong(R"({"on":"rcpt","match":{"headers":{"X-A":"1"},"recipient_count":"many","to":{"regex":"("},)"
              R"("session":["s1"]},"reply":"451 No","step":1,"prioriy":1})");
    REQUIRE(found.size() == 6);
    CHECK(found[0] == "/prioriy: unknown key (priority)");
    CHECK(found[1].starts_with("/match/headers/X-A: "));
    CHECK(found[2].starts_with("/match/recipient_count: "));
    CHECK(found[3].starts_with("/match/to/regex: "));
    CHECK(found[4].starts_with("/match/session: "));
    CHECK(found[5].starts_with("/step: "));
}

TEST_CASE("what only follows from a mistake is no second one") {
    CHECK(wrong(R"({"on":"rcpt","replly":"451 No"})") == complaints{"/replly: unknown key (reply)"});
    CHECK(wrong(R"({"on":"rcpt","reply":"no"})").size() == 1);
    CHECK(wrong(R"({"on":"rcpt","mute":true,"requires":""})").size() == 1);
    CHECK(wrong(R"({"on":"rcpt","mute":true,"scenario":5,"requires":"up"})").size() == 1);
    CHECK(wrong(R"({"on":"rcpt","replies":5,"loop":true})").size() == 1);
    CHECK(wrong(R"({"on":"boddy","after":10,"close":"rst"})").size() == 1);
    CHECK(wrong(R"({"on":"somewhere","after":10,"close":"rst"})").size() == 1);
    CHECK(wrong(R"({"on":"starttls","tls":{"certificate":"exp"}})").size() == 1);
    CHECK(wrong(R"({"on":"rcpt","match":{"to":{"regx":"x"}},"mute":true})").size() == 1);
}

TEST_CASE("what says nothing is not ignored") {
    CHECK(wrong("{}").front().starts_with("/on: is missing"));
    CHECK(wrong("5").front().starts_with(": a rule is an object, such as"));
    CHECK(wrong(R"({"on":[]})").front() == "/on: a stage, such as \"rcpt\", or a list of at least one");
    CHECK(wrong(R"({"on":"rcpt"})").front().starts_with(": the rule does nothing"));
    CHECK(wrong(R"({"on":"starttls","tls":{"refuse":false}})").front().starts_with("/tls: say what goes wrong"));
    CHECK(wrong(R"({"on":"helo","advertise":{"add":[]}})").front().starts_with("/advertise: say what changes"));
    CHECK(wrong(R"({"on":"rcpt","reply":"451 No","scenario":"x"})").front().starts_with("/scenario: "));
}

TEST_CASE("the pointer begins with the rule's own place") {
    CHECK(wrong(R"({"on":"rcpt","match":{"headers":{"x-a":"1"}},"repl":"451 No"})", "/rules/3").front() ==
          "/rules/3/repl: unknown key (reply)");
    CHECK(wrong(R"({"on":"rcpt","match":{"headers":{"x-a":"1"}},"reply":"451 No"})", "/3")
              .front()
              .starts_with("/3/match/headers/x-a: "));
}

TEST_CASE("a fault of a rule set points to what was written") {
    const auto what = json(R"({"on":"rcpt","match":{"headers":{"X-A":["1"]}}})");
    CHECK(api::json::mistake_of({"/match/headers.x-a/exactly/0/equals", "detail", "meant"}, what, "/2") ==
          api::json::mistake{
              .parameter = "", .pointer = "/2/match/headers/X-A/0", .detail = "detail", .did_you_mean = "meant"});
    CHECK(api::json::mistake_of({"", "detail"}, what).pointer == "");
}

TEST_CASE("a secret to be matched is shown only to those who may see secrets") {
    const auto what = read(R"({"on":"auth","match":{"secret":{"in":["pw","other"]},"user":"app"},"reply":"535 No"})");
    const auto masked = api::json::to_json(what, {});
    CHECK(api::json::dump(masked).find("pw") == std::string::npos);
    CHECK(masked["match"]["secret"]["in"][0]["length"] == 2);
    CHECK(masked["match"]["user"] == "app");
}

TEST_CASE("what a rule does is said by its actions alone") {
    const auto what =
        read(R"({"id":"x","on":"rcpt","times":2,"match":{"to":"a@x.test"},"reply":"451 No","close":"rst"})");
    CHECK(api::json::dump(api::json::actions_of(what)) == R"({"reply":"451 No","close":"rst"})");
}

TEST_CASE("a standing shows the rule, and behind it what became of it") {
    const rules::standing what{.what = read(R"({"id":"x","on":"connect","reply":"421 No"})"),
                               .baseline = true,
                               .now = rules::standing::state::spent,
                               .evaluations = 5,
                               .matches = 4,
                               .hits = 3,
                               .hits_per = {{"default", 3}},
                               .last_miss = rules::standing::miss{{}, "spent"},
                               .sessions = {{1}, {2}}};
    CHECK(api::json::dump(api::json::to_json(what, {})) ==
          R"({"id":"x","on":"connect","reply":"421 No","origin":"configured","state":"spent","evaluations":5,)"
          R"("matches":4,"hits":3,"hits_per":{"default":3},"last_miss":{"session":null,"because":"spent"},)"
          R"("sessions":["s1","s2"]})");
    const auto fresh = api::json::to_json({.what = read(R"({"id":"x","on":"quit","mute":true})")}, {});
    CHECK(fresh["origin"] == "added");
    CHECK(fresh["state"] == "armed");
    CHECK(fresh["last_miss"] == nullptr);
}
