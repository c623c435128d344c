#include "mocksmtp/rules/armed_rule.hpp"

#include <algorithm>
#include <utility>

#include "mocksmtp/match/field_table.hpp"
#include "mocksmtp/rules/counted_by.hpp"
#include "mocksmtp/rules/eligible.hpp"

namespace mocksmtp::rules {

armed_rule::armed_rule(rule what, origin from, const std::string& seed)
    : from_(from),
      seen_{.what = std::move(what), .baseline = from.baseline},
      wants_(filter_of(seen_.what)),
      counts_(seen_.what, seed) {}

standing::state armed_rule::state(base::timestamp now) const {
    if (what().ttl && now - from_.added >= *what().ttl) return standing::state::expired;
    return counts_.spent() ? standing::state::spent : standing::state::armed;
}

const standing& armed_rule::seen(base::timestamp now) const {
    seen_.now = state(now);
    return seen_;
}

std::string armed_rule::obstacle(const question& what, const scenario_states& states) const {
    if (state(what.now) == standing::state::expired) return "expired";
    for (const match::condition& each : wants_.conditions()) {
        const match::values found = what.situation.of(each.on);
        if (each.wants.matches(found)) continue;
        const bool hidden = match::is_hidden(each.on.id) && !found.empty();
        return to_string(each.on) + " is " + (hidden ? "another" : match::show_actual(each.on, found));
    }
    const auto& step = seen_.what.scenario;
    if (!step || step->needs.empty() || states.state_of(step->name) == step->needs) return {};
    return "scenario " + step->name + " is " + std::string(states.state_of(step->name)) + ", not " + step->needs;
}

std::optional<smtp::verdict> armed_rule::ask(const question& what, base::session_id by, const scenario_states& states) {
    ++seen_.evaluations;
    const auto missed = [&](std::string because) {
        seen_.last_miss = {by, std::move(because)};
        return std::nullopt;
    };
    if (std::string why = obstacle(what, states); !why.empty()) return missed(std::move(why));
    ++seen_.matches;
    const std::string key = key_of(seen_.what.per, what.situation, what.scope);
    counters::outcome counted = counts_.count(key, what.now);
    if (!counted.acts) return missed(std::move(counted.because));
    ++seen_.hits;
    if (seen_.hits_per.size() < standing::list_limit || seen_.hits_per.contains(key)) ++seen_.hits_per[key];
    return verdict_of(seen_.what, what.at, {seen_.what.id, seen_.hits}, counted.turn);
}

void armed_rule::move_scenario(scenario_states& states) const {
    const auto& step = seen_.what.scenario;
    if (step && !step->becomes.empty()) states.move(step->name, step->becomes);
}

void armed_rule::pass_over(base::session_id by, std::string because) { seen_.last_miss = {by, std::move(because)}; }

void armed_rule::come_behind(const std::string& first, const question& what, base::session_id by,
                             const scenario_states& states) {
    auto why = obstacle(what, states);
    pass_over(by, why.empty() ? "rule " + first + " acted first" : std::move(why));
}

opinion armed_rule::consider(const question& what, const scenario_states& states) const {
    if (std::string why = obstacle(what, states); !why.empty()) return {seen_.what.id, false, std::move(why)};
    auto counted = counts_.preview(key_of(seen_.what.per, what.situation, what.scope), what.now);
    if (!counted.acts) return {seen_.what.id, false, std::move(counted.because)};
    return {seen_.what.id, true, "acts: hit " + std::to_string(seen_.hits + 1)};
}

void armed_rule::begin_again_in(std::string_view scope) {
    if (what().per == counted_per::scope) counts_.forget(scope);
}

void armed_rule::acted(const smtp::rule_hit& by, base::session_id on) {
    // A hit that this rule never had is one of another that had its id.
    if (!on || by.hit > seen_.hits || seen_.sessions.size() >= standing::list_limit) return;
    if (std::ranges::find(seen_.sessions, on) == seen_.sessions.end()) seen_.sessions.push_back(on);
}

}  // namespace mocksmtp::rules
