// SCRAM (RFC 5802, RFC 7677): client and server prove to each other that they know the password, and neither sends it.
#pragma once

#include <memory>
#include <string_view>

#include "mocksmtp/base/digest.hpp"
#include "mocksmtp/sasl/context.hpp"
#include "mocksmtp/sasl/directory.hpp"
#include "mocksmtp/sasl/mechanism.hpp"

namespace mocksmtp::sasl {

// Whether the exchange is tied to the TLS session around it: the -PLUS forms are.
enum class scram_binding { none, tls };

// For SHA-1, -224, -256, -384 and -512. Without a configured password every exchange is refused, as nothing could be
// proved. A user has the same salt in every exchange, one that does not exist too; it is derived, as is the server's
// nonce. A pinned challenge is a whole server-first-message, whose r= is the whole nonce or the server's part of it.
//
// Names and passwords are compared as the UTF-8 they are: SASLprep (RFC 4013) changes nothing in ASCII, and beyond
// ASCII it is left to the client.
template <base::hash algorithm, scram_binding binding>
std::unique_ptr<mechanism> make_scram(const context& around, const directory& users);

// Whether anything of these bytes can be sent as a server-first-message.
bool can_pin_scram(std::string_view challenge);

}  // namespace mocksmtp::sasl
