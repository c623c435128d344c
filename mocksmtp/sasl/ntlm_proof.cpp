#include "mocksmtp/sasl/ntlm_proof.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "mocksmtp/base/digest.hpp"
#include "mocksmtp/base/text.hpp"
#include "mocksmtp/sasl/legacy_crypto.hpp"
#include "mocksmtp/sasl/ntlm_text.hpp"

namespace mocksmtp::sasl::ntlm {

namespace {

constexpr std::size_t short_response = 24;  // of LM, LMv2 and NTLMv1
constexpr std::size_t proof_octets = 16;    // which LMv2 and NTLMv2 begin with
constexpr std::size_t challenge_octets = 8;
constexpr std::size_t blob_head = 28;
constexpr std::size_t code_at = 72, code_octets = 16;

bool same(std::string_view a, std::string_view b) { return base::equal_in_constant_time(a, b); }
std::string hmac_md5(std::string_view key, std::string_view data) { return base::hmac(base::hash::md5, key, data); }

// DESL: the 16 octets of a hash as three DES keys.
std::string desl(std::string_view hash, std::string_view text) {
    return des_block(hash.substr(0, 7), text) + des_block(hash.substr(7, 7), text) + des_block(hash.substr(14), text);
}

std::string lm_hash(std::string_view password) {
    constexpr std::string_view magic = "KGS!@#$%";
    constexpr std::size_t half = 7;
    const std::string upper = base::to_upper(password);
    const std::string_view text = upper;
    return des_block(text.substr(0, half), magic) + des_block(text.substr(std::min(half, text.size()), half), magic);
}

// Simple clients widen every octet, others know that the password is UTF-8.
std::vector<std::string> nt_hashes(std::string_view password) {
    const std::string right = utf16_of_utf8(password);
    const std::string simple = utf16_of_octets(password);
    if (right == simple) return {md4(right)};
    return {md4(right), md4(simple)};
}

// The user name in capitals, then the domain.
std::vector<std::string> identities(const authenticate& message) {
    if (message.wide) return {upper_utf16(message.user) + message.domain};
    return {upper_utf16(utf16_of_utf8(message.user)) + utf16_of_utf8(message.domain),
            utf16_of_octets(base::to_upper(message.user)) + utf16_of_octets(message.domain)};
}

// NTOWFv2 in every spelling.
std::vector<std::string> v2_keys(const authenticate& message, std::string_view password) {
    std::vector<std::string> keys;
    for (const auto& hash : nt_hashes(password))
        for (const auto& identity : identities(message)) keys.push_back(hmac_md5(hash, identity));
    return keys;
}

// LMv2 and NTLMv2 alike: a keyed digest of the server's challenge and of all that follows the digest.
bool proves(std::string_view response, std::string_view key, std::string_view server_challenge) {
    if (response.size() <= proof_octets) return false;
    const std::string signed_octets = std::string(server_challenge) + std::string(response.substr(proof_octets));
    return same(hmac_md5(key, signed_octets), response.substr(0, proof_octets));
}

proof check_v2(const authenticate& message, std::string_view server_challenge, std::string_view password) {
    for (const auto& key : v2_keys(message, password)) {
        if (!proves(message.nt_response, key, server_challenge)) continue;
        const auto& lm = message.lm_response;
        const bool absent = std::all_of(lm.begin(), lm.end(), [](char c) { return c == '\0'; });
        return {.right = true,
                .lm_response = absent                              ? "absent"
                               : proves(lm, key, server_challenge) ? "right"
                                                                   : "wrong",
                .session_key = hmac_md5(key, std::string_view(message.nt_response).substr(0, proof_octets))};
    }
    return {};
}

bool check_lm(const authenticate& message, std::string_view server_challenge, std::string_view password) {
    if (same(desl(lm_hash(password), server_challenge), message.lm_response)) return true;
    const auto keys = v2_keys(message, password);
    return std::any_of(keys.begin(), keys.end(),
                       [&](const std::string& key) { return proves(message.lm_response, key, server_challenge); });
}

bool check_v1(const authenticate& message, std::string_view text, std::string_view password) {
    const auto hashes = nt_hashes(password);
    return std::any_of(hashes.begin(), hashes.end(),
                       [&](const std::string& hash) { return same(desl(hash, text), message.nt_response); });
}

// What both sides' challenges become under extended session security.
std::string mixed(const authenticate& message, std::string_view server_challenge) {
    return base::digest(base::hash::md5,
                        std::string(server_challenge) + message.lm_response.substr(0, challenge_octets))
        .substr(0, challenge_octets);
}

bool says_integrity(const authenticate& message) {
    constexpr char code_present = 2;
    const auto pairs = pairs_of(message);
    return std::any_of(pairs.begin(), pairs.end(), [](const av_pair& pair) {
        return pair.id == av_id::flags && !pair.value.empty() && (pair.value[0] & code_present) != 0;
    });
}

}  // namespace

proof_kind kind_of(const authenticate& message, std::uint32_t agreed) {
    const auto& lm = message.lm_response;
    const std::size_t nt = message.nt_response.size();
    if (nt >= proof_octets + blob_head) return proof_kind::v2;
    if (nt == short_response) {
        const bool filled = lm.size() == short_response &&
                            std::all_of(lm.begin() + challenge_octets, lm.end(), [](char c) { return c == '\0'; });
        return filled && (agreed & extended_security) != 0 ? proof_kind::v1_extended : proof_kind::v1;
    }
    if (nt != 0) return proof_kind::unknown;
    if (lm.size() == short_response) return proof_kind::lm;
    // An anonymous client sends one zero or nothing at all ([MS-NLMP] 3.2.5.1.2).
    if (lm.empty() || lm == std::string(1, '\0'))
        return message.user.empty() ? proof_kind::anonymous : proof_kind::nothing;
    return proof_kind::unknown;
}

std::string_view name_of(proof_kind kind) {
    constexpr std::array<std::string_view, 7> names{
        "anonymous", "none", "LM", "NTLMv1", "NTLMv1 with extended session security", "NTLMv2", "unknown"};
    return names.at(static_cast<std::size_t>(kind));
}

std::string_view blob_of(const authenticate& message) {
    const std::string_view response = message.nt_response;
    return response.size() < proof_octets + blob_head ? std::string_view{} : response.substr(proof_octets);
}

av_pairs pairs_of(const authenticate& message) {
    const std::string_view blob = blob_of(message);
    return blob.empty() ? av_pairs{} : read_av_pairs(blob.substr(blob_head));
}

proof check(const authenticate& message, proof_kind kind, std::string_view server_challenge,
            std::string_view password) {
    switch (kind) {
        case proof_kind::v2:
            return check_v2(message, server_challenge, password);
        case proof_kind::v1:
            return {.right = check_v1(message, server_challenge, password)};
        case proof_kind::v1_extended:
            return {.right = check_v1(message, mixed(message, server_challenge), password)};
        case proof_kind::lm:
            return {.right = check_lm(message, server_challenge, password)};
        case proof_kind::anonymous:
        case proof_kind::nothing:
        case proof_kind::unknown:
            break;
    }
    return {};
}

std::string_view integrity_code(const authenticate& message, std::string_view octets) {
    if (message.payload_begins < code_at + code_octets || !says_integrity(message)) return {};
    return octets.substr(code_at, code_octets);
}

std::optional<bool> integrity(const authenticate& message, const conversation& said, const proof& proved) {
    if (!says_integrity(message)) return std::nullopt;
    const std::string_view code = integrity_code(message, said.authenticate);
    if (code.empty()) return false;
    std::string key = proved.session_key;
    if ((message.flags & key_exchange) != 0 && (message.flags & (sign | seal)) != 0 &&
        message.session_key.size() == key.size())
        key = rc4(key)->apply(message.session_key);
    std::string unsigned_message = said.authenticate;
    std::fill_n(unsigned_message.begin() + code_at, code_octets, '\0');
    return same(hmac_md5(key, said.negotiate + said.challenge + unsigned_message), code);
}

}  // namespace mocksmtp::sasl::ntlm
