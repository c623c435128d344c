#include "api/routes/verify.hpp"

#include <utility>

#include "api/json/report_json.hpp"
#include "api/json/verify_json.hpp"
#include "api/routes/body.hpp"
#include "api/routes/lookup.hpp"
#include "api/routes/positions.hpp"
#include "api/routes/router.hpp"
#include "api/routes/waiting.hpp"

namespace api::routes {

namespace verify = mocksmtp::verify;

namespace {

std::variant<awaited_all, json::problem> read(const call& asked) {
    auto body = read_object(asked.asked, json::example_of_verification);
    if (auto* wrong = std::get_if<json::problem>(&body)) return std::move(*wrong);
    std::vector<json::mistake> mistakes;
    auto made = json::verify_request_of(json::written(std::get<json::value>(body), "", mistakes));
    if (!mistakes.empty()) return json::bad_request(std::move(mistakes));
    auto since = resolve(made.from, asked.world.scope);
    if (auto* wrong = std::get_if<json::problem>(&since)) return in_body(std::move(*wrong));
    awaited_all all;
    all.what = std::move(made.what);
    all.what.since = std::get<std::uint64_t>(since);
    all.now = world_now(asked.world, made.from);
    return all;
}

}  // namespace

answer post_verify(const call& asked) {
    if (auto wrong = check_format(asked)) return problem_response(*wrong);
    auto body = read(asked);
    if (auto* wrong = std::get_if<json::problem>(&body)) return problem_response(*wrong);
    auto what = std::get<awaited_all>(std::move(body));
    what.label = what.what.label;
    what.report_as_text = wants_text(asked).value_or(prefers(asked.asked, "text/plain"));
    what.met = [](const verify::grounds& by, const verify::verification& all, const verify::outcome& seen) {
        const json::value made = {{"cursor", by.scope().position().text()},
                                  {"label", all.label.empty() ? json::value(nullptr) : json::value(all.label)},
                                  {"results", json::results_of(by, all, seen)}};
        return json_response(200, json::dump(made) + "\n");
    };
    return await(asked.world, std::move(what), asked.at);
}

}  // namespace api::routes
