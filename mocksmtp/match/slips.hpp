// Texts that would have matched but for the way they are written in octets.
#pragma once

#include <optional>
#include <string>

#include "mocksmtp/match/field.hpp"
#include "mocksmtp/match/pattern.hpp"
#include "mocksmtp/match/value.hpp"

namespace mocksmtp::match {

// Whether the pattern, put in front of these values, holds; a pattern that cannot be compiled does not.
bool would_match(const field& on, pattern wanted, const values& found);

// It looks the same, but letters and their marks are one code point here and several there.
bool differs_in_normalisation(const field& on, const pattern& wanted, const values& found);

// But for characters that nobody sees it would hold.
bool differs_invisibly(const field& on, const pattern& wanted, const values& found);

// What would have to be undone for the pattern to hold, in one clause: "UTF-8 was taken for Latin-1". Nothing: no such
// slip explains it.
std::optional<std::string> encoding_slip(const field& on, const pattern& wanted, const values& found);

}  // namespace mocksmtp::match
