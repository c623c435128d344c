#include "api/routes/settings.hpp"

#include "api/json/settings_json.hpp"
#include "api/routes/body.hpp"
#include "api/routes/lookup.hpp"
#include "api/routes/router.hpp"
#include "mocksmtp/options_check.hpp"

namespace api::routes {

namespace {

response shown(const call& asked) {
    const json::showing how{.secrets = asked.world.show_secrets};
    return json_response(200, json::dump(json::settings_to_json(asked.world.settings.in_force(), how)) + "\n");
}

}  // namespace

answer get_settings(const call& asked) {
    if (auto wrong = check_no_parameters(asked)) return problem_response(*wrong);
    return shown(asked);
}

answer patch_settings(const call& asked) {
    if (auto wrong = check_no_parameters(asked)) return problem_response(*wrong);
    auto body = read_object(asked.asked, R"({"require_auth": true})");
    if (auto* wrong = std::get_if<json::problem>(&body)) return problem_response(*wrong);
    const auto& settings = asked.world.settings;
    const auto configured = mocksmtp::with_all_listeners(settings.configured());
    auto changed =
        json::changed_settings({.in_force = settings.in_force(), .configured = configured, .users = asked.world.users},
                               std::get<json::value>(body));
    if (auto* wrong = std::get_if<std::vector<json::mistake>>(&changed))
        return problem_response(json::bad_request(std::move(*wrong)));
    settings.apply(std::get<mocksmtp::options>(changed));
    return shown(asked);
}

}  // namespace api::routes
