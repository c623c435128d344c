// When to stop looking: the rules of waiting for lower bounds and watching upper ones.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <variant>
#include <vector>

#include "mocksmtp/base/ids.hpp"
#include "mocksmtp/verify/expectation.hpp"

namespace mocksmtp::verify {

// Real, steady time; any origin, as long as it is one and the same.
struct instant {
    std::chrono::milliseconds now{0};
    std::chrono::milliseconds last_change{0};  // when something last happened that matters to what is watched
};

// What there is to see at that time.
struct sight {
    std::uint64_t count = 0;                 // items that match
    bool must_failed = false;                // one of them is not as it must be
    bool may_change = false;                 // all that is too many, or not as it must be, may change by itself
    bool rest_holds = true;                  // everything else of the verification is as it should be
    std::vector<base::transaction_id> open;  // transactions under way
};

// A wait of more than a century is one for ever: what is added to a clock has to stay within what it can show.
inline constexpr std::chrono::milliseconds for_ever = std::chrono::hours(24 * 365 * 100);

// When a wait of that length ends; one below zero is over at once.
std::chrono::milliseconds end_of_wait(std::chrono::milliseconds begun, std::chrono::milliseconds length);

struct met {};
struct unmet {
    bool still_open = false;  // a transaction was open all the time while an upper bound was watched
};
struct look_again {
    std::chrono::milliseconds when{0};  // or when something happens
};
using judgement = std::variant<met, unmet, look_again>;

// An upper bound is watched from when all the rest holds: what is waited for may bring what is too much along. It has
// settled when no transaction is open and nothing has happened for this long ...
inline constexpr std::chrono::milliseconds quiet_time{100};
// ... and is not watched for longer than this, or than the wait if that is longer; for that quiet time at most if it is
// to be over with the wait.
inline constexpr std::chrono::milliseconds longest_watch{5000};

// With one pair of bounds.
class patience {
public:
    patience(const count_range& count, settling settle, std::chrono::milliseconds deadline)
        : count_(count), settle_(settle), deadline_(deadline) {}

    // Times never go back from call to call.
    judgement look(const sight& seen, const instant& at);

private:
    judgement watch_upper_bound(const sight& seen, const instant& at);

    count_range count_;
    settling settle_;
    std::chrono::milliseconds deadline_;
    std::optional<std::chrono::milliseconds> enough_since_;  // since when the lower bound and the rest hold
    std::vector<base::transaction_id> open_at_first_;
};

}  // namespace mocksmtp::verify
