// What a route is: a method and a path with places for ids, and the function that answers.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "api/json/target.hpp"
#include "api/routes/request.hpp"
#include "api/routes/response.hpp"
#include "api/routes/surroundings.hpp"

namespace api::routes {

// One request on its way to its answer.
struct call {
    const request& asked;
    const json::target& where;
    std::vector<std::string> ids;  // what stands at the {places} of the path, in order
    surroundings& world;
    moment at;
};

struct route {
    std::string_view method;
    std::string_view path;      // "/v1/messages/{id}/raw", as in the OpenAPI document
    std::string_view produces;  // media types, blanks between; refused with 406 if the client accepts none of them
    answer (*handle)(const call& asked);
};

// Every route there is.
std::span<const route> all_routes();

// Whether the path fits, and what stands at its places.
std::optional<std::vector<std::string>> match_path(std::string_view path, const std::vector<std::string>& segments);

}  // namespace api::routes
