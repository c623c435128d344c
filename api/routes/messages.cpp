#include "api/routes/messages.hpp"

#include <array>
#include <utility>

#include "api/json/list_query.hpp"
#include "api/routes/item_source.hpp"
#include "api/routes/lookup.hpp"
#include "api/routes/router.hpp"
#include "mocksmtp/base/digest.hpp"
#include "mocksmtp/base/text.hpp"
#include "mocksmtp/mail/view.hpp"

namespace api::routes {

namespace base = mocksmtp::base;
namespace mail = mocksmtp::mail;
namespace smtp = mocksmtp::smtp;
namespace store = mocksmtp::store;

namespace {

constexpr std::string_view whole_type = "message/rfc822";

// Captured HTML may not run, load or reach anything; its links still work (api.md section 8).
constexpr std::string_view html_policy =
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; sandbox allow-popups "
    "allow-top-navigation-by-user-activation";

// What never changes under its id and content: a client that has it need not get it again.
response immutable(const call& asked, std::string bytes, std::string type) {
    const std::string tag = "\"" + base::hex(base::digest(base::hash::sha256, bytes)) + "\"";
    response made;
    made.content_type = std::move(type);
    made.headers = {{"ETag", tag}, {"Cache-Control", "no-cache"}};
    if (asked.asked.find("if-none-match").value_or("").find(tag) != std::string_view::npos)
        made.status = 304;
    else
        made.body = std::move(bytes);
    return made;
}

// Finds the message, refuses every parameter, and lets `show` answer.
template <class function>
answer with_message(const call& asked, function show) {
    if (auto wrong = check_no_parameters(asked)) return problem_response(*wrong);
    auto found = look_up<base::message_id>(asked, "message");
    if (auto* missing = std::get_if<json::problem>(&found)) return problem_response(*missing);
    return show(*asked.world.scope.find(std::get<base::message_id>(found)));
}

answer no_such(const call& asked, std::string_view what) {
    return problem_response({.status = 404, .detail = base::printable(asked.ids[0]) + " has no " + std::string(what)});
}

answer body_of(const call& asked, const std::optional<mail::decoded_body>& body, std::string_view type) {
    if (!body) return no_such(asked, std::string(type) + " part");
    response made = immutable(asked, body->text, std::string(type) + "; charset=utf-8");
    if (type == "text/html") made.headers.push_back({"Content-Security-Policy", std::string(html_policy)});
    return made;
}

// Only types that a browser cannot be harmed by are shown as what they say they are.
bool is_harmless(std::string_view type) {
    constexpr std::array<std::string_view, 5> types = {"image/png", "image/jpeg", "image/gif", "text/plain",
                                                       "application/pdf"};
    for (const auto each : types)
        if (type == each) return true;
    return false;
}

}  // namespace

answer get_message(const call& asked) {
    return with_message(asked, [&asked](const store::message_record& found) -> answer {
        const auto shown = item_text(asked.world.scope, mocksmtp::match::item_kind::message, found.id.number,
                                     {.secrets = asked.world.show_secrets});
        return json_response(200, shown + "\n");
    });
}

answer get_message_raw(const call& asked) {
    return with_message(asked, [&asked](const store::message_record& found) -> answer {
        return immutable(asked, std::string(found.raw.bytes.view()), std::string(whole_type));
    });
}

answer get_message_wire(const call& asked) {
    return with_message(asked, [&asked](const store::message_record& found) -> answer {
        return immutable(asked, smtp::on_the_wire(found.raw), "application/octet-stream");
    });
}

answer get_message_text(const call& asked) {
    return with_message(asked, [&asked](const store::message_record& found) -> answer {
        return body_of(asked, found.view().text(), "text/plain");
    });
}

answer get_message_html(const call& asked) {
    return with_message(asked, [&asked](const store::message_record& found) -> answer {
        return body_of(asked, found.view().html(), "text/html");
    });
}

answer get_message_part(const call& asked) {
    return with_message(asked, [&asked](const store::message_record& found) -> answer {
        const auto* part = found.view().find_part(asked.ids[1]);
        if (part == nullptr) return no_such(asked, "part " + base::printable(asked.ids[1]));
        std::string type = base::to_lower(part->type.value);
        if (!is_harmless(type)) type = "application/octet-stream";
        return immutable(asked, mail::decode_content(*part), std::move(type));
    });
}

}  // namespace api::routes
