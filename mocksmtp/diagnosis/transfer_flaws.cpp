#include "mocksmtp/diagnosis/transfer_flaws.hpp"

#include <algorithm>

#include "mocksmtp/base/text.hpp"

namespace mocksmtp::diagnosis {

namespace {

bool at_line_end(std::string_view rest) { return rest.empty() || rest.starts_with('\n') || rest.starts_with("\r\n"); }

bool must_be_encoded(char c) {
    const auto octet = static_cast<unsigned char>(c);
    if (octet > 126) return true;
    return octet < ' ' && c != '\0' && c != '\t' && c != '\r' && c != '\n';
}

std::size_t run_of_blanks(std::string_view text, std::size_t at) {
    return std::min(text.find_first_not_of(" \t", at), text.size()) - at;
}

// An equals sign that begins neither an escape nor a soft line break.
std::string_view lonely_equals(std::string_view behind) {
    const std::size_t blanks = run_of_blanks(behind, 0);
    const bool soft = blanks > 0 && at_line_end(behind.substr(blanks));
    return soft ? "white space behind a soft line break" : "an equals sign without two hex digits";
}

std::size_t quoted_printable_offset(std::string_view text, std::size_t decoded) {
    std::size_t at = 0;
    while (at < text.size()) {
        const std::string_view behind = text.substr(at + 1);
        const bool equals = text[at] == '=';
        const bool soft = equals && at_line_end(behind);
        if (!soft && decoded-- == 0) return at;
        if (soft) {
            at += behind.starts_with('\r') ? 3 : 2;
        } else {
            at += equals ? 3 : 1;
        }
    }
    return text.size();
}

std::size_t base64_offset(std::string_view text, std::size_t decoded) {
    std::size_t characters = decoded / 3 * 4 + decoded % 3;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (!base::is_space(text[at]) && characters-- == 0) return at;
    }
    return text.size();
}

}  // namespace

quoted_printable_flaws find_quoted_printable_flaws(std::string_view text) {
    quoted_printable_flaws found;
    const auto broken = [&](std::string_view what, std::size_t at) {
        if (!found.broken) found.broken = transfer_flaw{what, at};
    };
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char c = text[at];
        if (c == ' ' || c == '\t') {
            const std::size_t blanks = run_of_blanks(text, at);
            if (at_line_end(text.substr(at + blanks))) broken("white space at the end of a line", at);
            at += blanks - 1;
        } else if (c != '=') {
            if (must_be_encoded(c)) broken("an octet that has to be encoded", at);
        } else if (const std::string_view digits = text.substr(at + 1, 2); mail::hex_octet(digits)) {
            const bool lower = std::ranges::any_of(digits, [](char digit) { return base::to_upper(digit) != digit; });
            if (lower && !found.lower_case) found.lower_case = at;
            at += 2;
        } else if (const auto behind = text.substr(at + 1); behind.empty() || !at_line_end(behind)) {
            broken(lonely_equals(behind), at);  // RFC 2045 6.7 (3): it is never the last character
        }
    }
    return found;
}

std::size_t encoded_offset(std::string_view text, mail::transfer_encoding encoding, std::size_t decoded) {
    if (encoding == mail::transfer_encoding::quoted_printable) return quoted_printable_offset(text, decoded);
    if (encoding == mail::transfer_encoding::base64) return base64_offset(text, decoded);
    return std::min(decoded, text.size());
}

}  // namespace mocksmtp::diagnosis
