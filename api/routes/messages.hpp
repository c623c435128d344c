// One message by its id, and what it is made of.
#pragma once

#include "api/routes/message_parts.hpp"
#include "api/routes/route.hpp"

namespace api::routes {

answer get_message(const call& asked);

// GET /v1/messages/{id}/raw and its like.
answer get_part(const call& asked, part_function show);

// GET /v1/messages/{id}/extract?regex=: what the first match in the message's text, HTML or subject says.
answer get_extract(const call& asked);

}  // namespace api::routes
