// A reset begins a new epoch and fences what was under way.
#include <doctest/doctest.h>

#include "tests/unit/store/client.hpp"

using namespace testing;

TEST_CASE("after a reset ids, ordinals, clock and cursor start again") {
    store::scope in;
    client one(in);
    CHECK(one.hello().ordinal == 1);
    one.login("app");
    one.send();
    one.quit();
    in.mark("x");
    const auto before = in.position();
    CHECK(in.reset() == store::cursor{2, 0});
    CHECK(in.age(before) == store::cursor_age::earlier_epoch);
    CHECK(in.age({2, 0}) == store::cursor_age::current);
    CHECK(in.age({2, 1}) == store::cursor_age::unknown);
    CHECK(in.age({3, 0}) == store::cursor_age::unknown);
    CHECK(in.find(base::message_id{1}) == nullptr);
    CHECK_FALSE(in.mark_at("x"));
    client two(in);
    CHECK(two.hello().ordinal == 1);
    CHECK(two.send().text() == "m1");
    CHECK(in.find(base::session_id{1})->opened == 1);
    CHECK(in.find(base::message_id{1})->received_at ==
          base::clock_origin() + std::chrono::milliseconds(in.find(base::message_id{1})->at));
}

TEST_CASE("a kept connection becomes a session of the new epoch with its client's next command") {
    store::scope in;
    client pooled(in);
    pooled.hello("pool.local");
    pooled.login("app");
    pooled.line().record(smtp::tls_started{{smtp::tls_mode::starttls, "TLSv1.3", "C", {}, {}}});
    pooled.line().record(smtp::greeted{"EHLO", "again.local"});
    pooled.login("app");
    in.reset();
    CHECK(in.state().open_sessions == 0);
    CHECK(in.position().n == 0);

    CHECK(pooled.send().text() == "m1");
    const auto* session = in.find(base::session_id{1});
    REQUIRE(session != nullptr);
    CHECK(session->opened_before_reset);
    CHECK(session->helo->argument == "again.local");
    CHECK(session->tls->version == "TLSv1.3");
    const auto* message = in.find(base::message_id{1});
    REQUIRE(message->auth() != nullptr);
    CHECK(message->auth()->what.found.user == "app");
    CHECK_FALSE(message->auth()->id);
    CHECK(in.state().attempts == 0);
    CHECK(message->tls() != nullptr);
    // The pooled connection does not use up the ordinal from which a new one's challenges derive.
    client fresh(in);
    CHECK(fresh.hello().ordinal == 1);
    CHECK(in.find(base::session_id{2})->opened_before_reset == false);
}

TEST_CASE("a kept connection that only ends leaves no trace in the new epoch") {
    store::scope in;
    client idle(in), dying(in);
    idle.hello();
    dying.hello();
    in.reset();
    dying.line().record(smtp::diagnosed{{base::diagnostic_code::no_quit, "", {}}, false});
    dying.line().record(smtp::session_ended{smtp::session_end::timeout});
    idle.vanish();
    dying.vanish();
    CHECK(in.position() == store::cursor{2, 0});
    CHECK(in.state().sessions == 0);
    CHECK(in.state().probes == 0);
    client fresh(in);
    fresh.hello();
    CHECK(in.find(base::session_id{1})->helo->argument == "app.local");
}

TEST_CASE("a transaction that a reset interrupts ends in the old epoch, its client none the wiser") {
    store::scope in;
    client one(in);
    one.hello();
    one.send();
    one.begin("late@example.test");
    one.recipient("bob@example.test");
    in.reset();
    CHECK(in.idle());
    CHECK(in.state().fenced_open == 1);
    one.recipient("carol@example.test");
    one.data();
    CHECK(one.line().has_room(1'000'000));
    CHECK(one.accept("Subject: late\r\n\r\n").text() == "m2");
    one.reply(said(250, "Ok: queued as m2"));

    CHECK(in.position() == store::cursor{2, 0});
    CHECK(in.state().messages == 0);
    CHECK(in.state().fenced == 1);
    CHECK(in.state().fenced_open == 0);
    REQUIRE(in.fenced().size() == 1);
    const auto& fenced = in.fenced().front();
    CHECK(fenced.epoch == 1);
    CHECK(fenced.session.text() == "s1");
    CHECK(fenced.from == "late@example.test");
    CHECK(fenced.to == std::vector<std::string>{"bob@example.test", "carol@example.test"});
    CHECK(fenced.outcome == smtp::transaction_outcome::accepted);

    CHECK(one.send().text() == "m1");
    CHECK(in.find(base::session_id{1})->opened_before_reset);
    CHECK(in.find(base::message_id{1})->transaction->from() == "app@example.test");
}

TEST_CASE("a transaction whose MAIL was answered only after the reset is fenced as well") {
    store::scope in;
    client one(in);
    one.hello();
    one.line().record(smtp::command_received{"MAIL FROM:<a@b>", {}});
    in.reset();
    one.line().record(smtp::transaction_opened{path("a@b")});
    one.reply(said(250, "Ok"));
    one.command("NOOP");
    CHECK(in.position().n == 0);
    one.line().record(smtp::command_received{"RSET", {}});
    one.end_transaction(smtp::transaction_outcome::abandoned, smtp::transaction_end::rset);
    one.reply(said(250, "Ok"));
    CHECK(in.position().n == 0);
    REQUIRE(in.fenced().size() == 1);
    CHECK(in.fenced().front().ended_by == smtp::transaction_end::rset);
    one.command("NOOP");
    CHECK(in.find(base::session_id{1}) != nullptr);
}

TEST_CASE("a fenced transaction survives a second reset and a vanishing client") {
    store::scope in;
    client one(in);
    one.hello();
    one.begin();
    in.reset();
    in.reset();
    CHECK(in.state().fenced_open == 1);
    one.vanish();
    CHECK(in.state().fenced_open == 0);
    REQUIRE(in.fenced().size() == 1);
    CHECK(in.fenced().front().epoch == 1);
    CHECK(in.fenced().front().outcome == smtp::transaction_outcome::lost);
}

TEST_CASE("what was parked before a reset is not mixed up with holds of the new epoch") {
    store::scope in;
    client old(in), fresh(in);
    old.hello();
    const auto held = old.line().hold_opened({.at = match::stage::noop, .by = {"park", 1}});
    in.reset();
    CHECK(in.state().holds == 0);
    fresh.hello();
    CHECK(fresh.line().hold_opened({.at = match::stage::noop, .by = {"park", 1}}) == held);
    old.line().record(smtp::hold_closed{held, true});
    CHECK(in.state().holds == 1);
}

TEST_CASE("the same reports give the same journal, whatever came before a reset") {
    const auto script = [](store::scope& in) {
        client one(in), two(in, "smtps");
        one.hello();
        two.hello();
        one.login("app");
        one.send();
        two.send({.to = {"x@y"}, .refused = {"z@y"}});
        one.quit();
        two.vanish();
    };
    const auto story = [](const store::scope& in) {
        std::string told;
        for (const auto& event : in.events_since(0, 10'000)) {
            told += std::to_string(event.at.n) + ' ' + std::string(store::name(event.kind)) + ' ' +
                    event.session.text() + ' ' + std::to_string(event.time.time_since_epoch().count()) + '\n';
        }
        return told + std::to_string(in.state().store_bytes);
    };
    store::scope first, second;
    script(first);
    client other(second);
    other.hello();
    other.begin();
    client(second).vanish();
    second.reset();
    script(second);
    CHECK(story(first) == story(second));
}
