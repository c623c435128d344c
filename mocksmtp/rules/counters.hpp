// How often a rule acts: skip, times, every, per, rate, probability and replies.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "mocksmtp/base/clock.hpp"
#include "mocksmtp/rules/rule.hpp"

namespace mocksmtp::rules {

// Of one rule, which outlives them. A match is counted by what it is not stopped at: first it must not be spent, then
// the first `skip` matches go by, then those within `rate`; of what is left every n-th is drawn for, and those drawn
// are the hits.
class counters {
public:
    // So many values of `per` are told apart; whatever comes after them is counted as one.
    static constexpr std::size_t most_keys = 100'000;

    counters(const rule& of, std::string seed) : of_(of), seed_(std::move(seed)) {}

    struct outcome {
        bool acts = false;
        std::uint64_t turn = 0;  // of this value of `per`: how many hits there were before
        std::string because{};   // why it does not act: "skips 1 more match"
    };
    outcome count(const std::string& key, base::timestamp now);  // one more match
    outcome preview(const std::string& key, base::timestamp now) const;

    void forget(std::string_view key);

    // Whether it can never act again wherever it was counted; only another scope can have more.
    bool spent() const;

private:
    struct tally {
        std::uint64_t matches = 0;
        std::uint64_t left_over = 0;  // matches that neither skip nor rate has held back
        std::uint64_t hits = 0;
        // When the rate let matches go by, as far as it still matters; at most as many as its limit.
        std::optional<std::deque<base::timestamp>> within{};
    };
    outcome decide(tally& of, const std::string& key, base::timestamp now) const;
    bool within_rate(tally& of, base::timestamp now) const;
    bool drawn(const std::string& key, std::uint64_t match) const;
    std::uint64_t most_hits() const;

    const rule& of_;
    std::string seed_;
    std::map<std::string, tally, std::less<>> by_key_;
    tally others_;
};

}  // namespace mocksmtp::rules
