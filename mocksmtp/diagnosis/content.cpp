#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "mocksmtp/base/text.hpp"
#include "mocksmtp/diagnosis/calendar_outline.hpp"
#include "mocksmtp/diagnosis/delivery_status_check.hpp"
#include "mocksmtp/diagnosis/flaw.hpp"
#include "mocksmtp/diagnosis/parameter_syntax.hpp"
#include "mocksmtp/diagnosis/part.hpp"
#include "mocksmtp/diagnosis/transfer_flaws.hpp"
#include "mocksmtp/mail/charset.hpp"
#include "mocksmtp/mail/content_line.hpp"
#include "mocksmtp/mail/html_charset.hpp"

namespace mocksmtp::diagnosis {

namespace {

using enum base::diagnostic_code;

// RFC 6657 section 3: these say it inside, or are UTF-8 if nobody says anything; what is saved as it is needs none.
bool needs_charset(const mail::part& one) {
    constexpr std::array<std::string_view, 10> without{
        "text/calendar",   "text/css",        "text/csv",
        "text/ecmascript", "text/javascript", "text/json",
        "text/vcard",      "text/xml",        "text/xml-external-parsed-entity",
        "text/x-vcard"};
    return !mail::is_attachment(one) && std::ranges::find(without, one.type.value) == without.end();
}

// The octet in the message that a decoded one was made from.
std::string_view origin(const part_report& report, std::size_t decoded) {
    const std::string_view body = report.of.body;
    return body.substr(encoded_offset(body, report.of.encoding, decoded));
}

// RFC 5545 section 3.1: lines may be folded inside a character.
std::optional<std::size_t> first_undecodable(const mail::part& one, std::string_view content,
                                             std::string_view charset) {
    if (one.type.value != "text/calendar") return mail::first_undecodable(content, charset);
    const auto at = mail::first_undecodable(mail::unfold_content(content), charset);
    return at ? std::optional(mail::folded_offset(content, *at)) : at;
}

void diagnose_charset(const part_report& report, std::string_view content) {
    const std::string* named = report.of.type.find("charset");
    std::optional<std::string> charset;
    if (named != nullptr && !named->empty()) {
        charset = *named;
    } else if (report.of.type.value == "text/html") {
        charset = mail::html_charset(content);
    }
    if (charset) {
        if (!report.wants(charset_wrong)) return;
        const auto at = first_undecodable(report.of, content, *charset);
        if (at) report.say(charset_wrong, "not in " + shown_value(*charset), origin(report, *at));
    } else if (report.wants(charset_missing)) {
        const auto at = mail::first_undecodable(content, "us-ascii");
        if (at && needs_charset(report.of)) report.say(charset_missing, report.of.type.value, origin(report, *at));
    }
}

// A file may be made for anybody; what is shown as an invitation has to say so (RFC 6047 section 2.4).
void diagnose_method(const part_report& report, const std::string& inside) {
    const std::string* said = report.of.type.find("method");
    if (said == nullptr && (inside.empty() || mail::is_attachment(report.of))) return;
    if (said != nullptr && base::iequals(*said, inside)) return;
    const std::string parameter = said == nullptr ? "no method parameter" : "method=" + shown_value(*said);
    const std::string property = inside.empty() ? "no METHOD" : "METHOD:" + shown_value(inside);
    const std::string_view where = report.fields.type ? value_place(*report.fields.type) : report.of.body;
    report.say(calendar_method_mismatch, parameter + ", " + property + " inside", where);
}

void diagnose_calendar(const part_report& report, std::string_view content) {
    const calendar_outline outline = read_calendar_outline(content);
    for (const calendar_outline::mistake& one : outline.wrong)
        report.say(calendar_invalid, one.what, origin(report, one.at));
    if (!outline.broken) diagnose_method(report, outline.method);
}

void diagnose_delivery_status(const part_report& report, std::string_view content) {
    for (const status_mistake& one : find_status_mistakes(content))
        report.say(delivery_status_invalid, one.what, origin(report, one.at));
}

}  // namespace

void diagnose_content(const part_report& report) {
    const bool text = report.of.type.value.starts_with("text/");
    const bool status = mail::is_delivery_status(report.of);
    const bool calendar = report.of.type.value == "text/calendar" &&
                          (report.wants(calendar_invalid) || report.wants(calendar_method_mismatch));
    const bool characters = text && (report.wants(charset_wrong) || report.wants(charset_missing));
    if (!characters && !calendar && !(status && report.wants(delivery_status_invalid))) return;
    const bool as_it_is = report.of.encoding == mail::transfer_encoding::identity;
    const std::string decoded = as_it_is ? std::string() : mail::decode_content(report.of);
    const std::string_view content = as_it_is ? report.of.body : std::string_view(decoded);
    if (characters) diagnose_charset(report, content);
    if (calendar) diagnose_calendar(report, content);
    if (status) diagnose_delivery_status(report, content);
}

}  // namespace mocksmtp::diagnosis
