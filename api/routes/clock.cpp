#include "api/routes/clock.hpp"

#include <array>
#include <optional>
#include <utility>

#include "api/json/written.hpp"
#include "api/routes/body.hpp"
#include "api/routes/lookup.hpp"
#include "api/routes/router.hpp"
#include "mocksmtp/base/rfc3339.hpp"
#include "mocksmtp/options_choices.hpp"

namespace api::routes {

namespace base = mocksmtp::base;
namespace as = mocksmtp::option_values;

namespace {

response shown(const call& asked) {
    const base::clock& time = asked.world.scope.clock();
    const json::value made = {{"cursor", asked.world.scope.position().text()},
                              {"clock", as::choice<as::clock_words>::print(time.kind(), as::secrets::masked)},
                              {"now", base::format_time(time.now())},
                              {"advanced", base::format_duration(time.advanced())}};
    return json_response(200, json::dump(made) + "\n");
}

std::variant<std::chrono::milliseconds, json::problem> read_length(const request& asked) {
    static constexpr std::array<std::string_view, 1> keys = {"by"};
    constexpr auto example = R"({"by": "10m"})";
    auto body = read_object(asked, example);
    if (auto* wrong = std::get_if<json::problem>(&body)) return std::move(*wrong);
    std::vector<json::mistake> mistakes;
    std::optional<std::chrono::milliseconds> length;
    json::written(std::get<json::value>(body), "", mistakes)
        .all_of(keys, example, [&](std::string_view, const json::written& item) {
            length = item.duration();
            if (length && length->count() == 0) item.complain("more than no time at all");
        });
    if (!mistakes.empty()) return json::bad_request(std::move(mistakes));
    return *length;
}

}  // namespace

answer get_clock(const call& asked) {
    if (auto wrong = check_no_parameters(asked)) return problem_response(*wrong);
    return shown(asked);
}

// No event: one would move the clock by itself, and waiters have nothing new to look at.
answer post_clock_advance(const call& asked) {
    if (auto wrong = check_no_parameters(asked)) return problem_response(*wrong);
    const auto length = read_length(asked.asked);
    if (const auto* wrong = std::get_if<json::problem>(&length)) return problem_response(*wrong);
    base::clock& time = asked.world.scope.clock();
    const auto by = std::get<std::chrono::milliseconds>(length);
    if (!base::can_advance(time, by))
        return problem_response(json::bad_request({json::at_pointer("/by", "the clock ends with the year 9999")}));
    time.advance(by);
    return shown(asked);
}

}  // namespace api::routes
