// What else letters and digits in the shape of a code may be.
#pragma once

#include <string_view>

namespace mocksmtp::mail {

// `before` and `behind` are the octets around the value, a few dozen are enough.

// Part of a longer word, a path, a masked card number, an international telephone number.
bool is_part_of_more(std::string_view value, std::string_view before, std::string_view behind);

// A colour behind its "#", a date with the name of its month, an amount with its currency.
bool is_something_else(std::string_view value, std::string_view before);

// As likely a year, a date without separators, a colour, a hexadecimal id, a postal code or the number of a house.
bool is_doubtful(std::string_view value, std::string_view before, std::string_view behind);

// "2019 2020"
bool looks_like_years(std::string_view first, std::string_view second);

// "K1A 0B6", "EC1 2AB"
bool looks_like_postcode(std::string_view first, std::string_view second);

}  // namespace mocksmtp::mail
