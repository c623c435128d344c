// The API's description as a page for people.
#pragma once

#include "api/routes/route.hpp"

namespace api::routes {

answer get_docs(const call& asked);

}  // namespace api::routes
