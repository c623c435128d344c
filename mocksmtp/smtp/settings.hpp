// What a session is allowed and asked to do: limits and policies, shared by all sessions of a listener.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "mocksmtp/base/diagnostic.hpp"

namespace mocksmtp::smtp {

// Who may write to a domain that is not local.
enum class relaying { everyone, authenticated, nobody };

// One mechanism of a list that a server offers, and when.
struct mechanism_offer {
    enum class when { always, under_tls, before_tls };
    mechanism_offer(const char* mechanism, when time = when::always) : name(mechanism), offered(time) {}
    mechanism_offer(std::string mechanism, when time = when::always) : name(std::move(mechanism)), offered(time) {}

    std::string name;  // in any case
    when offered = when::always;
    friend bool operator==(const mechanism_offer&, const mechanism_offer&) = default;
};

// What the host of an address is called: what a server would have found out from DNS.
struct named_host {
    std::string address;  // numeric
    std::string name;
    friend bool operator==(const named_host&, const named_host&) = default;
};

// What a mechanism sends as its challenge instead of a derived one, so that a published exchange can be replayed; what
// part of it counts is said by each mechanism.
struct pinned_challenge {
    std::string mechanism;  // upper case
    std::string bytes;      // before base64
    friend bool operator==(const pinned_challenge&, const pinned_challenge&) = default;
};

struct settings {
    std::string hostname = "mock.test";
    std::uint64_t max_message_octets = 52428800;     // exactly so many are accepted; 0: no limit
    std::size_t max_recipients = 0;                  // accepted recipients of one transaction; 0: the persona's
    std::size_t max_line_octets = 12288;             // a command line with its line end (RFC 4954 4 asks for 12288)
    std::size_t max_auth_failures = 10;              // of one session, then 421; 0: no limit
    std::size_t max_errors = 1000;                   // negative replies to unusable commands, then 421; 0: no limit
    std::chrono::milliseconds idle_timeout{300000};  // RFC 5321 4.5.3.2.7
    std::chrono::milliseconds banner_delay{0};
    std::chrono::milliseconds hold_timeout{30000};  // of a hold that says nothing else
    bool require_auth = false;
    bool require_tls = false;
    std::optional<std::vector<mechanism_offer>> mechanisms;  // in this order; nothing: all that can answer honestly
    std::vector<pinned_challenge> challenges;
    std::string keytab;                      // file with the server's Kerberos keys; empty: none
    bool security_layers = false;            // offered by the mechanisms that have any
    std::vector<std::string> local_domains;  // empty: every domain is local
    std::vector<std::string> mailboxes;      // empty: every local recipient exists
    relaying relay = relaying::everyone;
    std::vector<base::diagnostic_code> strict;  // refused instead of noted
    bool starttls = true;                       // STARTTLS can be offered
    std::vector<named_host> peer_names;         // for personas that show who is connected
};

}  // namespace mocksmtp::smtp
