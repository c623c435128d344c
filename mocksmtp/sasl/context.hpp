// Everything a mechanism needs to know about the conversation around it, as plain data.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mocksmtp/base/clock.hpp"
#include "mocksmtp/base/nonces.hpp"

namespace mocksmtp::sasl {

// One kind of channel binding the TLS session has (RFC 5929, RFC 9266).
struct channel_binding {
    std::string type;   // "tls-exporter", "tls-unique", "tls-server-end-point"
    std::string bytes;  // random by nature: never shown

    friend bool operator==(const channel_binding&, const channel_binding&) = default;
};

// Who the client's certificate says it is, for EXTERNAL.
struct peer_certificate {
    std::string subject;             // distinguished name, RFC 4514
    std::string common_name = {};    // of the subject
    std::vector<std::string> names;  // e-mail addresses, then DNS names, of subjectAltName
    bool verified = false;           // signed by an authority the server trusts
    std::string distrust = {};       // why not, in one clause
};

// Needed only while the mechanism is made: it copies what it uses later.
struct context {
    base::nonce_source& nonces;
    // Of this attempt: listener, session, and as step the attempts of the session so far. The purpose is the
    // mechanism's.
    base::nonce_place place = {};
    std::optional<std::string> pinned_challenge = std::nullopt;  // replaces the derived challenge or server nonce
    std::string host = {};                                       // the server's name
    base::timestamp time = {};                                   // shown in CRAM challenges
    bool under_tls = false;
    std::string keytab = {};  // file with the server's Kerberos keys; empty: none
    bool layers = false;      // the conversation can carry a security layer
    std::vector<channel_binding> channel_bindings = {};
    bool binding_offered = false;  // the mechanism's -PLUS form is offered on this connection
    std::optional<peer_certificate> peer = std::nullopt;

    // `count` octets for this attempt; the purpose keeps a mechanism's several uses apart.
    std::string octets(std::string_view purpose, std::size_t count) const {
        base::nonce_place here = place;
        here.purpose = purpose;
        return nonces.bytes(here, count);
    }
};

}  // namespace mocksmtp::sasl
