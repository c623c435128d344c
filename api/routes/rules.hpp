// Scripted failure, changed while the mock runs; POST /v1/reset brings the configured rules back.
#pragma once

#include "api/routes/route.hpp"

namespace api::routes {

answer get_rules(const call& asked);
answer post_rule(const call& asked);
answer put_rules(const call& asked);
answer delete_rules(const call& asked);
answer get_rule(const call& asked);
answer put_rule(const call& asked);
answer delete_rule(const call& asked);
answer post_rules_check(const call& asked);

}  // namespace api::routes
