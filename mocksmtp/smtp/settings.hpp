// What a session is allowed and asked to do: limits and policies, shared by all sessions of a listener.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "mocksmtp/smtp/diagnostic.hpp"

namespace mocksmtp::smtp {

// Who may write to a domain that is not local.
enum class relaying { everyone, authenticated, nobody };

struct settings {
    std::string hostname = "mock.test";
    std::uint64_t max_message_octets = 52428800;     // exactly so many are accepted; 0: no limit
    std::size_t max_recipients = 0;                  // accepted recipients of one transaction; 0: the persona's
    std::size_t max_line_octets = 12288;             // a command line with its line end (RFC 4954 4 asks for 12288)
    std::size_t max_auth_failures = 10;              // of one session, then 421; 0: no limit
    std::size_t max_errors = 1000;                   // negative replies to unusable commands, then 421; 0: no limit
    std::chrono::milliseconds idle_timeout{300000};  // RFC 5321 4.5.3.2.7
    std::chrono::milliseconds banner_delay{0};
    bool require_auth = false;
    bool require_tls = false;
    std::vector<std::string> mechanisms;     // offered, in this order; empty: every one that can answer honestly
    std::vector<std::string> local_domains;  // empty: every domain is local
    std::vector<std::string> mailboxes;      // empty: every local recipient exists
    relaying relay = relaying::everyone;
    std::vector<diagnostic_code> strict;  // refused instead of noted
    bool starttls = true;                 // STARTTLS can be offered
};

}  // namespace mocksmtp::smtp
