// Who may log in, changed while the mock runs; POST /v1/reset brings the configured accounts back.
#pragma once

#include "api/routes/route.hpp"

namespace api::routes {

answer get_accounts(const call& asked);
answer get_account(const call& asked);
answer put_account(const call& asked);
answer delete_account(const call& asked);

}  // namespace api::routes
