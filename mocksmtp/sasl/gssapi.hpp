// GSSAPI (RFC 4752): a Kerberos ticket, and what protects the connection afterwards.
#pragma once

#include <memory>

#include "mocksmtp/sasl/context.hpp"
#include "mocksmtp/sasl/directory.hpp"
#include "mocksmtp/sasl/kerberos.hpp"
#include "mocksmtp/sasl/mechanism.hpp"

namespace mocksmtp::sasl {

// The user is the account of the principal's full name (test@EXAMPLE.TEST), else its first part (test); the principal
// and its realm are fields, and what can be read of the ticket without a key. Any authorization identity is granted.
// Without a keytab the ticket is shown and the exchange refused: there is no key to check it, or to answer with.
std::unique_ptr<mechanism> make_gssapi(const context& around, const directory& users);

// The same with any acceptor (nullptr: none). Security layers are offered only if `layers` says so.
std::unique_ptr<mechanism> make_gssapi(std::unique_ptr<kerberos_acceptor> acceptor, bool layers,
                                       const directory& users);

}  // namespace mocksmtp::sasl
