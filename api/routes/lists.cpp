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

response list_response(surroundings& world, const json::list_query& query, std::variant<search, search_result> items) {
    response made;
    made.body = make_item_source(world.scope, {.what = query.expect.what,
                                               .cursor = world.scope.position().text(),
                                               .how = showing_of(world, query),
                                               .items = std::move(items)});
    return made;
}

std::variant<started_query, json::problem> read(const call& asked, const json::list_call& how) {
    auto query = json::parse_list_query(asked.where, how);
    if (auto* wrong = std::get_if<json::problem>(&query)) return std::move(*wrong);
    return start(asked, std::get<json::list_query>(std::move(query)));
}

}  // namespace

page_of_items page_of(const json::list_query& query) {
    return {.skip = query.limit ? (query.page - 1) * *query.limit : 0,
            .limit = query.limit,
            .by = query.order == json::list_order::newest ? store::order::newest_first : store::order::oldest_first};
}

json::showing showing_of(const surroundings& world, const json::list_query& query) {
    return {.secrets = world.show_secrets, .summary = query.view == json::list_view::summary, .arrival = query.arrival};
}

std::variant<started_query, json::problem> start(const call& asked, json::list_query query) {
    auto since = resolve(query.from, asked.world.scope);
    if (auto* wrong = std::get_if<json::problem>(&since)) return std::move(*wrong);
    return started_query{std::move(query), std::get<std::uint64_t>(since)};
}

awaited expectation_of(const call& asked, started_query begun) {
    awaited what;
    what.report_as_text = begun.query.as_text.value_or(prefers(asked.asked, "text/plain"));
    what.since = begun.since;
    what.query = std::move(begun.query);
    return what;
}

std::span<const std::string_view> message_list_parameters() { return message_list_controls; }

answer list_items(const call& asked, match::item_kind kind) {
    auto begun = read(asked, {.kind = kind, .controls = controls_of(kind)});
    if (auto* wrong = std::get_if<json::problem>(&begun)) return problem_response(*wrong);
    return list_queried(asked, std::get<started_query>(std::move(begun)));
}

answer list_queried(const call& asked, started_query good) {
    if (!good.query.expects) {
        const auto& wanted = good.query.expect;
        return list_response(asked.world, good.query,
                             search(asked.world.scope, wanted.what, wanted.which, good.since, page_of(good.query)));
    }
    auto what = expectation_of(asked, std::move(good));
    what.met = [&world = asked.world](const json::list_query& met, const std::vector<std::uint64_t>& matched) {
        return list_response(world, met, cut(matched, page_of(met)));
    };
    return await(asked.world, std::move(what), asked.at);
}

answer await_one_message(const call& asked, std::span<const std::string_view> more, message_answer met) {
    std::vector<std::string_view> controls(one_controls.begin(), one_controls.end());
    controls.insert(controls.end(), more.begin(), more.end());
    auto begun = read(asked, {.kind = match::item_kind::message,
                              .controls = controls,
                              .count = {1, 1},
                              .wait = std::chrono::seconds(5),
                              .expects = true});
    if (auto* wrong = std::get_if<json::problem>(&begun)) return problem_response(*wrong);
    auto what = expectation_of(asked, std::get<started_query>(std::move(begun)));
    what.met = [&world = asked.world, met = std::move(met)](const json::list_query& query,
                                                            const std::vector<std::uint64_t>& matched) {
        const auto number = query.which == json::pick::latest ? matched.back() : matched.front();
        return met(query, *world.scope.find(base::message_id{number}));
    };
    return await(asked.world, std::move(what), asked.at);
}

answer get_one_message(const call& asked) {
    return await_one_message(asked, {}, [&world = asked.world](const json::list_query& query, const auto& found) {
        return json_response(
            200, item_text(world.scope, match::item_kind::message, found.id.number, showing_of(world, query)) + "\n");
    });
}

std::optional<json::problem> check_what_goes(const json::list_query& query) {
    const bool filtered = !query.expect.which.empty();
    if (filtered != query.everything) return std::nullopt;
    return json::bad_request({json::at_parameter(
        "all", filtered ? "all=true and a filter contradict each other" : "deleting needs a filter, or all=true")});
}

answer delete_messages(const call& asked) {
    auto begun = read(asked, {.kind = match::item_kind::message, .controls = delete_controls});
    if (auto* wrong = std::get_if<json::problem>(&begun)) return problem_response(*wrong);
    const auto& [query, since] = std::get<started_query>(begun);
    if (auto wrong = check_what_goes(query)) return problem_response(*wrong);
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
