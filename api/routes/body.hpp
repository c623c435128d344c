// The JSON that a request carries.
#pragma once

#include <optional>
#include <string>
#include <variant>

#include "api/json/parse.hpp"
#include "api/routes/route.hpp"

namespace api::routes {

// 415 if it is not said to be JSON, 400 if it is none.
std::variant<json::value, json::problem> read_json(const request& asked);

// 415 if it is not said to be JSON, 400 if it is none or no object; `example` is shown where an object was expected.
std::variant<json::value, json::problem> read_object(const request& asked, const std::string& example);

// Of a call whose one parameter beside its body is `format`: what is wrong with it, if anything.
std::optional<json::problem> check_format(const call& asked);
// format=text or format=json; nothing where it is left out.
std::optional<bool> wants_text(const call& asked);

// The same mistakes where what they speak of came in a body: at the pointers of its keys.
json::problem in_body(json::problem what);

}  // namespace api::routes
