#include "mocksmtp/mail/code_doubt.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>

#include "mocksmtp/base/text.hpp"
#include "mocksmtp/mail/code_word_lists.hpp"
#include "mocksmtp/mail/latin_word.hpp"

namespace mocksmtp::mail {
namespace {

bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }

// Half of a letter of U+00C0 to U+017F, which Latin words are written with.
bool begins_with_letter(std::string_view text) {
    const auto octet = text.empty() ? 0u : static_cast<unsigned char>(text.front());
    return octet >= 0xC3 && octet <= 0xC5;
}
bool ends_with_letter(std::string_view text) {
    return text.size() > 1 && begins_with_letter(text.substr(text.size() - 2));
}

bool is_masked(std::string_view before) {
    if (before.ends_with(' ')) before.remove_suffix(1);
    return before.ends_with("***") || before.ends_with("xxx") || before.ends_with("XXX") || before.ends_with("•");
}

int number_of(std::string_view digits) {
    int number = 0;
    for (const char c : digits) number = number * 10 + (c - '0');
    return number;
}

bool is_year(std::string_view digits) {
    return digits.size() == 4 && base::is_digits(digits) && number_of(digits) >= 1900 && number_of(digits) < 2100;
}

bool is_month_and_day(std::string_view month, std::string_view day) {
    return number_of(month) >= 1 && number_of(month) <= 12 && number_of(day) >= 1 && number_of(day) <= 31;
}

bool is_date(std::string_view value) {
    if (value.size() != 8 || !base::is_digits(value)) return false;
    const auto part = [&](std::size_t at, std::size_t length) { return value.substr(at, length); };
    if (is_year(part(0, 4)) && is_month_and_day(part(4, 2), part(6, 2))) return true;
    return is_year(part(4, 4)) &&
           (is_month_and_day(part(0, 2), part(2, 2)) || is_month_and_day(part(2, 2), part(0, 2)));
}

// "15MAR2026", "MAR2026"
bool is_date_with_month(std::string_view value) {
    constexpr std::string_view months = "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC";
    const auto month = static_cast<std::size_t>(std::ranges::find_if(value, is_capital) - value.begin());
    if (month > 2 || value.size() < month + 5) return false;
    const std::string_view year = value.substr(month + 3);
    return months.find(value.substr(month, 3)) != months.npos && base::is_digits(year) &&
           (year.size() == 2 || is_year(year));
}

// "USD1234", "1234EUR"
bool is_amount(std::string_view value) {
    const auto is_currency = [](std::string_view word) { return is_listed(currencies, word); };
    const std::string_view number = value.substr(0, value.size() - 3);
    return (is_currency(value.substr(0, 3)) && base::is_digits(value.substr(3))) ||
           (is_currency(value.substr(number.size())) && base::is_digits(number));
}

bool has_hexadecimal(std::string_view value) {
    return !base::is_digits(value) &&
           std::ranges::all_of(value, [](char c) { return base::is_digit(c) || (c >= 'A' && c <= 'F'); });
}

// "CA 95014", "Hauptstraße 1234"
bool stands_behind_place(std::string_view before) {
    if (!before.ends_with(' ')) return false;
    before.remove_suffix(1);
    const std::size_t size = before.size();
    const bool state = size >= 2 && is_capital(before[size - 1]) && is_capital(before[size - 2]) &&
                       (size == 2 || before[size - 3] == ' ' || before[size - 3] == '\n');
    constexpr std::array<std::string_view, 9> streets = {"straße", "strasse", "str.", "weg",  "platz",
                                                         "allee",  "straat",  "laan", "gasse"};
    const std::string word = base::to_lower(before.substr(size - std::min<std::size_t>(size, 8)));
    return state || std::ranges::any_of(streets, [&](std::string_view end) { return word.ends_with(end); });
}

// "10115 Berlin", "1012 AB Amsterdam", "1600 Amphitheatre Parkway"
bool stands_before_place(std::string_view behind) {
    return behind.size() > 2 && behind[0] == ' ' && is_capital(behind[1]) && base::is_alpha(behind[2]);
}

}  // namespace

bool is_part_of_more(std::string_view value, std::string_view before, std::string_view behind) {
    constexpr std::string_view ties_before = "+@/\\_&?";
    constexpr std::string_view ties_behind = "/\\_@&";
    if (!before.empty() && ties_before.find(before.back()) != ties_before.npos) return true;
    if (!behind.empty() && ties_behind.find(behind.front()) != ties_behind.npos) return true;
    return ends_with_letter(before) || begins_with_letter(behind) || value.starts_with("XXX") || is_masked(before);
}

bool is_something_else(std::string_view value, std::string_view before) {
    const bool is_colour = before.ends_with('#') && (value.size() == 6 || value.size() == 8) && has_hexadecimal(value);
    return is_colour || is_date_with_month(value) || is_amount(value);
}

bool is_doubtful(std::string_view value, std::string_view before, std::string_view behind) {
    if (before.ends_with('#') || is_year(value) || is_date(value) || (value.size() >= 8 && has_hexadecimal(value)))
        return true;
    return base::is_digits(value) && value.size() <= 5 && (stands_behind_place(before) || stands_before_place(behind));
}

bool looks_like_years(std::string_view first, std::string_view second) { return is_year(first) && is_year(second); }

bool looks_like_postcode(std::string_view first, std::string_view second) {
    if (first.size() != 3 || second.size() != 3 || !is_capital(first.front())) return false;
    return base::is_digit(second[0]) && is_capital(second[1]) && (is_capital(second[2]) || base::is_digit(second[2]));
}

}  // namespace mocksmtp::mail
