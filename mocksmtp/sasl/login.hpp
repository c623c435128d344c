// LOGIN (draft-murchison-sasl-login): user name and password one after the other.
#pragma once

#include <memory>

#include "mocksmtp/sasl/context.hpp"
#include "mocksmtp/sasl/directory.hpp"
#include "mocksmtp/sasl/mechanism.hpp"

namespace mocksmtp::sasl {

// The user name may come as initial response, as some clients send it (Python smtplib). There is no grammar, so only a
// user name with a NUL is malformed.
std::unique_ptr<mechanism> make_login(const context& around, const directory& users);

}  // namespace mocksmtp::sasl
