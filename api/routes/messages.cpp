#include "api/routes/messages.hpp"

#include "api/routes/extract.hpp"
#include "api/routes/item_source.hpp"
#include "api/routes/lookup.hpp"
#include "api/routes/router.hpp"

namespace api::routes {

namespace base = mocksmtp::base;

namespace {

// Finds the message, refuses every other parameter, and lets `show` answer.
template <class function>
answer with_message(const call& asked, std::span<const std::string_view> parameters, function show) {
    if (auto wrong = check_parameters(asked, parameters)) return problem_response(*wrong);
    auto found = look_up<base::message_id>(asked, "message");
    if (auto* missing = std::get_if<json::problem>(&found)) return problem_response(*missing);
    return show(*asked.world.scope.find(std::get<base::message_id>(found)));
}

}  // namespace

answer get_message(const call& asked) {
    return with_message(asked, {}, [&](const mocksmtp::store::message_record& found) {
        auto shown = item_text(asked.world.scope, mocksmtp::match::item_kind::message, found.id.number,
                               {.secrets = asked.world.show_secrets});
        return immutable(part_of(asked).known_tags, shown + "\n", "application/json");
    });
}

answer get_part(const call& asked, part_function show) {
    return with_message(asked, {}, [&](const mocksmtp::store::message_record& found) {
        return or_not_found(found, show(found, part_of(asked)));
    });
}

answer get_extract(const call& asked) {
    return with_message(asked, extract_parameters, [&](const mocksmtp::store::message_record& found) -> answer {
        auto wanted = read_extract(asked.where, prefers(asked.asked, "text/plain"));
        if (const auto* wrong = std::get_if<json::problem>(&wanted)) return problem_response(*wrong);
        return or_not_found(found, extract(found, std::get<extract_wanted>(wanted)));
    });
}

}  // namespace api::routes
