#include "api/routes/lists.hpp"

#include <array>
#include <utility>

#include "api/json/list_query.hpp"
#include "api/routes/item_source.hpp"
#include "api/routes/positions.hpp"
#include "api/routes/router.hpp"
#include "api/routes/search.hpp"
#include "api/routes/waiting.hpp"
#include "mocksmtp/verify/items.hpp"

namespace api::routes {

namespace base = mocksmtp::base;
namespace match = mocksmtp::match;
namespace store = mocksmtp::store;
namespace verify = mocksmtp::verify;

namespace {

constexpr std::array<std::string_view, 9> list_controls = {"count", "wait", "settle", "since", "order",
                                                           "limit", "page", "format", "label"};
constexpr std::array<std::string_view, 10> message_list_controls = {"count", "wait", "settle", "since", "order",
                                                                    "limit", "page", "format", "label", "view"};
constexpr std::array<std::string_view, 10> session_list_controls = {"count", "wait", "settle", "since", "order",
                                                                    "limit", "page", "format", "label", "arrival"};
constexpr std::array<std::string_view, 6> one_controls = {"wait", "settle", "since", "pick", "format", "label"};
constexpr std::array<std::string_view, 2> delete_controls = {"since", "all"};

std::span<const std::string_view> controls_of(match::item_kind kind) {
    if (kind == match::item_kind::message) return message_list_controls;
    if (kind == match::item_kind::session) return session_list_controls;
    return list_controls;
}

page_of_items page_of(const json::list_query& query) {
    return {.skip = query.limit ? (query.page - 1) * *query.limit : 0,
            .limit = query.limit,
            .by = query.order == json::list_order::newest ? store::order::newest_first : store::order::oldest_first};
}

json::showing showing_of(const surroundings& world, const json::list_query& query) {
    return {.secrets = world.show_secrets, .summary = query.view == json::list_view::summary, .arrival = query.arrival};
}

response list_response(surroundings& world, const json::list_query& query, std::variant<search, search_result> items) {
    response made;
    made.body = make_item_source(world.scope, {.what = query.expect.what,
                                               .cursor = world.scope.position().text(),
                                               .how = showing_of(world, query),
                                               .items = std::move(items)});
    return made;
}

response one_response(surroundings& world, const json::list_query& query, const std::vector<std::uint64_t>& numbers) {
    const auto number = query.which == json::pick::latest ? numbers.back() : numbers.front();
    return json_response(200, item_text(world.scope, query.expect.what, number, showing_of(world, query)) + "\n");
}

// A parsed query with its starting point, or the problem with it.
struct start {
    json::list_query query;
    std::uint64_t since = 0;
};

std::variant<start, json::problem> read(const call& asked, const json::list_call& how) {
    auto query = json::parse_list_query(asked.where, how);
    if (auto* wrong = std::get_if<json::problem>(&query)) return std::move(*wrong);
    auto& good = std::get<json::list_query>(query);
    auto since = resolve(good.from, asked.world.scope);
    if (auto* wrong = std::get_if<json::problem>(&since)) return std::move(*wrong);
    return start{std::move(good), std::get<std::uint64_t>(since)};
}

awaited expectation_of(const call& asked, start begun) {
    awaited what;
    what.report_as_text = begun.query.as_text || prefers(asked.asked, "text/plain");
    what.since = begun.since;
    what.query = std::move(begun.query);
    return what;
}

}  // namespace

answer list_items(const call& asked, match::item_kind kind) {
    auto begun = read(asked, {.kind = kind, .controls = controls_of(kind)});
    if (auto* wrong = std::get_if<json::problem>(&begun)) return problem_response(*wrong);
    auto& good = std::get<start>(begun);
    if (!good.query.expects) {
        return list_response(asked.world, good.query,
                             search(asked.world.scope, kind, good.query.expect.which, good.since, page_of(good.query)));
    }
    auto what = expectation_of(asked, std::move(good));
    what.met = [&world = asked.world](const json::list_query& query, const std::vector<std::uint64_t>& matched) {
        return list_response(world, query, cut(matched, page_of(query)));
    };
    return await(asked.world, std::move(what), asked.at);
}

answer get_one_message(const call& asked) {
    auto begun = read(asked, {.kind = match::item_kind::message,
                              .controls = one_controls,
                              .count = {1, 1},
                              .wait = std::chrono::seconds(5),
                              .expects = true});
    if (auto* wrong = std::get_if<json::problem>(&begun)) return problem_response(*wrong);
    auto what = expectation_of(asked, std::move(std::get<start>(begun)));
    what.met = [&world = asked.world](const json::list_query& query, const std::vector<std::uint64_t>& matched) {
        return one_response(world, query, matched);
    };
    return await(asked.world, std::move(what), asked.at);
}

answer delete_messages(const call& asked) {
    auto begun = read(asked, {.kind = match::item_kind::message, .controls = delete_controls});
    if (auto* wrong = std::get_if<json::problem>(&begun)) return problem_response(*wrong);
    const auto& [query, since] = std::get<start>(begun);
    const bool filtered = !query.expect.which.empty();
    if (filtered == query.everything) {
        return problem_response(json::bad_request({{.parameter = "all",
                                                    .pointer = {},
                                                    .detail = filtered ? "all=true and a filter contradict each other"
                                                                       : "deleting needs a filter, or all=true",
                                                    .did_you_mean = {}}}));
    }
    json::value ids = json::value::array();
    auto& scope = asked.world.scope;
    for (const auto number :
         verify::find(scope, match::item_kind::message, {.where = &query.expect.which, .since = since})) {
        if (scope.erase(base::message_id{number})) ids.push_back(base::message_id{number}.text());
    }
    const json::value made = {{"cursor", scope.position().text()}, {"deleted", ids.size()}, {"ids", ids}};
    return json_response(200, json::dump(made) + "\n");
}

}  // namespace api::routes
