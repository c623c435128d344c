// What the certificate that a client shows in the handshake says of it.
#pragma once

#include <optional>

#include "mocksmtp/net/openssl.hpp"
#include "mocksmtp/smtp/tls.hpp"

namespace mocksmtp::net {

/// None if the client showed none. The handshake must be done.
std::optional<smtp::client_certificate> shown_by_client(const SSL* connection);

}  // namespace mocksmtp::net
