#include "mocksmtp/mail/domain_name.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "mocksmtp/base/text.hpp"
#include "mocksmtp/mail/html_entity.hpp"
#include "mocksmtp/mail/latin_word.hpp"

namespace mocksmtp::mail {
namespace {

// RFC 3492 section 5.
constexpr std::uint32_t punycode_digits = 36;
constexpr std::uint32_t lowest_threshold = 1;
constexpr std::uint32_t highest_threshold = 26;
constexpr std::uint32_t skew = 38;
constexpr std::uint32_t damp = 700;
constexpr std::uint32_t first_bias = 72;
constexpr std::uint32_t first_code_point = 0x80;

constexpr std::size_t longest_label = 63;  // RFC 1035 section 2.3.4: no number below can overflow 64 bits

std::optional<std::uint32_t> digit_of(char c) {
    if (base::is_alpha(c)) return static_cast<std::uint32_t>(base::to_lower(c) - 'a');
    return base::is_digit(c) ? std::optional(static_cast<std::uint32_t>(c - '0') + 26) : std::nullopt;
}

// Section 6.1.
std::uint32_t adapted_bias(std::uint64_t delta, std::size_t characters, bool first) {
    delta = first ? delta / damp : delta / 2;
    delta += delta / characters;
    std::uint32_t bias = 0;
    for (; delta > (punycode_digits - lowest_threshold) * highest_threshold / 2; bias += punycode_digits)
        delta /= punycode_digits - lowest_threshold;
    return bias + static_cast<std::uint32_t>((punycode_digits - lowest_threshold + 1) * delta / (delta + skew));
}

// Section 6.2: one variable-length number off the front.
std::optional<std::uint64_t> take_delta(std::string_view& code, std::uint32_t bias) {
    constexpr std::uint64_t most = 0xFFFFFFFF;
    std::uint64_t delta = 0;
    std::uint64_t weight = 1;
    for (std::uint32_t at = punycode_digits; !code.empty(); at += punycode_digits) {
        const auto digit = digit_of(code.front());
        code.remove_prefix(1);
        if (!digit) return std::nullopt;
        delta += *digit * weight;
        const std::uint32_t threshold = at <= bias + lowest_threshold    ? lowest_threshold
                                        : at >= bias + highest_threshold ? highest_threshold
                                                                         : at - bias;
        if (delta > most) return std::nullopt;
        if (*digit < threshold) return delta;
        weight *= punycode_digits - threshold;
        if (weight > most) return std::nullopt;
    }
    return std::nullopt;
}

std::optional<std::string> decode_punycode(std::string_view code) {
    const std::size_t hyphen = code.rfind('-');
    std::u32string characters;
    if (hyphen != std::string_view::npos) {
        for (const char c : code.substr(0, hyphen)) characters += static_cast<unsigned char>(c);
        code.remove_prefix(hyphen + 1);
    }
    std::uint64_t point = first_code_point;
    std::uint64_t place = 0;
    std::uint32_t bias = first_bias;
    for (bool first = true; !code.empty(); first = false) {
        const auto delta = take_delta(code, bias);
        if (!delta) return std::nullopt;
        const std::size_t count = characters.size() + 1;
        bias = adapted_bias(*delta, count, first);
        place += *delta;
        point += place / count;
        place %= count;
        if (point > 0x10FFFF) return std::nullopt;
        characters.insert(place++, 1, static_cast<char32_t>(point));
    }
    std::string made;
    for (const char32_t c : characters) append_character(made, c);
    return made;
}

std::string readable_label(std::string_view label) {
    constexpr std::string_view prefix = "xn--";
    const bool encoded = base::istarts_with(label, prefix) && label.size() <= longest_label && base::is_ascii(label);
    const auto decoded = encoded ? decode_punycode(label.substr(prefix.size())) : std::nullopt;
    return decoded.value_or(std::string(label));
}

bool may_have_other_spelling(std::string_view domain) {
    if (!base::is_ascii(domain)) return true;
    return domain.find("--") != std::string_view::npos && base::to_lower(domain).find("xn--") != std::string::npos;
}

}  // namespace

std::string readable_domain(std::string_view domain) {
    std::string made;
    while (true) {
        const std::size_t dot = std::min(domain.find('.'), domain.size());
        made += readable_label(domain.substr(0, dot));
        if (dot == domain.size()) return in_lower_case(made);
        made += '.';
        domain.remove_prefix(dot + 1);
    }
}

std::string comparable_domain(std::string_view domain) {
    return may_have_other_spelling(domain) ? readable_domain(domain) : base::to_lower(domain);
}

bool same_domain(std::string_view a, std::string_view b) {
    if (base::iequals(a, b)) return true;
    return (may_have_other_spelling(a) || may_have_other_spelling(b)) && comparable_domain(a) == comparable_domain(b);
}

}  // namespace mocksmtp::mail
