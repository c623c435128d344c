// A persona as JSON: keys are the names of its members.
#pragma once

#include <string_view>
#include <variant>
#include <vector>

#include "api/json/problem.hpp"
#include "api/json/value.hpp"
#include "mocksmtp/smtp/persona.hpp"

namespace api::json {

// All of it, so that one's own can be made of it.
value to_json(const mocksmtp::smtp::persona& what);

// The persona, or all that is wrong with it. What is left out is as in the persona of the catalogue that it is "like",
// else as in mocksmtp; a list replaces a list. The name is needed.
std::variant<mocksmtp::smtp::persona, std::vector<mistake>> persona_of(const value& what);

}  // namespace api::json
