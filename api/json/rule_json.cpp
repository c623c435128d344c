#include "api/json/rule_json.hpp"

#include <algorithm>
#include <utility>

#include "api/json/rule_keys.hpp"
#include "mocksmtp/match/field_table.hpp"
#include "mocksmtp/verify/rule_fields.hpp"

namespace api::json {

namespace match = mocksmtp::match;
namespace rules = mocksmtp::rules;

namespace {

std::vector<std::string_view> key_names() {
    std::vector<std::string_view> names;
    for (const rule_key& key : rule_keys()) names.push_back(key.name);
    return names;
}

void read_keys(rule_draft& into, const written& from) {
    const auto keys = rule_keys();
    for (const auto& [key, item] : from.what().items()) {
        const auto row = std::ranges::find(keys, key, &rule_key::name);
        if (row == keys.end())
            from.unknown_key(key, key_names());
        else
            row->read(into, from.member(key));
    }
    if (!from.what().contains("on"))
        from.complain_at("on", "is missing: the stage where the rule stands, such as \"rcpt\"");
    for (const auto& each : into.match) into.made.match.push_back({each.field, each.wants});
}

// The place where the client wrote the condition that a pointer such as "/match/headers.x-tenant/regex" speaks of.
std::string in_conditions(const std::string& pointer, const std::vector<placed_condition>& conditions) {
    const auto tokens = tokens_of(pointer);
    if (tokens.size() < 2 || tokens.front() != "match") return pointer;
    const auto found = std::ranges::find(conditions, tokens[1], &placed_condition::field);
    if (found == conditions.end()) return pointer;
    std::string made = found->at;
    for (std::size_t i = 2; i < tokens.size(); ++i) made = pointer_to(made, tokens[i]);
    return made;
}

mistake mistake_at(std::string pointer, const rules::fault& wrong) {
    return at_pointer(std::move(pointer), wrong.detail, wrong.did_you_mean);
}

// Adds what check() finds, but nothing that only follows from what could not be read.
void check(const rule_draft& draft, const value& what, const std::string& at, std::vector<mistake>& mistakes) {
    std::vector<mistake> found;
    for (const auto& wrong : rules::check(draft.made)) {
        auto pointer = at + as_written(what, in_conditions(wrong.where, draft.match));
        const bool follows =
            std::ranges::any_of(mistakes, [&](const mistake& other) { return is_related(other.pointer, pointer); });
        if (!follows) found.push_back(mistake_at(std::move(pointer), wrong));
    }
    mistakes.insert(mistakes.end(), found.begin(), found.end());
}

void replace_texts(value& what, const std::function<value(const std::string&)>& by) {
    if (what.is_string()) {
        what = by(what.get<std::string>());
    } else if (what.is_structured()) {
        for (auto& each : what) replace_texts(each, by);
    }
}

}  // namespace

std::variant<rules::rule, std::vector<mistake>> rule_of(const value& what, const std::string& at) {
    std::vector<mistake> mistakes;
    const written from(what, at, mistakes);
    rule_draft draft;
    if (!what.is_object()) {
        from.complain(R"(a rule is an object, such as {"on": "rcpt", "reply": "451 4.7.1 Try again later"})");
        return mistakes;
    }
    read_keys(draft, from);
    for (auto& each : draft.match) each.at.erase(0, at.size());
    if (draft.stages_known) check(draft, what, at, mistakes);
    if (!mistakes.empty()) return mistakes;
    return std::move(draft.made);
}

std::optional<rules::answer> checked_answer_of(const written& from) {
    auto made = answer_of(from);
    if (!made) return std::nullopt;
    const auto found = rules::check(*made);
    for (const auto& wrong : found) from.mistakes().push_back(mistake_of(wrong, from.what(), from.at()));
    return found.empty() ? made : std::nullopt;
}

mistake mistake_of(const rules::fault& wrong, const value& what, const std::string& at) {
    std::vector<mistake> ignored;
    std::vector<placed_condition> conditions;
    if (what.is_object() && what.contains("match")) conditions = conditions_of({what["match"], "/match", ignored});
    return mistake_at(at + as_written(what, in_conditions(wrong.where, conditions)), wrong);
}

value to_json(const rules::rule& what, const showing& how) {
    value made = value::object();
    for (const rule_key& key : rule_keys())
        if (auto shown = key.show(what)) made[std::string(key.name)] = *std::move(shown);
    if (!how.secrets) replace_secrets(made, [&how](const std::string& secret) { return secret_of(secret, how); });
    return made;
}

void replace_secrets(value& rule, const std::function<value(const std::string& secret)>& by) {
    if (!rule.contains("match")) return;
    for (const auto& [name, matcher] : rule["match"].items()) {
        const auto field = match::parse_field(name);
        const auto* known = std::get_if<match::field>(&field);
        if (known != nullptr && match::is_hidden(known->id)) replace_texts(matcher, by);
    }
}

value actions_of(const rules::rule& what) {
    value made = value::object();
    for (const rule_key& key : rule_keys())
        if (auto shown = key.acts ? key.show(what) : std::nullopt) made[std::string(key.name)] = *std::move(shown);
    return made;
}

value to_json(const rules::standing& what, const showing& how) {
    value made = to_json(what.what, how);
    made["origin"] = what.baseline ? "configured" : "added";
    made["state"] = mocksmtp::verify::state_word(what);
    made["evaluations"] = what.evaluations;
    made["matches"] = what.matches;
    made["hits"] = what.hits;
    value& per = made["hits_per"] = value::object();
    for (const auto& [key, hits] : what.hits_per) per[key] = hits;
    value& miss = made["last_miss"] = nullptr;
    if (what.last_miss) {
        const auto session = what.last_miss->session;
        miss = {{"session", session ? value(session.text()) : value(nullptr)},
                {"because", text_of(what.last_miss->because)}};
    }
    value& sessions = made["sessions"] = value::array();
    for (const auto session : what.sessions) sessions.push_back(session.text());
    return made;
}

}  // namespace api::json
