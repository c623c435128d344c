// What to tell a test whose expectation does not hold: one line for exceptions, a page for people.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "mocksmtp/store/scope.hpp"
#include "mocksmtp/verify/expectation.hpp"

namespace mocksmtp::verify {

// An expectation that did not hold, and what was found.
struct failure {
    const expectation& what;
    std::vector<std::uint64_t> matched;                     // numbers of the items that `which` finds, oldest first
    std::uint64_t since = 0;                                // only what was decided after this event was looked at
    bool still_open = false;                                // a transaction was open to the end
    std::optional<std::chrono::milliseconds> elapsed = {};  // how long it was looked for; not shown if there is none
};

struct report {
    std::string summary;  // one line, ASCII, at most 200 characters; the HTTP reason phrase
    std::string text;     // the readable report, lines ended by LF; UTF-8
};

inline constexpr std::size_t longest_summary = 200;

// A pure function of the scope and its arguments. Addresses and users stand in it, secrets do not.
report explain(const store::scope& in, const failure& what);

}  // namespace mocksmtp::verify
