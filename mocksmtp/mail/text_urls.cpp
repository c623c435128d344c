#include "mocksmtp/mail/text_urls.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "mocksmtp/base/text.hpp"

namespace mocksmtp::mail {
namespace {

constexpr std::string_view opening = "([{";
constexpr std::string_view closing = ")]}";
constexpr std::string_view stressing = "'*_~|";
constexpr std::size_t longest_folded = 4096;

struct scheme {
    std::size_t begin = 0;
    std::size_t length = 0;  // with its colon and slashes; 0: there is none
};

scheme scheme_before(std::string_view text, std::size_t colon) {
    constexpr std::array<std::string_view, 3> names = {"https", "http", "mailto"};
    for (const std::string_view name : names) {
        if (colon < name.size()) continue;
        const std::size_t begin = colon - name.size();
        if (!base::iequals(text.substr(begin, name.size()), name)) continue;
        if (begin > 0 && base::is_alphanumeric(text[begin - 1])) continue;
        if (name == "mailto") return {begin, name.size() + 1};
        if (text.substr(colon).starts_with("://")) return {begin, name.size() + 3};
    }
    return {};
}

// Length of the punctuation of running text that a character outside ASCII is; 0: it may stand in an address.
std::size_t foreign_punctuation(std::string_view text) {
    const auto octet = [&](std::size_t at) { return at < text.size() ? static_cast<unsigned char>(text[at]) : 0u; };
    if (octet(0) == 0xC2 && (octet(1) == 0xA0 || octet(1) == 0xAB || octet(1) == 0xBB)) return 2;
    if (octet(0) == 0xE2 && (octet(1) == 0x80 || octet(1) == 0x81)) return 3;  // U+2000 to U+206F
    if (octet(0) == 0xE3 && octet(1) == 0x80) return 3;                        // U+3000 to U+303F
    const bool full_width = octet(0) == 0xEF && octet(1) == 0xBC;
    return full_width && octet(2) <= 0x9F && (octet(2) < 0x90 || octet(2) > 0x99) ? 3 : 0;
}

bool ends_address(std::string_view text) {
    const char c = text.front();
    return static_cast<unsigned char>(c) <= ' ' || c == '<' || c == '>' || c == '"' || c == '`' || c == 0x7F ||
           foreign_punctuation(text) != 0;
}

// Up to the first character that no address has, or to where the bracket that stands before it closes.
std::string_view read_address(std::string_view text, char before) {
    const std::size_t kind = opening.find(before);
    std::size_t open = 1;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (ends_address(text.substr(i))) return text.substr(0, i);
        if (kind == opening.npos) continue;
        if (text[i] == opening[kind]) ++open;
        if (text[i] == closing[kind] && --open == 0) return text.substr(0, i);
    }
    return text;
}

// The signs directly in front of an address that quote or stress it, as "**" does.
std::string_view stress_before(std::string_view text, std::size_t begin) {
    std::size_t first = begin;
    while (first > 0 && stressing.find(text[first - 1]) != stressing.npos) --first;
    return text.substr(first, begin - first);
}

// A token may end in "_" or the like (RFC 4648 section 5): it is punctuation only as the other end of what stands in
// front.
std::string_view without_tail(std::string_view address, std::string_view stress) {
    std::array<std::ptrdiff_t, 3> unclosed{};
    std::array<std::ptrdiff_t, stressing.size()> stressed{};
    for (std::size_t i = 0; i < stressing.size(); ++i) stressed[i] = std::ranges::count(stress, stressing[i]);
    for (std::size_t i = 0; i < closing.size(); ++i)
        unclosed[i] = std::ranges::count(address, opening[i]) - std::ranges::count(address, closing[i]);
    while (!address.empty()) {
        const char last = address.back();
        if (const std::size_t kind = closing.find(last); kind != closing.npos) {
            if (unclosed[kind] >= 0) break;
            ++unclosed[kind];
        } else if (const std::size_t sign = stressing.find(last); sign != stressing.npos) {
            if (stressed[sign]-- == 0) break;
        } else if (std::string_view(".,;:!?\\").find(last) == std::string_view::npos) {
            break;
        }
        address.remove_suffix(1);
    }
    return address;
}

// Between angle brackets: up to the closing one, line breaks and the indentation behind them left out.
std::optional<text_url> read_bracketed(std::string_view text, std::size_t begin) {
    text_url made{.url = {}, .begin = begin, .end = begin};
    const std::size_t limit = std::min(text.size(), begin + longest_folded);
    while (made.end < limit && text[made.end] != '>') {
        const char c = text[made.end++];
        if (c == '\n') {
            while (made.end < limit && (text[made.end] == ' ' || text[made.end] == '\t')) ++made.end;
            if (made.end < limit && text[made.end] == '\n') return std::nullopt;
        } else if (static_cast<unsigned char>(c) <= ' ' || c == '<') {
            return std::nullopt;
        } else {
            made.url += c;
        }
    }
    if (made.end == limit) return std::nullopt;
    return made;
}

bool is_bracketed(std::string_view text, std::size_t begin) {
    return text.substr(0, begin).ends_with('<') || (begin >= 5 && base::iequals(text.substr(begin - 5, 5), "<url:"));
}

text_url read_bare(std::string_view text, std::size_t begin) {
    const char before = begin > 0 ? text[begin - 1] : '\0';
    const std::string_view address = without_tail(read_address(text.substr(begin), before), stress_before(text, begin));
    return {.url = std::string(address), .begin = begin, .end = begin + address.size()};
}

}  // namespace

std::vector<text_url> find_urls(std::string_view text) {
    std::vector<text_url> found;
    for (std::size_t colon = text.find(':'); colon != text.npos; colon = text.find(':', colon + 1)) {
        const scheme here = scheme_before(text, colon);
        if (here.length == 0) continue;
        std::optional<text_url> one;
        if (is_bracketed(text, here.begin)) one = read_bracketed(text, here.begin);
        if (!one) one = read_bare(text, here.begin);
        if (one->url.size() <= here.length) continue;
        colon = std::max(colon, one->end - 1);
        found.push_back(*std::move(one));
    }
    return found;
}

}  // namespace mocksmtp::mail
