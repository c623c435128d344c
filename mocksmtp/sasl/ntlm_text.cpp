#include "mocksmtp/sasl/ntlm_text.hpp"

#include <cstddef>
#include <cstdint>

#include "mocksmtp/base/text.hpp"

namespace mocksmtp::sasl {

namespace {

constexpr char32_t replacement = 0xfffd;

constexpr bool is_high(char32_t unit) { return unit >= 0xd800 && unit < 0xdc00; }
constexpr bool is_low(char32_t unit) { return unit >= 0xdc00 && unit < 0xe000; }

char32_t unit_at(std::string_view octets, std::size_t at) {
    return static_cast<unsigned char>(octets[at]) | static_cast<char32_t>(static_cast<unsigned char>(octets[at + 1]))
                                                        << 8;
}

void append_unit(std::string& to, char32_t unit) {
    to += static_cast<char>(unit & 0xff);
    to += static_cast<char>(unit >> 8 & 0xff);
}

void append_utf16(std::string& to, char32_t point) {
    if (point < 0x10000) return append_unit(to, point);
    append_unit(to, 0xd800 + ((point - 0x10000) >> 10));
    append_unit(to, 0xdc00 + ((point - 0x10000) & 0x3ff));
}

void append_utf8(std::string& to, char32_t point) {
    const auto tail = [&](unsigned shift) { to += static_cast<char>(0x80 | (point >> shift & 0x3f)); };
    if (point < 0x80) {
        to += static_cast<char>(point);
    } else if (point < 0x800) {
        to += static_cast<char>(0xc0 | point >> 6);
        tail(0);
    } else if (point < 0x10000) {
        to += static_cast<char>(0xe0 | point >> 12);
        tail(6);
        tail(0);
    } else {
        to += static_cast<char>(0xf0 | point >> 18);
        tail(12);
        tail(6);
        tail(0);
    }
}

// Of a sequence known to be valid.
char32_t point_of(std::string_view sequence) {
    const auto first = static_cast<unsigned char>(sequence[0]);
    if (sequence.size() == 1) return first;
    char32_t point = first & (0xffU >> (sequence.size() + 1));
    for (const char c : sequence.substr(1)) point = point << 6 | (static_cast<unsigned char>(c) & 0x3fU);
    return point;
}

char32_t upper(char32_t unit) {
    if (unit < 0x80) return static_cast<unsigned char>(base::to_upper(static_cast<char>(unit)));
    if (unit == 0xff) return 0x178;
    const bool latin = unit >= 0xe0 && unit <= 0xfe && unit != 0xf7;
    const bool greek = unit >= 0x3b1 && unit <= 0x3c9 && unit != 0x3c2;
    const bool cyrillic = unit >= 0x430 && unit <= 0x44f;
    if (latin || greek || cyrillic) return unit - 0x20;
    return unit >= 0x450 && unit <= 0x45f ? unit - 0x50 : unit;
}

}  // namespace

std::string utf8_of_utf16(std::string_view octets) {
    std::string text;
    for (std::size_t at = 0; at + 1 < octets.size(); at += 2) {
        const char32_t unit = unit_at(octets, at);
        const char32_t next = at + 3 < octets.size() ? unit_at(octets, at + 2) : 0;
        if (is_high(unit) && is_low(next)) {
            append_utf8(text, 0x10000 + ((unit - 0xd800) << 10) + (next - 0xdc00));
            at += 2;
        } else {
            append_utf8(text, is_high(unit) || is_low(unit) ? replacement : unit);
        }
    }
    if (octets.size() % 2 != 0) append_utf8(text, replacement);
    return text;
}

std::string utf16_of_utf8(std::string_view text) {
    if (!base::is_utf8(text)) return utf16_of_octets(text);
    std::string octets;
    while (!text.empty()) {
        const std::size_t length = base::utf8_length(text);
        append_utf16(octets, point_of(text.substr(0, length)));
        text.remove_prefix(length);
    }
    return octets;
}

std::string utf16_of_octets(std::string_view octets) {
    std::string wide;
    for (const char c : octets) append_unit(wide, static_cast<unsigned char>(c));
    return wide;
}

std::string upper_utf16(std::string_view octets) {
    std::string wide;
    for (std::size_t at = 0; at + 1 < octets.size(); at += 2) append_unit(wide, upper(unit_at(octets, at)));
    return wide;
}

}  // namespace mocksmtp::sasl
