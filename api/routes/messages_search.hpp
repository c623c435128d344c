// Messages asked for with a JSON body: found, or taken.
#pragma once

#include "api/routes/route.hpp"

namespace api::routes {

// POST /v1/messages/search: the list that GET /v1/messages answers.
answer search_messages(const call& asked);

// POST /v1/messages/take: the same list, and its messages are deleted in the same step; by a body or by a query.
answer take_messages(const call& asked);

}  // namespace api::routes
