#include "mocksmtp/store/import.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <string>
#include <vector>

#include "client.hpp"
#include "mocksmtp/store/journal.hpp"
#include "mocksmtp/store/shelf.hpp"

using namespace testing;
using namespace mocksmtp::store;

TEST_CASE("a shelf takes records in any order of their numbers, each once") {
    shelf<int> numbers;
    for (const std::uint64_t number : {7, 3, 9, 4}) *numbers.add_at(number) = static_cast<int>(number);
    CHECK(numbers.add_at(7) == nullptr);
    CHECK(numbers.add_at(0) == nullptr);
    CHECK(numbers.oldest() == 3);
    CHECK(numbers.newest() == 9);
    CHECK(numbers.size() == 4);
    CHECK_FALSE(numbers.is_gapless());
    for (std::uint64_t number = 0; number < 12; ++number) {
        const auto* found = numbers.find(number);
        CHECK((found != nullptr) == (number == 3 || number == 4 || number == 7 || number == 9));
        if (found != nullptr) CHECK(*found == static_cast<int>(number));
    }
    *numbers.add_at(2) = 2;
    CHECK(numbers.oldest() == 2);
    CHECK(numbers.remove(2));
    CHECK(numbers.oldest() == 3);
    numbers.add() = 10;
    CHECK(*numbers.find(10) == 10);
}

TEST_CASE("numbers of events that were skipped stay unused") {
    journal events;
    for (const std::uint64_t n : {1, 5, 255, 256, 257, 2000, 2001}) {
        events.skip_to(n - 1);
        CHECK(events.newest() == n - 1);
        CHECK(events.append({.kind = event_kind::mark, .session = {}, .time = {}, .previous = 0, .packed = {}}) == n);
    }
    events.skip_to(3);
    CHECK(events.newest() == 2001);
    std::vector<std::uint64_t> seen;
    for (auto n = events.after(0); n != 0; n = events.after(n)) seen.push_back(n);
    CHECK(seen == std::vector<std::uint64_t>{1, 5, 255, 256, 257, 2000, 2001});
    CHECK_FALSE(events.read(1000, 1));
}

namespace {

std::string no_complaint() { return {}; }

told_session session_of(std::uint64_t number) {
    told_session made;
    made.what.id.number = number;
    made.scopes = {"default"};
    return made;
}

}  // namespace

TEST_CASE("a story that contradicts itself leaves the scope blank, in its own epoch") {
    scope into;
    into.clock().advance(std::chrono::minutes(3));
    into.observe({});  // a probe
    story what;
    what.at = {5, 10};
    SUBCASE("an id twice") {
        for (int i = 0; i < 2; ++i) what.sessions.push_back(session_of(1));
    }
    SUBCASE("an id beyond all bounds") { what.sessions.push_back(session_of(std::uint64_t{1} << 40)); }
    SUBCASE("a cursor beyond all bounds") { what.at.n = std::uint64_t{1} << 60; }
    SUBCASE("attempts that are not there") {
        what.sessions.push_back(session_of(1));
        what.sessions.back().what.attempts.push_back({7});
    }
    CHECK_FALSE(import_story(into, std::move(what), no_complaint).empty());
    CHECK(into.is_blank());
    CHECK(into.position() == cursor{1, 0});
    CHECK(into.clock().advanced() == std::chrono::minutes(3));
    CHECK(into.records().probes == 1);
}

TEST_CASE("a story that does not please its reader is taken back") {
    scope into;
    const auto told = [] {
        story made;
        made.at = {2, 0};
        made.sessions.push_back(session_of(3));
        return made;
    };
    const auto complaint = [&] {
        return std::string(into.find(base::session_id{3}) == nullptr ? "" : "it is session 3");
    };
    CHECK(import_story(into, told(), complaint) == "it is session 3");
    CHECK(into.is_blank());
    CHECK(import_story(into, told(), no_complaint).empty());
    CHECK(into.find(base::session_id{3}) != nullptr);
    CHECK(into.position() == cursor{2, 0});
}

TEST_CASE("a frozen scope takes no marks and no notes") {
    scope in;
    in.mark("kept");
    in.freeze();
    in.mark("late");
    in.note(event_kind::expectation_failed, "nothing came");
    CHECK(in.position().n == 1);
    CHECK_FALSE(in.mark_at("late"));
}
