// Small helpers for ASCII protocol text: case, trimming, printable escaping, UTF-8, spelling help.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace mocksmtp::base {

// All of these look at bytes and never at the locale; octets above 127 are left as they are.

constexpr char to_lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
constexpr char to_upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }
constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_alpha(char c) { return to_lower(c) >= 'a' && to_lower(c) <= 'z'; }
constexpr bool is_alphanumeric(char c) { return is_alpha(c) || is_digit(c); }
constexpr bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }  // of ASCII

// SP, HT, CR, LF, VT and FF.
constexpr bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

std::string to_lower(std::string_view text);
std::string to_upper(std::string_view text);

bool iequals(std::string_view a, std::string_view b);
bool istarts_with(std::string_view text, std::string_view prefix);

// The text without white space at both ends; a view into the argument.
std::string_view trim(std::string_view text);

// The bytes as one line fit for a report: valid UTF-8 that can be seen stays, everything else, the backslash and every
// space but U+0020 is written as \r \n \t \\ or \xNN, so that different bytes always look different.
std::string printable(std::string_view bytes);

// Length of the character the bytes begin with, if it is one that nobody sees, such as U+200B or U+202E; else 0.
std::size_t invisible_length(std::string_view bytes);
std::string without_invisible(std::string_view text);

// Length of the character the bytes begin with, if it is white space: that of ASCII, or a space of Unicode's, such as
// U+00A0 or U+202F; else 0.
std::size_t space_length(std::string_view bytes);

// Length (1 to 4) of the UTF-8 sequence the bytes begin with, 0 if there is none: overlong forms,
// surrogates and values above U+10FFFF are none (RFC 3629 section 4).
std::size_t utf8_length(std::string_view bytes);

bool is_utf8(std::string_view bytes);
bool is_digits(std::string_view text);  // one at least, and nothing else
bool is_ascii(std::string_view bytes);
// Blanks and what leaves ink, nothing else.
bool is_printable_ascii(std::string_view bytes);

// How many insertions, deletions, replacements and swaps of neighbours turn one word into the other, ASCII
// case ignored. Time and memory grow with the product of the lengths.
std::size_t edit_distance(std::string_view a, std::string_view b);

// The candidate a typing mistake away from the word (about one slip in three letters), for "did you mean";
// the first of several equally near. Words over 64 octets have none.
std::optional<std::string> nearest(std::string_view word, std::span<const std::string_view> candidates);

}  // namespace mocksmtp::base
