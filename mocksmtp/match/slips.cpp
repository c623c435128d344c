#include "mocksmtp/match/slips.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <string_view>
#include <utility>
#include <vector>

#include "mocksmtp/base/normal_form.hpp"
#include "mocksmtp/base/text.hpp"
#include "mocksmtp/mail/encoded_word.hpp"
#include "mocksmtp/mail/transfer_encoding.hpp"
#include "mocksmtp/match/matcher.hpp"

namespace mocksmtp::match {
namespace {

// Longer texts are not searched for slips: reports are made between two replies.
constexpr std::size_t longest = 1u << 20;

using change = std::string (*)(std::string_view);

// Of what the change leaves nothing there is no changed text.
std::vector<std::string> changed(const values& found, change how) {
    std::vector<std::string> texts;
    for (const value& each : found) {
        const auto* text = std::get_if<std::string_view>(&each);
        if (!text || text->size() > longest) continue;
        if (auto made = how(*text); !made.empty()) texts.push_back(std::move(made));
    }
    return texts;
}

bool would_match(const field& on, const pattern& wanted, const std::vector<std::string>& texts) {
    return match::would_match(on, wanted, values::list_of(texts));
}

// The parts of a pattern that are plain text; the rest stays as it is.
pattern changed_pattern(pattern wanted, change how) {
    const auto rewrite = [how](std::optional<std::string>& text) {
        if (text) text = how(*text);
    };
    if (wanted.equals) {
        if (auto* text = std::get_if<std::string>(&*wanted.equals)) *text = how(*text);
    }
    rewrite(wanted.contains);
    rewrite(wanted.prefix);
    rewrite(wanted.suffix);
    return wanted;
}

// Where Windows-1252 differs from Latin-1, from 0x80 on; 0: it has no character there.
constexpr std::array<char16_t, 32> windows_1252{0x20ac, 0,      0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021,
                                                0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017d, 0,
                                                0,      0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
                                                0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0,      0x017e, 0x0178};

// The octets that were read as these characters in Latin-1 or Windows-1252; empty where they cannot have been.
std::string read_as_latin(std::string_view text) {
    std::string octets;
    for (const char32_t each : base::code_points(text)) {
        const auto found = std::ranges::find(windows_1252, each);
        if (each <= 0xff)
            octets += static_cast<char>(each);
        else if (found != windows_1252.end())
            octets += static_cast<char>(0x80 + (found - windows_1252.begin()));
        else
            return {};
    }
    return base::is_ascii(text) ? std::string() : octets;
}

std::string without_non_ascii(std::string_view text) {
    std::string made;
    std::ranges::copy_if(text, std::back_inserter(made), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    return made;
}

// Octets that were no text of the charset they were sent in have become U+FFFD, and cannot be brought back.
bool is_damaged(const pattern& wanted, const values& found) {
    const auto* text = wanted.equals ? std::get_if<std::string>(&*wanted.equals) : nullptr;
    const std::string* part = text != nullptr ? text : wanted.contains ? &*wanted.contains : nullptr;
    if (part == nullptr || base::is_ascii(*part)) return false;
    const std::string left = without_non_ascii(*part);
    return std::ranges::any_of(found, [&](const value& each) {
        const auto* actual = std::get_if<std::string_view>(&each);
        if (!actual || actual->size() > longest || actual->find("\xef\xbf\xbd") == actual->npos) return false;
        const std::string there = without_non_ascii(*actual);
        return text != nullptr ? there == left : there.find(left) != there.npos;
    });
}

// What says how a text has to be; a denial would be fulfilled by any change.
bool asks_for_text(const pattern& wanted) {
    const bool equals = wanted.equals && std::holds_alternative<std::string>(*wanted.equals);
    return (equals || wanted.contains || wanted.prefix || wanted.suffix) && wanted.unless.empty() && !wanted.none;
}

bool is_same_but_for(change how, const field& on, const pattern& wanted, const values& found) {
    return asks_for_text(wanted) && would_match(on, changed_pattern(wanted, how), changed(found, how));
}

struct slip {
    change undo;
    std::string_view name;
};

constexpr std::array slips{
    slip{read_as_latin, "UTF-8 was taken for Latin-1"},
    slip{mail::decode_encoded_words, "it was encoded twice (RFC 2047)"},
    slip{mail::decode_quoted_printable, "it is still quoted-printable: encoded twice, or not said to be"},
};

}  // namespace

bool would_match(const field& on, pattern wanted, const values& found) {
    const auto made = compile(on, std::move(wanted));
    const auto* wants = std::get_if<matcher>(&made);
    return wants && wants->matches(found);
}

bool differs_in_normalisation(const field& on, const pattern& wanted, const values& found) {
    return is_same_but_for(base::decomposed, on, wanted, found);
}

bool differs_invisibly(const field& on, const pattern& wanted, const values& found) {
    return is_same_but_for(base::without_invisible, on, wanted, found);
}

std::optional<std::string> encoding_slip(const field& on, const pattern& wanted, const values& found) {
    if (!asks_for_text(wanted)) return std::nullopt;
    for (const slip& each : slips) {
        if (would_match(on, wanted, changed(found, each.undo))) return std::string(each.name);
    }
    if (is_damaged(wanted, found)) return "its octets are not in the charset they were sent as";
    return std::nullopt;
}

}  // namespace mocksmtp::match
