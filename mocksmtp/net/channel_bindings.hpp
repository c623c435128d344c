// What ties an authentication to one TLS connection (RFC 5929, RFC 9266).
#pragma once

#include <vector>

#include "mocksmtp/net/openssl.hpp"
#include "mocksmtp/sasl/context.hpp"

namespace mocksmtp::net {

/// The channel bindings of a connection whose handshake is done, as the server's side has them:
/// * tls-exporter (RFC 9266): in TLS 1.3, and before it only with the extended master secret (RFC 7627), as section 2
///   demands;
/// * tls-unique (RFC 5929 section 3): before TLS 1.3, which has none;
/// * tls-server-end-point (RFC 5929 section 4): unless the certificate's signature names no hash (Ed25519).
std::vector<sasl::channel_binding> channel_bindings_of(SSL* connection);

}  // namespace mocksmtp::net
