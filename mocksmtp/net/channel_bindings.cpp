#include "mocksmtp/net/channel_bindings.hpp"

#include <openssl/obj_mac.h>

#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace mocksmtp::net {
namespace {

unsigned char* octets(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

std::optional<std::string> exporter(SSL* connection) {
    if (SSL_version(connection) < TLS1_3_VERSION && SSL_get_extms_support(connection) != 1) return std::nullopt;
    constexpr std::string_view label = "EXPORTER-Channel-Binding";
    std::string bytes(32, '\0');
    const int done = SSL_export_keying_material(connection, octets(bytes), bytes.size(), label.data(), label.size(),
                                                octets(bytes), 0, 1);
    return done == 1 ? std::optional(bytes) : std::nullopt;
}

// The first Finished message of the handshake: the client's, or the server's where a session was resumed.
std::optional<std::string> unique(const SSL* connection) {
    if (SSL_version(connection) >= TLS1_3_VERSION) return std::nullopt;
    std::string bytes(EVP_MAX_MD_SIZE, '\0');
    const auto finished = SSL_session_reused(connection) == 1 ? &SSL_get_finished : &SSL_get_peer_finished;
    bytes.resize(finished(connection, bytes.data(), bytes.size()));
    return bytes;
}

// The hash of the certificate's own signature, but never a weaker one than SHA-256 (section 4.1).
std::optional<std::string> server_end_point(const SSL* connection) {
    X509* const shown = SSL_get_certificate(connection);
    int hash = NID_undef;
    if (shown == nullptr || X509_get_signature_info(shown, &hash, nullptr, nullptr, nullptr) != 1) return std::nullopt;
    const EVP_MD* method = hash == NID_md5 || hash == NID_sha1 ? EVP_sha256() : EVP_get_digestbynid(hash);
    if (hash == NID_undef || method == nullptr) return std::nullopt;
    std::string bytes(EVP_MAX_MD_SIZE, '\0');
    unsigned int length = 0;
    if (X509_digest(shown, method, octets(bytes), &length) != 1) return std::nullopt;
    bytes.resize(length);
    return bytes;
}

}  // namespace

std::vector<sasl::channel_binding> channel_bindings_of(SSL* connection) {
    std::vector<sasl::channel_binding> made;
    const auto add = [&](std::string_view type, std::optional<std::string> bytes) {
        if (bytes && !bytes->empty()) made.push_back({.type = std::string(type), .bytes = *std::move(bytes)});
    };
    add("tls-exporter", exporter(connection));
    add("tls-unique", unique(connection));
    add("tls-server-end-point", server_end_point(connection));
    return made;
}

}  // namespace mocksmtp::net
