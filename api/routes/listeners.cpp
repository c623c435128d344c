#include "api/routes/listeners.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "api/json/value.hpp"
#include "api/json/written.hpp"
#include "api/routes/body.hpp"
#include "api/routes/lookup.hpp"
#include "api/routes/router.hpp"
#include "mocksmtp/base/text.hpp"

namespace api::routes {

namespace base = mocksmtp::base;

namespace {

constexpr std::array<std::string_view, 2> keys = {"accepting", "for"};

std::vector<listener_facts> all_of(const call& asked) {
    return asked.world.listeners ? asked.world.listeners() : std::vector<listener_facts>();
}

std::optional<listener_facts> find(const std::vector<listener_facts>& among, const std::string& name) {
    const auto found = std::find_if(among.begin(), among.end(), [&](const auto& each) { return each.name == name; });
    return found == among.end() ? std::nullopt : std::optional(*found);
}

response missing(const std::string& name, const std::vector<listener_facts>& among) {
    std::vector<std::string_view> names;
    names.reserve(among.size());
    for (const listener_facts& each : among) names.push_back(each.name);
    const std::string detail = "there is no listener " + base::printable(name);
    return problem_response({.status = 404,
                             .detail = detail,
                             .errors = {json::at_parameter("name", detail, base::nearest(name, names).value_or(""))}});
}

struct wanted {
    std::optional<bool> accepting{};
    std::optional<std::chrono::milliseconds> length{};
};

void take(wanted& into, std::string_view key, const json::written& item) {
    if (key == "accepting") {
        into.accepting = item.flag();
    } else {
        into.length = item.duration();
        if (into.length && into.length->count() == 0) item.complain("more than nothing");
    }
}

std::variant<wanted, json::problem> read(const request& asked) {
    auto body = read_object(asked, R"({"accepting": false, "for": "3s"})");
    if (auto* wrong = std::get_if<json::problem>(&body)) return std::move(*wrong);
    wanted made;
    std::vector<json::mistake> mistakes;
    const json::written from(std::get<json::value>(body), "", mistakes);
    from.members(keys, [&made](std::string_view key, const json::written& item) { take(made, key, item); });
    if (!from.what().contains("accepting")) from.complain_at("accepting", "is needed: true or false");
    if (made.accepting == true && from.what().contains("for"))
        from.complain_at("for", "says how long a listener is closed: only with \"accepting\": false");
    if (!mistakes.empty()) return json::bad_request(std::move(mistakes));
    return made;
}

}  // namespace

json::value shown(const listener_facts& what) {
    return {{"name", what.name},
            {"kind", what.kind},
            {"address", what.address},
            {"port", what.port},
            {"accepting", what.accepting},
            {"failure", what.failure.empty() ? json::value(nullptr) : json::value(what.failure)}};
}

answer get_listeners(const call& asked) {
    if (auto wrong = check_no_parameters(asked)) return problem_response(*wrong);
    json::value list = json::value::array();
    for (const listener_facts& each : all_of(asked)) list.push_back(shown(each));
    const json::value made = {{"cursor", asked.world.scope.position().text()}, {"listeners", std::move(list)}};
    return json_response(200, json::dump(made) + "\n");
}

answer get_listener(const call& asked) {
    if (auto wrong = check_no_parameters(asked)) return problem_response(*wrong);
    const std::vector<listener_facts> all = all_of(asked);
    const auto found = find(all, asked.ids.front());
    if (!found) return missing(asked.ids.front(), all);
    return json_response(200, json::dump(shown(*found)) + "\n");
}

answer patch_listener(const call& asked) {
    if (auto wrong = check_no_parameters(asked)) return problem_response(*wrong);
    const std::string& name = asked.ids.front();
    const std::vector<listener_facts> all = all_of(asked);
    if (!find(all, name)) return missing(name, all);
    auto read_body = read(asked.asked);
    if (auto* wrong = std::get_if<json::problem>(&read_body)) return problem_response(*wrong);

    const wanted& change = std::get<wanted>(read_body);
    const std::string failed = asked.world.set_accepting(name, *change.accepting, change.length);
    if (!failed.empty()) return problem_response({.status = 409, .detail = failed});
    return json_response(200, json::dump(shown(find(all_of(asked), name).value())) + "\n");
}

}  // namespace api::routes
