// Operands of a pattern, read as what their field's type asks for.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "mocksmtp/base/clock.hpp"
#include "mocksmtp/match/pattern.hpp"
#include "mocksmtp/match/value.hpp"

namespace mocksmtp::match {

// Nothing where the operand is of another type, or text that does not spell one: a letter and an ordinal without
// leading zeros, a decimal number, true or false, RFC 3339.
std::optional<ordinal> ordinal_of(const literal& operand);
std::optional<std::int64_t> number_of(const literal& operand);
std::optional<bool> flag_of(const literal& operand);
std::optional<base::timestamp> time_of(const literal& operand);

// For an error message: text in quotes, at most 60 octets of it.
std::string shown(const literal& operand);

// The bare address of an operand that may stand in angle brackets; `<>` is the null reverse-path, "".
std::string_view without_brackets(std::string_view address);

}  // namespace mocksmtp::match
