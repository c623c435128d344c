#include "mocksmtp/store/limits.hpp"

#include <doctest/doctest.h>

#include "mocksmtp/store/query.hpp"
#include "tests/unit/store/client.hpp"

using namespace testing;

TEST_CASE("a full store has no room and says so") {
    store::scope in({.limits = {.max_messages = 2}});
    client one(in);
    one.hello();
    one.send();
    CHECK(one.line().has_room(1));
    CHECK_FALSE(in.state().full);
    one.send();
    CHECK_FALSE(one.line().has_room(1));
    CHECK(in.state().full);
    CHECK(in.state().refused_for_room == 1);
    CHECK(in.erase({1}));
    CHECK(one.line().has_room(1));
    CHECK(one.send().text() == "m3");
}

TEST_CASE("the byte limit counts messages and journal") {
    store::scope in({.limits = {.max_store_bytes = 200'000}});
    client one(in);
    one.hello();
    CHECK(one.line().has_room(100'000));
    CHECK_FALSE(one.line().has_room(200'000));
    one.send({.bytes = std::string(150'000, 'x')});
    CHECK(in.state().store_bytes > 150'000);
    CHECK_FALSE(one.line().has_room(50'000));
    in.erase({1});
    CHECK(one.line().has_room(50'000));
}

TEST_CASE("with evict_oldest the oldest messages make way, counted and listed") {
    store::scope in({.limits = {.max_messages = 2, .full = store::when_full::evict_oldest}});
    client one(in);
    one.hello();
    for (int i = 0; i < 4; ++i) one.send();
    in.erase({3});
    CHECK(one.line().has_room(1'000'000));
    one.send();
    one.send();
    CHECK(in.state().messages == 2);
    CHECK(in.state().messages_accepted == 6);
    CHECK(in.state().evictions == 3);
    REQUIRE(in.evicted().size() == 2);
    CHECK(in.evicted()[0].first.text() == "m1");
    CHECK(in.evicted()[0].last.text() == "m2");
    CHECK(in.evicted()[1].first.text() == "m4");
    CHECK(in.find(base::message_id{4}) == nullptr);
    CHECK(in.find(base::message_id{5}) != nullptr);
    CHECK(in.find(base::transaction_id{1}) != nullptr);
    CHECK(store::find_messages(in).items.size() == 2);
}

TEST_CASE("with evict_oldest the journal and ended sessions make way too, so that it can go on for ever") {
    store::scope in({.limits = {.max_store_bytes = 400'000, .full = store::when_full::evict_oldest}});
    client pooled(in);
    pooled.hello();
    for (int i = 0; i < 400; ++i) {
        client brief(in);
        brief.hello();
        brief.login("app");
        brief.send({.bytes = std::string(1000, 'x')});
        brief.quit();
        pooled.send({.bytes = std::string(1000, 'x')});
    }
    const auto state = in.state();
    CHECK(state.store_bytes < 450'000);
    CHECK(state.messages > 50);
    CHECK(state.messages + state.evictions == 800);
    CHECK(in.find(base::session_id{1})->open());
    CHECK(in.find(base::session_id{2}) == nullptr);
    CHECK(in.find(base::attempt_id{1}) == nullptr);
    for (const auto* message : store::find_messages(in).items) {
        CHECK(in.find(message->transaction->id) == message->transaction);
        CHECK(in.find(message->session().id) == &message->session());
        CHECK(message->transaction->from() == "app@example.test");
    }
    // What is left can still be read as a whole and by session.
    const auto events = in.events_since(0, 1'000'000);
    CHECK_FALSE(events.empty());
    std::size_t of_pooled = 0;
    for (const auto& event : events) of_pooled += event.session == base::session_id{1};
    CHECK(in.events_of({1}, 0, 1'000'000).size() == of_pooled);
    pooled.quit();
    CHECK_FALSE(in.find(base::session_id{1})->open());
}

TEST_CASE("talk alone never fills more than the store") {
    store::scope in({.limits = {.max_store_bytes = 100'000, .transcript_commands = 1'000'000}});
    client one(in);
    one.hello();
    for (int i = 0; i < 10'000; ++i) one.command("NOOP");
    CHECK(in.state().store_bytes < 150'000);
    CHECK(in.state().full);
    const auto* session = in.find(base::session_id{1});
    CHECK(session->commands == 10'001);
    CHECK(session->commands_left_out > 8'000);
    one.quit();
    CHECK_FALSE(session->open());
}

TEST_CASE("erasing frees the message, keeps its events and never gives its id again") {
    store::scope in;
    client one(in);
    one.hello();
    const auto id = one.send({.bytes = std::string(100'000, 'x')});
    const auto events = in.events_since(0, 1000).size();
    const auto before = in.state().store_bytes;
    CHECK(in.erase(id));
    CHECK_FALSE(in.erase(id));
    CHECK(in.state().store_bytes + 100'000 < before);
    CHECK(in.events_since(0, 1000).size() == events);
    CHECK(in.find(base::transaction_id{1})->message == id);
    CHECK(one.send().text() == "m2");
}
