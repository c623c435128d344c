#include "api/routes/marks.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "api/json/show.hpp"
#include "api/json/written.hpp"
#include "api/routes/body.hpp"
#include "api/routes/lookup.hpp"
#include "api/routes/router.hpp"

namespace api::routes {

namespace store = mocksmtp::store;

namespace {

json::value shown(const store::cursor& at, const std::string& label) {
    return {{"cursor", at.text()}, {"label", json::text_of(label)}};
}

std::variant<std::string, json::problem> read_label(const request& asked) {
    static constexpr std::array<std::string_view, 1> keys = {"label"};
    constexpr auto example = R"({"label": "signup"})";
    auto body = read_object(asked, example);
    if (auto* wrong = std::get_if<json::problem>(&body)) return std::move(*wrong);
    std::vector<json::mistake> mistakes;
    std::string label;
    json::written(std::get<json::value>(body), "", mistakes)
        .all_of(keys, example, [&](std::string_view, const json::written& item) { label = item.line().value_or(""); });
    if (!mistakes.empty()) return json::bad_request(std::move(mistakes));
    return label;
}

}  // namespace

answer post_mark(const call& asked) {
    if (auto wrong = check_no_parameters(asked)) return problem_response(*wrong);
    auto label = read_label(asked.asked);
    if (auto* wrong = std::get_if<json::problem>(&label)) return problem_response(*wrong);
    const auto& name = std::get<std::string>(label);
    return json_response(201, json::dump(shown(asked.world.scope.mark(name), name)) + "\n");
}

answer get_marks(const call& asked) {
    if (auto wrong = check_no_parameters(asked)) return problem_response(*wrong);
    const store::scope& scope = asked.world.scope;
    std::vector<std::pair<std::uint64_t, std::string>> all;
    for (const auto& [label, event] : scope.records().marks) all.emplace_back(event, label);
    std::ranges::sort(all);
    json::value list = json::value::array();
    for (const auto& [event, label] : all) list.push_back(shown({scope.position().epoch, event}, label));
    const json::value made = {{"cursor", scope.position().text()}, {"marks", std::move(list)}};
    return json_response(200, json::dump(made) + "\n");
}

}  // namespace api::routes
