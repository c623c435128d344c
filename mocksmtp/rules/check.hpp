// What is wrong with a rule, all of it at once.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "mocksmtp/match/filter.hpp"
#include "mocksmtp/rules/rule.hpp"

namespace mocksmtp::rules {

// Of every delay, hold and pause of a rule.
inline constexpr std::chrono::milliseconds longest_wait = std::chrono::minutes(10);

struct fault {
    std::string where;           // JSON pointer into the rule (RFC 6901): "/match/to/regex"; "" is the whole rule
    std::string detail;          // what was expected there
    std::string did_you_mean{};  // what would have been right; empty: no idea
    friend bool operator==(const fault&, const fault&) = default;
};

// A rule is usable only if this finds nothing: stages, fields that a stage cannot know (and which can), patterns, codes
// outside 200 to 599, counts, actions that contradict each other or cannot happen at the stage.
std::vector<fault> check(const rule& what);

// The same of a reply alone, where it is said without a rule; "" is the whole reply.
std::vector<fault> check(const answer& what);

// One line: "/match/too: there is no field "too"; did you mean to?; /times: ...".
std::string describe(const std::vector<fault>& faults);

// The conditions of a rule that check() found nothing wrong with.
match::filter filter_of(const rule& what);

}  // namespace mocksmtp::rules
