#include <array>
#include <utility>

#include "api/json/written.hpp"
#include "api/routes/body.hpp"
#include "api/routes/lookup.hpp"
#include "api/routes/router.hpp"
#include "api/routes/service.hpp"

namespace api::routes {

namespace {

constexpr std::string_view for_all = "is for POST /v1/reset; this call is for one scope alone";

struct wanted {
    bool close = false;  // the connections
    bool all = false;    // named scopes too
};

// {"connections": "keep" or "close", "all": true}; no body at all means keep.
void take(wanted& into, std::string_view key, const json::written& item) {
    static constexpr std::array ways = {json::word<bool>{"keep", false}, json::word<bool>{"close", true}};
    if (key == "all")
        into.all = item.flag().value_or(false);
    else
        into.close = item.one_of(ways).value_or(false);
}

std::variant<wanted, json::problem> read(const call& asked) {
    static constexpr std::array<std::string_view, 2> keys = {"connections", "all"};
    wanted made;
    std::vector<json::mistake> mistakes;
    if (const auto* all = asked.where.find("all")) {
        if (all->value != "true" && all->value != "false")
            mistakes.push_back(json::at_parameter("all", "true or false"));
        made.all = all->value == "true";
        if (made.all && asked.world.is_scope) mistakes.push_back(json::at_parameter("all", std::string(for_all)));
    }
    if (!asked.asked.body.empty()) {
        auto body = read_object(asked.asked, R"({"connections": "close"})");
        if (auto* wrong = std::get_if<json::problem>(&body)) return std::move(*wrong);
        const json::written from(std::get<json::value>(body), "", mistakes);
        wanted said;
        from.members(keys, [&said](std::string_view key, const json::written& item) { take(said, key, item); });
        if (said.all && asked.world.is_scope) from.complain_at("all", std::string(for_all));
        const bool says_all = from.what().contains("all");
        if (says_all && asked.where.find("all") != nullptr && said.all != made.all)
            from.complain_at("all", "the query says otherwise");
        made = {.close = said.close, .all = said.all || made.all};
    }
    if (!mistakes.empty()) return json::bad_request(std::move(mistakes));
    return made;
}

}  // namespace

answer post_reset(const call& asked) {
    static constexpr std::array<std::string_view, 1> known = {"all"};
    if (auto wrong = check_parameters(asked, known)) return problem_response(*wrong);
    const auto read_wish = read(asked);
    if (const auto* wrong = std::get_if<json::problem>(&read_wish)) return problem_response(*wrong);

    const auto& wish = std::get<wanted>(read_wish);
    const auto position = asked.world.reset();
    if (wish.all && asked.world.reset_scopes) asked.world.reset_scopes();
    if (wish.close && asked.world.close_sessions) asked.world.close_sessions();
    const json::value made = {{"cursor", position.text()},
                              {"connections", wish.close ? "close" : "keep"},
                              {"fenced_open", asked.world.scope.state().fenced_open}};
    return json_response(200, json::dump(made) + "\n");
}

}  // namespace api::routes
