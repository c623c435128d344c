// Lists of items: filters, expectations and waiting, the same for every kind.
#pragma once

#include "api/routes/route.hpp"
#include "mocksmtp/match/place.hpp"

namespace api::routes {

// GET /v1/messages and its like: {"cursor", "total", "messages": [...]}.
answer list_items(const call& asked, mocksmtp::match::item_kind kind);

// GET /v1/message: the one that matches, waited for.
answer get_one_message(const call& asked);

// DELETE /v1/messages.
answer delete_messages(const call& asked);

}  // namespace api::routes
