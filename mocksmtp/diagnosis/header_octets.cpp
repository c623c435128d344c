#include <algorithm>
#include <cstddef>
#include <string_view>

#include "mocksmtp/base/text.hpp"
#include "mocksmtp/diagnosis/header.hpp"

namespace mocksmtp::diagnosis {

namespace {

// Line ends are somebody else's matter (diagnose_line_ends).
bool is_control(char c) {
    const auto octet = static_cast<unsigned char>(c);
    return (octet < 0x20 && c != '\t' && c != '\r' && c != '\n') || octet == 0x7F;
}

std::string_view from_first_control(std::string_view raw) {
    const auto* found = std::ranges::find_if(raw, is_control);
    return raw.substr(static_cast<std::size_t>(found - raw.begin()));
}

std::string_view from_first_not_ascii(std::string_view raw) {
    const auto* found = std::ranges::find_if(raw, [](char c) { return static_cast<unsigned char>(c) > 127; });
    return raw.substr(static_cast<std::size_t>(found - raw.begin()));
}

std::string_view from_first_not_utf8(std::string_view raw) {
    if (base::is_utf8(raw)) return {};
    while (const std::size_t length = base::utf8_length(raw)) raw.remove_prefix(length);
    return raw;
}

}  // namespace

void diagnose_header_octets(const header_fields& fields, bool utf8_declared, findings& found) {
    using enum base::diagnostic_code;
    for (const mail::header_field& field : fields) {
        if (const std::string_view control = from_first_control(field.raw); !control.empty())
            found.add(header_control_character, about(field, base::printable(control.substr(0, 1))), control);
        const std::string_view wrong = utf8_declared ? from_first_not_utf8(field.raw) : from_first_not_ascii(field.raw);
        if (wrong.empty()) continue;
        found.add(utf8_declared ? header_not_utf8 : header_not_ascii, about(field, quoted(wrong)), wrong);
    }
}

}  // namespace mocksmtp::diagnosis
