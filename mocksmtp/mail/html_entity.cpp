#include "mocksmtp/mail/html_entity.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>

#include "mocksmtp/base/text.hpp"
#include "mocksmtp/mail/html_entity_names.hpp"

namespace mocksmtp::mail {
namespace {

// A reference at the start of some text, behind its "&": the character, and how many octets it takes up.
struct reference {
    std::uint32_t code_point = 0;
    std::uint32_t second = 0;  // of those that are two; else 0
    std::size_t length = 0;    // 0: there is none
};

// The octets 128 to 159 of windows-1252, which is what numbers of C1 controls mean (HTML section 13.2.5.80).
std::uint32_t without_upper_controls(std::uint32_t number) {
    constexpr std::uint32_t first = 0x80;
    constexpr std::array<std::uint16_t, 32> meant{0x20AC, 0x81,   0x201A, 0x192,  0x201E, 0x2026, 0x2020, 0x2021,
                                                  0x2C6,  0x2030, 0x160,  0x2039, 0x152,  0x8D,   0x17D,  0x8F,
                                                  0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                                  0x2DC,  0x2122, 0x161,  0x203A, 0x153,  0x9D,   0x17E,  0x178};
    return number >= first && number - first < meant.size() ? meant[number - first] : number;
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
    const std::size_t length = (hex ? 2 : 1) + count;
    const bool closed = length < text.size() && text[length] == ';';
    return {.code_point = without_upper_controls(code_point), .length = closed ? length + 1 : length};
}

reference made_of(const named_character& named, std::size_t length) {
    return {.code_point = named.code_point, .second = named.second, .length = length};
}

// HTML section 13.2.5.73: the longest name that the text begins with, ended by its semicolon or one that may lack it.
reference read_name(std::string_view text, bool in_attribute) {
    const std::string_view start = text.substr(0, longest_entity_name + 1);
    const auto length =
        static_cast<std::size_t>(std::ranges::find_if_not(start, base::is_alphanumeric) - start.begin());
    if (length < text.size() && text[length] == ';')
        if (const auto* named = character_named(text.substr(0, length))) return made_of(*named, length + 1);
    for (std::size_t shorter = std::min(length, longest_open_name); shorter > 1; --shorter) {
        const auto* named = character_named(text.substr(0, shorter));
        if (named == nullptr || !named->open) continue;
        const bool goes_on = shorter < text.size() && (text[shorter] == '=' || base::is_alphanumeric(text[shorter]));
        return in_attribute && goes_on ? reference{} : made_of(*named, shorter);
    }
    return {};
}

std::string decode(std::string_view text, bool in_attribute) {
    std::string made;
    made.reserve(text.size());
    while (true) {
        const std::size_t at = std::min(text.find('&'), text.size());
        made += text.substr(0, at);
        if (at == text.size()) return made;
        text.remove_prefix(at + 1);
        const reference found = text.starts_with('#') ? read_number(text) : read_name(text, in_attribute);
        if (found.length == 0)
            made += '&';
        else
            append_character(made, found.code_point);
        if (found.second != 0) append_character(made, found.second);
        text.remove_prefix(found.length);
    }
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

std::string decode_entities(std::string_view text) { return decode(text, false); }

std::string decode_attribute_entities(std::string_view value) { return decode(value, true); }

}  // namespace mocksmtp::mail
