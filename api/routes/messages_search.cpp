#include "api/routes/messages_search.hpp"

#include <string>
#include <utility>
#include <vector>

#include "api/json/list_body.hpp"
#include "api/json/message_json.hpp"
#include "api/json/writer.hpp"
#include "api/routes/body.hpp"
#include "api/routes/item_source.hpp"
#include "api/routes/lists.hpp"
#include "api/routes/lookup.hpp"
#include "api/routes/router.hpp"
#include "mocksmtp/verify/items.hpp"

namespace api::routes {

namespace base = mocksmtp::base;
namespace match = mocksmtp::match;
namespace verify = mocksmtp::verify;

namespace {

constexpr auto messages = match::item_kind::message;

using read_query = std::variant<json::list_query, json::problem>;

read_query read_body(const call& asked, const json::list_call& how) {
    if (auto wrong = check_no_parameters(asked)) return std::move(*wrong);
    auto body = read_object(asked.asked, R"({"match": {"to": "bob@example.test"}})");
    if (auto* wrong = std::get_if<json::problem>(&body)) return std::move(*wrong);
    return json::parse_list_body(std::get<json::value>(body), how);
}

// Deleting needs a filter, or all=true (api.md section 1).
std::optional<json::problem> check_what_goes(const json::list_query& query, bool by_body) {
    const bool filtered = !query.expect.which.empty();
    if (filtered != query.everything) return std::nullopt;
    return json::bad_request({{.parameter = by_body ? "" : "all",
                               .pointer = by_body ? "/all" : "",
                               .detail = filtered ? "all and a filter contradict each other"
                                                  : "taking deletes: it needs a filter, or all to be true",
                               .did_you_mean = {}}});
}

// Shows the messages as they are, and deletes them.
response take(surroundings& world, const json::list_query& query, const std::vector<std::uint64_t>& matched) {
    const search_result page = cut(matched, page_of(query));
    std::string items;
    json::writer to(items);
    to.array([&] {
        for (const auto number : page.numbers)
            json::show(to, *world.scope.find(base::message_id{number}), world.scope.position().epoch,
                       showing_of(world, query));
    });
    for (const auto number : page.numbers) world.scope.erase(base::message_id{number});
    std::string made = R"({"cursor":")" + world.scope.position().text() + R"(","total":)" + std::to_string(page.total) +
                       R"(,"messages":)" + items + "}\n";
    return json_response(200, std::move(made));
}

}  // namespace

answer search_messages(const call& asked) {
    auto query = read_body(asked, {.kind = messages, .controls = message_list_parameters()});
    if (auto* wrong = std::get_if<json::problem>(&query)) return problem_response(*wrong);
    return list_queried(asked, std::get<json::list_query>(std::move(query)));
}

answer take_messages(const call& asked) {
    const auto listed = message_list_parameters();
    std::vector<std::string_view> controls(listed.begin(), listed.end());
    controls.emplace_back("all");
    const json::list_call how{.kind = messages, .controls = controls};
    const bool by_body = !asked.asked.body.empty();
    auto query = by_body ? read_body(asked, how) : json::parse_list_query(asked.where, how);
    if (auto* wrong = std::get_if<json::problem>(&query)) return problem_response(*wrong);
    if (auto wrong = check_what_goes(std::get<json::list_query>(query), by_body)) return problem_response(*wrong);
    auto begun = start(asked, std::get<json::list_query>(std::move(query)));
    if (auto* wrong = std::get_if<json::problem>(&begun)) return problem_response(*wrong);
    auto& good = std::get<started_query>(begun);
    if (!good.query.expects) {
        const auto matched =
            verify::find(asked.world.scope, messages, {.where = &good.query.expect.which, .since = good.since});
        return take(asked.world, good.query, matched);
    }
    auto what = expectation_of(asked, std::move(good));
    what.met = [&world = asked.world](const json::list_query& met, const std::vector<std::uint64_t>& matched) {
        return take(world, met, matched);
    };
    return await(asked.world, std::move(what), asked.at);
}

}  // namespace api::routes
