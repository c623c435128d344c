// DIGEST-MD5 (RFC 2831): both sides prove the password with digests over both sides' nonces.
#pragma once

#include <memory>

#include "mocksmtp/sasl/context.hpp"
#include "mocksmtp/sasl/directory.hpp"
#include "mocksmtp/sasl/mechanism.hpp"

namespace mocksmtp::sasl {

// The realm offered is the host, a pinned challenge is the whole text. The host in digest-uri is noted and not asked
// about, as it varies freely from client to client; the service has to be smtp. The nonce may be used once. A right
// response is answered with rspauth and accepted after the client's empty answer to that; in an open house, where the
// server can prove nothing, at once. Any authorization identity is granted.
//
// An initial response is what a client sends that has been here before (section 2.2, Cyrus SASL's does). No nonce is
// remembered, so it is told that its own is stale, and asked anew.
//
// take_layer() has one if the client chose auth-int or auth-conf, which are offered when the session can carry them.
std::unique_ptr<mechanism> make_digest_md5(const context& around, const directory& users);

}  // namespace mocksmtp::sasl
