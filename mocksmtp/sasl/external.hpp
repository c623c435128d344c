// EXTERNAL (RFC 4422 appendix A): the client is whoever its TLS certificate says.
#pragma once

#include <memory>

#include "mocksmtp/sasl/context.hpp"
#include "mocksmtp/sasl/directory.hpp"
#include "mocksmtp/sasl/mechanism.hpp"

namespace mocksmtp::sasl {

// The user is an e-mail address of the certificate, else a DNS name, else its common name; of several the first that
// is an account, or the first. A certificate that no trusted authority signed is accepted in an open house only, and
// not verified there. Without a certificate everybody is refused. Any authorization identity is granted; one that is
// no UTF-8 or has a NUL is malformed.
std::unique_ptr<mechanism> make_external(const context& around, const directory& users);

}  // namespace mocksmtp::sasl
