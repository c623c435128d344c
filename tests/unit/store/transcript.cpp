// Sessions as slices of the journal, and how long ones are shortened.
#include <doctest/doctest.h>

#include "tests/unit/store/client.hpp"

using namespace testing;

namespace {

std::vector<std::string> commands_of(const store::scope& in, base::session_id id) {
    std::vector<std::string> lines;
    for (const auto& event : in.events_of(id, 0, 1'000'000)) {
        if (const auto* command = std::get_if<smtp::command_received>(&event.what)) lines.push_back(command->line);
    }
    return lines;
}

}  // namespace

TEST_CASE("sessions that overlap are told apart, each in its own order") {
    store::scope in;
    client one(in), two(in);
    one.hello("one");
    two.hello("two");
    one.command("NOOP 1");
    two.command("NOOP 2");
    one.command("NOOP 3");
    CHECK(commands_of(in, {1}) == std::vector<std::string>{"EHLO one", "NOOP 1", "NOOP 3"});
    CHECK(commands_of(in, {2}) == std::vector<std::string>{"EHLO two", "NOOP 2"});
    CHECK(in.events_of({3}, 0, 10).empty());
}

TEST_CASE("slices of a session join without gap or overlap") {
    store::scope in;
    client one(in), two(in);
    one.hello();
    two.hello();
    for (int i = 0; i < 50; ++i) {
        one.command("NOOP " + std::to_string(i));
        two.command("NOOP");
    }
    const auto whole = in.events_of({1}, 0, 1000);
    std::vector<store::event_record> joined;
    while (true) {
        const auto slice = in.events_of({1}, joined.empty() ? 0 : joined.back().at.n, 7);
        if (slice.empty()) break;
        joined.insert(joined.end(), slice.begin(), slice.end());
    }
    REQUIRE(joined.size() == whole.size());
    for (std::size_t i = 0; i < whole.size(); ++i) CHECK(joined[i].at == whole[i].at);
    CHECK(in.events_of({1}, in.position().n, 10).empty());
    // A position inside another session's events works as well.
    CHECK(in.events_of({1}, whole[4].at.n + 3, 1000).front().at > whole[4].at);
}

TEST_CASE("marks and expectations stand in a chain of their own") {
    store::scope in;
    client one(in);
    in.mark("first");
    one.hello();
    in.note(store::event_kind::expectation_failed, "expected 1, got 0");
    const auto at = in.mark("first");
    CHECK(in.events_of({}, 0, 10).size() == 3);
    CHECK(in.mark_at("first") == at);
    CHECK_FALSE(in.mark_at("second"));
}

TEST_CASE("a session keeps its first and last commands with their replies and the count between") {
    store::scope in({.limits = {.transcript_commands = 3}});
    client one(in);
    one.hello();
    for (int i = 2; i <= 20; ++i) one.command("NOOP " + std::to_string(i));
    CHECK(commands_of(in, {1}) ==
          std::vector<std::string>{"EHLO app.local", "NOOP 2", "NOOP 3", "NOOP 18", "NOOP 19", "NOOP 20"});
    const auto* session = in.find(base::session_id{1});
    CHECK(session->commands == 20);
    CHECK(session->commands_left_out == 14);
    // opened, banner, three commands and replies: the gap comes behind them
    CHECK(session->left_out_after == 8);
    const auto events = in.events_of({1}, 0, 1000);
    CHECK(events.size() == 2 + 6 * 2);
    CHECK(in.events_since(0, 1000).size() == events.size());
}

TEST_CASE("what records are made of is never left out of the journal") {
    store::scope in({.limits = {.transcript_commands = 2}});
    client one(in);
    one.hello();
    one.login("app");
    for (int i = 0; i < 50; ++i) one.send();
    std::size_t messages = 0, ends = 0, attempts = 0;
    for (const auto& event : in.events_of({1}, 0, 1'000'000)) {
        messages += event.kind == store::event_kind::message_accepted;
        ends += event.kind == store::event_kind::transaction_ended;
        attempts += event.kind == store::event_kind::authentication;
    }
    CHECK(messages == 50);
    CHECK(ends == 50);
    CHECK(attempts == 1);
    CHECK(commands_of(in, {1}).size() == 4);
    CHECK(in.state().messages == 50);
}

TEST_CASE("100,000 pipelined commands take no more memory than a few thousand") {
    store::scope in;
    client one(in);
    one.hello();
    for (int i = 0; i < 2'500; ++i) one.command("NOOP " + std::string(100, 'x'));
    const auto before = in.state().store_bytes;
    for (int i = 0; i < 97'500; ++i) {
        one.command("NOOP " + std::string(100, 'x'));
        one.line().record(smtp::diagnosed{{base::diagnostic_code::empty_command, "", {}}, false});
    }
    CHECK(in.state().store_bytes < before * 2);
    CHECK(in.find(base::session_id{1})->diagnostics.size() == store::session_record::list_limit);
    CHECK(in.find(base::session_id{1})->diagnostics_left_out == 96'500);
    CHECK(commands_of(in, {1}).size() == 2000);
}

TEST_CASE("details of events come back as they were reported") {
    store::scope in;
    client one(in);
    one.line().opened();
    const smtp::reply answer{250, smtp::enhanced_code{2, 1, 0}, {"first", "second line that is rather longer"}};
    one.line().record(smtp::command_received{"AUTH PLAIN secret", 11});
    one.reply(answer, smtp::rule_hit{"slow", 4});
    one.line().record(smtp::diagnosed{{base::diagnostic_code::source_route, "x", 7}, true});
    const auto held = one.line().hold_opened({.at = match::stage::mail, .by = {"park", 2}});
    one.line().record(smtp::hold_closed{held, true});
    const auto events = in.events_of({1}, 1, 10);
    REQUIRE(events.size() == 5);
    const auto& command = std::get<smtp::command_received>(events[0].what);
    CHECK(command.line == "AUTH PLAIN secret");
    CHECK(command.secret_from == 11);
    const auto& reply = std::get<smtp::reply_made>(events[1].what);
    CHECK(reply.said == answer);
    CHECK(reply.rule == smtp::rule_hit{"slow", 4});
    const auto& diagnosed = std::get<smtp::diagnosed>(events[2].what);
    CHECK(diagnosed.what == base::diagnostic{base::diagnostic_code::source_route, "x", 7});
    CHECK(diagnosed.of_transaction);
    const auto& begun = std::get<store::hold_begun>(events[3].what);
    CHECK(begun.at == match::stage::mail);
    CHECK(begun.by == smtp::rule_hit{"park", 2});
    CHECK(std::get<smtp::hold_closed>(events[4].what).released);
}
