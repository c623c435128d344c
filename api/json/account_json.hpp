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

// {"password" or "passwords", "mechanisms", "enabled", "valid_for"}; a password there must be, the rest may be left
// out. Now, by the mock's clock, is when `valid_for` begins. All mistakes at once, each with its JSON pointer.
std::variant<mocksmtp::sasl::account, std::vector<mistake>> account_of(const std::string& name, const value& body,
                                                                       mocksmtp::base::timestamp now);

}  // namespace api::json
