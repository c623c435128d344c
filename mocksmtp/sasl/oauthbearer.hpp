// OAUTHBEARER (RFC 7628): a bearer token, and behind a GS2 header who wants to use it and where.
#pragma once

#include <memory>

#include "mocksmtp/sasl/context.hpp"
#include "mocksmtp/sasl/directory.hpp"
#include "mocksmtp/sasl/mechanism.hpp"

namespace mocksmtp::sasl {

// The user is the authorization identity of the header, and the token one of that account's passwords. A client may
// leave the identity out (section 3.1): then it is the account that has the token, in an open house nobody known.
// host, port and all other parts are kept. A token that is wrong, or none at all ("auth=", by which a client asks how
// to get one), gets the error challenge (JSON) first and is refused after the client's answer to it, whatever that is.
std::unique_ptr<mechanism> make_oauthbearer(const context& around, const directory& users);

}  // namespace mocksmtp::sasl
