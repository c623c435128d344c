// Fields that several kinds of records answer in the same way. Private to mocksmtp/store.
#pragma once

#include <string_view>
#include <vector>

#include "mocksmtp/match/field.hpp"
#include "mocksmtp/match/value.hpp"
#include "mocksmtp/store/records.hpp"

namespace mocksmtp::store {

// A list of views; the texts are owned elsewhere.
match::values list_of_views(const std::vector<std::string_view>& texts);
// scope, session, listener and peer; nothing for other fields, as with the following.
match::values of_session(const session_record& in, match::field_id which);
match::values of_helo(const greeting* helo);
match::values of_auth(const attempt_record* auth, match::field_id which);  // user, authzid, mechanism as lists
// from, to, refused, recipient_count and all of the above.
match::values of_transaction(const transaction_record& in, match::field_id which);

}  // namespace mocksmtp::store
