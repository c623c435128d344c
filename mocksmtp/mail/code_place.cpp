#include "mocksmtp/mail/code_place.hpp"

#include <algorithm>
#include <array>

#include "mocksmtp/base/text.hpp"

namespace mocksmtp::mail {
namespace {

constexpr std::size_t far_before = 240;  // octets
constexpr std::size_t far_behind = 80;
constexpr std::size_t line_behind = 60;

// The end of some text, and its beginning.
std::string_view last(std::string_view text, std::size_t length) {
    return text.substr(text.size() - std::min(text.size(), length));
}

bool is_mark(std::string_view text, std::size_t at) {
    const char c = text[at];
    if (c != '.' && c != '!' && c != '?') return false;
    return at + 1 == text.size() || base::is_space(text[at + 1]);
}

// "No. 1234" goes on.
bool is_abbreviated(std::string_view until_dot) {
    constexpr std::array<std::string_view, 10> words = {"no",  "nr",  "nro", "num", "tel",
                                                        "ref", "art", "str", "ca",  "n"};
    const std::string_view near = last(until_dot, 6);
    std::size_t begin = near.size();
    while (begin > 0 && base::is_alpha(near[begin - 1])) --begin;
    return std::ranges::any_of(words, [&](std::string_view word) { return base::iequals(near.substr(begin), word); });
}

constexpr std::string_view full_stop = "。";

// The last sentence of the text, as far as it has been said; an empty line ends one too.
std::string_view sentence_before(std::string_view text) {
    for (std::size_t at = text.size(); at-- > 0;) {
        const bool ends = (is_mark(text, at) && !is_abbreviated(text.substr(0, at))) ||
                          text.substr(at).starts_with("\n\n") || text.substr(at).starts_with(full_stop);
        if (ends) return text.substr(at + 1);
    }
    return text;
}

std::string_view sentence_behind(std::string_view text) {
    for (std::size_t at = 0; at < text.size(); ++at) {
        const bool ends =
            is_mark(text, at) || text.substr(at).starts_with("\n\n") || text.substr(at).starts_with(full_stop);
        if (ends) return text.substr(0, at);
    }
    return text;
}

std::string_view line_before(std::string_view text) {
    const std::size_t at = text.rfind('\n');
    return at == text.npos ? text : text.substr(at + 1);
}

std::string_view line_after(std::string_view text) { return text.substr(0, text.find('\n')); }

// Of punctuation, ASCII or not: quotes, dashes, bullets, brackets.
bool says_nothing(std::string_view text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto octet = static_cast<unsigned char>(text[i]);
        if (base::is_alpha(text[i]) || base::is_digit(text[i]) || octet < ' ') {
            if (octet != '\t' && octet != '\r') return false;
        } else if (octet >= 0x80) {
            const std::string_view two = text.substr(i, 2);
            const bool mark = two == "\xE2\x80" || two == "\xE3\x80" || two == "\xC2\xAB" || two == "\xC2\xBB";
            if (!mark) return false;
            i += octet == 0xC2 ? 1 : 2;
        }
    }
    return true;
}

bool stands_alone(std::string_view before, std::string_view behind) {
    const std::string_view left = line_before(before);
    const std::string_view right = line_after(behind);
    return left.size() < line_behind && right.size() < line_behind && says_nothing(left) && says_nothing(right);
}

std::optional<code_place> nearest_before(std::string_view text) {
    const auto hints = find_hints(text);
    if (hints.empty()) return std::nullopt;
    return code_place{.says = hints.back().says, .at_once = is_link_between(text.substr(hints.back().end))};
}

// Not a word that another number follows at once: "100234, and your code is 482913".
std::optional<code_place> nearest_behind(std::string_view text) {
    const auto hints = find_hints(text);
    if (hints.empty()) return std::nullopt;
    const std::string_view more = text.substr(hints.front().end);
    const auto digit = static_cast<std::size_t>(std::ranges::find_if(more, base::is_digit) - more.begin());
    if (digit < more.size() && is_link_between(more.substr(0, digit))) return std::nullopt;
    return code_place{.says = hints.front().says, .at_once = is_link_between(text.substr(0, hints.front().begin))};
}

}  // namespace

code_place look_around(std::string_view text, std::size_t begin, std::size_t end) {
    const std::string_view before = last(text.substr(0, begin), far_before);
    const std::string_view behind = text.substr(end, far_behind);
    const bool alone = stands_alone(before, behind);
    const std::string_view said_before = sentence_before(before);
    const std::string_view said_behind = sentence_behind(behind);

    auto found = nearest_before(line_before(said_before));
    if (!found) found = nearest_behind(line_after(said_behind));
    if (!found) found = nearest_before(alone ? before : said_before);
    if (!found) found = nearest_behind(alone ? behind : said_behind);
    if (!found) found.emplace();
    found->alone = alone;
    return *found;
}

}  // namespace mocksmtp::mail
