#include "api/routes/closing.hpp"

#include <array>
#include <utility>

#include "api/json/filter_json.hpp"
#include "api/json/rule_actions.hpp"
#include "api/json/rule_json.hpp"
#include "api/routes/body.hpp"
#include "api/routes/lookup.hpp"
#include "api/routes/router.hpp"
#include "mocksmtp/store/query.hpp"

namespace api::routes {

namespace match = mocksmtp::match;
namespace store = mocksmtp::store;

namespace {

constexpr std::array<std::string_view, 4> keys = {"match", "reply", "how", "all"};

struct wanted {
    match::filter which{};
    bool all = false;
    mocksmtp::dismissal meant{};
};

void take(wanted& into, std::string_view key, const json::written& item) {
    if (key == "match")
        into.which = json::filter_of(item, match::item_kind::session);
    else if (key == "reply")
        into.meant.farewell = json::checked_answer_of(item);
    else if (key == "how")
        into.meant.way = json::ending_of(item).value_or(into.meant.way);
    else
        into.all = item.flag().value_or(false);
}

// Nothing may be closed by a slip: an empty match, or none, is not everything.
void check_choice(const wanted& made, const json::written& from) {
    const bool chosen = from.what().contains("match") && !from.what()["match"].empty();
    if (made.all && chosen) from.complain_at("all", "is for no \"match\": one of them says which sessions are meant");
    if (!made.all && !chosen) from.complain_at("match", "says which sessions are meant; \"all\": true means every one");
}

std::variant<wanted, json::problem> read(const request& asked) {
    auto body = read_object(asked, R"({"match": {"helo": "app.test"}, "how": "rst"})");
    if (auto* wrong = std::get_if<json::problem>(&body)) return std::move(*wrong);
    wanted made;
    std::vector<json::mistake> mistakes;
    const json::written from(std::get<json::value>(body), "", mistakes);
    from.members(keys, [&made](std::string_view key, const json::written& item) { take(made, key, item); });
    if (mistakes.empty()) check_choice(made, from);
    if (!mistakes.empty()) return json::bad_request(std::move(mistakes));
    return made;
}

std::vector<mocksmtp::base::session_id> open_ones(const store::scope& in, const match::filter& which) {
    std::vector<mocksmtp::base::session_id> ids;
    for (const auto* each : store::find_sessions(in, {.where = &which}).items)
        if (each->open()) ids.push_back(each->id);
    return ids;
}

}  // namespace

answer post_close_sessions(const call& asked) {
    if (auto wrong = check_no_parameters(asked)) return problem_response(*wrong);
    auto read_body = read(asked.asked);
    if (auto* wrong = std::get_if<json::problem>(&read_body)) return problem_response(*wrong);
    auto& what = std::get<wanted>(read_body);
    if (!what.all) what.meant.only = open_ones(asked.world.scope, what.which);

    const mocksmtp::dismissed closed = asked.world.dismiss(what.meant);
    json::value ids = json::value::array();
    for (const auto& each : closed.sessions) ids.push_back(each.text());
    const json::value made = {
        {"cursor", asked.world.scope.position().text()}, {"closed", closed.connections}, {"sessions", std::move(ids)}};
    return json_response(200, json::dump(made) + "\n");
}

}  // namespace api::routes
