// A parked session as the API shows it.
#pragma once

#include <cstdint>

#include "api/json/show.hpp"
#include "mocksmtp/store/records.hpp"

namespace api::json {

void show(writer& to, const mocksmtp::store::hold_record& what, std::uint64_t epoch);

}  // namespace api::json
