#include "mocksmtp/mail/transfer_encoding.hpp"

#include <charconv>
#include <cstddef>

#include "mocksmtp/base/base64.hpp"
#include "mocksmtp/base/text.hpp"
#include "mocksmtp/mail/token.hpp"

namespace mocksmtp::mail {
namespace {

// Length of the line end that the text begins with; 0 if it begins with none.
std::size_t line_end_length(std::string_view text) {
    if (text.starts_with('\n')) return 1;
    return text.starts_with("\r\n") ? 2 : 0;
}

std::size_t blanks_at(std::string_view text, std::size_t start) {
    const std::size_t end = text.find_first_not_of(" \t", start);
    return (end == std::string_view::npos ? text.size() : end) - start;
}

}  // namespace

std::string transfer_encoding_name(std::string_view value) {
    value = skip_space_and_comments(value);
    return base::to_lower(base::trim(value.substr(0, value.find_first_of(";("))));
}

transfer_encoding parse_transfer_encoding(std::string_view value) {
    const std::string name = transfer_encoding_name(value);
    if (name.empty() || name == "7bit" || name == "8bit" || name == "binary") return transfer_encoding::identity;
    if (name == "quoted-printable") return transfer_encoding::quoted_printable;
    if (name == "base64") return transfer_encoding::base64;
    return transfer_encoding::unknown;
}

std::string decode_transfer(std::string_view bytes, transfer_encoding encoding) {
    switch (encoding) {
        case transfer_encoding::quoted_printable:
            return decode_quoted_printable(bytes);
        case transfer_encoding::base64:
            return base::decode_base64_leniently(bytes).bytes;
        case transfer_encoding::identity:
        case transfer_encoding::unknown:
            break;
    }
    return std::string(bytes);
}

std::string decode_quoted_printable(std::string_view text) {
    std::string bytes;
    bytes.reserve(text.size());
    std::size_t at = 0;
    while (at < text.size()) {
        const std::size_t special = text.find_first_of("= \t", at);
        bytes += text.substr(at, special - at);
        if (special == std::string_view::npos) break;
        at = special;
        const bool equals = text[at] == '=';
        const std::size_t blanks = blanks_at(text, at + (equals ? 1 : 0));
        const std::size_t end = at + (equals ? 1 : 0) + blanks;
        const std::size_t line_end = line_end_length(text.substr(end));
        if (equals && (line_end != 0 || end == text.size())) {
            at = end + line_end;  // a soft break; at the very end one that was cut off
        } else if (!equals) {
            if (line_end == 0 && end != text.size()) bytes += text.substr(at, blanks);
            at = end;
        } else if (const std::optional<char> octet = hex_octet(text.substr(at + 1, 2))) {
            bytes += *octet;
            at += 3;
        } else {
            bytes += '=';
            ++at;
        }
    }
    return bytes;
}

std::optional<char> hex_octet(std::string_view digits) {
    if (digits.size() != 2) return std::nullopt;
    unsigned value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + 2, value, 16);
    if (error != std::errc{} || end != digits.data() + 2) return std::nullopt;
    return static_cast<char>(value);
}

std::string decode_percent(std::string_view text) {
    std::string bytes;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const std::optional<char> octet = text[i] == '%' ? hex_octet(text.substr(i + 1, 2)) : std::nullopt;
        bytes += octet.value_or(text[i]);
        if (octet) i += 2;
    }
    return bytes;
}

}  // namespace mocksmtp::mail
