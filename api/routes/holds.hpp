// Sessions parked at a breakpoint, one by one.
#pragma once

#include "api/routes/route.hpp"

namespace api::routes {

answer get_hold(const call& asked);
answer get_hold_raw(const call& asked);  // the message it holds, dot-stuffing undone
answer release_hold(const call& asked);  // {"reply": ...}: said instead of what would have been

}  // namespace api::routes
