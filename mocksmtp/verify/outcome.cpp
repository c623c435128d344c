#include "mocksmtp/verify/outcome.hpp"

#include <algorithm>
#include <limits>

#include "mocksmtp/verify/attempted.hpp"
#include "mocksmtp/verify/items.hpp"

namespace mocksmtp::verify {

namespace {

finding find(const grounds& by, const expectation& what, std::uint64_t since) {
    finding made;
    made.matched = by.find(what.what, &what.which, since);
    for (const auto number : made.matched) {
        if (what.must.empty()) break;
        const auto facts = by.facts_of(what.what, number);
        if (facts != nullptr && !what.must.matches(*facts)) made.wrong.push_back(number);
    }
    const auto is_final = [&](auto number) { return !by.may_change(what.what, number); };
    const auto sure = static_cast<std::uint64_t>(std::ranges::count_if(made.matched, is_final));
    made.may_change = (!what.count.most || sure <= *what.count.most) && std::ranges::none_of(made.wrong, is_final);
    if (what.count.most) made.open = that_may_become(by.scope(), what.which, what.what);
    return made;
}

bool is_expected(const verification& what, const outcome& seen, const thing& one) {
    for (std::size_t i = 0; i < what.expect.size(); ++i)
        if (what.expect[i].what == one.what && std::ranges::binary_search(seen.found[i].matched, one.number))
            return true;
    return false;
}

void add_strangers(const grounds& by, const verification& what, const std::vector<std::uint64_t>& sentinels,
                   outcome& to) {
    for (const auto kind : what.nothing_else) {
        for (const auto number : by.find(kind, nullptr, what.since)) {
            const bool is_sentinel =
                what.until && what.until->what == kind && std::ranges::binary_search(sentinels, number);
            if (!is_sentinel && !is_expected(what, to, {kind, number})) to.strangers.push_back({kind, number});
        }
    }
    if (!what.nothing_else.empty()) to.open = transactions_under_way(by.scope()).all;
    to.strangers_may_change =
        std::ranges::all_of(to.strangers, [&](const thing& each) { return by.may_change(each.what, each.number); });
}

// What is not decided will be later than all that is; rules have no time.
std::optional<std::uint64_t> time_of(const grounds& by, match::item_kind what, std::uint64_t number) {
    if (what == match::item_kind::rule) return std::nullopt;
    return by.decided_at(what, number).value_or(std::numeric_limits<std::uint64_t>::max());
}

// Nothing comes before itself.
std::optional<disorder> find_shared(const verification& what, const outcome& seen) {
    for (std::size_t later = 1; later < what.expect.size(); ++later) {
        const auto kind = what.expect[later].what;
        for (std::size_t earlier = 0; earlier < later && kind != match::item_kind::rule; ++earlier) {
            if (what.expect[earlier].what != kind) continue;
            for (const auto number : seen.found[later].matched)
                if (std::ranges::binary_search(seen.found[earlier].matched, number))
                    return disorder{earlier, number, later, number};
        }
    }
    return std::nullopt;
}

std::optional<disorder> find_disorder(const grounds& by, const verification& what, const outcome& seen) {
    std::optional<disorder> last;  // the latest item so far, as the earlier half
    std::uint64_t latest = 0;
    for (std::size_t i = 0; i < what.expect.size(); ++i) {
        const auto at = [&](std::uint64_t number) { return time_of(by, what.expect[i].what, number); };
        const auto& numbers = seen.found[i].matched;
        for (const auto number : numbers)
            if (last && at(number) && *at(number) < latest) return disorder{last->earlier, last->of_earlier, i, number};
        for (const auto number : numbers) {
            if (!at(number) || *at(number) < latest) continue;
            latest = *at(number);
            last = disorder{.earlier = i, .of_earlier = number};
        }
    }
    return find_shared(what, seen);
}

}  // namespace

bool holds(const expectation& what, const finding& found) {
    return what.count.holds(found.matched.size()) && found.wrong.empty();
}

outcome judge(const grounds& by, const verification& what) {
    outcome made;
    made.found.reserve(what.expect.size());
    for (const auto& each : what.expect) made.found.push_back(find(by, each, what.since));
    const auto sentinels =
        what.until ? by.find(what.until->what, &what.until->which, what.since) : std::vector<std::uint64_t>();
    made.until_seen = !sentinels.empty();
    add_strangers(by, what, sentinels, made);
    if (what.in_order) made.out_of_order = find_disorder(by, what, made);
    if (what.every_rule_used) {
        for (std::uint64_t number = 1; number <= by.rules().size(); ++number)
            if (by.rule(number).hits == 0) made.unused_rules.push_back(number);
    }
    return made;
}

}  // namespace mocksmtp::verify
