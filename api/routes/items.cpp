#include "api/routes/items.hpp"

#include <array>

#include "api/routes/item_source.hpp"
#include "api/routes/lookup.hpp"
#include "api/routes/router.hpp"

namespace api::routes {

namespace base = mocksmtp::base;
namespace match = mocksmtp::match;

namespace {

template <class id_type>
answer show_one(const call& asked, match::item_kind kind, const json::showing& how) {
    auto found = look_up<id_type>(asked, mocksmtp::match::name_of(kind).substr(0, match::name_of(kind).size() - 1));
    if (auto* missing = std::get_if<json::problem>(&found)) return problem_response(*missing);
    const auto number = std::get<id_type>(found).number;
    return json_response(200, item_text(asked.world.scope, kind, number, how) + "\n");
}

}  // namespace

answer get_attempt(const call& asked) {
    if (auto wrong = check_no_parameters(asked)) return problem_response(*wrong);
    return show_one<base::attempt_id>(asked, match::item_kind::auth_attempt, {.secrets = asked.world.show_secrets});
}

answer get_transaction(const call& asked) {
    if (auto wrong = check_no_parameters(asked)) return problem_response(*wrong);
    return show_one<base::transaction_id>(asked, match::item_kind::transaction, {});
}

answer get_session(const call& asked) {
    static constexpr std::array<std::string_view, 1> known = {"arrival"};
    if (auto wrong = check_parameters(asked, known)) return problem_response(*wrong);
    const auto* arrival = asked.where.find("arrival");
    if (arrival != nullptr && arrival->value != "true" && arrival->value != "false")
        return problem_response(json::bad_request({json::at_parameter("arrival", "true or false")}));
    return show_one<base::session_id>(
        asked, match::item_kind::session,
        {.secrets = asked.world.show_secrets, .arrival = arrival != nullptr && arrival->value == "true"});
}

}  // namespace api::routes
