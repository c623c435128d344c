// Copies the store's records into values that outlive them.
#pragma once

#include "mocksmtp/captured.hpp"
#include "mocksmtp/store/records.hpp"

namespace mocksmtp {

captured_message capture(const store::message_record& from);
captured_attempt capture(const store::attempt_record& from);
captured_transaction capture(const store::transaction_record& from);
captured_hold capture(const store::hold_record& from);

}  // namespace mocksmtp
