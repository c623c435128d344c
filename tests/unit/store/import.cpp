#include "mocksmtp/store/import.hpp"

#include <doctest/doctest.h>

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

TEST_CASE("a story that contradicts itself leaves the scope blank, in its own epoch") {
    scope into;
    story what;
    what.at = {5, 10};
    for (int i = 0; i < 2; ++i) {
        what.sessions.emplace_back();
        what.sessions.back().what.id.number = 1;
    }
    CHECK_FALSE(import_story(into, std::move(what)).empty());
    CHECK(is_blank(into));
    CHECK(into.position() == cursor{1, 0});
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
