// A captured message as the API shows it.
#pragma once

#include <cstddef>
#include <cstdint>

#include "api/json/show.hpp"
#include "mocksmtp/store/records.hpp"

namespace api::json {

// Of text and html so many octets are shown; what is longer is cut and says so.
inline constexpr std::size_t longest_body = 1 << 20;

// A message's members, for whoever has more to say about it; and the whole object.
void show_members(writer& to, const mocksmtp::store::message_record& what, std::uint64_t epoch, const showing& how);
void show(writer& to, const mocksmtp::store::message_record& what, std::uint64_t epoch, const showing& how);

// The member "scope", the first it belongs to; and "scopes" where there are several.
void put_scope(writer& to, const mocksmtp::store::transaction_record& of);

// The identity in force.
struct identity {
    const mocksmtp::store::attempt_record* proved_by = nullptr;  // none: null
};
void show(writer& to, const identity& what);

}  // namespace api::json
