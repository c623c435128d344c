// Named scopes: which there are, and saying what belongs to one.
#pragma once

#include <variant>

#include "api/json/target.hpp"
#include "api/routes/route.hpp"

namespace api::routes {

answer get_scopes(const call& asked);
answer get_scope(const call& asked);
// {"match": {...}, "listen": "plain:2525", "ttl": "10m"}, each may be left out, the port too: 201 for a scope that was
// not declared, else 200.
answer put_scope(const call& asked);
answer delete_scope(const call& asked);

// Who answers a call: the world, or, behind /v1/scopes/NAME/, that scope.
struct destination {
    json::target where;  // without the prefix
    surroundings* in;
};
std::variant<destination, response> enter_scope(json::target where, surroundings& world);

// The moment as the scope sees it: its quiet is not broken by what happens in others.
moment seen_from(surroundings& in, moment at);

}  // namespace api::routes
