#include "mocksmtp/rules/roster.hpp"

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

namespace mocksmtp::rules {

std::vector<std::string> roster::add(std::vector<entry> all, base::timestamp now, const std::string& seed,
                                     const std::vector<std::string>& reserved) {
    std::set<std::string> known;
    for (const auto& one : all_) known.insert(one->what().id);
    std::set<std::string> used(reserved.begin(), reserved.end());
    used.insert(known.begin(), known.end());
    for (const entry& one : all) used.insert(one.what.id);
    std::vector<std::string> ids;
    for (entry& one : all) {
        while (one.what.id.empty()) {
            std::string next = "r" + std::to_string(++last_id_);
            if (!used.contains(next)) one.what.id = std::move(next);
        }
        ids.push_back(one.what.id);
        if (known.contains(one.what.id))
            std::erase_if(all_, [&](const auto& old) { return old->what().id == ids.back(); });
        const armed_rule::origin from{.baseline = one.baseline, .order = ++last_order_, .added = now};
        all_.push_back(std::make_unique<armed_rule>(std::move(one.what), from, seed));
    }
    arrange();
    return ids;
}

bool roster::remove(std::string_view id) {
    const auto removed = std::erase_if(all_, [&](const auto& one) { return one->what().id == id; });
    arrange();
    return removed != 0;
}

void roster::remove_added() {
    std::erase_if(all_, [](const auto& one) { return !one->from().baseline; });
    arrange();
}

void roster::clear() { *this = {}; }

armed_rule* roster::find(std::string_view id) const {
    const auto found = std::ranges::find_if(all_, [&](const auto& one) { return one->what().id == id; });
    return found == all_.end() ? nullptr : found->get();
}

bool roster::names(const std::string& scenario) const {
    return std::ranges::any_of(
        all_, [&](const auto& one) { return one->what().scenario && one->what().scenario->name == scenario; });
}

void roster::arrange() {
    const auto rank = [](const std::unique_ptr<armed_rule>& one) {
        return std::tuple(one->what().priority, !one->from().baseline, one->from().order);
    };
    std::ranges::sort(all_, std::greater<>(), rank);
    for (auto& some : by_stage_) some.clear();
    for (const auto& one : all_) {
        for (const stage where : one->what().on) by_stage_[static_cast<std::size_t>(where)].push_back(one.get());
    }
}

}  // namespace mocksmtp::rules
