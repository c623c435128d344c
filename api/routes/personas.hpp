// Who the server can pretend to be.
#pragma once

#include "api/routes/route.hpp"

namespace api::routes {

answer get_personas(const call& asked);
answer get_persona(const call& asked);  // as a file for --persona-file has it

}  // namespace api::routes
