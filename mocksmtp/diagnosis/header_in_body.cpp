#include <cstddef>
#include <string_view>

#include "mocksmtp/diagnosis/address_grammar.hpp"
#include "mocksmtp/diagnosis/date_grammar.hpp"
#include "mocksmtp/diagnosis/header.hpp"
#include "mocksmtp/diagnosis/known_fields.hpp"

namespace mocksmtp::diagnosis {

namespace {

enum class evidence { none, some, strong };

// A text may begin with "From: the desk of ...": only what a mailer would write counts.
evidence evidence_of(std::string_view line) {
    const std::string_view name = line.substr(0, mail::field_name_length(line));
    const std::size_t index = find_known_field(name);
    if (index == no_known_field) return evidence::none;
    const known_field& known = known_fields()[index];
    if (known.technical) return evidence::strong;
    const std::string_view value = line.substr(line.find(':') + 1);
    bool fits = true;
    if (known.form == field_form::date) fits = !check_date(value).fault;
    if (known.form == field_form::addresses) {
        const checked_addresses checked = check_addresses(value);
        fits = checked.entries > 0 && checked.faults.empty();
    }
    return fits ? evidence::some : evidence::none;
}

std::string_view take_line(std::string_view& text) {
    const std::size_t lf = text.find('\n');
    const std::string_view line = text.substr(0, lf);
    text.remove_prefix(lf == std::string_view::npos ? text.size() : lf + 1);
    return line;
}

bool begins_with_fields(std::string_view body) {
    const evidence first = evidence_of(take_line(body));
    if (first != evidence::some) return first == evidence::strong;
    while (body.starts_with(' ') || body.starts_with('\t')) take_line(body);
    return evidence_of(take_line(body)) != evidence::none;
}

}  // namespace

void diagnose_header_in_body(const mail::view& message, findings& found) {
    if (message.headers().empty() || !header_is_closed(message)) return;
    const std::string_view body = message.bytes().substr(message.body_offset());
    if (!begins_with_fields(body)) return;
    // In anything but text they may well belong there: forwarded messages, reports, the preamble of a multipart.
    const std::string_view type = message.parts().front().type.value;
    if (type != "text/plain" && type != "text/html") return;
    std::string_view rest = body;
    found.add(base::diagnostic_code::header_in_body, quoted(take_line(rest)), body);
}

}  // namespace mocksmtp::diagnosis
