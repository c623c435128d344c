#include "mocksmtp/base/normal_form.hpp"

#include <algorithm>

#include "mocksmtp/base/canonical_pairs.hpp"
#include "mocksmtp/base/text.hpp"

namespace mocksmtp::base {

namespace {

char32_t code_point(std::string_view sequence) {
    const auto octet = [&](std::size_t i) { return static_cast<unsigned char>(sequence[i]); };
    if (sequence.size() == 1) return octet(0);
    char32_t made = octet(0) & (0x7fu >> sequence.size());
    for (std::size_t i = 1; i < sequence.size(); ++i) made = made << 6 | (octet(i) & 0x3fu);
    return made;
}

// Of a code point below U+10000.
void put(std::string& to, char32_t code) {
    if (code < 0x80) {
        to += static_cast<char>(code);
    } else if (code < 0x800) {
        to += static_cast<char>(0xc0 | code >> 6);
        to += static_cast<char>(0x80 | (code & 0x3f));
    } else {
        to += static_cast<char>(0xe0 | code >> 12);
        to += static_cast<char>(0x80 | (code >> 6 & 0x3f));
        to += static_cast<char>(0x80 | (code & 0x3f));
    }
}

// Unicode 15.0, section 3.12.
void put_syllable(std::string& to, char32_t index) {
    put(to, 0x1100 + index / 588);
    put(to, 0x1161 + index % 588 / 28);
    if (index % 28 != 0) put(to, 0x11a7 + index % 28);
}

void put_decomposed(std::string& to, char32_t code) {
    if (code >= 0xac00 && code <= 0xd7a3) return put_syllable(to, code - 0xac00);
    const auto pairs = canonical_pairs();
    const auto found = std::ranges::lower_bound(pairs, code, {}, &canonical_pair::composed);
    if (found == pairs.end() || found->composed != code) return put(to, code);
    put_decomposed(to, found->first);
    if (found->second != 0) put(to, found->second);
}

}  // namespace

std::string decomposed(std::string_view text) {
    std::string made;
    made.reserve(text.size());
    while (!text.empty()) {
        const auto length = std::max<std::size_t>(1, utf8_length(text));
        const auto sequence = text.substr(0, length);
        if (length == 2 || length == 3)
            put_decomposed(made, code_point(sequence));
        else
            made += sequence;
        text.remove_prefix(length);
    }
    return made;
}

std::u32string code_points(std::string_view text) {
    std::u32string made;
    while (!text.empty()) {
        const auto length = utf8_length(text);
        made += length == 0 ? U'\uFFFD' : code_point(text.substr(0, length));
        text.remove_prefix(std::max<std::size_t>(1, length));
    }
    return made;
}

}  // namespace mocksmtp::base
