// The digests of DIGEST-MD5 (RFC 2831 sections 2.1.2.1 and 2.1.3).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "mocksmtp/sasl/digest_md5_message.hpp"

namespace mocksmtp::sasl::digest_md5 {

// H(A1), 16 octets, if the response was made with this password. Names and password count in ISO 8859-1 where they fit,
// as the RFC says, and as they are, which is what many clients do.
std::optional<std::string> check(const response& sent, std::string_view password);

// What proves to the client that the server knows the password: the value of rspauth.
std::string server_proof(const response& sent, std::string_view a1_hash);

}  // namespace mocksmtp::sasl::digest_md5
