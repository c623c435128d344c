// One authentication attempt: everything said and everything found out (RFC 4954).
#pragma once

#include <string>
#include <vector>

#include "mocksmtp/sasl/mechanism.hpp"
#include "mocksmtp/smtp/envelope.hpp"

namespace mocksmtp::smtp {

enum class attempt_outcome { accepted, refused, cancelled, malformed, aborted, unsupported };
std::string_view name(attempt_outcome how);

enum class direction { client, server };

// One line of the exchange, as on the wire without its line end, and what it means.
struct exchanged {
    direction from = direction::client;
    std::string line;
    sasl::fields decoded;
    bool secret = false;  // the line carries a secret and is shown only as digest and length
};

struct attempt {
    std::string mechanism;             // upper case, as the client named it
    std::vector<std::string> offered;  // what this session's last EHLO reply advertised
    bool initial_response = false;
    sasl::findings found;
    attempt_outcome outcome = attempt_outcome::aborted;
    bool under_tls = false;
    reply answer;
    std::optional<rule_hit> rule;
    std::vector<exchanged> exchange;
};

}  // namespace mocksmtp::smtp
