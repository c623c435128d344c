// What the calls that are about rules answer with.
#pragma once

#include <string>

#include "api/json/value.hpp"
#include "api/routes/route.hpp"

namespace api::routes {

inline constexpr auto example_of_rule = R"({"on": "rcpt", "reply": "451 4.7.1 Try again later"})";

// A rule, and what became of it.
json::value shown_rule(const mocksmtp::rules::standing& what, const call& asked);

// Puts the rule that was read from the body: 201, 200 if it replaced another, or 400.
answer add_rule(mocksmtp::rules::rule what, const json::value& body, const call& asked);

}  // namespace api::routes
