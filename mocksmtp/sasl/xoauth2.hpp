// XOAUTH2 (Google's "OAuth 2.0 mechanism for IMAP and SMTP"): a user and a bearer token.
#pragma once

#include <memory>

#include "mocksmtp/sasl/context.hpp"
#include "mocksmtp/sasl/directory.hpp"
#include "mocksmtp/sasl/mechanism.hpp"

namespace mocksmtp::sasl {

// The token is one of the account's passwords. A token that is not gets the error challenge (JSON) first and
// is refused after the client's answer to it, whatever that is.
std::unique_ptr<mechanism> make_xoauth2(const context& around, const directory& users);

}  // namespace mocksmtp::sasl
