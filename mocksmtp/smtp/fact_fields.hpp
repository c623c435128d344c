// Fields that situations and records answer from the same values, for matchers.
#pragma once

#include <span>

#include "mocksmtp/base/diagnostic.hpp"
#include "mocksmtp/match/field.hpp"
#include "mocksmtp/match/value.hpp"
#include "mocksmtp/smtp/attempt.hpp"
#include "mocksmtp/smtp/tls.hpp"

namespace mocksmtp::smtp {

// tls, tls_version, tls_mode, tls_cipher, tls_sni; nullptr: in the clear. Nothing for other fields, as with the next.
match::values of_tls(const tls_facts* tls, match::field_id which);
// initial_response, channel_binding, verified, secret
match::values of_exchange(const attempt& what, match::field_id which);
match::values codes_of(std::span<const base::diagnostic> found);

}  // namespace mocksmtp::smtp
