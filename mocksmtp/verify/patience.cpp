#include "mocksmtp/verify/patience.hpp"

#include <algorithm>

namespace mocksmtp::verify {

using std::chrono::milliseconds;

milliseconds end_of_wait(milliseconds begun, milliseconds length) {
    return begun + std::clamp(length, milliseconds(0), for_ever);
}

judgement patience::look(const sight& seen, const instant& at) {
    const bool over = count_.most && seen.count > *count_.most;
    if (over || seen.must_failed) {
        enough_since_.reset();
        if (seen.may_change && at.now < deadline_) return look_again{deadline_};
        return unmet{};
    }
    if (seen.count < count_.least) {
        enough_since_.reset();
        if (at.now >= deadline_) return unmet{};
        return look_again{deadline_};
    }
    if (!count_.most) return met{};
    if (!seen.rest_holds) {
        enough_since_.reset();
        return look_again{deadline_};
    }
    if (!enough_since_) {
        enough_since_ = at.now;
        open_at_first_ = seen.open;
    }
    return watch_upper_bound(seen, at);
}

judgement patience::watch_upper_bound(const sight& seen, const instant& at) {
    if (const auto* length = std::get_if<milliseconds>(&settle_)) {
        const auto end = end_of_wait(*enough_since_, *length);
        if (at.now >= end) return met{};
        return look_again{end};
    }
    const auto longest = std::get<idle>(settle_).within_wait ? quiet_time : longest_watch;
    const auto limit = std::max(deadline_, *enough_since_ + longest);
    const auto quiet_at = at.last_change + quiet_time;
    if (seen.open.empty() && at.now >= quiet_at) return met{};
    if (at.now < limit) return look_again{seen.open.empty() ? std::min(quiet_at, limit) : limit};
    // Steady traffic of others is no reason to fail; one transaction that never came to its end is: its message may
    // be the one too many.
    const bool stuck = std::any_of(seen.open.begin(), seen.open.end(), [this](const auto& each) {
        return std::find(open_at_first_.begin(), open_at_first_.end(), each) != open_at_first_.end();
    });
    if (stuck) return unmet{.still_open = true};
    return met{};
}

}  // namespace mocksmtp::verify
