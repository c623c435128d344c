// How long named scopes last, how many there may be, and how much they keep.
#include <doctest/doctest.h>

#include "tests/unit/store/house.hpp"

using namespace testing;

TEST_CASE("a scope that was not used for its time is forgotten, by the world's clock") {
    house with;
    with.all.declare(*with.all.make("shop"), {.which = to("orders@shop.test"), .ttl = std::chrono::minutes(1)});
    auto app = with.connect();
    app.hello();
    app.send({.to = {"orders@shop.test"}});
    with.world.clock().advance(std::chrono::seconds(59));
    CHECK(with.all.find("shop") != nullptr);
    with.world.clock().advance(std::chrono::seconds(2));
    CHECK(with.all.find("shop") == nullptr);
    app.send({.to = {"orders@shop.test"}});
    CHECK(with.all.all().empty());
}

TEST_CASE("scopes have an end, and what comes beyond stays in the world") {
    house with;
    for (std::size_t i = 0; i < store::scope_registry::most; ++i)
        with.all.make("s" + std::to_string(i))->story.mark("in use");
    CHECK(with.all.make("more") == nullptr);
    CHECK(with.all.make("s1") != nullptr);
    auto app = with.connect();
    app.hello();
    app.send({.to = {"a@more.scope.test"}});
    CHECK(with.all.turned_away() == 1);
    CHECK(with.world.state().messages == 1);
    CHECK(scopes_of(*with.world.find(base::transaction_id{1})) == names{"default"});
}

TEST_CASE("scopes that were forgotten make room, though a client has sent them mail and is still there") {
    house with;
    auto app = with.connect();
    app.hello();
    auto* kept = with.all.make("kept");
    const auto staying = with.all.stay_in(kept->story);
    for (std::size_t i = 0; i < store::scope_registry::most; ++i) {
        const auto name = "s" + std::to_string(i);
        app.send({.to = {"a@" + name + ".scope.test"}});
        auto* one = with.all.find(name);
        REQUIRE(one != nullptr);
        with.all.forget(*one);
    }
    with.all.declare(*with.all.make("more"), {});
    app.send({.to = {"a@more.scope.test"}});
    CHECK(with.story("more").state().messages == 1);
    CHECK(with.all.turned_away() == 0);
    CHECK(with.all.make("kept") == kept);
    CHECK(scopes_of(*with.world.find(base::transaction_id{1})) == names{"s0"});
    app.quit();
}

TEST_CASE("a scope whose rules somebody keeps makes no room") {
    house with;
    with.all.lets_go = [](const store::named_scope& one) { return one.name != "s1"; };
    std::vector<store::named_scope*> all;
    for (std::size_t i = 0; i < store::scope_registry::most; ++i) all.push_back(with.all.make("s" + std::to_string(i)));
    REQUIRE(with.all.make("more") != nullptr);
    CHECK(with.all.make("s1") == all[1]);
}

TEST_CASE("a scope is in use while a call waits in it, and as long as a client is about a transaction there") {
    house with;
    const auto long_ago = [&] {
        with.world.clock().advance(std::chrono::minutes(2));
        return with.all.find("shop") != nullptr;
    };
    with.all.declare(*with.all.make("shop"), {.which = to("orders@shop.test"), .ttl = std::chrono::minutes(1)});
    auto staying = with.all.stay_in(with.story("shop"));
    CHECK(long_ago());
    staying.reset();
    auto app = with.connect();
    app.hello();
    app.begin();
    app.recipient("orders@shop.test");
    CHECK(long_ago());
    with.world.clock().advance(std::chrono::minutes(2));
    app.data();
    app.accept("Subject: here\r\n\r\n");
    CHECK(with.all.find("shop") != nullptr);
    CHECK_FALSE(long_ago());
    with.all.declare(*with.all.make("port"), {.listeners = {"port"}, .ttl = std::chrono::minutes(1)});
    auto there = with.connect("port");
    there.hello();
    with.world.clock().advance(std::chrono::minutes(2));
    CHECK(with.all.find("port") != nullptr);
}

TEST_CASE("the byte limit is one for all records together") {
    house with;
    with.world.limit({.max_store_bytes = 200'000});
    auto app = with.connect();
    app.hello();
    app.send({.to = {"a@w3.scope.test"}, .bytes = std::string(80'000, 'x')});
    with.world.reset();
    app.begin();
    app.recipient("b@w3.scope.test");
    CHECK(app.line().has_room(50'000));
    CHECK_FALSE(app.line().has_room(150'000));
}

TEST_CASE("the bytes of a message count once, however many records keep it") {
    house with;
    with.world.limit({.max_store_bytes = 2'000'000});
    with.all.limit({.max_store_bytes = 2'000'000});
    auto app = with.connect();
    app.hello();
    app.send({.to = {"a@w3.scope.test", "a@w4.scope.test"}, .bytes = std::string(800'000, 'x')});
    CHECK(app.line().has_room(900'000));
    CHECK_FALSE(app.line().has_room(1'300'000));
    with.story("w3").reset();
    with.world.reset();
    CHECK_FALSE(app.line().has_room(1'300'000));
    with.story("w4").reset();
    CHECK(app.line().has_room(1'300'000));
}

TEST_CASE("so many messages each scope may have, and so many belong to none") {
    house with;
    with.world.limit({.max_messages = 1});
    with.all.limit({.max_messages = 1});
    auto app = with.connect();
    app.hello();
    const auto has_room = [&](const std::string& to) {
        app.begin();
        app.recipient(to);
        const bool room = app.line().has_room(1);
        app.end_transaction(smtp::transaction_outcome::abandoned, smtp::transaction_end::rset);
        return room;
    };
    app.send({.to = {"a@w3.scope.test"}});
    CHECK_FALSE(has_room("a@w3.scope.test"));
    CHECK(with.story("w3").state().full);
    CHECK(has_room("a@w4.scope.test"));
    CHECK(has_room("a@example.test"));
    app.send({.to = {"a@example.test"}});
    CHECK_FALSE(has_room("a@example.test"));
    CHECK(has_room("a@w4.scope.test"));
    with.story("w3").reset();
    CHECK(has_room("a@w3.scope.test"));
    with.world.limit({.max_messages = 1, .full = store::when_full::evict_oldest});
    app.send({.to = {"b@example.test"}});
    CHECK(recipients_of(with.world) == std::vector<std::string>{"a@w3.scope.test", "b@example.test"});
}

TEST_CASE("what makes way in the world makes way in its scopes, and what the world has forgotten does too") {
    house with;
    const store::store_limits tight{.max_store_bytes = 2'000'000, .full = store::when_full::evict_oldest};
    with.world.limit(tight);
    with.all.limit(tight);
    auto app = with.connect();
    app.hello();
    const auto kept = [&] {
        std::uint64_t sum = 0;
        for (auto* each : with.all.all()) sum += each->story.state().messages;
        return sum;
    };
    const auto send = [&](const std::string& scope) {
        app.send({.to = {"a@" + scope + ".scope.test"}, .bytes = std::string(500'000, 'x')});
        CHECK(with.story(scope).state().messages == 1);
        CHECK(kept() <= 3);
    };
    for (int i = 0; i < 10; ++i) send("s" + std::to_string(i));
    CHECK(kept() == 3);
    CHECK(with.world.state().messages == 3);
    CHECK(with.story("s0").state().evictions == 1);
    with.world.reset();
    CHECK(kept() == 3);
    for (int i = 0; i < 10; ++i) send("t" + std::to_string(i));
}
