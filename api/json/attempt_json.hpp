// An authentication attempt as the API shows it, secrets hidden unless they are to be shown.
#pragma once

#include <cstdint>

#include "api/json/show.hpp"
#include "mocksmtp/store/records.hpp"

namespace api::json {

void show(writer& to, const mocksmtp::store::attempt_record& what, std::uint64_t epoch, const showing& how);

}  // namespace api::json
