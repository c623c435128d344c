// Items as a file of expectations has them: only what the application under test decides, however often it runs.
#pragma once

#include "api/json/value.hpp"
#include "mocksmtp/store/records.hpp"

namespace api::json {

value snapshot_of(const mocksmtp::store::message_record& what);
value snapshot_of(const mocksmtp::store::transaction_record& what);
value snapshot_of(const mocksmtp::store::attempt_record& what);

}  // namespace api::json
