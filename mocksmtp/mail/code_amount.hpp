// Amounts: numbers with a unit or a currency beside them.
#pragma once

#include <string_view>

namespace mocksmtp::mail {

// Whether the text begins with what makes a number in front of it an amount: a unit, a currency, the sign of an hour or
// a year. One space may come before it.
bool begins_with_unit(std::string_view text);

// Whether it ends with a currency, or with the area code of a telephone number in brackets.
bool ends_with_amount(std::string_view text);

}  // namespace mocksmtp::mail
