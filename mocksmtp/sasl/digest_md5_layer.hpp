// The security layers of DIGEST-MD5: signed (auth-int) or sealed (auth-conf) buffers (RFC 2831 sections 2.3 and 2.4).
#pragma once

#include <cstddef>
#include <memory>
#include <string>

#include "mocksmtp/sasl/security_layer.hpp"

namespace mocksmtp::sasl::digest_md5 {

enum class side { server, client };

struct layer_terms {
    std::string a1_hash;  // 16 octets
    std::string cipher;   // "rc4", "rc4-40", "rc4-56", "des", "3des"; empty: signed only
    // The longest buffer each side takes, without the four octets of its length.
    std::size_t sending_limit = 65536;
    std::size_t receiving_limit = 65536;
};

// nullptr for a cipher that does not exist. The client's side is there for tests.
std::unique_ptr<security_layer> make_layer(const layer_terms& terms, side here);

}  // namespace mocksmtp::sasl::digest_md5
