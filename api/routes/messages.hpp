// One message and what it is made of.
#pragma once

#include "api/routes/route.hpp"

namespace api::routes {

answer get_message(const call& asked);
answer get_message_raw(const call& asked);   // as received, dot-stuffing undone
answer get_message_wire(const call& asked);  // exactly as it came over the wire
answer get_message_text(const call& asked);
answer get_message_html(const call& asked);
answer get_message_part(const call& asked);

}  // namespace api::routes
