// What is known of a TLS handshake: asked for, made, or failed.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "mocksmtp/sasl/context.hpp"

namespace mocksmtp::smtp {

enum class tls_mode { implicit, starttls };

// What the session asks of the driver; scripted certificates and versions will stand here.
struct tls_profile {
    tls_mode mode = tls_mode::starttls;
};

struct client_certificate {
    std::string subject;  // RFC 2253 form
    std::string issuer;
    std::string common_name;         // of the subject; empty: it has none
    std::vector<std::string> names;  // e-mail addresses, then DNS names, of subjectAltName
    std::string sha256;              // fingerprint, lower-case hex
    bool verified = false;           // signed by our own authority
    friend bool operator==(const client_certificate&, const client_certificate&) = default;
};

struct tls_facts {
    tls_mode mode = tls_mode::starttls;
    std::string version;  // "TLSv1.3"
    std::string cipher;   // "TLS_AES_256_GCM_SHA384"
    std::optional<std::string> sni;
    std::optional<client_certificate> client;
    // For the session alone, which takes them out before it records the handshake.
    std::vector<sasl::channel_binding> channel_bindings = {};
    friend bool operator==(const tls_facts&, const tls_facts&) = default;
};

struct tls_failure {
    tls_mode mode = tls_mode::starttls;
    std::string alert;  // "unknown_ca", "protocol_version" ...; empty where no alert was sent or seen
    bool by_client = true;
    std::string detail;  // one clause for people: "client alert unknown_ca", "not TLS: the client sent plain text"
    friend bool operator==(const tls_failure&, const tls_failure&) = default;
};

}  // namespace mocksmtp::smtp
