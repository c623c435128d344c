#include "api/routes/message_parts.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "api/json/content_json.hpp"
#include "api/json/target.hpp"
#include "api/routes/router.hpp"
#include "mocksmtp/base/cut.hpp"
#include "mocksmtp/base/digest.hpp"
#include "mocksmtp/base/text.hpp"
#include "mocksmtp/mail/charset.hpp"
#include "mocksmtp/mail/html_content_ids.hpp"
#include "mocksmtp/mail/part.hpp"
#include "mocksmtp/mail/view.hpp"

namespace api::routes {

namespace base = mocksmtp::base;
namespace mail = mocksmtp::mail;
namespace smtp = mocksmtp::smtp;
namespace store = mocksmtp::store;

namespace {

// Captured HTML may not run, load or reach anything (api.md section 8). Its links still work, and what they open in
// another window is a page like any other.
constexpr std::string_view html_policy =
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; sandbox allow-popups "
    "allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation";

// The bodies and lists are made anew for each call, in JSON whose keys stand in one order.
template <class function>
response json_part(const part_wanted& how, function write_members) {
    std::string made;
    json::writer to(made);
    to.object([&] { write_members(to); });
    return immutable(how.known_tags, made + "\n", "application/json");
}

// RFC 9110 5.6.2.
bool is_token(std::string_view name) {
    return std::ranges::all_of(name, [](char c) {
        return base::is_alphanumeric(c) || std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
    });
}

// Only types that a browser cannot be harmed by are shown as what they say they are. The octets of a text are as they
// were sent, so its charset is said, where it is one (RFC 9110 8.3.2).
std::string shown_type(const mail::part& of) {
    const std::string& type = of.type.value;
    const auto charset = of.type.find("charset");
    if (type == "text/plain" && charset && is_token(*charset) && mail::knows_charset(*charset))
        return type + "; charset=" + *charset;
    constexpr std::array<std::string_view, 5> harmless = {"image/png", "image/jpeg", "image/gif", "text/plain",
                                                          "application/pdf"};
    return std::ranges::find(harmless, type) != harmless.end() ? type : "application/octet-stream";
}

// RFC 6266 4: with a name that everybody reads, and in UTF-8 (RFC 8187 3.2) where that one lacks something. A
// disposition that nobody knows is an attachment (RFC 2183 2.8).
std::string disposition_of(const mail::part& of, const std::optional<std::string>& name) {
    std::string made = !of.disposition || of.disposition->value == "inline" ? "inline" : "attachment";
    if (!name) return made;
    constexpr std::size_t longest = 255;  // octets of a name that file systems take
    const std::string_view kept = base::cut(*name, longest);
    std::string plain, encoded;
    for (const char c : kept) {
        const auto octet = static_cast<unsigned char>(c);
        const bool goes_on = octet >= 0x80 && octet < 0xC0;  // a character of several octets
        if (!goes_on) plain += octet < 0x20 || octet > 0x7E || c == '"' || c == '\\' || c == '%' ? '_' : c;
        const bool stands =
            base::is_alphanumeric(c) || std::string_view("!#$&+-.^_`|~").find(c) != std::string_view::npos;
        encoded += stands ? std::string(1, c) : json::percent_encoded(c);
    }
    made += "; filename=\"" + plain + "\"";
    return plain == kept ? made : made + "; filename*=UTF-8''" + encoded;
}

// The URL of the part that the HTML shows a picture of. Messages inside have Content-IDs of their own.
std::optional<std::string> picture_url(const store::message_record& of, std::string_view content_id) {
    for (const mail::part& each : of.view().parts())
        if (each.leaf && !each.message && each.id == content_id) return json::part_url(of, each.number);
    return std::nullopt;
}

// RFC 9110 13.1.2: a star stands for whatever there is.
bool is_known(const std::string& tag, const std::string& known_tags) {
    return base::trim(known_tags) == "*" || known_tags.find(tag) != std::string::npos;
}

// Without its body; 304 if the client has that.
response tagged(const std::string& sha256, const std::string& known_tags, std::string type) {
    const std::string tag = "\"" + sha256 + "\"";
    response made;
    made.status = is_known(tag, known_tags) ? 304 : 200;
    made.content_type = std::move(type);
    made.headers = {{"ETag", tag}, {"Cache-Control", "no-cache"}};
    return made;
}

}  // namespace

response or_not_found(const store::message_record& of, piece found) {
    if (auto* made = std::get_if<response>(&found)) return std::move(*made);
    const auto& lacks = std::get<lack>(found);
    return problem_response(
        {.status = 404,
         .detail = of.id.text() + " has no " + lacks.what + (lacks.details.empty() ? "" : "; " + lacks.details)});
}

part_wanted part_of(const call& asked) {
    return {.number = asked.ids.empty() ? "" : asked.ids.back(),
            .known_tags = std::string(asked.asked.find("if-none-match").value_or(""))};
}

response immutable(const std::string& known_tags, std::string bytes, std::string type) {
    response made = tagged(base::hex(base::digest(base::hash::sha256, bytes)), known_tags, std::move(type));
    if (made.status == 200) made.body = std::move(bytes);
    return made;
}

piece raw_part(const store::message_record& of, const part_wanted& how) {
    response made = tagged(of.sha256(), how.known_tags, "message/rfc822");
    if (made.status == 200) made.body = std::string(of.raw.bytes.view());
    return made;
}

piece wire_part(const store::message_record& of, const part_wanted& how) {
    return immutable(how.known_tags, smtp::on_the_wire(of.raw), "application/octet-stream");
}

piece text_part(const store::message_record& of, const part_wanted& how) {
    const auto& body = of.view().text();
    if (!body) return lack{"text/plain part"};
    return immutable(how.known_tags, body->text, "text/plain; charset=utf-8");
}

piece html_part(const store::message_record& of, const part_wanted& how) {
    const auto& body = of.view().html();
    if (!body) return lack{"text/html part"};
    auto html = mail::replace_content_ids(body->text, [&](std::string_view id) { return picture_url(of, id); });
    response made = immutable(how.known_tags, std::move(html), "text/html; charset=utf-8");
    made.headers.push_back({"Content-Security-Policy", std::string(html_policy)});
    return made;
}

piece links_part(const store::message_record& of, const part_wanted& how) {
    return json_part(how, [&](json::writer& to) { to.put("links", of.view().links()); });
}

piece codes_part(const store::message_record& of, const part_wanted& how) {
    return json_part(how, [&](json::writer& to) { to.put("codes", of.view().codes()); });
}

piece all_parts(const store::message_record& of, const part_wanted& how) {
    return json_part(how, [&](json::writer& to) { json::put_parts(to, of); });
}

piece one_part(const store::message_record& of, const part_wanted& how) {
    const mail::part* part = of.view().find_part(how.number);
    if (part == nullptr) return lack{"part " + base::printable(how.number)};
    response made = immutable(how.known_tags, mail::decode_content(*part), shown_type(*part));
    const auto name = mail::file_name(*part);
    if (made.status == 200 && (part->disposition || name))
        made.headers.push_back({"Content-Disposition", disposition_of(*part, name)});
    return made;
}

}  // namespace api::routes
