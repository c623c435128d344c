// GET /v1/message/...: the one message that matches, waited for, and of it what the test wants, in one call.
#pragma once

#include "api/routes/message_parts.hpp"
#include "api/routes/route.hpp"

namespace api::routes {

// GET /v1/message/html and its like.
answer pick_part(const call& asked, part_function show);

// GET /v1/message/extract?regex=
answer pick_extract(const call& asked);

// GET /v1/message/link and /v1/message/code: exactly one. A filter on `link` or `code` says which message is meant and
// which of its links or codes; of several codes, those that words near them name are meant.
answer pick_link(const call& asked);
answer pick_code(const call& asked);

}  // namespace api::routes
