// ANONYMOUS (RFC 4505): nobody in particular, with a trace of whoever it was if the client cares to leave one.
#pragma once

#include <memory>

#include "mocksmtp/sasl/context.hpp"
#include "mocksmtp/sasl/directory.hpp"
#include "mocksmtp/sasl/mechanism.hpp"

namespace mocksmtp::sasl {

// Lets everybody in as `anonymous`, users or not: who offers it wants that. The trace (an e-mail address or any token)
// is a field; one that is no UTF-8, has control characters or more than 255 characters is malformed (section 2).
std::unique_ptr<mechanism> make_anonymous(const context& around, const directory& users);

}  // namespace mocksmtp::sasl
