// Resets of a named scope and of the world around it.
#include <doctest/doctest.h>

#include "tests/unit/store/house.hpp"

using namespace testing;

TEST_CASE("a scope's reset leaves the world and its neighbours alone, and its connection in the new epoch") {
    house with;
    auto app = with.connect();
    app.hello();
    app.send({.to = {"a@w3.scope.test"}});
    app.send({.to = {"b@w4.scope.test"}});
    auto& mine = with.story("w3");
    app.begin();
    app.recipient("late@w3.scope.test");
    mine.reset();
    app.data();
    app.accept("Subject: late\r\n\r\n");
    CHECK(mine.state().messages == 0);
    CHECK(mine.state().fenced == 1);
    CHECK(with.world.state().messages == 3);
    CHECK(with.story("w4").state().messages == 1);
    app.send({.to = {"new@w3.scope.test"}});
    CHECK(recipients_of(mine) == std::vector<std::string>{"new@w3.scope.test"});
    CHECK(mine.find(base::session_id{1})->opened_before_reset);
    CHECK(mine.find(base::session_id{1})->helo->argument == "app.local");
}

TEST_CASE("a client that says no more than QUIT to a scope that was reset is no session of its new epoch") {
    house with;
    auto app = with.connect();
    app.hello();
    app.send({.to = {"a@w3.scope.test"}});
    auto& mine = with.story("w3");
    mine.reset();
    app.quit();
    CHECK(mine.is_blank());
    CHECK(mine.state().sessions == 0);
}

TEST_CASE("a reset of the world takes nothing from a scope, in whatever moment it comes") {
    for (int moment = 0; moment < 6; ++moment) {
        CAPTURE(moment);
        house with;
        auto app = with.connect();
        app.hello();
        app.login("app");
        const auto perhaps_reset = [&](int now) {
            if (now == moment) with.world.reset();
        };
        perhaps_reset(0);
        app.line().record(smtp::command_received{"MAIL FROM:<app@example.test>", {}});
        perhaps_reset(1);
        app.line().record(smtp::transaction_opened{path("app@example.test")});
        app.reply(said(250, "Ok"));
        perhaps_reset(2);
        app.recipient("else@example.test");
        perhaps_reset(3);
        app.recipient("a@w3.scope.test");
        perhaps_reset(4);
        app.data();
        perhaps_reset(5);
        app.accept("Subject: here\r\n\r\n");
        const auto& mine = with.story("w3");
        const auto* message = mine.find(base::message_id{1});
        REQUIRE(message != nullptr);
        CHECK(message->transaction->from() == "app@example.test");
        CHECK(message->transaction->accepted().size() == 2);
        CHECK(message->session().helo->argument == "app.local");
        REQUIRE(message->auth() != nullptr);
        CHECK(message->auth()->what.found.user == "app");
        app.send({.to = {"b@w3.scope.test"}});
        CHECK(mine.state().messages == 2);
        CHECK(mine.state().sessions == 1);
    }
}

TEST_CASE("a transaction that a reset finds before its first recipient belongs to no scope") {
    for (const bool is_known : {false, true}) {
        CAPTURE(is_known);
        house with;
        auto& mine = with.all.make("w3")->story;
        auto app = with.connect();
        app.hello();
        if (is_known) app.send({.to = {"first@w3.scope.test"}});
        app.begin();
        mine.reset();
        app.recipient("a@w3.scope.test");
        CHECK(mine.state().fenced_open == 1);
        app.data();
        app.accept("Subject: late\r\n\r\n");
        CHECK(mine.state().messages == 0);
        CHECK(mine.state().sessions == 0);
        CHECK(mine.state().fenced == 1);
        CHECK(with.world.state().messages == (is_known ? 2 : 1));
        app.send({.to = {"new@w3.scope.test"}});
        CHECK(recipients_of(mine) == std::vector<std::string>{"new@w3.scope.test"});
        CHECK(mine.find(base::session_id{1})->opened_before_reset);
        app.begin();
        with.all.all_begin();
        app.recipient("a@w9.scope.test");
        CHECK(with.all.make("w9")->story.state().fenced_open == 1);
    }
}
