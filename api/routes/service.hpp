// What a caller wants to know or do beside the mail: state, certificate, reset, health, metrics, documents.
#pragma once

#include "api/routes/route.hpp"

namespace api::routes {

answer get_state(const call& asked);
answer get_ca(const call& asked);
answer post_reset(const call& asked);

answer get_alive(const call& asked);
answer get_ready(const call& asked);
answer get_metrics(const call& asked);  // Prometheus text format 0.0.4

answer get_index(const call& asked);
answer get_openapi_json(const call& asked);
answer get_openapi_yaml(const call& asked);

}  // namespace api::routes
