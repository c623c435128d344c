// The whole state of a scope as one JSON document, session by session.
#pragma once

#include "api/routes/route.hpp"

namespace api::routes {

answer get_export(const call& asked);

}  // namespace api::routes
