// Patterns and values as a person reads them.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "mocksmtp/match/field_table.hpp"
#include "mocksmtp/match/pattern.hpp"
#include "mocksmtp/match/value.hpp"

namespace mocksmtp::match {

// `= bob@example.test`, `contains "x"`, `absent`, `suffix ".test" and not ("x.test")`.
std::string describe(const pattern& wanted);

// What the field's values are: as describe() says of its type, and which ids.
std::string_view describe(const field_row& row);

// True if the pattern says nothing but `equals` and perhaps `ignore_case`.
bool is_equality(const pattern& wanted);

// The bare operand of an equality, else what describe() says.
std::string expectation(const pattern& wanted);

// A part of a text that fits in a line: control octets escaped, at most about 160 octets.
struct window {
    std::string text;
    std::size_t column = 0;  // of the octet asked for, in characters
};
window window_on(std::string_view text, std::size_t octet = 0);

// A value, or a list of them joined by ", "; "absent" and "none" where there is nothing.
std::string show(const value& found);
std::string show(const values& found);

}  // namespace mocksmtp::match
