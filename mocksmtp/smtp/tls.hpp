// What is known of a TLS handshake: asked for, made, or failed.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mocksmtp/sasl/context.hpp"

namespace mocksmtp::smtp {

enum class tls_mode { implicit, starttls };
std::string_view name(tls_mode mode);

enum class tls_version { tls_1_0, tls_1_1, tls_1_2, tls_1_3 };

// How a handshake goes wrong on purpose.
struct tls_fault {
    // What is wrong with the server's certificate: its time is over, or has not come; it names another host; or nobody
    // the client could know has signed it.
    enum class certificate { good, expired, not_yet_valid, wrong_host, untrusted };
    certificate shown = certificate::good;
    std::optional<tls_version> max_version{};  // nothing: 1.3
    bool refuse = false;                       // every ClientHello gets the alert handshake_failure
    friend bool operator==(const tls_fault&, const tls_fault&) = default;
};

// What the session asks of the driver.
struct tls_profile {
    tls_mode mode = tls_mode::starttls;
    std::optional<tls_fault> fault{};  // nothing: as configured
};

struct client_certificate {
    std::string subject;  // RFC 2253 form
    std::string issuer;
    std::string common_name;         // of the subject; empty: it has none
    std::vector<std::string> names;  // e-mail addresses, then DNS names, of subjectAltName
    std::string sha256;              // fingerprint, lower-case hex
    bool verified = false;           // signed by our own authority
    std::string distrust{};          // why not, in one clause
    friend bool operator==(const client_certificate&, const client_certificate&) = default;
};

struct tls_facts {
    tls_mode mode = tls_mode::starttls;
    std::string version;  // "TLSv1.3"
    std::string cipher;   // "TLS_AES_256_GCM_SHA384"
    std::optional<std::string> sni;
    std::optional<client_certificate> client;
    friend bool operator==(const tls_facts&, const tls_facts&) = default;
};

// The channel bindings of the connection, for as long as its session lives: working them out is dear, and few clients
// log in with a mechanism that wants them.
using binding_source = std::function<std::vector<sasl::channel_binding>()>;

struct tls_failure {
    tls_mode mode = tls_mode::starttls;
    std::string alert;  // "unknown_ca", "protocol_version" ...; empty where no alert was sent or seen
    bool by_client = true;
    std::string detail;  // one clause for people: "client alert unknown_ca", "not TLS: the client sent plain text"
    friend bool operator==(const tls_failure&, const tls_failure&) = default;
};

}  // namespace mocksmtp::smtp
