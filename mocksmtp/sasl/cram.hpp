// CRAM-MD5 (RFC 2195) and CRAM-SHA1: the client proves its password with a keyed digest of the server's challenge.
#pragma once

#include <memory>

#include "mocksmtp/sasl/context.hpp"
#include "mocksmtp/sasl/directory.hpp"
#include "mocksmtp/sasl/mechanism.hpp"

namespace mocksmtp::sasl {

// The challenge is <number.seconds@host>, from the nonces, time and host of the context, or the pinned one as it
// is. An initial response is malformed (RFC 4954 section 4).
std::unique_ptr<mechanism> make_cram_md5(const context& around, const directory& users);

// The same with SHA-1, as swaks and gen-auth have it; no RFC says so.
std::unique_ptr<mechanism> make_cram_sha1(const context& around, const directory& users);

}  // namespace mocksmtp::sasl
