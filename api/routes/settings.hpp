// The options that may change while the mock runs.
#pragma once

#include "api/routes/route.hpp"

namespace api::routes {

answer get_settings(const call& asked);
answer patch_settings(const call& asked);  // all of it or nothing

}  // namespace api::routes
