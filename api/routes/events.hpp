// The journal as a stream: JSON lines, or Server-Sent Events that go on.
#pragma once

#include "api/routes/route.hpp"

namespace api::routes {

// Parameters: filters on events, since, follow (JSON lines: do not end), format=jsonl|sse. Server-Sent Events go on by
// themselves and begin behind Last-Event-ID if the client sends one.
answer get_events(const call& asked);

}  // namespace api::routes
