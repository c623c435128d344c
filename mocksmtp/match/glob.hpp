// Globs, translated into regular expressions.
#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "mocksmtp/match/compare.hpp"
#include "mocksmtp/match/regex.hpp"

namespace mocksmtp::match {

// * is any text, ? one character, [a-z_] one of these, [!a-z] or [^a-z] one of the others, \ takes away the next
// character's meaning; ] first in brackets stands for itself, and [:alpha:] in brackets is a class. The whole text has
// to match, line ends included. With letters::address the case of letters after the @ does not count; with
// letters::caseless that is left to whoever compiles the result.
// An error for brackets never closed, a \ at the end, and more than 32 ways to place the @.
std::variant<std::string, regex_error> regex_of_glob(std::string_view glob, letters how);

}  // namespace mocksmtp::match
