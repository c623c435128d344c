// The page of evidence: everything captured and everything that failed, readable without the mock that made it.
#pragma once

#include "api/routes/route.hpp"

namespace api::routes {

answer get_report(const call& asked);

}  // namespace api::routes
