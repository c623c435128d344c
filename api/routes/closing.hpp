// Ending sessions over HTTP: the connection is idle, and dies now.
#pragma once

#include "api/routes/route.hpp"

namespace api::routes {

// {"match": {...}, "reply": "421 4.3.2 Going down", "how": "rst"}, or "all": true instead of a match.
answer post_close_sessions(const call& asked);

}  // namespace api::routes
