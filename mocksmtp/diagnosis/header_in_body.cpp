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
#include "mocksmtp/mail/transfer_encoding.hpp"

namespace mocksmtp::diagnosis {

namespace {

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

// Of the body of a form that was sent as mail the header lacks nothing, however much it looks like one.
bool begins_with_fields(const header_fields& header, std::string_view body) {
    const evidence first = evidence_of(header, take_field(body));
    if (first == evidence::none || first == evidence::strong) return first == evidence::strong;
    const evidence second = evidence_of(header, take_field(body));
    if (second == evidence::none || second == evidence::strong) return second == evidence::strong;
    return first == evidence::missed || second == evidence::missed;
}

}  // namespace

void diagnose_header_in_body(const mail::view& message, findings& found) {
    if (message.headers().empty() || !header_is_closed(message)) return;
    const std::string_view body = message.bytes().substr(message.body_offset());
    if (!begins_with_fields(message.headers(), body)) return;
    // In anything but text they may well belong there: forwarded messages, reports, the preamble of a multipart.
    const std::string_view type = message.parts().front().type.value;
    if (type != "text/plain" && type != "text/html") return;
    const std::string_view line = body.substr(0, body.find('\n'));
    found.add(base::diagnostic_code::header_in_body, quoted(line), body);
}

}  // namespace mocksmtp::diagnosis
