// Reads an event of an export.
#pragma once

#include "api/json/told.hpp"

namespace api::json {

mocksmtp::store::event_record event_of(const told& from);

}  // namespace api::json
