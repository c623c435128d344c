// A mock that only shows: what was imported stays as it is.
#pragma once

#include <optional>

#include "api/json/problem.hpp"
#include "api/routes/route.hpp"

namespace api::routes {

// Why this call is not possible there: it would change something.
std::optional<json::problem> refuse_change(const route& wanted, const surroundings& world);

}  // namespace api::routes
