// NTLM messages as named fields for people to read: names in UTF-8, everything binary in hexadecimal digits.
#pragma once

#include "mocksmtp/sasl/mechanism.hpp"
#include "mocksmtp/sasl/ntlm_message.hpp"
#include "mocksmtp/sasl/ntlm_proof.hpp"

namespace mocksmtp::sasl::ntlm {

// Parts that are not there have no field, except those every message has.
fields decoded(const negotiate& message);
fields decoded(const challenge& message);
// The octets are the whole message, for the integrity code.
fields decoded(const authenticate& message, std::string_view octets);

}  // namespace mocksmtp::sasl::ntlm
