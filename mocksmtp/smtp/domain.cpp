#include "mocksmtp/smtp/domain.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>

#include "mocksmtp/base/text.hpp"

namespace mocksmtp::smtp {

namespace {

constexpr unsigned groups_of_ipv6 = 8;

// What stands in front of the mark, which the text loses; all of it where there is no mark.
std::string_view take_until(std::string_view& text, char mark) {
    const std::string_view front = text.substr(0, text.find(mark));
    text.remove_prefix(std::min(front.size() + 1, text.size()));
    return front;
}

bool is_ipv4(std::string_view text) {
    if (text.ends_with('.') || std::ranges::count(text, '.') != 3) return false;
    while (!text.empty()) {
        const std::string_view number = take_until(text, '.');
        if (!base::is_digits(number) || number.size() > 3 || (number.size() == 3 && number > "255")) return false;
    }
    return true;
}

bool is_group(std::string_view text) {
    const auto is_hexadecimal = [](char c) {
        return base::is_digit(c) || (base::to_lower(c) >= 'a' && base::to_lower(c) <= 'f');
    };
    return !text.empty() && text.size() <= 4 && std::ranges::all_of(text, is_hexadecimal);
}

// How many groups of 16 bits the text has, of which an IPv4 address at the end is two; nothing where it is wrong.
std::optional<unsigned> groups_in(std::string_view text, bool ends) {
    unsigned count = 0;
    if (text.ends_with(':')) return std::nullopt;
    while (!text.empty()) {
        const std::string_view group = take_until(text, ':');
        if (text.empty() && ends && is_ipv4(group)) return count + 2;
        if (!is_group(group)) return std::nullopt;
        ++count;
    }
    return count;
}

bool is_ipv6(std::string_view text) {
    const std::size_t gap = text.find("::");
    if (gap == std::string_view::npos) return groups_in(text, true) == groups_of_ipv6;
    const auto before = groups_in(text.substr(0, gap), false);
    const auto behind = groups_in(text.substr(gap + 2), true);
    return before && behind && *before + *behind < groups_of_ipv6;
}

bool is_label(std::string_view text) {
    constexpr std::size_t most_octets = 63;
    if (text.empty() || text.size() > most_octets || text.front() == '-' || text.back() == '-') return false;
    return std::ranges::all_of(
        text, [](char c) { return base::is_alphanumeric(c) || c == '-' || static_cast<unsigned char>(c) >= 0x80; });
}

}  // namespace

bool is_domain_name(std::string_view text) {
    constexpr std::size_t most_octets = 255;
    if (text.empty() || text.size() > most_octets || text.ends_with('.')) return false;
    if (base::is_digit(text.back()) && is_ipv4(text)) return false;
    while (!text.empty()) {
        if (!is_label(take_until(text, '.'))) return false;
    }
    return true;
}

bool is_address_literal(std::string_view text) {
    constexpr std::string_view tag = "IPv6:";
    if (text.size() < 2 || !text.starts_with('[') || !text.ends_with(']')) return false;
    const std::string_view inside = text.substr(1, text.size() - 2);
    return base::istarts_with(inside, tag) ? is_ipv6(inside.substr(tag.size())) : is_ipv4(inside);
}

}  // namespace mocksmtp::smtp
