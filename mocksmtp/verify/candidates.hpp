// The items that come nearest to an expectation, and what keeps each from fulfilling it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "mocksmtp/match/filter.hpp"
#include "mocksmtp/verify/report.hpp"

namespace mocksmtp::verify {

struct candidate {
    std::uint64_t number = 0;
    std::string because;  // one clause: "subject differs at character 15"
    std::string text;     // its part of the report, without the word before it
};

inline constexpr std::size_t candidates_shown = 3;
inline constexpr std::size_t candidates_looked_at = 1000;  // the newest ones

// The nearest first; recipient and sender weigh most. Items that differ in every condition are none.
std::vector<candidate> nearest_candidates(const store::scope& in, const failure& what);

// "1 of 2 conditions differ"
std::string count_of_conditions(const match::filter& asked, const match::facts& item);

// One condition a paragraph: its field and "ok", or what was expected and what is there, with a mark where they part.
std::string condition_lines(const std::vector<match::difference>& differences);

}  // namespace mocksmtp::verify
