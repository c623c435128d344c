// What to tell a test whose expectations do not hold: one line for exceptions, a page for people, and its parts.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "mocksmtp/verify/candidates.hpp"
#include "mocksmtp/verify/lines.hpp"
#include "mocksmtp/verify/outcome.hpp"

namespace mocksmtp::verify {

// One expectation, or one of the things that are expected of all together.
struct result {
    std::string name;      // as the test calls it; "nothing_else", "in_order", "every_rule_used"
    std::string what;      // the kind, as the API calls it; empty: several
    std::string expected;  // "exactly 1 message to bob@example.test"
    bool ok = true;
    std::uint64_t got = 0;
    std::vector<std::string> ids;  // of what was found; of what should not have been
    std::string because{};         // one clause; may be empty
    std::vector<candidate> candidates{};
};

struct report {
    std::string summary;  // one line, ASCII, at most 200 characters; the HTTP reason phrase
    std::string text;     // the readable report, lines ended by LF; UTF-8
    std::string lasting;  // the same without the time it took: as it is in every run
    std::vector<result> results;
    std::vector<std::string> captured;      // ids of what there is, of the kinds in question, oldest first
    std::vector<std::string> tried;         // what was not accepted, one line each
    std::vector<std::string> unattributed;  // what no scope can be told for, where this is one of several
    std::vector<std::string> hints;
};

inline constexpr std::size_t longest_summary = 200;

// A pure function of its arguments. Addresses and users stand in it, secrets do not. `elapsed` is how long it was
// looked for, and not shown if there is none.
report explain(const grounds& by, const verification& what, const outcome& seen,
               std::optional<std::chrono::milliseconds> elapsed = {});

}  // namespace mocksmtp::verify
