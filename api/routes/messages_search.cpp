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
#include "mocksmtp/base/text.hpp"
#include "mocksmtp/verify/items.hpp"

namespace api::routes {

namespace base = mocksmtp::base;
namespace match = mocksmtp::match;
namespace verify = mocksmtp::verify;

namespace {

constexpr auto messages = match::item_kind::message;

using read_query = std::variant<json::list_query, json::problem>;

std::optional<json::problem> check_query_beside_body(const call& asked) {
    std::vector<json::mistake> mistakes;
    for (const auto& each : asked.where.query)
        if (each.name != "format")
            mistakes.push_back(json::at_parameter(base::printable(each.name),
                                                  "stands in the body; beside a body the query takes format alone"));
    if (!mistakes.empty()) return json::bad_request(std::move(mistakes));
    return check_format(asked);
}

read_query read_body(const call& asked, const json::list_call& how) {
    if (auto wrong = check_query_beside_body(asked)) return std::move(*wrong);
    auto body = read_object(asked.asked, R"({"match": {"to": "bob@example.test"}})");
    if (auto* wrong = std::get_if<json::problem>(&body)) return std::move(*wrong);
    auto query = json::parse_list_body(std::get<json::value>(body), how);
    auto* made = std::get_if<json::list_query>(&query);
    if (const auto text = wants_text(asked); made != nullptr && text) made->as_text = text;
    return query;
}

// Shows the messages as they are, and deletes them.
response take(surroundings& world, const json::list_query& query, const std::vector<std::uint64_t>& matched) {
    const search_result page = cut(matched, page_of(query));
    std::string made;
    json::writer to(made);
    to.object([&] {
        to.put("cursor", world.scope.position());
        to.put("total", page.total);
        to.put_array("messages", [&] {
            for (const auto number : page.numbers)
                json::show(to, *world.scope.find(base::message_id{number}), world.scope.position().epoch,
                           showing_of(world, query));
        });
    });
    for (const auto number : page.numbers) world.scope.erase(base::message_id{number});
    return json_response(200, made + "\n");
}

}  // namespace

answer search_messages(const call& asked) {
    auto query = read_body(asked, {.kind = messages, .controls = message_list_parameters()});
    if (auto* wrong = std::get_if<json::problem>(&query)) return problem_response(*wrong);
    auto begun = start(asked, std::get<json::list_query>(std::move(query)));
    if (auto* wrong = std::get_if<json::problem>(&begun)) return problem_response(in_body(std::move(*wrong)));
    return list_queried(asked, std::get<started_query>(std::move(begun)));
}

answer take_messages(const call& asked) {
    const auto listed = message_list_parameters();
    std::vector<std::string_view> controls(listed.begin(), listed.end());
    controls.emplace_back("all");
    const json::list_call how{.kind = messages, .controls = controls};
    const bool by_body = !asked.asked.body.empty();
    const auto refuse = [by_body](json::problem wrong) {
        return problem_response(by_body ? in_body(std::move(wrong)) : wrong);
    };
    auto query = by_body ? read_body(asked, how) : json::parse_list_query(asked.where, how);
    if (auto* wrong = std::get_if<json::problem>(&query)) return problem_response(*wrong);
    if (auto wrong = check_what_goes(std::get<json::list_query>(query))) return refuse(*std::move(wrong));
    auto begun = start(asked, std::get<json::list_query>(std::move(query)));
    if (auto* wrong = std::get_if<json::problem>(&begun)) return refuse(std::move(*wrong));
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
