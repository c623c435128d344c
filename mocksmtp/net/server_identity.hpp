// Who the server says it is in a TLS handshake: a certificate, its key and the chain above it.
#pragma once

#include <string>
#include <vector>

#include "mocksmtp/net/openssl.hpp"

namespace mocksmtp::net {

struct server_identity {
    certificate_handle leaf;
    key_handle key;
    std::vector<certificate_handle> chain;  // what is sent after the leaf, in this order
    certificate_handle authority;           // what a client has to trust
    std::string authority_pem;              // the same in PEM
    std::string origin = {};                // the file of the leaf; empty: it was made here
};

/// Where an identity is read from. One file may hold both: leave `key` empty.
struct identity_files {
    std::string certificate = {};  // PEM: the leaf first, then what signed it
    std::string key = {};          // PEM, not encrypted
};

/// Reads an identity from PEM files. The last certificate of the chain is taken as what clients trust.
/// Throws setup_error naming the file and the remedy: unreadable, no PEM, encrypted, key of another certificate.
server_identity load_identity(const identity_files& from);

}  // namespace mocksmtp::net
