// What "since" means: a cursor, a mark or now, held against the journal as it is.
#pragma once

#include <cstdint>
#include <variant>

#include "api/json/list_query.hpp"
#include "api/json/problem.hpp"
#include "mocksmtp/store/scope.hpp"

namespace api::routes {

// The event after which things count, in the present epoch. A cursor from before a reset is 409, one that never was
// and a mark nobody made are 400.
std::variant<std::uint64_t, json::problem> resolve(const json::since& from, const mocksmtp::store::scope& in);

}  // namespace api::routes
