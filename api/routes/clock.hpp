// The injected clock: what time it is there, and how a test lets time pass.
#pragma once

#include "api/routes/route.hpp"

namespace api::routes {

answer get_clock(const call& asked);
answer post_clock_advance(const call& asked);

}  // namespace api::routes
