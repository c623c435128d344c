// The matcher language as JSON.
#pragma once

#include "api/json/written.hpp"
#include "mocksmtp/match/field.hpp"
#include "mocksmtp/match/pattern.hpp"

namespace api::json {

// A plain value equals, null is absent, a list holds exactly these; else an object of operators. Complains of all that
// is none of it and answers what is left. Whether the field can be asked so, match::compile knows.
mocksmtp::match::pattern pattern_of(const written& from);

// The same for this field; complains, too, of numbers, true and false in quotes where it holds those. A query string
// has nothing but text.
mocksmtp::match::pattern pattern_of(const mocksmtp::match::field& on, const written& from);

// The shortest form that pattern_of reads the same.
value to_json(const mocksmtp::match::pattern& what);

// null, true, 42, "text"; complains of anything else.
std::optional<mocksmtp::match::literal> literal_of(const written& from);
value to_json(const mocksmtp::match::literal& what);

}  // namespace api::json
