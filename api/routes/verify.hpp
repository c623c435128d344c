// Several expectations in one call.
#pragma once

#include "api/routes/route.hpp"

namespace api::routes {

answer post_verify(const call& asked);

}  // namespace api::routes
