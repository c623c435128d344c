// What a list is asked for with, written as JSON instead of as a query string.
#pragma once

#include <variant>

#include "api/json/list_query.hpp"
#include "api/json/value.hpp"

namespace api::json {

// {"match": {...}, "must": {...}, "count": "1..", "wait": "5s", ...}: conditions as rules write them, and of the other
// parameters those that the call understands. Mistakes are at JSON pointers.
std::variant<list_query, problem> parse_list_body(const value& body, const list_call& call);

}  // namespace api::json
