#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

#include "mocksmtp/base/text.hpp"
#include "mocksmtp/diagnosis/address_grammar.hpp"
#include "mocksmtp/diagnosis/date_grammar.hpp"
#include "mocksmtp/diagnosis/header.hpp"
#include "mocksmtp/diagnosis/known_fields.hpp"
#include "mocksmtp/diagnosis/message_id_grammar.hpp"
#include "mocksmtp/diagnosis/parameter_syntax.hpp"
#include "mocksmtp/diagnosis/part.hpp"
#include "mocksmtp/mail/transfer_encoding.hpp"

namespace mocksmtp::diagnosis {

namespace {

using enum base::diagnostic_code;

// How much it says that a line of the body is a field of the header.
enum class evidence {
    none,    // a text may begin with "From: the desk of ..."
    some,    // what a mailer would write, or a form that somebody has filled in
    missed,  // what a mailer would write, and the header lacks
    strong,  // what nobody else would write, and the header lacks
};

bool fits_structure(std::string_view name, std::string_view value) {
    if (base::iequals(name, "MIME-Version")) return value.starts_with("1.0");
    if (base::iequals(name, "List-Unsubscribe")) return value.starts_with('<');
    if (base::iequals(name, "List-Unsubscribe-Post")) return base::istarts_with(value, "List-Unsubscribe=");
    if (base::iequals(name, "DKIM-Signature")) return base::istarts_with(value, "v=");
    if (!base::iequals(name, "Content-Transfer-Encoding")) return true;
    const bool empty = mail::transfer_encoding_name(value).empty();
    return !empty && mail::parse_transfer_encoding(value) != mail::transfer_encoding::unknown;
}

bool fits(const known_field& known, std::string_view value) {
    const std::string_view main = base::trim(main_value(value));
    switch (known.form) {
        case field_form::date:
            return !check_date(value).fault;
        case field_form::addresses: {
            const checked_addresses checked = check_addresses(value);
            return checked.entries > 0 && checked.faults.empty();
        }
        case field_form::message_id:
            return !check_message_ids(value, how_many_ids::one);
        case field_form::message_ids:
            return !check_message_ids(value, how_many_ids::one_or_more);
        case field_form::parameters:
            return is_media_type(main) || base::iequals(main, "inline") || base::iequals(main, "attachment");
        case field_form::phrases:
        case field_form::structured:
        case field_form::unstructured:
            break;
    }
    return fits_structure(known.name, base::trim(value));
}

// What every message has, or nearly every one (RFC 5322 section 3.6).
bool is_expected(std::string_view name) {
    constexpr std::array<std::string_view, 4> expected{"Date", "From", "To", "Subject"};
    return std::ranges::find(expected, name) != expected.end();
}

evidence evidence_of(const header_fields& header, std::string_view field) {
    const std::size_t index = find_known_field(field.substr(0, mail::field_name_length(field)));
    if (index == no_known_field) return evidence::none;
    const known_field& known = known_fields()[index];
    if (!fits(known, field.substr(field.find(':') + 1))) return evidence::none;
    if (first_of(header, known.name) != nullptr) return evidence::some;
    if (known.technical) return evidence::strong;
    return is_expected(known.name) ? evidence::missed : evidence::some;
}

// A line and those that are folded into it.
std::string_view take_field(std::string_view& text) {
    std::size_t end = 0;
    do {
        const std::size_t lf = text.find('\n', end);
        end = lf == std::string_view::npos ? text.size() : lf + 1;
    } while (end < text.size() && (text[end] == ' ' || text[end] == '\t'));
    const std::string_view field = text.substr(0, end);
    text.remove_prefix(end);
    return field;
}

std::string_view first_field(std::string_view text) { return take_field(text); }

std::string_view line_at_front(std::string_view text) { return text.substr(0, text.find('\n')); }

bool is_shown_text(const mail::part& one) { return one.type.value == "text/plain" || one.type.value == "text/html"; }

std::string_view behind_empty_lines(std::string_view text) {
    while (text.starts_with('\n') || text.starts_with("\r\n")) text.remove_prefix(text.find('\n') + 1);
    return text;
}

// Of the body of a form that was sent as mail the header lacks nothing, however much it looks like one.
bool begins_with_fields(const header_fields& header, std::string_view body) {
    const evidence first = evidence_of(header, take_field(body));
    if (first == evidence::none || first == evidence::strong) return first == evidence::strong;
    // A message whose first line is empty has no header but this.
    if (header.empty() && first == evidence::missed) return true;
    const evidence second = evidence_of(header, take_field(body));
    if (second == evidence::none || second == evidence::strong) return second == evidence::strong;
    return first == evidence::missed || second == evidence::missed;
}

}  // namespace

void diagnose_header_in_body(const mail::view& message, findings& found) {
    if (!header_is_closed(message)) return;
    const std::string_view body = behind_empty_lines(message.bytes().substr(message.body_offset()));
    if (!begins_with_fields(message.headers(), body)) return;
    // In anything but text they may well belong there: forwarded messages, reports, the preamble of a multipart.
    if (is_shown_text(message.parts().front())) found.add(header_in_body, quoted(line_at_front(body)), body);
}

// Only what MIME gives a part's header: a part without a header may well begin with "From: Bob" or a subject.
void diagnose_header_in_part(const part_report& report) {
    if (!is_shown_text(report.of) || !report.of.leaf || !is_closed_header(report.of.head)) return;
    const std::string_view body = behind_empty_lines(report.of.body);
    if (!base::istarts_with(body, "Content-")) return;
    const evidence first = evidence_of(mail::read_headers(report.of.head).fields, first_field(body));
    if (first == evidence::strong) report.say(header_in_body, quoted(line_at_front(body)), body);
}

}  // namespace mocksmtp::diagnosis
