// Who may log in, as JSON.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "api/json/problem.hpp"
#include "api/json/show.hpp"
#include "mocksmtp/sasl/directory.hpp"

namespace api::json {

value to_json(const mocksmtp::sasl::account& what, const showing& how);

// {"password" or "passwords", "mechanisms", "enabled"}; a password there must be, the rest may be left out. All
// mistakes at once, each with its JSON pointer.
std::variant<mocksmtp::sasl::account, std::vector<mistake>> account_of(const std::string& name, const value& body);

}  // namespace api::json
