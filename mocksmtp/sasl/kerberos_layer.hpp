// RFC 4752 section 3.1: everything behind the exchange is wrapped by its context. Only where the library is.
#pragma once

#include <cstdint>
#include <memory>

#include "mocksmtp/sasl/kerberos_handles.hpp"
#include "mocksmtp/sasl/security_layer.hpp"

namespace mocksmtp::sasl {

// nullptr if the client's buffers have no room for a single octet.
std::unique_ptr<security_layer> make_kerberos_layer(gss_context context, bool encrypting, std::uint32_t client_takes,
                                                    std::uint32_t at_most);

}  // namespace mocksmtp::sasl
