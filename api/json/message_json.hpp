// A captured message as the API shows it.
#pragma once

#include <cstddef>
#include <cstdint>

#include "api/json/show.hpp"
#include "mocksmtp/store/records.hpp"

namespace api::json {

// Of text and html so many octets are shown; what is longer is cut and says so.
inline constexpr std::size_t longest_body = 1 << 20;

value to_json(const mocksmtp::store::message_record& what, std::uint64_t epoch, const showing& how);

// The identity in force, or null.
value auth_of(const mocksmtp::store::attempt_record* what);

}  // namespace api::json
