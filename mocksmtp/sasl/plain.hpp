// PLAIN (RFC 4616): authorization identity, user and password in one message.
#pragma once

#include <memory>

#include "mocksmtp/sasl/context.hpp"
#include "mocksmtp/sasl/directory.hpp"
#include "mocksmtp/sasl/mechanism.hpp"

namespace mocksmtp::sasl {

// Any authorization identity is granted. Bytes that are not UTF-8 are compared as they are.
std::unique_ptr<mechanism> make_plain(const context& around, const directory& users);

}  // namespace mocksmtp::sasl
