// How long is waited for what is missing, and watched for what comes too much.
#include "judging.hpp"
#include "tests/unit/store/client.hpp"

using namespace testing;

TEST_CASE("a wait goes on until the last of several expectations holds") {
    store::scope scope;
    testing::client sender(scope);
    sender.hello();
    auto what = both(expecting("1..", "to", "bob@example.test"), expecting("1..", "to", "carol@example.test"));
    what.wait = 5s;
    sender.send();
    const auto judged = look(scope, what);
    REQUIRE(std::holds_alternative<verify::look_again>(judged));
    CHECK(std::get<verify::look_again>(judged).when == 5s);
    CHECK(is_unmet(look(scope, what, 5s)));
    sender.send({.to = {"carol@example.test"}});
    CHECK(is_met(look(scope, what)));
}

TEST_CASE("what may come too much is watched from when nothing is missing any more") {
    store::scope scope;
    testing::client sender(scope);
    sender.hello();
    auto what = both(expecting("1..", "to", "bob@example.test"), expecting("0", "to", "carol@example.test"));
    what.wait = 3s;
    what.expect[1].settle = 500ms;
    what.settle = 500ms;
    for (const bool is_of_all : {false, true}) {
        if (is_of_all) {
            what.expect.pop_back();
            what.nothing_else = {match::item_kind::message};
        }
        verify::vigil watch(what, 0ms);
        const auto look = [&](std::chrono::milliseconds now) {
            return watch.look(scope, verify::judge(verify::grounds(scope), what), {now, 0ms});
        };
        CHECK(std::get<verify::look_again>(look(0ms)).when == 3s);
        sender.send();
        CHECK(std::get<verify::look_again>(look(600ms)).when == 1100ms);
        sender.send({.to = {"carol@example.test"}});
        CHECK(is_unmet(look(900ms)));
        scope.reset();
    }
}

TEST_CASE("what was open all the time fails only what was to settle by itself") {
    store::scope scope;
    testing::client sender(scope);
    sender.hello();
    sender.begin();
    auto what = both(expecting("0"), expecting("0"));
    what.expect[0].settle = 0ms;
    what.nothing_else = {match::item_kind::message};
    what.settle = 0ms;
    const verify::grounds by(scope);
    auto seen = verify::judge(by, what);
    seen.still_open = true;
    const auto made = verify::explain(by, what, seen);
    REQUIRE(made.results.size() == 3);
    CHECK(made.results[0].ok);
    CHECK_FALSE(made.results[1].ok);
    CHECK(made.results[2].ok);
    CHECK_FALSE(has(made.text, "matched:"));  // nothing has
}

TEST_CASE("too many are too many at once only if so many cannot change any more") {
    store::scope scope;
    testing::client first(scope), second(scope);
    for (auto* each : {&first, &second}) {
        each->hello();
        each->begin();
    }
    auto what = verify::alone(of_kind(match::item_kind::transaction, "0..1"), 5s);
    REQUIRE(verify::judge(verify::grounds(scope), what).found[0].matched.size() == 2);
    CHECK(std::holds_alternative<verify::look_again>(look(scope, what)));
    first.end_transaction(smtp::transaction_outcome::abandoned, smtp::transaction_end::rset);
    CHECK(std::holds_alternative<verify::look_again>(look(scope, what)));
    testing::client third(scope);
    third.hello();
    third.begin();
    second.end_transaction(smtp::transaction_outcome::abandoned, smtp::transaction_end::rset);
    CHECK(is_unmet(look(scope, what)));  // whatever becomes of the third
}

TEST_CASE("until ends the watch over upper bounds, and its absence is said") {
    store::scope scope;
    testing::client sender(scope);
    sender.hello();
    auto what = verify::alone(expecting("0", "to", "bob@example.test"), 5s);
    what.until = verify::sentinel{};
    testing::add(what.until->which, "to", match::equal_to("sentinel@example.test"));
    CHECK(std::holds_alternative<verify::look_again>(look(scope, what)));
    CHECK(is_unmet(look(scope, what, 5s)));
    CHECK(has(explain(verify::grounds(scope), what).summary, "what was waited for never came"));
    what.expect.push_back(expecting("1"));  // its own failure says more
    CHECK(has(explain(verify::grounds(scope), what).summary, "expected exactly 1 message in 5s, got 0"));
    CHECK(explain(verify::grounds(scope), what).results.size() == 2);
    what.expect.pop_back();
    sender.send({.to = {"sentinel@example.test"}});
    CHECK(is_met(look(scope, what)));
    sender.send();
    CHECK(is_unmet(look(scope, what)));
}

TEST_CASE("what a parked client has open keeps an upper bound on holds from settling no more than nothing does") {
    store::scope scope;
    testing::client parked(scope), sender(scope);
    parked.hello();
    parked.begin();
    parked.line().hold_opened({.at = match::stage::rcpt, .by = {"stall", 1}, .from = "app@example.test"});
    const auto stands = [&](match::item_kind what, std::string_view count) {
        const auto asked = verify::alone(of_kind(what, count));
        return verify::vigil(asked, 0ms).look(scope, verify::judge(verify::grounds(scope), asked), {1s, 0ms});
    };
    CHECK(is_met(stands(match::item_kind::hold, "1")));
    CHECK(is_met(stands(match::item_kind::session, "1")));
    CHECK_FALSE(is_met(stands(match::item_kind::message, "0")));
    sender.hello();
    sender.begin();
    CHECK_FALSE(is_met(stands(match::item_kind::hold, "1")));
    const auto asked = verify::alone(of_kind(match::item_kind::hold, "1"));
    const verify::grounds by(scope);
    auto seen = verify::judge(by, asked);
    seen.still_open = true;
    CHECK(has(verify::explain(by, asked, seen).summary,
              "got 1; transaction t2 is still open: what comes of it may be one too many"));
}

TEST_CASE("a transaction whose recipients are known keeps no bound on others' mail from settling") {
    store::scope scope;
    testing::client bobs(scope), carols(scope);
    bobs.hello();
    bobs.send();
    carols.hello();
    carols.begin("carols@example.test");
    carols.recipient("carol@example.test");
    const auto stands = [&](const verify::verification& what) {
        return verify::vigil(what, 0ms).look(scope, verify::judge(verify::grounds(scope), what), {1s, 0ms});
    };
    const auto to_bob = verify::alone(expecting("1", "to", "bob@example.test"));
    CHECK_FALSE(is_met(stands(to_bob)));
    CHECK(is_met(stands(verify::alone(expecting("1", "from", "app@example.test")))));
    carols.data();
    CHECK(is_met(stands(to_bob)));
    CHECK_FALSE(is_met(stands(verify::alone(expecting("0", "to", "carol@example.test")))));
    auto nothing_else = to_bob;
    nothing_else.nothing_else = {match::item_kind::message};
    CHECK_FALSE(is_met(stands(nothing_else)));
}
