#include "mocksmtp/mail/html_entity.hpp"

#include <algorithm>
#include <charconv>
#include <cstddef>

#include "mocksmtp/base/text.hpp"
#include "mocksmtp/mail/html_entity_names.hpp"

namespace mocksmtp::mail {
namespace {

// A reference at the start of some text, behind its "&": the character, and how many octets it takes up.
struct reference {
    std::uint32_t code_point = 0;
    std::size_t length = 0;  // 0: there is none
};

std::size_t with_semicolon(std::string_view text, std::size_t length) {
    return length < text.size() && text[length] == ';' ? length + 1 : length;
}

// "#228;" or "#xE4;". A number too large for any character is one all the same, and becomes U+FFFD.
reference read_number(std::string_view text) {
    const bool hex = text.size() > 1 && base::to_lower(text[1]) == 'x';
    const std::string_view digits = text.substr(hex ? 2 : 1);
    std::uint32_t code_point = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), code_point, hex ? 16 : 10);
    const auto count = static_cast<std::size_t>(end - digits.data());
    if (count == 0) return {};
    if (error != std::errc{}) code_point = 0;
    return {code_point, with_semicolon(text, (hex ? 2 : 1) + count)};
}

reference read_name(std::string_view text) {
    const std::string_view start = text.substr(0, longest_entity_name + 1);
    const auto length =
        static_cast<std::size_t>(std::ranges::find_if_not(start, base::is_alphanumeric) - start.begin());
    const std::uint32_t found = character_named(text.substr(0, length));
    if (found == 0) return {};
    const std::size_t taken = with_semicolon(text, length);
    const bool open = taken == length && length < text.size() && text[length] == '=';
    return open ? reference{} : reference{found, taken};
}

reference read_reference(std::string_view text) {
    if (text.empty()) return {};
    return text.front() == '#' ? read_number(text) : read_name(text);
}

}  // namespace

void append_character(std::string& to, std::uint32_t code_point) {
    const auto add = [&to](std::uint32_t octet) { to += static_cast<char>(octet); };
    const auto add_tail = [&](int shift) { add(0x80 | ((code_point >> shift) & 0x3F)); };
    const bool surrogate = code_point >= 0xD800 && code_point < 0xE000;
    if (code_point == 0 || surrogate || code_point > 0x10FFFF) code_point = 0xFFFD;
    if (code_point < 0x80) return add(code_point);
    if (code_point < 0x800) {
        add(0xC0 | (code_point >> 6));
    } else if (code_point < 0x10000) {
        add(0xE0 | (code_point >> 12));
        add_tail(6);
    } else {
        add(0xF0 | (code_point >> 18));
        add_tail(12);
        add_tail(6);
    }
    add_tail(0);
}

std::string decode_entities(std::string_view text) {
    std::string made;
    made.reserve(text.size());
    while (true) {
        const std::size_t at = std::min(text.find('&'), text.size());
        made += text.substr(0, at);
        if (at == text.size()) return made;
        text.remove_prefix(at + 1);
        const reference found = read_reference(text);
        if (found.length == 0)
            made += '&';
        else
            append_character(made, found.code_point);
        text.remove_prefix(found.length);
    }
}

}  // namespace mocksmtp::mail
