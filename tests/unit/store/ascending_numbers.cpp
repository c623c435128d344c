#include "mocksmtp/store/ascending_numbers.hpp"

#include <doctest/doctest.h>

#include <cstdint>
#include <iterator>
#include <set>

namespace {

using mocksmtp::store::ascending_numbers;

// The same set the plain way.
struct both {
    ascending_numbers ours;
    std::set<std::uint64_t> plain;

    void insert(std::uint64_t number) {
        ours.insert(number);
        plain.insert(number);
    }
    void erase(std::uint64_t number) {
        ours.erase(number);
        plain.erase(number);
    }
    void check(std::uint64_t number) const {
        const auto after = plain.upper_bound(number);
        CHECK(ours.after(number) == (after == plain.end() ? 0 : *after));
        const auto before = plain.lower_bound(number);
        CHECK(ours.before(number) == (before == plain.begin() ? 0 : *std::prev(before)));
        CHECK(ours.empty() == plain.empty());
    }
    void check() const {
        for (std::uint64_t number = 0; number <= 102; ++number) check(number);
    }
};

both hundred() {
    both made;
    for (std::uint64_t number = 1; number <= 100; ++number) made.insert(number);
    return made;
}

}  // namespace

TEST_CASE("nothing comes before or after in an empty set") {
    both none;
    none.check();
    none.erase(7);
    none.check();
}

TEST_CASE("numbers may be erased from the front, the back and the middle, again and again") {
    SUBCASE("oldest first") {
        both all = hundred();
        for (std::uint64_t number = 1; number <= 100; ++number) {
            all.erase(number);
            all.check();
        }
    }
    SUBCASE("newest first") {
        both all = hundred();
        for (std::uint64_t number = 100; number >= 1; --number) {
            all.erase(number);
            all.check();
        }
    }
    SUBCASE("in leaps, some of them twice") {
        both all = hundred();
        for (std::uint64_t step = 0, number = 1; step < 150; ++step, number = number * 37 % 101) {
            all.erase(number);
            all.check();
        }
    }
}

TEST_CASE("a number may come late, and come back") {
    both all = hundred();
    for (const std::uint64_t number : {50, 1, 100, 2, 51}) all.erase(number);
    for (const std::uint64_t number : {51, 1, 102, 101, 50, 50}) {
        all.insert(number);
        all.check();
    }
    all.erase(50);
    all.check();
}
