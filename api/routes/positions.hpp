// What "since" means: a cursor, a mark or now, held against the journal as it is.
#pragma once

#include <cstdint>
#include <variant>

#include "api/json/list_query.hpp"
#include "api/json/problem.hpp"
#include "api/routes/surroundings.hpp"
#include "mocksmtp/store/scope.hpp"

namespace api::routes {

// The event after which things count, in the present epoch. A cursor from before a reset is 409, one that never was
// and a mark nobody made are 400.
std::variant<std::uint64_t, json::problem> resolve(const json::since& from, const mocksmtp::store::scope& in);

// Where the world stood then, as far as that is known of a named scope: what came to no scope before has nothing to do
// with what this one misses. 0: nothing is known, or it is the world that is asked.
std::uint64_t world_since(surroundings& asked, const mocksmtp::store::cursor& now, std::uint64_t since);
// Where the world stands now, for a call whose "since" is that; else nothing.
mocksmtp::store::cursor world_now(surroundings& asked, const json::since& from);

}  // namespace api::routes
