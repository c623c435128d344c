#include "api/json/rule_keys.hpp"

#include <array>
#include <utility>

#include "api/json/reply_json.hpp"
#include "api/json/rule_actions.hpp"
#include "api/json/rule_counts.hpp"
#include "mocksmtp/base/rfc3339.hpp"
#include "mocksmtp/rules/check.hpp"

namespace api::json {

namespace base = mocksmtp::base;
namespace match = mocksmtp::match;
namespace rules = mocksmtp::rules;

namespace {

using rules::rule;
using shown = std::optional<value>;

template <auto member, auto usual>
shown show_unless(const rule& what) {
    if (what.*member == usual) return std::nullopt;
    return value(what.*member);
}
template <auto member, std::uint64_t least = 0>
void read_count(rule_draft& into, const written& from) {
    if (const auto number = from.number(least)) into.made.*member = *number;
}
template <auto member>
void read_flag(rule_draft& into, const written& from) {
    if (const auto flag = from.flag()) into.made.*member = *flag;
}
template <auto member>
shown show_optional(const rule& what) {
    if (!(what.*member)) return std::nullopt;
    return value(*(what.*member));
}
template <auto member>
void read_duration(rule_draft& into, const written& from) {
    into.made.*member = from.duration();
}
template <auto member>
void read_wait(rule_draft& into, const written& from) {
    into.made.*member = from.duration(rules::longest_wait);
}
template <auto member>
shown show_duration(const rule& what) {
    if (!(what.*member)) return std::nullopt;
    return value(base::format_duration(*(what.*member)));
}
template <void (*read)(rule&, const written&)>
void read_part(rule_draft& into, const written& from) {
    read(into.made, from);
}

void read_id(rule_draft& into, const written& from) { into.made.id = from.text().value_or(""); }
shown show_id(const rule& what) {
    if (what.id.empty()) return std::nullopt;
    return value(what.id);
}

// A stage that is misspelt counts as the one that was meant, so that the rest can be judged all the same.
void read_stage(rule_draft& into, const written& from) {
    const auto before = from.mistakes().size();
    auto where = stage_of(from);
    if (!where && from.mistakes().size() > before) where = match::parse_stage(from.mistakes().back().did_you_mean);
    if (where)
        into.made.on.push_back(*where);
    else
        into.stages_known = false;
}
void read_on(rule_draft& into, const written& from) {
    into.stages_known = true;
    if (!from.what().is_array()) return read_stage(into, from);
    if (from.what().empty()) from.complain("a stage, such as \"rcpt\", or a list of at least one");
    from.elements([&into](const written& each) { read_stage(into, each); });
}
shown show_on(const rule& what) {
    value made = value::array();
    for (const auto where : what.on) made.push_back(match::name_of(where));
    return made.size() == 1 ? made.front() : made;
}

void read_match(rule_draft& into, const written& from) { into.match = conditions_of(from); }
shown show_match(const rule& what) {
    if (what.match.empty()) return std::nullopt;
    return to_json(what.match);
}

void read_step(rule_draft& into, const written& from) {
    if (const auto number = from.count(std::numeric_limits<unsigned>::max()))
        into.made.step = static_cast<unsigned>(*number);
}

void read_priority(rule_draft& into, const written& from) {
    using limits = std::numeric_limits<int>;
    const auto number = from.integer();
    if (number && (*number < limits::min() || *number > limits::max()))
        from.complain("a whole number from " + std::to_string(limits::min()) + " to " + std::to_string(limits::max()));
    else if (number)
        into.made.priority = static_cast<int>(*number);
}

rules::scenario_step& scenario_of(rule_draft& into) {
    return into.made.scenario ? *into.made.scenario : into.made.scenario.emplace();
}
void read_scenario_name(rule_draft& into, const written& from) {
    // There was to be one: states that need it are not wrong as well.
    scenario_of(into).name = from.line().value_or("scenario");
}
template <auto member>
void read_scenario_state(rule_draft& into, const written& from) {
    if (auto state = from.line()) scenario_of(into).*member = *std::move(state);
}
template <auto member>
shown show_scenario(const rule& what) {
    if (!what.scenario || ((*what.scenario).*member).empty()) return std::nullopt;
    return value((*what.scenario).*member);
}

void read_reply(rule_draft& into, const written& from) { into.made.reply = answer_of(from); }
shown show_reply(const rule& what) {
    if (!what.reply) return std::nullopt;
    return to_json(*what.reply);
}

constexpr std::array keys = {
    rule_key{"id", false, read_id, show_id},
    rule_key{"on", false, read_on, show_on},
    rule_key{"match", false, read_match, show_match},
    rule_key{"step", false, read_step, show_optional<&rule::step>},
    rule_key{"after", false, read_count<&rule::after>, show_unless<&rule::after, 0u>},
    rule_key{"priority", false, read_priority, show_unless<&rule::priority, 0>},
    rule_key{"skip", false, read_count<&rule::skip>, show_unless<&rule::skip, 0u>},
    rule_key{"times", false, read_count<&rule::times, 1>, show_optional<&rule::times>},
    rule_key{"every", false, read_count<&rule::every, 1>, show_unless<&rule::every, 1u>},
    rule_key{"per", false, read_part<read_per>, show_per},
    rule_key{"rate", false, read_part<read_rate>, show_rate},
    rule_key{"probability", false, read_part<read_probability>, show_optional<&rule::probability>},
    rule_key{"ttl", false, read_duration<&rule::ttl>, show_duration<&rule::ttl>},
    rule_key{"scenario", false, read_scenario_name, show_scenario<&rules::scenario_step::name>},
    rule_key{"requires", false, read_scenario_state<&rules::scenario_step::needs>,
             show_scenario<&rules::scenario_step::needs>},
    rule_key{"becomes", false, read_scenario_state<&rules::scenario_step::becomes>,
             show_scenario<&rules::scenario_step::becomes>},
    rule_key{"reply", true, read_reply, show_reply},
    rule_key{"replies", true, read_part<read_replies>, show_replies},
    rule_key{"loop", true, read_flag<&rule::loop>, show_unless<&rule::loop, false>},
    rule_key{"delay", true, read_wait<&rule::delay>, show_duration<&rule::delay>},
    rule_key{"slow_read", true, read_wait<&rule::slow_read>, show_duration<&rule::slow_read>},
    rule_key{"dribble", true, read_part<read_dribble>, show_dribble},
    rule_key{"mute", true, read_flag<&rule::mute>, show_unless<&rule::mute, false>},
    rule_key{"close", true, read_part<read_close>, show_close},
    rule_key{"keep", true, read_flag<&rule::keep>, show_optional<&rule::keep>},
    rule_key{"tls", true, read_part<read_tls>, show_tls},
    rule_key{"advertise", true, read_part<read_advertise>, show_advertise},
    rule_key{"hold", true, read_part<read_hold>, show_hold},
};

}  // namespace

std::span<const rule_key> rule_keys() { return keys; }

}  // namespace api::json
