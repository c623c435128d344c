// Sessions and transactions as the API shows them.
#pragma once

#include <cstdint>

#include "api/json/show.hpp"
#include "mocksmtp/store/records.hpp"

namespace api::json {

void show(writer& to, const mocksmtp::store::session_record& what, std::uint64_t epoch, const showing& how);
void show(writer& to, const mocksmtp::store::transaction_record& what, std::uint64_t epoch);

}  // namespace api::json
