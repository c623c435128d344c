// Which rule acts: order, configuration and what lies on top of it, steps, stops, and the account of it all.
#include <stdexcept>

#include "tests/unit/rules/helpers.hpp"

namespace mocksmtp::rules {
namespace {

std::vector<std::string> ids(const rule_set& rules) {
    std::vector<std::string> listed;
    for (const standing* each : rules.all()) listed.push_back(each->what.id);
    return listed;
}
using names = std::vector<std::string>;

rule for_recipient(std::string id, std::string to) {
    rule made = greylist(std::move(id));
    made.match = {wants("to", std::move(to))};
    return made;
}

std::string at_rcpt(house& with, std::string to = "alice@example.test") {
    return with.judge(asking_for(std::move(to)).at(stage::rcpt));
}

}  // namespace

TEST_CASE("the first rule that matches decides, the one added last is asked first") {
    house with;
    with.put(greylist("all"));
    with.put(for_recipient("alice", "alice@example.test"));
    CHECK(at_rcpt(with, "alice@example.test") == "alice");
    CHECK(at_rcpt(with, "bob@example.test") == "all");
    CHECK(with.miss("alice") == "to is bob@example.test");
    CHECK(with.rules.find("all")->evaluations == 1);
    with.put(greylist("newest"));
    CHECK(at_rcpt(with, "alice@example.test") == "newest");
    CHECK(ids(with.rules) == names{"newest", "alice", "all"});
}

TEST_CASE("a higher priority is asked first, whenever it was added") {
    house with({.baseline = {greylist("configured")}});
    rule high = greylist("high");
    high.priority = 5;
    rule low = greylist("low");
    low.priority = -5;
    with.put(high);
    with.put(greylist("middle"));
    with.put(low);
    CHECK(ids(with.rules) == names{"high", "middle", "configured", "low"});
    CHECK(at_rcpt(with) == "high");
}

TEST_CASE("a rule that may not act leaves the turn to the next") {
    house with;
    with.put(greylist("second"));
    rule first = greylist("first");
    first.times = 1;
    with.put(first);
    CHECK(at_rcpt(with) == "first");
    CHECK(at_rcpt(with) == "second");
}

TEST_CASE("the configured rules lie below, and a reset brings them back armed anew") {
    rule configured = greylist("configured");
    configured.times = 1;
    house with({.baseline = {configured, greylist("")}});
    CHECK(ids(with.rules) == names{"r1", "configured"});
    CHECK(with.rules.find("r1")->baseline);
    CHECK(with.rules.remove("r1"));
    CHECK(at_rcpt(with) == "configured");
    CHECK(at_rcpt(with) == "");
    CHECK(with.put(greylist("")) == "r2");
    CHECK(ids(with.rules) == names{"r2", "configured"});
    with.rules.reset();
    CHECK(ids(with.rules) == names{"r1", "configured"});
    CHECK(with.rules.find("configured")->hits == 0);
    CHECK(with.rules.find("configured")->sessions.empty());
    CHECK(with.rules.remove("r1"));
    CHECK(at_rcpt(with) == "configured");
}

TEST_CASE("a rule put with the id of a configured one hides it until a reset") {
    house with({.baseline = {greylist("same")}});
    rule instead = greylist("same");
    instead.reply = smtp::reply{.code = 550};
    const auto made = with.rules.put(instead);
    CHECK_FALSE(std::get<rule_set::placed>(made).is_new);
    CHECK_FALSE(with.rules.find("same")->baseline);
    CHECK(ids(with.rules) == names{"same"});
    CHECK(with.rules.remove("same"));
    CHECK(ids(with.rules).empty());
    CHECK(std::get<rule_set::placed>(with.rules.put(instead)).is_new);
    with.rules.reset();
    CHECK(with.rules.find("same")->baseline);
}

TEST_CASE("a rule put again comes to the front, armed anew") {
    house with;
    rule what = greylist("a");
    what.times = 1;
    with.put(what);
    with.put(greylist("b"));
    CHECK(at_rcpt(with) == "b");
    with.put(what);
    CHECK(ids(with.rules) == names{"a", "b"});
    CHECK(at_rcpt(with) == "a");
    with.put(what);
    CHECK(with.rules.find("a")->hits == 0);
    CHECK(at_rcpt(with) == "a");
}

TEST_CASE("ids that nobody gave are r1, r2 and so on, those in use left out, and begin again with a reset") {
    house with({.baseline = {greylist("r2")}});
    CHECK(with.put(greylist("")) == "r1");
    CHECK(with.rules.remove("r2"));
    CHECK(with.put(greylist("")) == "r3");
    CHECK(with.rules.remove("r3"));
    CHECK(with.put(greylist("")) == "r4");
    with.rules.reset();
    CHECK(with.put(greylist("")) == "r1");
}

TEST_CASE("all that were added are replaced at once, or nothing is") {
    house with({.baseline = {greylist("configured")}});
    with.put(greylist("old"));
    CHECK(with.rules.replace({greylist("a"), greylist(""), greylist("r1")}).empty());
    CHECK(ids(with.rules) == names{"r1", "r2", "a", "configured"});
    rule wrong = greylist("wrong");
    wrong.times = 0;
    const auto faults = with.rules.replace({greylist("new"), wrong, greylist("new")});
    REQUIRE(faults.size() == 2);
    CHECK(faults[0].where == "/1/times");
    CHECK(faults[1].where == "/2/id");
    CHECK(ids(with.rules) == names{"r1", "r2", "a", "configured"});
    CHECK(with.rules.replace({}).empty());
    CHECK(ids(with.rules) == names{"configured"});
}

TEST_CASE("what was added can be removed one by one or all together") {
    house with({.baseline = {greylist("configured")}});
    with.put(greylist("a"));
    with.put(greylist("b"));
    CHECK(with.rules.remove("a"));
    CHECK_FALSE(with.rules.remove("a"));
    CHECK_FALSE(with.rules.remove("nothing"));
    with.rules.clear();
    CHECK(ids(with.rules) == names{"configured"});
}

TEST_CASE("a rule that is not usable is not put, and everything stays as it was") {
    house with;
    with.put(greylist("same"));
    rule wrong = greylist("same");
    wrong.every = 0;
    const auto made = with.rules.put(wrong);
    REQUIRE(std::holds_alternative<std::vector<fault>>(made));
    CHECK(std::get<std::vector<fault>>(made).size() == 1);
    CHECK(with.rules.find("same")->what.every == 1);
}

TEST_CASE("a configuration that is not usable is refused in one line") {
    const auto clock = base::make_clock(base::clock_kind::frozen);
    rule wrong = greylist("wrong");
    wrong.match = {wants("too", "x")};
    CHECK_THROWS_WITH_AS(rule_set(*clock, {.baseline = {greylist("right"), wrong}}),
                         "rule /1/match/too: there is no field \"too\"; did you mean to?", std::invalid_argument);
    CHECK_THROWS_AS(rule_set(*clock, {.baseline = {greylist("same"), greylist("same")}}), std::invalid_argument);
}

TEST_CASE("a verdict carries all that the rule does") {
    house with;
    rule what = greylist();
    what.delay = 2s;
    what.slow_read = 3s;
    what.hold = 0ms;
    what.dribble = smtp::pace{3, 10ms};
    what.close = smtp::verdict::closing{smtp::hang_up::how::rst, smtp::verdict::closing::moment::mid_reply};
    with.put(what);
    const auto made = with.rules.judge(asking_for("a@x.test").at(stage::rcpt));
    REQUIRE(made);
    CHECK(made->by == smtp::rule_hit{"greylist", 1});
    CHECK(code_of(made) == 451);
    CHECK(made->delay == 2s);
    CHECK(made->slow_read == 3s);
    CHECK(made->hold_at_most == 0ms);
    CHECK(made->dribble->octets == 3);
    CHECK(made->close == what.close);
    CHECK_FALSE(made->keep.has_value());
    CHECK(with.rules.judge(asking_for("a@x.test").at(stage::rcpt))->by.hit == 2);
}

TEST_CASE("a preset is left to the persona, keep and offers are passed on") {
    house with;
    with.put({.on = {stage::message}, .reply = smtp::reply_id::mailbox_full, .keep = true});
    const auto kept = with.rules.judge(with_message("x", {accepted("a@x.test")}).at(stage::message));
    REQUIRE(kept);
    CHECK(kept->answer == smtp::answer(smtp::reply_id::mailbox_full));
    CHECK(kept->keep == true);
    with.put({.on = {stage::helo}, .strip_starttls = true});
    scene hello;
    hello.verb = "EHLO";
    CHECK(with.rules.judge(hello.at(stage::helo))->strip_starttls);
    with.put({.on = {stage::helo}, .advertise = smtp::changed_offer{.add = {"X"}}});
    CHECK(with.rules.judge(hello.at(stage::helo))->offer->add == names{"X"});
    with.put({.on = {stage::connect}, .reply = smtp::reply_id::shutting_down, .keep_open = true});
    CHECK(with.rules.judge(hello.at(stage::connect))->keep_open);
    with.put({.on = {stage::quit}, .mute = true});
    CHECK(with.rules.judge(hello.at(stage::quit))->mute);
}

TEST_CASE("sessions that a rule acted on are remembered once each, in order, without those that are fenced") {
    house with;
    with.put(greylist());
    for (const std::uint64_t session : {3U, 1U, 3U, 0U, 2U}) {
        with.judge(asking_for("a@x.test", session).at(stage::rcpt));
    }
    const auto& seen = *with.rules.find("greylist");
    CHECK(seen.sessions == std::vector<base::session_id>{{3}, {1}, {2}});
    CHECK(seen.hits == 5);
    with.rules.acted({"nobody", 1}, {1});
    for (std::uint64_t i = 10; i < 2000; ++i) with.judge(asking_for("a@x.test", i).at(stage::rcpt));
    CHECK(with.rules.find("greylist")->sessions.size() == standing::list_limit);
}

TEST_CASE("a hit of a rule whose id another has by now is not the other's") {
    house with;
    with.put(greylist());
    const auto made = with.rules.judge(asking_for("a@x.test").at(stage::rcpt));
    with.put(greylist());
    with.rules.acted(made->by, {7});
    CHECK(with.rules.find("greylist")->sessions.empty());
}

TEST_CASE("the values of per that are listed are limited, those counted are not") {
    house with;
    rule what = greylist();
    what.per = counted_per::to;
    what.times = 1;
    with.put(what);
    for (int i = 0; i < 1100; ++i) CHECK(at_rcpt(with, std::to_string(i) + "@x.test") == "greylist");
    CHECK(with.rules.find("greylist")->hits_per.size() == standing::list_limit);
    CHECK(at_rcpt(with, "1099@x.test") == "");
}

TEST_CASE("a rule behind one that acts is told why it did not") {
    house with;
    rule behind = greylist("behind");
    behind.match = {wants("to", "alice@example.test")};
    with.put(behind);
    with.put(greylist("front"));
    CHECK(at_rcpt(with, "bob@example.test") == "front");
    CHECK(with.miss("behind") == "to is bob@example.test");
    CHECK(at_rcpt(with, "alice@example.test") == "front");
    CHECK(with.miss("behind") == "rule front acted first");
    CHECK(with.rules.find("behind")->matches == 0);
}

TEST_CASE("a rule behind one that moves a scenario is told of the state in which it was passed over") {
    house with;
    const auto put = [&](const char* id, const char* needs, const char* becomes) {
        rule made = greylist(id);
        made.scenario = scenario_step{"s", needs, becomes};
        with.put(made);
    };
    put("again", "started", "");
    put("later", "B", "");
    put("first", "started", "B");
    CHECK(at_rcpt(with, "bob@example.test") == "first");
    CHECK(with.miss("again") == "rule first acted first");
    CHECK(with.miss("later") == "scenario s is started, not B");
    CHECK(at_rcpt(with, "bob@example.test") == "later");
}

TEST_CASE("the last miss says what did not hold, and shows no secret") {
    house with;
    rule what{.id = "login",
              .on = {stage::auth},
              .match = {wants("mechanism", "PLAIN"), wants("secret", "hunter2")},
              .reply = smtp::reply_id::auth_failed};
    with.put(what);
    scene about;
    about.session = {4};
    about.trying = smtp::attempt{};
    about.trying->mechanism = "LOGIN";
    about.trying->found.secret = "swordfish";
    CHECK(with.judge(about.at(stage::auth)) == "");
    CHECK(with.miss("login") == "mechanism is LOGIN");
    CHECK(with.rules.find("login")->last_miss->session == base::session_id{4});
    about.trying->mechanism = "PLAIN";
    CHECK(with.judge(about.at(stage::auth)) == "");
    CHECK(with.miss("login") == "secret is another");
    about.trying->found.secret.reset();
    CHECK(with.judge(about.at(stage::auth)) == "");
    CHECK(with.miss("login") == "secret is absent");
    CHECK(with.rules.find("login")->matches == 0);
    CHECK(with.rules.find("login")->evaluations == 3);
}

TEST_CASE("a scenario goes on from stage to stage") {
    house with;
    with.put({.id = "pay", .on = {stage::mail}, .scenario = scenario_step{"checkout", "started", "paid"}});
    rule refuse = greylist("refuse");
    refuse.scenario = scenario_step{"checkout", "paid", "started"};
    with.put(refuse);
    CHECK(at_rcpt(with) == "");
    CHECK(with.miss("refuse") == "scenario checkout is started, not paid");
    CHECK(with.rules.find("refuse")->matches == 0);
    CHECK(with.judge(asking_for("a@x.test").at(stage::mail)) == "pay");
    CHECK(with.rules.scenarios() == std::map<std::string, std::string>{{"checkout", "paid"}});
    CHECK(with.judge(asking_for("a@x.test").at(stage::mail)) == "");
    CHECK(at_rcpt(with) == "refuse");
    CHECK(with.rules.scenarios().empty());
}

TEST_CASE("a scenario is over with the last rule that names it, and with a reset") {
    house with;
    const rule one{.id = "a", .on = {stage::mail}, .scenario = scenario_step{"checkout", "", "paid"}};
    with.put(one);
    with.judge(scene{}.at(stage::mail));
    CHECK(with.rules.scenarios().size() == 1);
    with.put(one);
    CHECK(with.rules.scenarios().size() == 1);
    CHECK(with.rules.replace({one}).empty());
    CHECK(with.rules.scenarios().empty());  // a new list begins anew
    with.judge(scene{}.at(stage::mail));
    with.rules.remove("a");
    CHECK(with.rules.scenarios().empty());
    with.put(one);
    with.judge(scene{}.at(stage::mail));
    with.rules.reset();
    CHECK(with.rules.scenarios().empty());
}

TEST_CASE("steps of an authentication are told apart") {
    house with;
    const auto add = [&](std::string id, std::optional<unsigned> step) {
        with.put({.id = std::move(id), .on = {stage::auth}, .step = step, .reply = smtp::reply_id::auth_failed});
    };
    const auto at = [&](bool to_command, unsigned challenge) {
        scene about;
        about.moment = {to_command, challenge};
        return with.judge(about.at(stage::auth));
    };
    add("end", {});
    add("first", 1);
    add("second", 2);
    CHECK(at(true, 1) == "first");
    CHECK(at(false, 2) == "second");
    CHECK(at(false, 3) == "");
    CHECK(at(false, 0) == "end");
    CHECK(at(true, 0) == "end");
    add("command", 0);
    CHECK(at(true, 1) == "command");
    CHECK(at(true, 0) == "command");
    CHECK(at(false, 0) == "end");
    CHECK(with.rules.find("second")->evaluations == 1);
}

TEST_CASE("inside a message the next stop is the lowest that a rule still waits for") {
    house with;
    const auto add = [&](std::string id, std::uint64_t after, std::optional<std::uint64_t> times = {}) {
        with.put({.id = std::move(id), .on = {stage::body}, .after = after, .times = times, .delay = 1s});
    };
    CHECK_FALSE(with.rules.next_stop(0).has_value());
    add("late", 1000);
    add("early", 10, 1);
    add("begin", 0);
    CHECK(with.rules.next_stop(0) == 0);
    CHECK(with.rules.next_stop(1) == 10);
    CHECK(with.rules.next_stop(10) == 10);
    CHECK(with.rules.next_stop(11) == 1000);
    CHECK_FALSE(with.rules.next_stop(1001).has_value());
    scene about;
    about.usual.reset();
    about.octets = 10;
    CHECK(with.judge(about.at(stage::body)) == "early");
    CHECK(with.rules.next_stop(1) == 10);  // in another scope it may act still
    CHECK(with.judge(about.at(stage::body)) == "");
    about.octets = 1000;
    CHECK(with.judge(about.at(stage::body)) == "late");
    CHECK(with.rules.find("begin")->evaluations == 0);
}

TEST_CASE("an expired rule is no stop, and closing inside a message is at once") {
    house with;
    with.put({.on = {stage::body}, .after = 10, .ttl = 1min, .close = smtp::verdict::closing{}});
    scene about;
    about.octets = 10;
    about.usual.reset();
    CHECK(with.rules.judge(about.at(stage::body))->close->when == smtp::verdict::closing::moment::before);
    with.time->advance(1min);
    CHECK_FALSE(with.rules.next_stop(0).has_value());
}

TEST_CASE("before an implicit handshake only those are asked who can do something about it") {
    house with;
    scene handshake;
    handshake.where.kind = smtp::listener_kind::tls;
    handshake.usual.reset();
    with.put({.id = "reply", .on = {stage::starttls}, .reply = smtp::reply_id::tls_not_available});
    with.put({.id = "strip", .on = {stage::starttls}, .strip_starttls = true});
    CHECK(with.judge(handshake.at(stage::starttls)) == "");
    CHECK(with.rules.find("reply")->evaluations == 0);
    CHECK(with.rules.find("strip")->evaluations == 0);
    CHECK(with.miss("strip") == "there is no reply before a handshake from the first octet");
    with.put({.id = "expired",
              .on = {stage::starttls},
              .tls = smtp::tls_fault{.shown = smtp::tls_fault::certificate::expired}});
    CHECK(with.judge(handshake.at(stage::starttls)) == "expired");
    for (const rule& each : {rule{.id = "close", .on = {stage::starttls}, .close = smtp::verdict::closing{}},
                             rule{.id = "hold", .on = {stage::starttls}, .hold = 0ms},
                             rule{.id = "delay", .on = {stage::starttls}, .delay = 1s},
                             rule{.id = "slow", .on = {stage::starttls}, .slow_read = 1s},
                             rule{.id = "mute", .on = {stage::starttls}, .mute = true}}) {
        with.put(each);
        CHECK(with.judge(handshake.at(stage::starttls)) == each.id);
    }
}

TEST_CASE("what can do nothing is not asked: no handshake behind a refusal, no STARTTLS to strip, no EHLO to change") {
    house with;
    scene about;
    with.put({.id = "strip", .on = {stage::helo, stage::starttls}, .strip_starttls = true});
    with.put({.id = "expired",
              .on = {stage::starttls},
              .tls = smtp::tls_fault{.shown = smtp::tls_fault::certificate::expired}});
    CHECK(with.judge(about.at(stage::starttls)) == "expired");
    about.usual = smtp::reply{.code = 503};
    CHECK(with.judge(about.at(stage::starttls)) == "strip");
    about.verb = "EHLO";
    CHECK(with.judge(about.at(stage::helo)) == "strip");
    about.tls = smtp::tls_facts{};
    CHECK(with.judge(about.at(stage::helo)) == "");
    about.tls.reset();
    about.verb = "HELO";
    CHECK(with.judge(about.at(stage::helo)) == "");
    with.put({.id = "offer", .on = {stage::helo}, .advertise = smtp::changed_offer{.add = {"X"}}});
    CHECK(with.judge(about.at(stage::helo)) == "");
    about.verb = "EHLO";
    CHECK(with.judge(about.at(stage::helo)) == "offer");
    about.where.kind = smtp::listener_kind::tls;
    with.rules.remove("offer");
    CHECK(with.judge(about.at(stage::helo)) == "");
}

TEST_CASE("a rule whose positive reply would not be said waits for a command that it can be said to") {
    house with;
    scene about;
    about.has_to_refuse = true;
    with.put({.id = "no", .on = {stage::auth}, .reply = smtp::reply{.code = 535}});
    with.put({.id = "yes", .on = {stage::auth}, .times = 1, .reply = smtp::reply{.code = 235}});
    CHECK(with.judge(about.at(stage::auth)) == "no");
    CHECK(with.miss("yes") == "the server has to refuse, so that a positive reply is not said");
    about.has_to_refuse = false;
    CHECK(with.judge(about.at(stage::auth)) == "yes");
}

TEST_CASE("rules of other stages cost nothing") {
    house with;
    std::vector<rule> many;
    for (int i = 0; i < 1000; ++i) {
        rule one = greylist("");
        one.on = {i % 2 == 0 ? stage::mail : stage::message};
        many.push_back(one);
    }
    CHECK(with.rules.replace(many).empty());
    for (int i = 0; i < 100; ++i) CHECK(at_rcpt(with) == "");
    for (const standing* each : with.rules.all()) CHECK(each->evaluations == 0);
}

TEST_CASE("to consider a situation counts nothing") {
    house with({.reply_addresses = true});
    rule last = greylist("last");
    last.skip = 1;
    with.put(last);
    rule first = for_recipient("first", "alice@example.test");
    first.times = 2;
    with.put(first);
    struct recipient : match::facts {
        std::string address;
        match::values of(const match::field& which) const override {
            return which.id == match::field_id::to ? match::values::one(address) : match::values{};
        }
    } about;
    const auto texts = [&](std::string address) {
        about.address = std::move(address);
        std::string all;
        for (const opinion& each : with.rules.consider(stage::rcpt, about)) {
            all += each.id + (each.acts ? "! " : ": ") + each.because + "; ";
        }
        return all;
    };
    CHECK(texts("alice@example.test") == "first! acts: hit 1; ");
    CHECK(texts("bob@example.test") == "first: to is bob@example.test; last: skips 1 more match; ");
    CHECK(texts("reply-550@x.test") ==
          "first: to is reply-550@x.test; last: skips 1 more match; reply-addresses! acts: hit 1; ");
    CHECK(with.rules.find("first")->evaluations == 0);
    CHECK(at_rcpt(with) == "first");
    CHECK(texts("alice@example.test") == "first! acts: hit 2; ");
    CHECK(at_rcpt(with) == "first");
    CHECK(texts("alice@example.test") == "first: spent after 2 hits; last: skips 1 more match; ");
}

TEST_CASE("a rule that nothing can come of says so, asked or only considered") {
    house with;
    rule offer{.id = "offer", .on = {stage::helo}};
    offer.advertise = smtp::changed_offer{.add = {"X"}};
    with.put(offer);
    scene about;
    about.verb = "HELO";
    CHECK(with.judge(about.at(stage::helo)) == "");
    CHECK(with.miss("offer") == "it only changes what EHLO offers");
    CHECK(with.rules.find("offer")->evaluations == 0);
    struct helo : match::facts {
        match::values of(const match::field& which) const override {
            return which.id == match::field_id::verb ? match::values::one("HELO") : match::values{};
        }
    };
    struct implicit : match::facts {
        match::values of(const match::field& which) const override {
            return which.id == match::field_id::tls_mode ? match::values::one("implicit") : match::values{};
        }
    };
    CHECK(with.rules.consider(stage::helo, helo{})[0].because == "it only changes what EHLO offers");
    CHECK(with.rules.consider(stage::helo, implicit{})[0].acts);
    with.put({.id = "no", .on = {stage::starttls}, .reply = smtp::reply_id::tls_not_available});
    CHECK(with.rules.consider(stage::starttls, implicit{})[0].because ==
          "there is no reply before a handshake from the first octet");
    CHECK(with.rules.consider(stage::starttls, helo{})[0].acts);
}

TEST_CASE("to consider a step or a count of octets says where the others stand") {
    house with;
    with.put({.id = "end", .on = {stage::auth}, .reply = smtp::reply_id::auth_failed});
    with.put({.id = "second", .on = {stage::auth}, .step = 2, .reply = smtp::reply_id::auth_failed});
    with.put({.id = "inside", .on = {stage::body}, .after = 10, .delay = 1s});
    const scene about;
    struct nothing : match::facts {
        match::values of(const match::field&) const override { return {}; }
    } facts;
    auto opinions = with.rules.consider(stage::auth, facts);
    REQUIRE(opinions.size() == 2);
    CHECK(opinions[0].because == "stands at step 2 of the exchange");
    CHECK(opinions[1].acts);
    opinions = with.rules.consider(stage::auth, facts, {.challenge = 2});
    REQUIRE(opinions.size() == 1);
    CHECK(opinions[0].acts);
    CHECK(with.rules.consider(stage::body, facts, {}, 9)[0].because == "stands behind 10 octets");
    CHECK(with.rules.consider(stage::body, facts, {}, 10)[0].acts);
}

TEST_CASE("a certificate that cannot be wrong here is refused when its rule is added") {
    const auto clock = base::make_clock(base::clock_kind::logical);
    rule_set rules(*clock, {.tls_objection = [](const smtp::tls_fault& fault) {
        return fault.refuse ? std::string() : std::string("the certificate is from a file");
    }});
    const auto wrong =
        rules.put({.on = {stage::starttls}, .tls = smtp::tls_fault{.max_version = smtp::tls_version::tls_1_2}});
    REQUIRE(std::holds_alternative<std::vector<fault>>(wrong));
    CHECK(std::get<std::vector<fault>>(wrong) ==
          std::vector<fault>{{"/tls/certificate", "the certificate is from a file"}});
    CHECK(std::holds_alternative<rule_set::placed>(
        rules.put({.on = {stage::starttls}, .tls = smtp::tls_fault{.refuse = true}})));
    CHECK(rules.all().size() == 1);
}

}  // namespace mocksmtp::rules
