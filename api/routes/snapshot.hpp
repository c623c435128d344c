// What was sent, without all that differs from run to run: for files that a test compares with.
#pragma once

#include "api/routes/route.hpp"

namespace api::routes {

answer get_snapshot(const call& asked);

}  // namespace api::routes
