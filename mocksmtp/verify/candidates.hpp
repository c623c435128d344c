// The things that come nearest to an expectation, and what keeps each from fulfilling it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "mocksmtp/match/filter.hpp"
#include "mocksmtp/verify/grounds.hpp"
#include "mocksmtp/verify/outcome.hpp"

namespace mocksmtp::verify {

struct candidate {
    std::string id;
    std::uint64_t number = 0;
    std::vector<match::difference> differences;  // one for each condition, fulfilled ones too
    // Its recipient or sender is the one asked for, or only mistyped, or all that differs nearly does not.
    bool is_near = false;

    bool strays() const;  // whether it went to another recipient than asked for, or came from another sender
};

inline constexpr std::size_t candidates_shown = 3;
inline constexpr std::size_t candidates_looked_at = 1000;  // the newest ones; only the best of them closely

// The nearest first; recipient and sender weigh most. Things that differ in every condition are none, unless nearly.
std::vector<candidate> nearest_candidates(const grounds& by, const expectation& what, const finding& found,
                                          std::uint64_t since);

// Those that were found and are not as they must be, at most as many.
std::vector<candidate> wrong_ones(const grounds& by, const expectation& what, const finding& found);

// What is wrong with it first, in one clause: "subject differs at character 15".
std::string because(const candidate& what);
std::string because(const match::difference& what);

// Its part of a report: its id, how many conditions differ, and one paragraph for each: the field and "ok", or what was
// expected and what is there, with a mark where they part.
std::string paragraphs(const candidate& what);

}  // namespace mocksmtp::verify
