// What a test expects: which items, how many of them, what has to hold of each.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "mocksmtp/match/filter.hpp"
#include "mocksmtp/match/place.hpp"

namespace mocksmtp::verify {

struct count_range {
    std::uint64_t least = 1;
    std::optional<std::uint64_t> most;

    bool holds(std::uint64_t count) const { return count >= least && (!most || count <= *most); }
    friend bool operator==(const count_range&, const count_range&) = default;
};

// "1", "0", "2..", "..3", "1..3"; nothing for any other text and where the bounds are the wrong way round.
std::optional<count_range> parse_count(std::string_view text);

// How long an upper bound is watched: until nothing is going on any more, or for so long.
struct idle {
    bool within_wait = false;  // where it does not come to that, no longer than is waited anyway
    friend bool operator==(idle, idle) = default;
};
using settling = std::variant<idle, std::chrono::milliseconds>;

struct expectation {
    std::string name;  // for reports; may be empty
    match::item_kind what = match::item_kind::message;
    match::filter which;
    match::filter must;  // what has to hold of each item that `which` finds
    count_range count;
    settling settle = idle{};  // for the upper bound
};

// "message", "messages", "AUTH attempt" ...
std::string_view noun(match::item_kind what, std::uint64_t count);

// "exactly 1 message to bob@example.test", "no message", "at least 2 AUTH attempts with user = app".
std::string describe(const expectation& what);

// The same on several lines, conditions below each other, as a report begins.
std::string describe_at_length(const expectation& what);

}  // namespace mocksmtp::verify
