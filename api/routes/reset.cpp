#include <array>
#include <utility>

#include "api/routes/body.hpp"
#include "api/routes/lookup.hpp"
#include "api/routes/router.hpp"
#include "api/routes/service.hpp"

namespace api::routes {

namespace base = mocksmtp::base;

namespace {

enum class connections { keep, close };

// {"connections": "keep" or "close"}; no body at all means keep.
std::variant<connections, json::problem> read(const request& asked) {
    if (asked.body.empty()) return connections::keep;
    auto given = read_object(asked, R"({"connections": "close"})");
    if (auto* wrong = std::get_if<json::problem>(&given)) return std::move(*wrong);

    std::vector<json::mistake> mistakes;
    auto chosen = connections::keep;
    static constexpr std::array<std::string_view, 1> keys = {"connections"};
    for (const auto& [key, item] : std::get<json::value>(given).items()) {
        if (key != "connections") {
            mistakes.push_back(at_pointer("/" + base::printable(key), "unknown key"));
            mistakes.back().did_you_mean = base::nearest(key, keys).value_or("");
        } else if (item == "close") {
            chosen = connections::close;
        } else if (item != "keep") {
            mistakes.push_back(at_pointer("/connections", "\"keep\" or \"close\""));
        }
    }
    if (!mistakes.empty()) return json::bad_request(std::move(mistakes));
    return chosen;
}

}  // namespace

answer post_reset(const call& asked) {
    static constexpr std::array<std::string_view, 1> known = {"all"};
    if (auto wrong = check_parameters(asked, known)) return problem_response(*wrong);
    const auto* all = asked.where.find("all");
    if (all != nullptr && all->value != "true" && all->value != "false")
        return problem_response(
            json::bad_request({{.parameter = "all", .pointer = {}, .detail = "true or false", .did_you_mean = {}}}));
    auto wanted = read(asked.asked);
    if (auto* wrong = std::get_if<json::problem>(&wanted)) return problem_response(*wrong);

    const auto chosen = std::get<connections>(wanted);
    const auto position = asked.world.reset();
    if (chosen == connections::close && asked.world.close_sessions) asked.world.close_sessions();
    const json::value made = {{"cursor", position.text()},
                              {"connections", chosen == connections::close ? "close" : "keep"},
                              {"fenced_open", asked.world.scope.state().fenced_open}};
    return json_response(200, json::dump(made) + "\n");
}

}  // namespace api::routes
