// Authentication attempts, transactions and sessions, one by one.
#pragma once

#include "api/routes/route.hpp"

namespace api::routes {

answer get_attempt(const call& asked);
answer get_transaction(const call& asked);
answer get_session(const call& asked);     // ?arrival=true: with what TCP timing alone decided
answer get_transcript(const call& asked);  // JSON, text or the exact bytes

}  // namespace api::routes
