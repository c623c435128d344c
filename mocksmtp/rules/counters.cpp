#include "mocksmtp/rules/counters.hpp"

#include <algorithm>
#include <limits>

#include "mocksmtp/base/digest.hpp"
#include "mocksmtp/base/rfc3339.hpp"

namespace mocksmtp::rules {

namespace {

// 1st, 2nd, 3rd, 4th, 11th, 21st
std::string ordinal(std::uint64_t number) {
    const std::uint64_t unit = number % 10;
    const bool teen = number / 10 % 10 == 1;
    const char* ending = teen || unit == 0 || unit > 3 ? "th" : unit == 1 ? "st" : unit == 2 ? "nd" : "rd";
    return std::to_string(number) + ending;
}

std::string counted(std::uint64_t number, const char* one, const char* many) {
    return std::to_string(number) + " " + (number == 1 ? one : many);
}

// With its length in front, so that no two sequences of texts look the same.
void append(std::string& to, std::string_view text) { to += std::to_string(text.size()) + ":" + std::string(text); }

}  // namespace

std::uint64_t counters::most_hits() const {
    std::uint64_t most = std::numeric_limits<std::uint64_t>::max();
    if (of_.times) most = *of_.times;
    if (!of_.replies.empty() && !of_.loop) most = std::min<std::uint64_t>(most, of_.replies.size());
    return most;
}

bool counters::spent() const {
    if (of_.per != counted_per::scope || by_key_.empty()) return false;
    return std::ranges::all_of(by_key_, [this](const auto& each) { return each.second.hits >= most_hits(); });
}

counters::outcome counters::count(const std::string& key, base::timestamp now) {
    auto known = by_key_.find(key);
    if (known == by_key_.end() && by_key_.size() < most_keys) known = by_key_.try_emplace(key).first;
    return known == by_key_.end() ? decide(others_, "", now) : decide(known->second, key, now);
}

void counters::forget(std::string_view key) {
    if (const auto known = by_key_.find(key); known != by_key_.end()) by_key_.erase(known);
}

counters::outcome counters::preview(const std::string& key, base::timestamp now) const {
    const auto known = by_key_.find(key);
    const bool is_other = known == by_key_.end() && by_key_.size() >= most_keys;
    tally copy = known != by_key_.end() ? known->second : is_other ? others_ : tally{};
    return decide(copy, is_other ? "" : key, now);
}

counters::outcome counters::decide(tally& of, const std::string& key, base::timestamp now) const {
    const std::uint64_t match = of.matches++;
    if (of.hits >= most_hits()) return {.because = "spent after " + counted(of.hits, "hit", "hits")};
    if (match < of_.skip) return {.because = "skips " + counted(of_.skip - match, "more match", "more matches")};
    if (of_.rate && within_rate(of, now)) {
        return {.because = "within the rate of " + std::to_string(of_.rate->limit) + " per " +
                           base::format_duration(of_.rate->per)};
    }
    const std::uint64_t turn = of.left_over++ % of_.every;
    if (turn != 0) return {.because = "every " + ordinal(of_.every) + " match: this is the " + ordinal(turn + 1)};
    if (of_.probability && !drawn(key, match)) return {.because = "the draw said no"};
    return {.acts = true, .turn = of.hits++};
}

bool counters::within_rate(tally& of, base::timestamp now) const {
    auto& went_by = of.within ? *of.within : of.within.emplace();
    while (!went_by.empty() && now - went_by.front() >= of_.rate->per) went_by.pop_front();
    if (went_by.size() >= of_.rate->limit) return false;
    went_by.push_back(now);
    return true;
}

bool counters::drawn(const std::string& key, std::uint64_t match) const {
    std::string place;
    append(place, of_.id);
    append(place, key);
    place += std::to_string(match);
    const std::string octets = base::hmac(base::hash::sha256, seed_, place);
    std::uint64_t number = 0;
    for (std::size_t i = 0; i < sizeof number; ++i) number = number << 8 | static_cast<unsigned char>(octets[i]);
    // 53 bits are what a double holds: from 0 to just below 1, all equally likely.
    return static_cast<double>(number >> 11) * 0x1p-53 < *of_.probability;
}

}  // namespace mocksmtp::rules
