// The causes that lie at another place: in another scope, or in none.
#include "helpers.hpp"
#include "mocksmtp/store/scope_registry.hpp"
#include "tests/unit/store/client.hpp"

using namespace mocksmtp;
using testing::expecting;
using testing::explain;
using testing::has;

namespace {

// The world and the named scopes beside it, to which only recipients at NAME.scope.test belong.
struct house {
    store::scope world;
    store::scope_registry all{world, {}, [](const match::filter&, const smtp::situation&) { return false; }};

    testing::client connect() {
        return testing::client(
            all.observe({.listener = "smtp", .kind = smtp::listener_kind::plain, .peer = "peer", .local = "here"}));
    }
    // As somebody is told who asks this scope.
    verify::report told(const std::string& scope, const verify::expectation& what) {
        const auto& here = all.make(scope)->story;
        const auto others = all.others(here);
        return explain(verify::grounds(here, {}, others, {}, all.world_before(here, 0)), verify::alone(what));
    }
};

}  // namespace

TEST_CASE("a mail in another scope is found there") {
    store::scope here, there({.name = "w3", .limits = {}});
    testing::client sender(there);
    sender.hello();
    sender.send();
    const store::scope* const others[] = {&there};
    const verify::grounds by(here, {}, others);
    const auto made = explain(by, verify::alone(expecting("1", "to", "bob@example.test")));
    CHECK(has(made.summary, "got 0; m1 in scope w3 is as expected"));
}

TEST_CASE("a scope's own mail is not found again in the record that the world has of it") {
    house with;
    auto sender = with.connect();
    sender.hello();
    sender.send({.to = {"bob@w3.scope.test"}});
    const auto two = with.told("w3", expecting("2", "subject", "Hello"));
    CHECK(has(two.summary, "got 1"));
    CHECK_FALSE(has(two.text, "in scope"));
    CHECK(has(with.told("w4", expecting("2", "subject", "Hello")).summary, "got 0; m1 in scope w3 is as expected"));
    for (int i = 0; i < 4; ++i) sender.send();
    CHECK(has(with.told("w3", expecting("2", "to", "bob@example.test")).text,
              "m2, m3, m4 and 1 more in scope default are as expected"));
}

TEST_CASE("what is not as it must be is not as expected anywhere") {
    house with;
    auto sender = with.connect();
    sender.hello();
    sender.send();
    auto what = expecting("1", "to", "bob@example.test");
    testing::add(what.must, "subject", match::equal_to("Reset"));
    const auto mark = with.world.mark("reset").n;
    CHECK_FALSE(has(explain(with.world, what, mark).text, "as expected"));
    CHECK_FALSE(has(with.told("w3", what).text, "as expected"));
    CHECK(has(explain(with.world, expecting("1", "to", "bob@example.test"), mark).summary,
              "m1 is as expected, but older than since mark:reset"));
}

TEST_CASE("what no scope can be told for is of sessions without mail that belong to none") {
    house with;
    auto stranger = with.connect(), other = with.connect();
    stranger.hello();
    stranger.login("app", smtp::attempt_outcome::refused);
    other.hello();
    other.login("other", smtp::attempt_outcome::refused);
    other.send({.to = {"bob@w4.scope.test"}});
    const auto made = with.told("w3", expecting("1"));
    REQUIRE(made.unattributed.size() == 1);
    CHECK(has(made.unattributed[0], "s1  AUTH PLAIN -> 535 Done"));
    store::scope_registry bound(with.world, {}, [](const match::filter&, const smtp::situation&) { return false; });
    bound.declare(*bound.make("w5"), {.listeners = {"shop"}});
    testing::client owned(
        bound.observe({.listener = "shop", .kind = smtp::listener_kind::plain, .peer = "peer", .local = "here"}));
    owned.hello();
    owned.login("owned", smtp::attempt_outcome::refused);
    CHECK(with.told("w3", expecting("1")).unattributed.size() == 1);
}

TEST_CASE("what came to no scope is not told where it has nothing to do with what is missing") {
    house with;
    auto stranger = with.connect(), sender = with.connect();
    stranger.hello();
    stranger.login("app", smtp::attempt_outcome::refused);
    sender.hello();
    sender.send({.to = {"bob@w3.scope.test"}});
    auto what = expecting("1", "to", "bob@w3.scope.test");
    CHECK(with.told("w3", expecting("2")).unattributed.size() == 1);
    CHECK(with.told("w3", expecting("0")).unattributed.empty());
    testing::add(what.which, "subject", match::equal_to("Hallo"));
    CHECK(with.told("w3", what).unattributed.empty());
    with.all.find("w3")->story.reset();
    const auto after = with.told("w3", expecting("1"));
    CHECK(after.unattributed.empty());
    CHECK(has(after.summary, "got 0; nobody came to this scope"));
    CHECK_FALSE(has(after.summary, "came to none"));
}

TEST_CASE("who came to another scope, or to none, has connected") {
    house with;
    CHECK(has(with.told("w3", expecting("1")).summary, "got 0; nobody connected"));
    auto stranger = with.connect(), sender = with.connect(), other = with.connect();
    other.hello();
    other.send({.to = {"bob@w4.scope.test"}});
    CHECK(with.told("w3", expecting("1", "to", "bob@w3.scope.test")).results[0].because == "nobody came to this scope");
    sender.hello();
    sender.send();
    CHECK(with.told("w3", expecting("1", "to", "bob@w3.scope.test")).results[0].because ==
          "nobody came to this scope; the newest mail of scope default is m2 to <bob@example.test>");
    stranger.hello();
    stranger.login("app", smtp::attempt_outcome::refused);
    CHECK(
        has(with.told("w3", expecting("1")).summary,
            "nobody came to this scope; of those who came to none: never got past AUTH: 1 AUTH attempt not accepted"));
}

TEST_CASE("what must not be there is not looked for at another place") {
    store::scope scope;
    testing::client sender(scope);
    sender.hello();
    sender.send({.to = {"list@example.test"}, .bytes = "To: bob@example.test\r\n\r\nHi\r\n"});
    match::pattern nobody;
    nobody.unless = {match::equal_to("list@example.test")};
    auto what = expecting("1");
    testing::add(what.which, "to", nobody);
    CHECK_FALSE(has(explain(scope, what).text, "has it in its"));
    CHECK(has(explain(scope, expecting("1", "to", "bob@example.test")).text, "m1 has it in its To header"));
}

TEST_CASE("mail that has it at both places is not said to lack it at one") {
    store::scope scope;
    testing::client sender(scope);
    sender.hello();
    sender.send();
    CHECK(explain(scope, expecting("2", "to", "bob@example.test")).summary ==
          "expected exactly 2 messages to bob@example.test, got 1");
    CHECK_FALSE(has(explain(scope, expecting("2", "mailboxes.to", "bob@example.test")).text, "has it in its"));
    sender.send({.to = {"bob@EXAMPLE.test", "boss@example.test"}, .refused = {"dave@example.test"}});
    sender.send({.to = {"eve@example.test"}, .bytes = "To: bob@example.test, eve@example.test\r\n\r\nHi\r\n"});
    const auto only_to = [](const char* who) {
        match::pattern wanted;
        wanted.exactly = {match::equal_to(who)};
        auto what = expecting("2");
        testing::add(what.which, "to", wanted);
        return what;
    };
    CHECK_FALSE(has(explain(scope, only_to("bob@example.test")).text, "has it in its"));
    CHECK(has(explain(scope, expecting("3", "to", "bob@example.test")).text,
              "m3 has it in its To header, but not in its envelope (RCPT TO)"));
    sender.send({.refused = {"dave@example.test"}, .bytes = "To: dave@example.test\r\n\r\nHi\r\n"});
    CHECK_FALSE(has(explain(scope, expecting("1", "to", "dave@example.test")).text, "has it in its"));
}
