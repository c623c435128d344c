#include <array>
#include <utility>

#include "api/routes/body.hpp"
#include "api/routes/lookup.hpp"
#include "api/routes/router.hpp"
#include "api/routes/service.hpp"

namespace api::routes {

namespace base = mocksmtp::base;

namespace {

struct wanted {
    bool close = false;  // the connections
    bool all = false;    // named scopes too
};

// {"connections": "keep" or "close", "all": true}; no body at all means keep.
void take(wanted& into, const std::string& key, const json::value& item, std::vector<json::mistake>& mistakes) {
    static constexpr std::array<std::string_view, 2> keys = {"connections", "all"};
    if (key == "all") {
        if (!item.is_boolean()) mistakes.push_back(at_pointer("/all", "true or false"));
        into.all = item == true;
    } else if (key != "connections") {
        mistakes.push_back(at_pointer("/" + base::printable(key), "unknown key"));
        mistakes.back().did_you_mean = base::nearest(key, keys).value_or("");
    } else if (item == "close") {
        into.close = true;
    } else if (item != "keep") {
        mistakes.push_back(at_pointer("/connections", "\"keep\" or \"close\""));
    }
}

std::variant<wanted, json::problem> read(const call& asked) {
    wanted made;
    std::vector<json::mistake> mistakes;
    if (const auto* all = asked.where.find("all")) {
        if (all->value != "true" && all->value != "false")
            mistakes.push_back({.parameter = "all", .pointer = {}, .detail = "true or false", .did_you_mean = {}});
        made.all = all->value == "true";
    }
    if (!asked.asked.body.empty()) {
        auto given = read_object(asked.asked, R"({"connections": "close"})");
        if (auto* wrong = std::get_if<json::problem>(&given)) return std::move(*wrong);
        for (const auto& [key, item] : std::get<json::value>(given).items()) take(made, key, item, mistakes);
    }
    if (made.all && asked.world.is_scope)
        mistakes.push_back(at_pointer("/all", "is for POST /v1/reset; this call is for one scope alone"));
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
