#include <utility>

#include "api/json/rule_json.hpp"
#include "api/routes/body.hpp"
#include "api/routes/lookup.hpp"
#include "api/routes/router.hpp"
#include "api/routes/rule_answers.hpp"
#include "api/routes/rules.hpp"

namespace api::routes {

namespace base = mocksmtp::base;
namespace rules = mocksmtp::rules;

namespace {

response one_rule(unsigned status, const std::string& id, const call& asked) {
    return json_response(status, json::dump(shown_rule(*asked.world.rules.find(id), asked)) + "\n");
}

response missing(const call& asked) {
    const std::string& id = asked.ids.front();
    std::vector<std::string_view> known;
    for (const auto* each : asked.world.rules.all()) known.push_back(each->what.id);
    const auto near = base::nearest(id, known);
    const auto detail = "there is no rule " + base::printable(id);
    return problem_response({.status = 404,
                             .detail = detail + (near ? "; did you mean " + *near + "?" : ""),
                             .errors = {json::at_parameter("id", detail, near.value_or(""))}});
}

}  // namespace

json::value shown_rule(const rules::standing& what, const call& asked) {
    return json::to_json(what, {.secrets = asked.world.show_secrets});
}

answer add_rule(rules::rule what, const json::value& body, const call& asked) {
    auto done = asked.world.rules.put(std::move(what));
    if (const auto* placed = std::get_if<rules::rule_set::placed>(&done))
        return one_rule(placed->is_new ? 201 : 200, placed->id, asked);
    std::vector<json::mistake> mistakes;
    for (const auto& each : std::get<std::vector<rules::fault>>(done)) mistakes.push_back(json::mistake_of(each, body));
    return problem_response(json::bad_request(std::move(mistakes)));
}

answer get_rule(const call& asked) {
    if (auto wrong = check_no_parameters(asked)) return problem_response(*wrong);
    const bool known = asked.world.rules.find(asked.ids.front()) != nullptr;
    return known ? one_rule(200, asked.ids.front(), asked) : missing(asked);
}

answer put_rule(const call& asked) {
    if (auto wrong = check_no_parameters(asked)) return problem_response(*wrong);
    auto body = read_object(asked.asked, example_of_rule);
    if (auto* wrong = std::get_if<json::problem>(&body)) return problem_response(*wrong);
    auto& what = std::get<json::value>(body);
    const std::string& id = asked.ids.front();
    std::vector<json::mistake> mistakes;
    if (what.contains("id") && what["id"] != id)
        mistakes.push_back(
            json::at_pointer("/id", "has to be " + base::printable(id) + ", as in the path, or left out"));
    what["id"] = id;  // what is wrong with it is said with the rest
    auto read = json::rule_of(what);
    if (auto* wrong = std::get_if<std::vector<json::mistake>>(&read))
        mistakes.insert(mistakes.end(), wrong->begin(), wrong->end());
    if (!mistakes.empty()) return problem_response(json::bad_request(std::move(mistakes)));
    return add_rule(std::get<rules::rule>(std::move(read)), what, asked);
}

answer delete_rule(const call& asked) {
    if (auto wrong = check_no_parameters(asked)) return problem_response(*wrong);
    if (!asked.world.rules.remove(asked.ids.front())) return missing(asked);
    return json_response(200, json::dump({{"deleted", asked.ids.front()}}) + "\n");
}

}  // namespace api::routes
