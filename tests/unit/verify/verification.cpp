// Several expectations judged together: must, nothing else, order, rules, sentinels.
#include "judging.hpp"
#include "tests/unit/store/client.hpp"

using namespace testing;

TEST_CASE("a verification holds when each of its expectations does") {
    store::scope scope;
    testing::client sender(scope);
    sender.hello();
    sender.login("app");
    sender.send();
    auto what = both(expecting("1", "to", "bob@example.test"), of_kind(match::item_kind::auth_attempt, "1.."));
    CHECK(is_met(look(scope, what)));
    what.expect.push_back(of_kind(match::item_kind::transaction, "2"));
    what.expect.back().name = "a second try";
    CHECK(is_unmet(look(scope, what)));
    const auto made = explain(verify::grounds(scope), what);
    CHECK(made.summary == "a second try: expected exactly 2 transactions, got 1");
    REQUIRE(made.results.size() == 3);
    CHECK(made.results[0].ok);
    CHECK(made.results[0].ids == std::vector<std::string>{"m1"});
    CHECK(made.results[1].ids == std::vector<std::string>{"a1"});
    CHECK_FALSE(made.results[2].ok);
    CHECK(has(made.text, "1 of 3 expectations does not hold, these do:\n    exactly 1 message to bob@example.test\n"));
}

TEST_CASE("nothing else means that everything is somebody's") {
    store::scope scope;
    testing::client sender(scope);
    sender.hello();
    sender.send();
    auto what = verify::alone(expecting("1", "to", "bob@example.test"));
    what.nothing_else = {match::item_kind::message};
    CHECK(is_met(look(scope, what)));
    sender.send({.to = {"carol@example.test"}});
    CHECK(is_unmet(look(scope, what)));
    const auto made = explain(verify::grounds(scope), what);
    CHECK(made.summary == "expected no messages but those expected; m2 was not expected by anybody");
    CHECK(made.results.back().ids == std::vector<std::string>{"m2"});
    what.until = verify::sentinel{};
    testing::add(what.until->which, "to", match::equal_to("carol@example.test"));
    CHECK(is_met(look(scope, what)));  // what ends the wait is no stranger
}

TEST_CASE("in order compares what decided, not what opened") {
    store::scope scope;
    testing::client sender(scope);
    sender.hello();
    sender.send({.to = {"bob@example.test"}});
    sender.send({.to = {"carol@example.test"}});
    auto what = both(expecting("1", "to", "bob@example.test"), expecting("1", "to", "carol@example.test"));
    what.in_order = true;
    CHECK(is_met(look(scope, what)));
    std::swap(what.expect[0], what.expect[1]);
    what.expect[0].name = "first";
    what.expect[1].name = "second";
    CHECK(is_unmet(look(scope, what)));
    const auto made = explain(verify::grounds(scope), what);
    CHECK(has(made.summary, "m1 of \"second\" came before m2 of \"first\""));
}

TEST_CASE("in order one thing does not stand for two") {
    store::scope scope;
    testing::client sender(scope);
    sender.hello();
    sender.send();
    auto what = both(expecting("1", "to", "bob@example.test"), expecting("1", "subject", "Hello"));
    what.in_order = true;
    CHECK(is_unmet(look(scope, what)));
    const auto made = explain(verify::grounds(scope), what);
    CHECK(has(made.summary, "m1 was expected by expectation 1 and by expectation 2, and cannot come before itself"));
    CHECK(made.results.back().ids == std::vector<std::string>{"m1"});
}

TEST_CASE("in order what is still open comes after everything that is decided") {
    store::scope scope;
    testing::client sender(scope);
    sender.hello();
    sender.send();
    auto what = both(of_kind(match::item_kind::session, "1"), expecting("1"));
    what.in_order = true;
    CHECK(is_unmet(look(scope, what)));
    CHECK(has(explain(verify::grounds(scope), what).summary, "m1 of expectation 2 came before s1 of expectation 1"));
    std::swap(what.expect[0], what.expect[1]);
    CHECK(is_met(look(scope, what)));
    rules::rule_set set(scope.clock(), {});
    set.put(rule_named("greylist"));
    what.expect[0] = of_kind(match::item_kind::rule, "1");  // has no time at all
    const verify::grounds by(scope, set.all());
    CHECK(is_met(verify::vigil(what, 0ms).look(scope, verify::judge(by, what), {1s, 0ms})));
    std::swap(what.expect[0], what.expect[1]);
    CHECK(is_met(verify::vigil(what, 0ms).look(scope, verify::judge(by, what), {1s, 0ms})));
}

TEST_CASE("rules are expected by what became of them, and those that never acted are named") {
    store::scope scope;
    rules::rule_set set(scope.clock(), {});
    set.put(rule_named("greylist"));
    auto what = verify::alone(of_kind(match::item_kind::rule, "1"));
    testing::add(what.expect[0].which, "rule", match::equal_to("greylist"));
    testing::add(what.expect[0].must, "hits", match::equal_to(std::int64_t{1}));
    what.every_rule_used = true;
    what.wait = 5s;
    const verify::grounds by(scope, set.all());
    const auto before = verify::judge(by, what);
    // It may still act, so there is hope until the time is over.
    CHECK(std::holds_alternative<verify::look_again>(verify::vigil(what, 0ms).look(scope, before, {1s, 0ms})));
    const auto made = verify::explain(by, what, before);
    CHECK(has(made.summary, "greylist is not as it must be: hits is 0, expected 1"));
    CHECK(made.results.back().because == "rule greylist never acted");
    testing::ask(set, base::session_id{1}, "bob@example.test");
    const verify::grounds after(scope, set.all());
    CHECK(is_met(verify::vigil(what, 0ms).look(scope, verify::judge(after, what), {1s, 0ms})));
    what.expect[0].must = {};
    testing::add(what.expect[0].must, "hits", match::equal_to(std::int64_t{2}));
    CHECK(has(explain(after, what).summary, "greylist is not as it must be: hits is 1, expected 2"));
}

TEST_CASE("diagnostics are found by code, severity and what they belong to") {
    store::scope scope;
    testing::client sender(scope);
    sender.hello();
    sender.line().record(
        smtp::diagnosed{{.code = base::diagnostic_code::command_ended_by_lf, .detail = {}, .offset = {}}});
    sender.send();
    const verify::grounds by(scope);
    auto what = of_kind(match::item_kind::diagnostic, "1");
    testing::add(what.which, "code", match::equal_to("command_ended_by_lf"));
    testing::add(what.which, "session", match::equal_to("s1"));
    const auto seen = verify::judge(by, verify::alone(what));
    REQUIRE(seen.found[0].matched.size() == 1);
    CHECK(by.id_text(match::item_kind::diagnostic, 1) == "s1:command_ended_by_lf");
    CHECK(verify::judge(by, verify::alone(what, {}, scope.position().n)).found[0].matched.empty());
    testing::add(what.which, "message", match::equal_to("m1"));
    CHECK(verify::judge(by, verify::alone(what)).found[0].matched.empty());
}

TEST_CASE("a diagnostic of a transaction is that of its message") {
    store::scope scope;
    testing::client sender(scope);
    sender.hello();
    for (int i = 0; i < 3; ++i) {
        sender.begin();
        sender.recipient("bob@example.test");
        if (i == 1)
            sender.line().record(smtp::diagnosed{
                {.code = base::diagnostic_code::command_ended_by_lf, .detail = {}, .offset = {}}, true});
        sender.accept("Subject: Hello\r\n\r\nHi\r\n");
    }
    auto what = of_kind(match::item_kind::diagnostic, "1");
    testing::add(what.which, "code", match::equal_to("command_ended_by_lf"));
    testing::add(what.which, "message", match::equal_to("m2"));
    CHECK(is_met(look(scope, verify::alone(what, 0ms))));
}
