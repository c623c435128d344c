#include "mocksmtp/base/text.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <utility>
#include <vector>

namespace mocksmtp::base {

namespace {

constexpr std::size_t longest_word = 64;

// How many octets, from the first on, are ASCII: eight at a time while they are.
std::size_t ascii_length(std::string_view bytes) {
    std::size_t at = 0;
    for (std::uint64_t word = 0; bytes.size() - at >= sizeof word; at += sizeof word) {
        std::memcpy(&word, bytes.data() + at, sizeof word);
        if ((word & 0x8080808080808080) != 0) break;
    }
    while (at < bytes.size() && static_cast<unsigned char>(bytes[at]) < 0x80) ++at;
    return at;
}

struct character_range {
    std::string_view first, last;
};

// UTF-8 sorts as code points do.
template <std::size_t Count>
using character_set = std::array<character_range, Count>;

// Unicode 15.0: format characters (Cf) but for those that are drawn, and the separators of lines and paragraphs
// (Zl, Zp).
constexpr character_set<12> invisible{{
    {"\u00ad", "\u00ad"},
    {"\u061c", "\u061c"},
    {"\u180e", "\u180e"},
    {"\u200b", "\u200f"},
    {"\u2028", "\u202e"},
    {"\u2060", "\u2064"},
    {"\u2066", "\u206f"},
    {"\ufeff", "\ufeff"},
    {"\ufff9", "\ufffb"},
    {"\U0001bca0", "\U0001bca3"},
    {"\U0001d173", "\U0001d17a"},
    {"\U000e0001", "\U000e007f"},
}};

// Its spaces (Zs) but for U+0020.
constexpr character_set<6> wide_spaces{{
    {"\u00a0", "\u00a0"},
    {"\u1680", "\u1680"},
    {"\u2000", "\u200a"},
    {"\u202f", "\u202f"},
    {"\u205f", "\u205f"},
    {"\u3000", "\u3000"},
}};

// Length of the character the bytes begin with, if it is in the set; else 0.
template <std::size_t Count>
std::size_t length_in(const character_set<Count>& set, std::string_view bytes) {
    const auto character = bytes.substr(0, utf8_length(bytes));
    if (character.size() < 2) return 0;
    const auto* range = std::ranges::lower_bound(set, character, {}, &character_range::last);
    return range != set.end() && range->first <= character ? character.size() : 0;
}

void append_escaped(std::string& to, char c) {
    constexpr std::string_view digits = "0123456789abcdef";
    switch (c) {
        case '\r':
            to += "\\r";
            return;
        case '\n':
            to += "\\n";
            return;
        case '\t':
            to += "\\t";
            return;
        case '\\':
            to += "\\\\";
            return;
        default:
            break;
    }
    const auto octet = static_cast<unsigned char>(c);
    to += "\\x";
    to += digits[octet >> 4];
    to += digits[octet & 15];
}

}  // namespace

std::string to_lower(std::string_view text) {
    std::string lowered(text);
    for (char& c : lowered) c = to_lower(c);
    return lowered;
}

std::string to_upper(std::string_view text) {
    std::string raised(text);
    for (char& c : raised) c = to_upper(c);
    return raised;
}

bool iequals(std::string_view a, std::string_view b) {
    return a.size() == b.size() &&
           std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) { return to_lower(x) == to_lower(y); });
}

bool istarts_with(std::string_view text, std::string_view prefix) {
    return text.size() >= prefix.size() && iequals(text.substr(0, prefix.size()), prefix);
}

std::string_view trim(std::string_view text) {
    while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
    return text;
}

std::string printable(std::string_view bytes) {
    std::string shown;
    shown.reserve(bytes.size());
    while (!bytes.empty()) {
        const std::size_t length = utf8_length(bytes);
        const auto octet = static_cast<unsigned char>(bytes.front());
        const bool control = octet < 0x20 || octet == 0x7f || (octet == 0xc2 && length == 2 && (bytes[1] & 0x60) == 0);
        const std::size_t unseen = std::max(invisible_length(bytes), length_in(wide_spaces, bytes));
        if (unseen != 0) {
            for (const char each : bytes.substr(0, unseen)) append_escaped(shown, each);
            bytes.remove_prefix(unseen);
        } else if (length == 0 || control || octet == '\\') {
            append_escaped(shown, bytes.front());
            bytes.remove_prefix(1);
        } else {
            shown += bytes.substr(0, length);
            bytes.remove_prefix(length);
        }
    }
    return shown;
}

std::size_t invisible_length(std::string_view bytes) { return length_in(invisible, bytes); }

std::size_t space_length(std::string_view bytes) {
    if (!bytes.empty() && is_space(bytes.front())) return 1;
    return length_in(wide_spaces, bytes);
}

std::string without_invisible(std::string_view text) {
    std::string made;
    while (!text.empty()) {
        const auto unseen = invisible_length(text);
        const auto length = unseen != 0 ? unseen : std::max<std::size_t>(1, utf8_length(text));
        if (unseen == 0) made += text.substr(0, length);
        text.remove_prefix(length);
    }
    return made;
}

std::size_t utf8_length(std::string_view bytes) {
    if (bytes.empty()) return 0;
    const auto octet = [&](std::size_t at) { return static_cast<unsigned char>(bytes[at]); };
    const unsigned char lead = octet(0);
    if (lead < 0x80) return 1;
    if (lead < 0xc2 || lead > 0xf4) return 0;
    const std::size_t length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    if (bytes.size() < length) return 0;
    for (std::size_t at = 1; at < length; ++at)
        if ((octet(at) & 0xc0) != 0x80) return 0;
    const unsigned char second = octet(1);
    const bool overlong = (lead == 0xe0 && second < 0xa0) || (lead == 0xf0 && second < 0x90);
    const bool surrogate = lead == 0xed && second > 0x9f;
    const bool too_high = lead == 0xf4 && second > 0x8f;
    return overlong || surrogate || too_high ? 0 : length;
}

bool is_utf8(std::string_view bytes) {
    while (!bytes.empty()) {
        bytes.remove_prefix(ascii_length(bytes));
        if (bytes.empty()) return true;
        const std::size_t length = utf8_length(bytes);
        if (length == 0) return false;
        bytes.remove_prefix(length);
    }
    return true;
}

bool is_digits(std::string_view text) { return !text.empty() && std::ranges::all_of(text, is_digit); }

bool is_printable_ascii(std::string_view bytes) {
    constexpr std::uint64_t ones = 0x0101010101010101, high = ones << 7;
    std::size_t at = 0;
    for (std::uint64_t word = 0; bytes.size() - at >= sizeof word; at += sizeof word) {
        std::memcpy(&word, bytes.data() + at, sizeof word);
        const std::uint64_t as_delete = word ^ (ones * 0x7f);
        if (((word | ((word - ones * ' ') & ~word) | ((as_delete - ones) & ~as_delete)) & high) != 0) return false;
    }
    return std::ranges::none_of(bytes.substr(at),
                                [](char c) { return is_control(c) || static_cast<unsigned char>(c) >= 0x80; });
}

bool is_ascii(std::string_view bytes) { return ascii_length(bytes) == bytes.size(); }

std::size_t edit_distance(std::string_view a, std::string_view b) {
    // Three rows of the usual table; the oldest is there for swapped neighbours.
    std::vector<std::size_t> before(b.size() + 1), above(b.size() + 1), row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) above[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const bool same = to_lower(a[i - 1]) == to_lower(b[j - 1]);
            row[j] = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + (same ? 0 : 1)});
            const bool swapped =
                i > 1 && j > 1 && to_lower(a[i - 1]) == to_lower(b[j - 2]) && to_lower(a[i - 2]) == to_lower(b[j - 1]);
            if (swapped) row[j] = std::min(row[j], before[j - 2] + 1);
        }
        std::swap(before, above);
        std::swap(above, row);
    }
    return above[b.size()];
}

std::optional<std::string> nearest(std::string_view word, std::span<const std::string_view> candidates) {
    if (word.empty() || word.size() > longest_word) return std::nullopt;
    std::optional<std::string> best;
    std::size_t least = 0;
    for (const std::string_view candidate : candidates) {
        if (candidate.size() > longest_word) continue;
        const std::size_t allowed = std::max<std::size_t>(1, std::max(word.size(), candidate.size()) / 3);
        const std::size_t distance = edit_distance(word, candidate);
        if (distance > allowed || (best && distance >= least)) continue;
        best = candidate;
        least = distance;
    }
    return best;
}

}  // namespace mocksmtp::base
