// What all TLS connections of the server share: identity, versions, and how client certificates are taken.
#pragma once

#include <string>

#include "mocksmtp/net/openssl.hpp"
#include "mocksmtp/net/server_identity.hpp"
#include "mocksmtp/smtp/tls.hpp"

namespace mocksmtp::net {

/// What a server does not do that it could.
struct tls_limits {
    smtp::tls_version max_version = smtp::tls_version::tls_1_3;
    bool refuse = false;  // every ClientHello gets the alert handshake_failure
};

/// TLS 1.2 and 1.3, and the older ones only where nothing newer is spoken. Any client may show any certificate, or
/// none: it is recorded, never refused. No tickets and no resumption: each handshake is a full one, so what is recorded
/// of it (SNI, client certificate) is always what this client said now, and never depends on which connections came
/// before.
class tls_context {
public:
    /// Client certificates signed by the identity's `authority` are recorded as verified.
    /// Throws setup_error when OpenSSL refuses the identity (a key too weak for it).
    explicit tls_context(const server_identity& shown, const tls_limits& limits = {});

    /// One connection's server side, without its transport. Throws std::bad_alloc.
    ssl_handle new_connection() const;
    bool refuses() const { return refuses_; }

private:
    ssl_context_handle context_;
    bool refuses_;
};

}  // namespace mocksmtp::net
