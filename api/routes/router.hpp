// The one way in: a request becomes an answer.
#pragma once

#include "api/json/problem.hpp"
#include "api/routes/request.hpp"
#include "api/routes/response.hpp"
#include "api/routes/surroundings.hpp"

namespace api::routes {

// Checks who asks (Host, token, origin), finds the route and lets it answer. Never throws: what a route could not cope
// with is a 500 that says so. Behind /v1/scopes/NAME/ stands the same API, of that scope. HEAD is GET without its body,
// OPTIONS tells the methods of a path.
answer handle(const request& asked, surroundings& world, moment at);

response problem_response(const json::problem& what);

}  // namespace api::routes
