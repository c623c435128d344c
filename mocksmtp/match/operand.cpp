#include "mocksmtp/match/operand.hpp"

#include <charconv>

#include "mocksmtp/base/rfc3339.hpp"
#include "mocksmtp/base/text.hpp"

namespace mocksmtp::match {

std::optional<ordinal> ordinal_of(const literal& operand) {
    const auto* written = std::get_if<std::string>(&operand);
    const std::string_view text = written ? *written : std::string_view();
    ordinal id;
    if (text.size() < 2 || !base::is_alpha(text[0]) || text[1] == '0') return std::nullopt;
    id.letter = base::to_lower(text[0]);
    const auto [end, error] = std::from_chars(text.data() + 1, text.data() + text.size(), id.number);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return id;
}

std::optional<std::int64_t> number_of(const literal& operand) {
    if (const auto* number = std::get_if<std::int64_t>(&operand)) return *number;
    const auto* text = std::get_if<std::string>(&operand);
    std::int64_t number = 0;
    if (!text) return std::nullopt;
    const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), number);
    if (error != std::errc{} || end != text->data() + text->size()) return std::nullopt;
    return number;
}

std::optional<bool> flag_of(const literal& operand) {
    if (const auto* flag = std::get_if<bool>(&operand)) return *flag;
    const auto* text = std::get_if<std::string>(&operand);
    if (text && *text == "true") return true;
    if (text && *text == "false") return false;
    return std::nullopt;
}

std::optional<base::timestamp> time_of(const literal& operand) {
    const auto* text = std::get_if<std::string>(&operand);
    return text ? base::parse_time(*text) : std::nullopt;
}

std::string shown(const literal& operand) {
    if (const auto* flag = std::get_if<bool>(&operand)) return *flag ? "true" : "false";
    if (const auto* number = std::get_if<std::int64_t>(&operand)) return std::to_string(*number);
    const auto* text = std::get_if<std::string>(&operand);
    return text ? "\"" + base::printable(text->substr(0, 60)) + "\"" : "null";
}

std::string_view without_brackets(std::string_view address) {
    if (!address.starts_with('<') || !address.ends_with('>')) return address;
    return address.substr(1, address.size() - 2);
}

}  // namespace mocksmtp::match
