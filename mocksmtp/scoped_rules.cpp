#include "mocksmtp/scoped_rules.hpp"

#include <algorithm>
#include <utility>

namespace mocksmtp {

rules::rule_set* scoped_rules::find(std::string_view scope) const {
    const auto found = sets_.find(scope);
    return found == sets_.end() ? nullptr : found->second.get();
}

rules::rule_set& scoped_rules::add(std::string_view scope, const base::clock& time, rules::rule_set_options options) {
    return *sets_.insert_or_assign(std::string(scope), std::make_unique<rules::rule_set>(time, std::move(options)))
                .first->second;
}

// Each scope sees the session by its own id of it.
std::optional<smtp::verdict> scoped_rules::judge(const smtp::situation& now) {
    for (const auto& scope : now.scopes) {
        auto* asked = find(scope.name);
        if (asked == nullptr || !asked->asks(now.at)) continue;
        smtp::situation seen = now;
        seen.session = scope.session;
        auto made = asked->judge(seen);
        if (!made) continue;
        made->by.scope = scope.name;
        return made;
    }
    return world_.judge(now);
}

void scoped_rules::acted(const smtp::rule_hit& by, base::session_id on) {
    auto* set = by.scope.empty() ? &world_ : find(by.scope);
    if (set != nullptr) set->acted(by, on);
}

bool scoped_rules::asks_in(std::span<const smtp::known_scope> scopes, match::stage at) const {
    return std::ranges::any_of(scopes, [&](const smtp::known_scope& each) {
        const auto* set = find(each.name);
        return set != nullptr && set->asks(at);
    });
}

std::optional<std::uint64_t> scoped_rules::next_stop_in(std::span<const smtp::known_scope> scopes,
                                                        std::uint64_t from) const {
    std::optional<std::uint64_t> next;
    for (const auto& each : scopes) {
        const auto* set = find(each.name);
        const auto stop = set == nullptr ? std::nullopt : set->next_stop(from);
        if (stop && (!next || *stop < *next)) next = stop;
    }
    return next;
}

}  // namespace mocksmtp
