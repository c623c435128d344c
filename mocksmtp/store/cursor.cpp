#include "mocksmtp/store/cursor.hpp"

#include <charconv>

namespace mocksmtp::store {
namespace {

// Plain decimal without sign or leading zeros.
std::optional<std::uint64_t> parse_number(std::string_view text) {
    if (text.empty() || (text.size() > 1 && text.front() == '0')) return std::nullopt;
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return number;
}

}  // namespace

std::string cursor::text() const { return std::to_string(epoch) + '.' + std::to_string(n); }

std::optional<cursor> cursor::parse(std::string_view text) {
    const auto dot = text.find('.');
    if (dot == std::string_view::npos) return std::nullopt;
    const auto epoch = parse_number(text.substr(0, dot));
    const auto n = parse_number(text.substr(dot + 1));
    if (!epoch || *epoch == 0 || !n) return std::nullopt;
    return cursor{*epoch, *n};
}

}  // namespace mocksmtp::store
