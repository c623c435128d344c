#include "mocksmtp/mail/code_text.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

#include "mocksmtp/base/text.hpp"
#include "mocksmtp/mail/text_urls.hpp"

namespace mocksmtp::mail {
namespace {

std::uint32_t code_point(std::string_view sequence) {
    const auto octet = [&](std::size_t at) {
        return static_cast<std::uint32_t>(static_cast<unsigned char>(sequence[at]));
    };
    switch (sequence.size()) {
        case 2:
            return (octet(0) & 0x1F) << 6 | (octet(1) & 0x3F);
        case 3:
            return (octet(0) & 0x0F) << 12 | (octet(1) & 0x3F) << 6 | (octet(2) & 0x3F);
        default:
            return 0;
    }
}

// The ASCII character that is meant; 0: it is invisible; 0x80: there is none.
unsigned char relative_of(std::uint32_t point) {
    if (point == 0xA0 || (point >= 0x2000 && point <= 0x200A) || point == 0x202F || point == 0x3000) return ' ';
    if (point == 0x2010 || point == 0x2011) return '-';
    if (point == 0x2019) return '\'';
    if (point >= 0xFF01 && point <= 0xFF5E) return static_cast<unsigned char>(point - 0xFF01 + '!');
    constexpr std::array<std::uint32_t, 8> invisible = {0xAD, 0x34F, 0x200B, 0x200C, 0x200D, 0x2060, 0xFE0F, 0xFEFF};
    return std::ranges::find(invisible, point) != invisible.end() ? 0 : 0x80;
}

bool is_wide_digit(std::uint32_t point) { return point >= 0xFF10 && point <= 0xFF19; }

// Full-width punctuation has its space within; but for the point of a number.
bool parts_words(std::uint32_t point, std::string_view behind) {
    constexpr std::array<std::uint32_t, 4> always = {0xFF01, 0xFF0C, 0xFF1B, 0xFF1F};  // ! , ; ?
    if (std::ranges::find(always, point) != always.end()) return true;
    return point == 0xFF0E && !is_wide_digit(code_point(behind.substr(0, base::utf8_length(behind))));
}

std::string in_ascii(std::string_view text) {
    std::string made;
    made.reserve(text.size());
    while (!text.empty()) {
        const std::size_t length = std::max<std::size_t>(1, base::utf8_length(text));
        const std::string_view sequence = text.substr(0, length);
        const std::uint32_t point = code_point(sequence);
        const unsigned char relative = length == 1 ? 0x80 : relative_of(point);
        if (relative == 0x80)
            made += sequence;
        else if (relative != 0)
            made += static_cast<char>(relative);
        text.remove_prefix(length);
        if (parts_words(point, text)) made += ' ';
    }
    return made;
}

std::string without_urls(std::string_view text) {
    std::string made;
    std::size_t at = 0;
    for (const text_url& url : find_urls(text)) {
        made += text.substr(at, url.begin - at);
        made += masked;
        at = url.end;
    }
    made += text.substr(at);
    return made;
}

bool is_plain(char c) { return c > ' ' && c < 0x7F; }

bool is_address(std::string_view word) {
    const std::size_t at = word.find('@');
    if (at != word.npos && at > 0 && at + 1 < word.size()) return true;
    const std::size_t slash = word.find('/');
    if (slash == word.npos) return base::istarts_with(word, "www.");
    return word.find('.') < slash || word.find('/', slash + 1) != word.npos || word.find('?') != word.npos;
}

std::string without_addresses(std::string_view text) {
    std::string made;
    while (!text.empty()) {
        const auto end = std::ranges::find_if_not(text, is_plain);
        const std::string_view word = text.substr(0, static_cast<std::size_t>(end - text.begin()));
        if (is_address(word))
            made += masked;
        else
            made += word;
        text.remove_prefix(word.size());
        if (text.empty()) return made;
        made += text.front();
        text.remove_prefix(1);
    }
    return made;
}

// "4 8 2 9 1 3" as "482913"; any other line as it is.
std::string drawn_together(std::string_view line) {
    std::string made;
    std::size_t apart = 1;  // white space since the last character
    for (const char c : line) {
        if (c == ' ' || c == '\t') {
            ++apart;
        } else if (apart > 0 && (base::is_digit(c) || (c >= 'A' && c <= 'Z'))) {
            made += c;
            apart = 0;
        } else {
            return std::string(line);
        }
    }
    const bool fits = made.size() >= 4 && made.size() <= 10 && std::ranges::any_of(made, base::is_digit);
    return fits ? made : std::string(line);
}

std::string without_gaps(std::string_view text) {
    std::string made;
    while (true) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        made += drawn_together(text.substr(0, end));
        if (end == text.size()) return made;
        made += '\n';
        text.remove_prefix(end + 1);
    }
}

}  // namespace

std::string text_for_codes(std::string_view text) {
    return without_gaps(without_addresses(without_urls(in_ascii(text))));
}

}  // namespace mocksmtp::mail
