// Where mail can be sent to, and playing that it cannot.
#pragma once

#include "api/json/value.hpp"
#include "api/routes/route.hpp"

namespace api::routes {

json::value shown(const listener_facts& what);

answer get_listeners(const call& asked);
answer get_listener(const call& asked);
// {"accepting": false, "for": "3s"} or {"accepting": true}: answers what the listener is then.
answer patch_listener(const call& asked);

}  // namespace api::routes
