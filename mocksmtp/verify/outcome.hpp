// How a verification stands at one moment.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "mocksmtp/verify/grounds.hpp"
#include "mocksmtp/verify/verification.hpp"

namespace mocksmtp::verify {

// What one expectation has found, by number, oldest first.
struct finding {
    std::vector<std::uint64_t> matched;
    std::vector<std::uint64_t> wrong;          // of those, what is not as it must be
    bool may_change = false;                   // what is too many, and each that is wrong, may still change
    std::vector<base::transaction_id> open{};  // where there is an upper bound: those that may still come to more
};

struct thing {
    match::item_kind what = match::item_kind::message;
    std::uint64_t number = 0;
};

// Something of a later expectation that came before something of an earlier one, or is the same thing.
struct disorder {
    std::size_t earlier = 0;       // index of the expectation that should have been fulfilled first
    std::uint64_t of_earlier = 0;  // its last item
    std::size_t later = 0;
    std::uint64_t of_later = 0;  // its first item
};

struct outcome {
    std::vector<finding> found;    // one for each expectation
    std::vector<thing> strangers;  // what nobody expects, of the kinds of `nothing_else`
    bool strangers_may_change = false;
    std::vector<base::transaction_id> open;  // all, where nothing else is expected
    std::optional<disorder> out_of_order;
    std::vector<std::uint64_t> unused_rules;
    bool until_seen = false;
    bool still_open = false;  // a transaction was open to the end; known to those who wait
};

// A pure function.
outcome judge(const grounds& by, const verification& what);

// Whether this expectation alone holds.
bool holds(const expectation& what, const finding& found);

}  // namespace mocksmtp::verify
