#include "mocksmtp/diagnosis/header.hpp"

#include <algorithm>

#include "mocksmtp/base/text.hpp"
#include "mocksmtp/diagnosis/pieces.hpp"

namespace mocksmtp::diagnosis {

void add_flaw(findings& found, base::diagnostic_code code, const mail::header_field& field, const flaw& what) {
    found.add(code, about(field, what.what), what.where.empty() ? field.name : what.where);
}

const mail::header_field* first_of(const header_fields& fields, std::string_view name) {
    const auto found =
        std::ranges::find_if(fields, [&](const mail::header_field& field) { return base::iequals(field.name, name); });
    return found == fields.end() ? nullptr : &*found;
}

bool is_closed_header(std::string_view header) {
    if (!header.ends_with('\n')) return false;
    header.remove_suffix(1);
    while (header.ends_with('\r')) header.remove_suffix(1);
    return header.empty() || header.ends_with('\n');
}

bool header_is_closed(const mail::view& message) {
    const std::string_view bytes = message.bytes();
    return message.body_offset() == bytes.size() || is_closed_header(bytes.substr(0, message.body_offset()));
}

void diagnose_header(const mail::view& message, const circumstances& sent, findings& found) {
    const header_fields& fields = message.headers();
    diagnose_header_lines(message, found);
    diagnose_header_octets(fields, sent.smtputf8, found);
    diagnose_header_injection(message, found);
    diagnose_header_in_body(message, found);
    diagnose_header_words(fields, found);
    diagnose_header_presence(fields, found);
    diagnose_header_resent(fields, found);
    diagnose_header_addresses(fields, found);
    diagnose_header_values(fields, found);
    diagnose_header_list(fields, found);
}

}  // namespace mocksmtp::diagnosis
