#include "api/routes/holds.hpp"

#include <array>
#include <utility>

#include "api/json/rule_json.hpp"
#include "api/routes/body.hpp"
#include "api/routes/item_source.hpp"
#include "api/routes/lookup.hpp"
#include "api/routes/router.hpp"

namespace api::routes {

namespace base = mocksmtp::base;
namespace match = mocksmtp::match;
namespace rules = mocksmtp::rules;
namespace store = mocksmtp::store;

namespace {

// Finds the hold, refuses every parameter, and lets `show` answer.
template <class function>
answer with_hold(const call& asked, function show) {
    if (auto wrong = check_no_parameters(asked)) return problem_response(*wrong);
    auto found = look_up<base::hold_id>(asked, "hold");
    if (auto* missing = std::get_if<json::problem>(&found)) return problem_response(*missing);
    return show(*asked.world.scope.find(std::get<base::hold_id>(found)));
}

response whole(const call& asked, const store::hold_record& found) {
    return json_response(200, item_text(asked.world.scope, match::item_kind::hold, found.id.number, {}) + "\n");
}

// No body at all: what would have been said is said.
std::variant<std::optional<rules::answer>, json::problem> read(const request& asked) {
    std::optional<rules::answer> made;
    if (asked.body.empty()) return made;
    auto body = read_object(asked, R"({"reply": "451 4.7.1 Later"})");
    if (auto* wrong = std::get_if<json::problem>(&body)) return std::move(*wrong);
    static constexpr std::array<std::string_view, 1> keys = {"reply"};
    std::vector<json::mistake> mistakes;
    const json::written from(std::get<json::value>(body), "", mistakes);
    from.members(keys, [&made](std::string_view, const json::written& item) { made = json::checked_answer_of(item); });
    if (!mistakes.empty()) return json::bad_request(std::move(mistakes));
    return made;
}

}  // namespace

answer get_hold(const call& asked) {
    return with_hold(asked, [&asked](const store::hold_record& found) -> answer { return whole(asked, found); });
}

answer get_hold_raw(const call& asked) {
    return with_hold(asked, [](const store::hold_record& found) -> answer {
        if (!found.what.message)
            return problem_response({.status = 404,
                                     .detail = found.id.text() + " holds no message: its session is parked at " +
                                               std::string(match::name_of(found.what.at))});
        response made;
        made.content_type = "message/rfc822";
        made.headers = {{"Cache-Control", "no-store"}};
        made.body = std::string(found.what.message->bytes.view());
        return made;
    });
}

answer release_hold(const call& asked) {
    return with_hold(asked, [&asked](const store::hold_record& found) -> answer {
        auto instead = read(asked.asked);
        if (auto* wrong = std::get_if<json::problem>(&instead)) return problem_response(*wrong);
        const auto id = found.id;
        auto shown = whole(asked, found);
        const auto& reply = std::get<std::optional<rules::answer>>(instead);
        if (auto why = found.why_unanswerable(); reply && !why.empty())
            return problem_response({.status = 400, .detail = std::move(why)});
        if (asked.world.release && asked.world.release(id, reply)) return shown;
        return problem_response({.status = 404, .detail = "there is no hold " + id.text() + " any more"});
    });
}

}  // namespace api::routes
