// What an NTLM authenticate message proves about a password ([MS-NLMP] 3.3).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "mocksmtp/sasl/ntlm_message.hpp"

namespace mocksmtp::sasl::ntlm {

// Which response there is, told by its shape.
enum class proof_kind {
    anonymous,    // no response and no name
    nothing,      // a name without a response
    lm,           // an LM response alone, of either version
    v1,           // NT response of 24 octets
    v1_extended,  // the same over both sides' challenges, the client's being in the LM response
    v2,           // NT response with a blob
    unknown       // no response has this length
};

// `agreed` are the flags of the challenge.
proof_kind kind_of(const authenticate& message, std::uint32_t agreed);
std::string_view name_of(proof_kind kind);  // "NTLMv2"

// The octets an NTLMv2 response goes on with after its first 16 ([MS-NLMP] 2.2.2.7); empty for any other.
std::string_view blob_of(const authenticate& message);
av_pairs pairs_of(const authenticate& message);

struct proof {
    bool right = false;
    std::string_view lm_response = {};  // beside a right NTLMv2 response: "right", "wrong" or "absent"
    std::string session_key = {};       // NTLMv2: KeyExchangeKey
};
proof check(const authenticate& message, proof_kind kind, std::string_view server_challenge, std::string_view password);

// The three messages as they were on the wire.
struct conversation {
    std::string negotiate, challenge, authenticate;
};

// Whether the message integrity code is right ([MS-NLMP] 3.1.5.1.2); none if the client says it sent none.
std::optional<bool> integrity(const authenticate& message, const conversation& said, const proof& proved);
// The code itself; empty if there is none.
std::string_view integrity_code(const authenticate& message, std::string_view octets);

}  // namespace mocksmtp::sasl::ntlm
