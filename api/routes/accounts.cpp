#include "api/routes/accounts.hpp"

#include <utility>

#include "api/json/account_json.hpp"
#include "api/routes/body.hpp"
#include "api/routes/lookup.hpp"
#include "api/routes/router.hpp"

namespace api::routes {

namespace base = mocksmtp::base;
namespace sasl = mocksmtp::sasl;

namespace {

json::showing showing_of(const call& asked) { return {.secrets = asked.world.show_secrets}; }

response missing(const std::string& name) {
    return problem_response({.status = 404, .detail = "there is no account " + base::printable(name)});
}

response one_account(unsigned status, const sasl::account& what, const call& asked) {
    return json_response(status, json::dump(json::to_json(what, showing_of(asked))) + "\n");
}

}  // namespace

answer get_accounts(const call& asked) {
    if (auto wrong = check_no_parameters(asked)) return problem_response(*wrong);
    const sasl::directory& users = asked.world.users;
    json::value list = json::value::array();
    for (const sasl::account& each : users.accounts) list.push_back(json::to_json(each, showing_of(asked)));
    const json::value made = {
        {"accounts", std::move(list)},
        {"default_password",
         users.default_password ? json::secret_of(*users.default_password, showing_of(asked)) : json::value(nullptr)},
        {"everyone_is_accepted", users.open()}};
    return json_response(200, json::dump(made) + "\n");
}

answer get_account(const call& asked) {
    if (auto wrong = check_no_parameters(asked)) return problem_response(*wrong);
    const sasl::account* known = asked.world.users.find(asked.ids.front());
    return known == nullptr ? missing(asked.ids.front()) : one_account(200, *known, asked);
}

answer put_account(const call& asked) {
    if (auto wrong = check_no_parameters(asked)) return problem_response(*wrong);
    auto body = read_object(asked.asked, R"({"password": "secret"})");
    if (auto* wrong = std::get_if<json::problem>(&body)) return problem_response(*wrong);
    const base::clock* time = asked.world.users.time;
    auto read = json::account_of(asked.ids.front(), std::get<json::value>(body),
                                 time == nullptr ? base::clock_origin() : time->now());
    if (auto* wrong = std::get_if<std::vector<json::mistake>>(&read))
        return problem_response(json::bad_request(std::move(*wrong)));
    auto& account = std::get<sasl::account>(read);
    const bool is_new = asked.world.users.find(account.name) == nullptr;
    asked.world.users.put(account);
    return one_account(is_new ? 201 : 200, account, asked);
}

answer delete_account(const call& asked) {
    if (auto wrong = check_no_parameters(asked)) return problem_response(*wrong);
    if (!asked.world.users.remove(asked.ids.front())) return missing(asked.ids.front());
    return json_response(200, json::dump({{"deleted", json::text_of(asked.ids.front())},
                                          {"everyone_is_accepted", asked.world.users.open()}}) +
                                  "\n");
}

}  // namespace api::routes
