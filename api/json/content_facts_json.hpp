// What a message says of itself beside its text, as the API shows it: threads, ways out of a list, invitations,
// reports.
#pragma once

#include "api/json/writer.hpp"
#include "mocksmtp/store/records.hpp"

namespace api::json {

// Members in_reply_to, references, list_unsubscribe, auto_submitted, calendars and delivery_statuses.
void put_facts(writer& to, const mocksmtp::store::message_record& of);

}  // namespace api::json
