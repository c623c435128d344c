// What SCRAM's client says, read attribute by attribute (RFC 5802 section 7).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "mocksmtp/sasl/gs2.hpp"
#include "mocksmtp/sasl/mechanism.hpp"

namespace mocksmtp::sasl {

// The first message: who wants to log in, and whether the channel is to be bound.
struct scram_first {
    gs2_header header;
    std::string header_text;
    std::string user;   // its escapes undone
    std::string nonce;  // the client's part
    std::string bare;   // the message without that header
};

// The final message: the proof.
struct scram_final {
    std::string channel_binding;       // GS2 header and binding, decoded
    std::string channel_binding_text;  // as sent
    std::string nonce;
    std::string proof;
    std::string proof_text;     // as sent
    std::string without_proof;  // the message up to its proof, which the proof is about
};

// Any bytes are read, or said to be malformed and why. Attributes that nobody knows are ignored where the grammar has
// room for them; a mandatory extension (m=) is malformed, for none is known.
std::variant<scram_first, malformed> read_scram_first(std::string_view message);
std::variant<scram_final, malformed> read_scram_final(std::string_view message);

// The parts of a server-first-message that a test has set, such as the one of an RFC's example; what cannot be read is
// none. "r=...,s=...,i=..." in any order.
struct scram_pin {
    std::optional<std::string> nonce;  // the whole one or the server's part
    std::optional<std::string> salt_text;
    std::optional<std::string> iterations_text;
};
scram_pin read_scram_pin(std::string_view server_first);

}  // namespace mocksmtp::sasl
