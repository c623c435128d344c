// Every value the mock can be told, with its documented default.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "mocksmtp/base/clock.hpp"
#include "mocksmtp/base/diagnostic.hpp"
#include "mocksmtp/rules/rule.hpp"
#include "mocksmtp/smtp/settings.hpp"

namespace mocksmtp::smtp {
struct persona;
}

namespace mocksmtp {

// plain offers STARTTLS (RFC 3207); tls begins with the handshake (RFC 8314).
enum class listener_kind { plain, tls };

struct listener_spec {
    listener_kind kind = listener_kind::plain;
    std::string address = "127.0.0.1";  // numeric, IPv6 without brackets; names are never resolved
    std::uint16_t port = 0;             // 0: a free one
    std::string name = {};              // empty: made by listeners_of
    // These three replace, for this listener, what the options below say for all; empty: they do not.
    std::vector<smtp::mechanism_offer> mechanisms = {};
    std::optional<bool> require_auth = {};
    std::optional<bool> require_tls = {};
    std::string scope = {};    // whose sessions all belong to it; empty: to none
    std::string persona = {};  // who it pretends to be; empty: as options::persona
    friend bool operator==(const listener_spec&, const listener_spec&) = default;
};

// Where to listen; 0 is a free port, nothing is a closed listener.
using port_choice = std::optional<std::uint16_t>;

struct account {
    std::string name = {};
    std::string password = {};
    friend bool operator==(const account&, const account&) = default;
};

// The mechanisms one user may log in with.
struct account_mechanisms {
    std::string name = {};  // of a user
    std::vector<std::string> mechanisms = {};
    friend bool operator==(const account_mechanisms&, const account_mechanisms&) = default;
};

// What a full store does with the next message.
enum class when_full { refuse, evict_oldest };

// What the mock itself needs. Texts that are empty and lists that are empty are not set.
struct options {
    port_choice smtp_port = 0;
    port_choice smtps_port = 0;
    std::vector<std::string> bind = {"127.0.0.1"};  // for smtp_port, smtps_port and the HTTP API
    std::vector<listener_spec> listen = {};

    std::vector<account> users = {};    // none, and no default_password: every identity is accepted
    std::string default_password = {};  // of every name that is not among the users
    bool require_auth = false;
    bool require_tls = false;
    std::string keytab = {};       // file with the server's Kerberos keys; empty: GSSAPI is not offered
    bool security_layers = false;  // offered by the mechanisms that have any (RFC 4422 section 3.7)
    // Offered, in this order; none: all that can answer honestly. The one name "NONE" offers nothing.
    std::vector<smtp::mechanism_offer> mechanisms = {};
    std::vector<account_mechanisms> user_mechanisms = {};
    std::vector<smtp::pinned_challenge> challenges = {};

    std::string tls_cert = {};               // PEM file with the chain; empty: made when first asked for
    std::string tls_key = {};                // PEM file; empty: tls_cert holds it too
    std::vector<std::string> tls_name = {};  // more names and addresses for the certificate made for each run

    std::string persona = "mocksmtp";  // who the server pretends to be: a name of the catalogue, or of one of these
    std::vector<std::shared_ptr<const smtp::persona>> personas = {};  // besides those of the catalogue
    std::vector<smtp::named_host> peer_name = {};
    std::string hostname = "mock.test";
    std::vector<std::string> local_domain = {};
    std::vector<std::string> mailbox = {};
    std::optional<smtp::relaying> relay = {};  // not set: see relaying_of
    std::chrono::milliseconds banner_delay{0};
    std::chrono::milliseconds idle_timeout{300000};
    std::vector<base::diagnostic_code> strict = {};

    std::vector<mocksmtp::rules::rule> rules = {};  // the baseline, in the order in which they were added
    bool reply_addresses = false;                   // "reply-550@any.domain" is answered as it says, without a rule
    std::chrono::milliseconds hold_timeout{30000};  // of a hold that says nothing else

    std::uint64_t max_message_size = 52428800;  // octets; 0: no limit
    std::uint64_t max_recipients = 0;           // 0: the persona's
    std::uint64_t max_connections = 0;          // 0: no limit
    std::uint64_t max_messages = 0;             // 0: no limit
    std::uint64_t max_store_bytes = 1073741824;
    mocksmtp::when_full when_full = mocksmtp::when_full::refuse;

    std::string seed = "mocksmtp";
    base::clock_kind clock = base::clock_kind::logical;
    bool show_secrets = false;
    bool read_only = false;  // no mail is taken: there is no SMTP listener, and the scope is frozen
};

enum class log_format { text, json };
enum class log_level { debug, info, warning, error, off };

// What the program around the mock needs besides.
struct program_options {
    options mock = {.smtp_port = 1025, .smtps_port = 1465};
    port_choice http_port = 8025;
    bool http_tls = false;        // the API speaks HTTPS, with the certificate that SMTP shows
    std::string report_dir = {};  // folder for the evidence of a run; empty: none is kept
    std::string api_token = {};   // empty: the API asks for none
    std::vector<std::string> allow_host = {};
    std::vector<std::string> persona_files = {};  // each with a persona as JSON; mock.personas is what they say
    std::vector<std::string> rules = {};          // each a rule as JSON, as it was given; mock.rules is what they say
    std::string import_file = {};
    std::string port_file = {};
    std::string tls_ca_out = {};  // file that gets what clients have to trust, as PEM; empty: none
    mocksmtp::log_format log_format = mocksmtp::log_format::text;
    mocksmtp::log_level log_level = mocksmtp::log_level::info;
};

}  // namespace mocksmtp
