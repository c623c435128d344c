#include "mocksmtp/verify/vigil.hpp"

#include <algorithm>
#include <utility>

namespace mocksmtp::verify {

namespace {

constexpr count_range none{0, 0};

sight sight_of(const finding& found) {
    return {.count = found.matched.size(),
            .must_failed = !found.wrong.empty(),
            .may_change = found.may_change,
            .open = found.open};
}

// What no waiting mends: too many of what cannot change, something wrong that cannot, the wrong order.
bool is_lost(const verification& what, const outcome& seen) {
    for (std::size_t i = 0; i < what.expect.size(); ++i) {
        const auto& found = seen.found[i];
        const auto most = what.expect[i].count.most;
        const bool over = most && found.matched.size() > *most;
        if ((over || !found.wrong.empty()) && !found.may_change) return true;
    }
    return (!seen.strangers.empty() && !seen.strangers_may_change) || seen.out_of_order.has_value();
}

bool holds(const verification& what, const outcome& seen) {
    for (std::size_t i = 0; i < what.expect.size(); ++i)
        if (!holds(what.expect[i], seen.found[i])) return false;
    return seen.strangers.empty() && !seen.out_of_order && seen.unused_rules.empty();
}

}  // namespace

vigil::vigil(const verification& what, std::chrono::milliseconds started)
    : what_(what),
      started_(started),
      deadline_(end_of_wait(started, what.wait)),
      is_anchored_(what.every_rule_used ||
                   std::ranges::any_of(what.expect, [](const auto& each) { return each.count.least > 0; })),
      lulls_(what.expect.size()) {
    for (const auto& each : what.expect) each_.emplace_back(each.count, each.settle, deadline_);
    if (!what.nothing_else.empty()) each_.emplace_back(none, what.settle, deadline_);
}

bool vigil::watches() const {
    return !what_.nothing_else.empty() ||
           std::ranges::any_of(what_.expect, [](const auto& each) { return each.count.most.has_value(); });
}

// With a sentinel to come, upper bounds are watched until it is there and for no time by themselves.
judgement vigil::look_until(const outcome& seen, const instant& at) const {
    if (is_lost(what_, seen)) return unmet{};
    const bool good = holds(what_, seen);
    if (good && (seen.until_seen || !watches())) return met{};
    if (seen.until_seen || at.now >= deadline_) return unmet{};
    return look_again{deadline_};
}

// Where nothing has to come, that all was quiet before anybody asked says nothing.
std::chrono::milliseconds vigil::quiet_from(std::chrono::milliseconds last_change) const {
    return is_anchored_ ? last_change : std::max(last_change, started_);
}

std::vector<judgement> vigil::look_at_each(const store::scope& in, const outcome& seen, const instant& at) {
    std::vector<judgement> made;
    const bool good = holds(what_, seen);
    for (std::size_t i = 0; i < each_.size(); ++i) {
        sight one = i < seen.found.size() ? sight_of(seen.found[i])
                                          : sight{.count = seen.strangers.size(),
                                                  .must_failed = false,
                                                  .may_change = seen.strangers_may_change,
                                                  .open = seen.open};
        one.rest_holds = good;
        auto last_change = at.last_change;
        if (i < lulls_.size() && what_.expect[i].count.most)
            last_change = lulls_[i].look(in, what_.expect[i], seen.found[i], good, at, one.open);
        made.push_back(each_[i].look(one, {at.now, quiet_from(last_change)}));
    }
    if (seen.out_of_order) made.emplace_back(unmet{});
    if (!seen.unused_rules.empty()) made.push_back(at.now < deadline_ ? judgement(look_again{deadline_}) : unmet{});
    return made;
}

judgement vigil::look(const store::scope& in, const outcome& seen, const instant& at) {
    if (what_.until) return look_until(seen, at);
    judgement all = met{};
    for (const auto& each : look_at_each(in, seen, at)) {
        if (std::holds_alternative<unmet>(each)) {
            auto* before = std::get_if<unmet>(&all);
            if (before == nullptr)
                all = each;
            else
                before->still_open = before->still_open && std::get<unmet>(each).still_open;
        } else if (const auto* later = std::get_if<look_again>(&each); later != nullptr) {
            if (std::holds_alternative<met>(all)) all = each;
            if (auto* soonest = std::get_if<look_again>(&all)) soonest->when = std::min(soonest->when, later->when);
        }
    }
    return all;
}

}  // namespace mocksmtp::verify
