#include <array>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "api/json/described_facts.hpp"
#include "api/json/fields_json.hpp"
#include "api/json/reply_json.hpp"
#include "api/json/rule_json.hpp"
#include "api/routes/body.hpp"
#include "api/routes/lookup.hpp"
#include "api/routes/router.hpp"
#include "api/routes/rules.hpp"
#include "mocksmtp/match/filter.hpp"
#include "mocksmtp/named_scopes.hpp"
#include "mocksmtp/rules/reply_addresses.hpp"

namespace api::routes {

namespace match = mocksmtp::match;
namespace rules = mocksmtp::rules;
namespace smtp = mocksmtp::smtp;

namespace {

// Where the described situation is; the rest of the body are its facts.
struct place {
    match::stage at = match::stage::connect;
    smtp::auth_moment moment;
    std::uint64_t octets = 0;
};

constexpr std::array<std::string_view, 3> place_keys = {"on", "step", "after"};

std::optional<match::stage> find_stage(const json::written& body) {
    if (body.what().contains("on")) return json::stage_of(body.member("on"));
    body.complain_at("on", "is missing: the stage to look at, such as \"rcpt\"");
    return std::nullopt;
}

std::optional<place> place_of(const json::written& body) {
    const auto at = find_stage(body);
    if (!at) return std::nullopt;
    place made{.at = *at, .moment = {}, .octets = 0};
    if (body.what().contains("step")) {
        const auto step = body.member("step").count(std::numeric_limits<unsigned>::max());
        if (*at != match::stage::auth) body.complain_at("step", "only auth has steps");
        if (step) made.moment = {.to_command = *step == 0, .challenge = static_cast<unsigned>(*step)};
    }
    if (body.what().contains("after")) {
        const auto octets = body.member("after").count();
        if (*at != match::stage::body) body.complain_at("after", "only body counts octets");
        made.octets = octets.value_or(0);
    }
    return made;
}

json::value without_place(const json::value& body) {
    json::value made = json::value::object();
    for (const auto& [key, item] : body.items())
        if (std::ranges::find(place_keys, key) == place_keys.end()) made[key] = item;
    return made;
}

// A call about a scope describes what belongs to it.
json::value with_scope(json::value described, const place& where, const surroundings& world) {
    const bool known = match::why_unknown({match::field_id::scope, {}}, match::stage_set{where.at}).empty();
    if (world.is_scope && known && !described.contains("scope")) described["scope"] = world.scope.name();
    return described;
}

// Those that are asked, in their order: of the named scopes that the situation belongs to, then the world's.
struct asked_rules {
    const rules::rule_set& all;
    std::string scope;  // empty: the world's
};
std::vector<asked_rules> rules_for(const surroundings& world, const match::facts& situation) {
    std::vector<asked_rules> made;
    if (world.is_scope) made.push_back({world.rules, world.scope.name()});
    if (world.scopes == nullptr) return made.empty() ? std::vector<asked_rules>{{world.rules, {}}} : made;
    for (const auto& each : situation.of({match::field_id::scope, {}})) {
        const std::string name(std::get<std::string_view>(each));
        const bool is_own = world.is_scope && name == world.scope.name();
        const auto* found = is_own ? nullptr : world.scopes->find_rules(name);
        if (found != nullptr) made.push_back({*found, name});
    }
    made.push_back({world.scopes->rules(world.scopes->registry().world()), {}});
    return made;
}

json::value judged(const std::vector<asked_rules>& asked, const place& where, const match::facts& situation) {
    json::value list = json::value::array(), acts = nullptr, would = nullptr;
    for (const auto& [all, scope] : asked) {
        for (const auto& each : all.consider(where.at, situation, where.moment, where.octets)) {
            list.push_back({{"id", each.id}, {"acts", each.acts}, {"because", json::text_of(each.because)}});
            if (!scope.empty()) list.back()["scope"] = scope;
            if (!each.acts) continue;
            acts = each.id;
            if (const auto* known = all.find(each.id))
                would = json::actions_of(known->what);
            else if (const auto reply = rules::asked_reply(where.at, situation))
                would = {{"reply", json::to_json(rules::answer(*reply))}};
        }
        if (!acts.is_null()) break;
    }
    return {{"on", match::name_of(where.at)},
            {"acts", std::move(acts)},
            {"would", std::move(would)},
            {"rules", std::move(list)}};
}

}  // namespace

answer post_rules_check(const call& asked) {
    if (auto wrong = check_no_parameters(asked)) return problem_response(*wrong);
    const auto body = read_object(asked.asked, R"({"on": "rcpt", "to": "bob@example.test"})");
    if (const auto* wrong = std::get_if<json::problem>(&body)) return problem_response(*wrong);
    std::vector<json::mistake> mistakes;
    const auto& what = std::get<json::value>(body);
    const auto where = place_of({what, "", mistakes});
    if (!where) return problem_response(json::bad_request(std::move(mistakes)));
    const json::value described = with_scope(without_place(what), *where, asked.world);
    const json::described_facts situation({described, "", mistakes}, where->at);
    if (!mistakes.empty()) return problem_response(json::bad_request(std::move(mistakes)));
    return json_response(200, json::dump(judged(rules_for(asked.world, situation), *where, situation)) + "\n");
}

}  // namespace api::routes
