#include "mocksmtp/store/subscribers.hpp"

#include <doctest/doctest.h>

#include <optional>

#include "tests/unit/store/client.hpp"

using namespace testing;
using store::notice;
using store::subscription;

TEST_CASE("subscribers are told in the order of their subscription until it ends") {
    store::subscribers all;
    std::string heard;
    auto first = all.subscribe([&](const notice&) { heard += 'a'; });
    auto second = all.subscribe([&](const notice&) { heard += 'b'; });
    all.notify({});
    first.end();
    all.notify({});
    { const auto gone = std::move(second); }
    all.notify({});
    CHECK(heard == "abb");
    CHECK_FALSE(all.any());
}

TEST_CASE("a subscriber may end itself or another while it is told") {
    store::subscribers all;
    std::string heard;
    subscription second;
    subscription first = all.subscribe([&](const notice&) {
        heard += 'a';
        second.end();
        first.end();
    });
    second = all.subscribe([&](const notice&) { heard += 'b'; });
    const auto third = all.subscribe([&](const notice&) { heard += 'c'; });
    all.notify({});
    all.notify({});
    CHECK(heard == "acc");
}

TEST_CASE("who subscribes while others are told hears of the next event first") {
    store::subscribers all;
    std::string heard;
    std::vector<subscription> late;
    const auto first = all.subscribe([&](const notice&) {
        if (late.empty()) late.push_back(all.subscribe([&](const notice&) { heard += 'b'; }));
        heard += 'a';
    });
    all.notify({});
    CHECK(heard == "a");
    all.notify({});
    CHECK(heard == "aab");
}

TEST_CASE("a subscription may outlive what it belongs to") {
    std::optional<store::subscribers> all(std::in_place);
    auto held = all->subscribe([](const notice&) {});
    all.reset();
    held.end();
}

TEST_CASE("a subscriber hears of each event after it can be read") {
    store::scope in;
    std::vector<std::string> heard;
    const auto held = in.subscribers().subscribe([&](const notice& what) {
        if (what.why != notice::cause::recorded) return;
        CHECK(in.position() == what.at);
        const auto events = in.events_since(what.at.n - 1, 1);
        REQUIRE(events.size() == 1);
        CHECK(events[0].kind == what.kind);
        if (what.kind == store::event_kind::message_accepted)
            CHECK(in.find(std::get<base::message_id>(events[0].what)) != nullptr);
        heard.emplace_back(store::name(what.kind));
    });
    client one(in);
    one.hello();
    one.send();
    one.quit();
    const std::vector<std::string> expected{
        "session_opened", "reply",   "command", "reply",        "command",          "reply",
        "command",        "reply",   "command", "reply",        "message_accepted", "transaction_ended",
        "reply",          "command", "reply",   "session_ended"};
    CHECK(heard == expected);
}

TEST_CASE("waiters for mail wake once the reply to the message has been recorded") {
    store::scope in;
    std::vector<std::string> woken;
    const auto held = in.subscribers().subscribe([&](const notice& what) {
        if (what.why == notice::cause::answered) woken.push_back(what.message.text() + " at " + what.at.text());
    });
    client one(in);
    one.hello();
    one.begin();
    one.recipient("bob@example.test");
    one.data();
    one.accept("Hi");
    CHECK(woken.empty());
    one.reply(said(250, "Ok"));
    CHECK(woken == std::vector<std::string>{"m1 at 1.13"});
    one.quit();
    CHECK(woken.size() == 1);
}

TEST_CASE("waiters wake too where a rule or a dying connection put silence in the place of the reply") {
    store::scope in;
    std::vector<std::string> woken;
    const auto held = in.subscribers().subscribe([&](const notice& what) {
        if (what.why == notice::cause::answered) woken.push_back(what.message.text());
    });
    client muted(in);
    muted.hello();
    muted.begin();
    muted.accept("Hi", smtp::rule_hit{"mute", 1});
    CHECK(woken == std::vector<std::string>{"m1"});
    client dead(in);
    dead.hello();
    dead.begin();
    dead.accept("Hi");
    dead.vanish();
    CHECK(woken == std::vector<std::string>{"m1", "m2"});
}

TEST_CASE("what is only said is told apart from what mail can come of") {
    store::scope in;
    std::string heard;
    const auto held = in.subscribers().subscribe([&](const notice& what) {
        CHECK_FALSE((may_decide(what) && is_said(what)));
        heard += may_decide(what) ? '!' : is_said(what) ? '.' : '-';
    });
    client one(in);
    one.hello();
    one.send();
    in.mark("here");
    CHECK(heard == "!.........-!.!-");
}

TEST_CASE("a reset is told to subscribers") {
    store::scope in;
    std::vector<std::string> heard;
    const auto held = in.subscribers().subscribe([&](const notice& what) {
        if (what.why == notice::cause::reset) heard.push_back(what.at.text());
    });
    in.reset();
    CHECK(heard == std::vector<std::string>{"2.0"});
}
