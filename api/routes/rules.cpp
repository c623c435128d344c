#include "api/routes/rules.hpp"

#include <array>
#include <utility>

#include "api/json/pointer.hpp"
#include "api/json/rule_json.hpp"
#include "api/json/target.hpp"
#include "api/json/written.hpp"
#include "api/routes/body.hpp"
#include "api/routes/lookup.hpp"
#include "api/routes/router.hpp"
#include "api/routes/rule_answers.hpp"

namespace api::routes {

namespace base = mocksmtp::base;
namespace rules = mocksmtp::rules;

namespace {

response all_rules(const call& asked) {
    json::value list = json::value::array(), scenarios = json::value::object();
    for (const auto* each : asked.world.rules.all()) list.push_back(shown_rule(*each, asked));
    for (const auto& [name, state] : asked.world.rules.scenarios()) scenarios[name] = state;
    const json::value made = {{"cursor", asked.world.scope.position().text()},
                              {"rules", std::move(list)},
                              {"scenarios", std::move(scenarios)}};
    return json_response(200, json::dump(made) + "\n");
}

// Where the rules stand: the body is their list, or an object {"rules": [...]}; nothing if it is neither.
std::optional<std::string> place_of_list(const json::value& body) {
    if (body.is_array()) return "";
    const bool is_named = body.is_object() && body.contains("rules") && body["rules"].is_array();
    return is_named ? std::optional<std::string>("/rules") : std::nullopt;
}

std::vector<json::mistake> keys_beside_list(const json::value& body) {
    static constexpr std::array<std::string_view, 1> known = {"rules"};
    std::vector<json::mistake> mistakes;
    if (body.is_object())
        json::written(body, "", mistakes).members(known, [](std::string_view, const json::written&) {});
    return mistakes;
}

// All of the list, or all that is wrong with any of them.
std::variant<std::vector<rules::rule>, std::vector<json::mistake>> read_list(const json::value& list,
                                                                             const std::string& at) {
    std::vector<rules::rule> made;
    std::vector<json::mistake> mistakes;
    for (std::size_t i = 0; i < list.size() && mistakes.size() <= json::most_mistakes; ++i) {
        auto each = json::rule_of(list[i], json::pointer_to(at, i));
        if (auto* wrong = std::get_if<std::vector<json::mistake>>(&each))
            mistakes.insert(mistakes.end(), wrong->begin(), wrong->end());
        else
            made.push_back(std::get<rules::rule>(std::move(each)));
    }
    if (!mistakes.empty()) return mistakes;
    return made;
}

// Of a fault whose pointer begins with the rule's place in the list.
json::mistake mistake_in(const json::value& list, const std::string& at, rules::fault wrong) {
    const auto tokens = json::tokens_of(wrong.where);
    const auto index = tokens.empty() ? std::nullopt : json::index_of(tokens.front());
    if (!index || *index >= list.size()) return json::mistake_of(wrong, list, at);
    wrong.where.erase(0, tokens.front().size() + 1);
    return json::mistake_of(wrong, list[*index], json::pointer_to(at, *index));
}

}  // namespace

answer get_rules(const call& asked) {
    if (auto wrong = check_no_parameters(asked)) return problem_response(*wrong);
    return all_rules(asked);
}

answer post_rule(const call& asked) {
    if (auto wrong = check_no_parameters(asked)) return problem_response(*wrong);
    auto body = read_object(asked.asked, example_of_rule);
    if (auto* wrong = std::get_if<json::problem>(&body)) return problem_response(*wrong);
    auto read = json::rule_of(std::get<json::value>(body));
    if (auto* wrong = std::get_if<std::vector<json::mistake>>(&read))
        return problem_response(json::bad_request(std::move(*wrong)));
    auto& rule = std::get<rules::rule>(read);
    if (!rule.id.empty() && asked.world.rules.find(rule.id) != nullptr) {
        return problem_response({.status = 409,
                                 .detail = "there is a rule " + rule.id + " already; PUT " +
                                           json::path_in(asked.world.scope.name(), "/rules/" + rule.id) +
                                           " replaces it"});
    }
    return add_rule(std::move(rule), std::get<json::value>(body), asked);
}

answer put_rules(const call& asked) {
    if (auto wrong = check_no_parameters(asked)) return problem_response(*wrong);
    const auto body = read_json(asked.asked);
    if (const auto* wrong = std::get_if<json::problem>(&body)) return problem_response(*wrong);
    const auto& what = std::get<json::value>(body);
    const auto at = place_of_list(what);
    if (!at)
        return problem_response(json::bad_request(
            {json::at_pointer("", std::string("a list of rules, such as [") + example_of_rule + "]")}));
    const json::value& list = at->empty() ? what : what["rules"];
    if (auto unknown = keys_beside_list(what); !unknown.empty())
        return problem_response(json::bad_request(std::move(unknown)));
    auto read = read_list(list, *at);
    auto* mistakes = std::get_if<std::vector<json::mistake>>(&read);
    if (mistakes != nullptr) return problem_response(json::bad_request(std::move(*mistakes)));
    std::vector<json::mistake> refused;
    for (auto& each : asked.world.rules.replace(std::get<std::vector<rules::rule>>(std::move(read))))
        refused.push_back(mistake_in(list, *at, std::move(each)));
    if (!refused.empty()) return problem_response(json::bad_request(std::move(refused)));
    return all_rules(asked);
}

answer delete_rules(const call& asked) {
    static constexpr std::array<std::string_view, 1> known = {"all"};
    if (auto wrong = check_parameters(asked, known)) return problem_response(*wrong);
    const auto* all = asked.where.find("all");
    if (all == nullptr || all->value != "true")
        return problem_response(
            json::bad_request({json::at_parameter("all", "deleting all rules that were added needs all=true")}));
    json::value ids = json::value::array();
    for (const auto* each : asked.world.rules.all())
        if (!each->baseline) ids.push_back(each->what.id);
    asked.world.rules.clear();
    const json::value made = {{"cursor", asked.world.scope.position().text()}, {"deleted", ids.size()}, {"ids", ids}};
    return json_response(200, json::dump(made) + "\n");
}

}  // namespace api::routes
