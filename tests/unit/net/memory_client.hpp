// A TLS client without a socket, for talking to a tls_engine in the same thread.
#pragma once

#include <openssl/pem.h>

#include <string>
#include <string_view>

#include "mocksmtp/net/openssl.hpp"
#include "mocksmtp/net/tls_engine.hpp"

namespace net_test {

namespace net = mocksmtp::net;
namespace smtp = mocksmtp::smtp;

struct client_options {
    std::string trusted_pem = {};  // empty: trusts nobody
    bool verify = true;
    int max_version = 0;  // 0: the newest
    std::string sni = {};
    std::string host = {};     // whom the certificate has to name; empty: anybody
    std::string ciphers = {};  // of TLS 1.2
    const net::server_identity* shown = nullptr;
    bool extended_master_secret = true;
};

inline net::ssl_context_handle client_context(const client_options& options) {
    net::ssl_context_handle context(SSL_CTX_new(TLS_client_method()));
    SSL_CTX_set_security_level(context.get(), 0);
    SSL_CTX_set_min_proto_version(context.get(), TLS1_VERSION);
    if (options.max_version != 0) SSL_CTX_set_max_proto_version(context.get(), options.max_version);
    if (!options.extended_master_secret) SSL_CTX_set_options(context.get(), SSL_OP_NO_EXTENDED_MASTER_SECRET);
    if (options.verify) SSL_CTX_set_verify(context.get(), SSL_VERIFY_PEER, nullptr);
    if (!options.ciphers.empty()) SSL_CTX_set_cipher_list(context.get(), options.ciphers.c_str());
    if (!options.trusted_pem.empty()) {
        const net::bio_handle memory(BIO_new_mem_buf(options.trusted_pem.data(), -1));
        const net::certificate_handle trusted(PEM_read_bio_X509(memory.get(), nullptr, nullptr, nullptr));
        X509_STORE_add_cert(SSL_CTX_get_cert_store(context.get()), trusted.get());
    }
    if (options.shown != nullptr) {
        SSL_CTX_use_certificate(context.get(), options.shown->leaf.get());
        SSL_CTX_use_PrivateKey(context.get(), options.shown->key.get());
    }
    return context;
}

class memory_client {
public:
    explicit memory_client(const client_options& options)
        : context_(client_context(options)), connection_(SSL_new(context_.get())) {
        from_server_ = BIO_new(BIO_s_mem());
        to_server_ = BIO_new(BIO_s_mem());
        BIO_set_mem_eof_return(from_server_, -1);
        SSL_set_bio(connection_.get(), from_server_, to_server_);
        SSL_set_connect_state(connection_.get());
        if (!options.host.empty()) SSL_set1_host(connection_.get(), options.host.c_str());
        if (!options.sni.empty()) SSL_set_tlsext_host_name(connection_.get(), options.sni.c_str());
    }

    SSL* connection() { return connection_.get(); }
    void handshake() { SSL_do_handshake(connection_.get()); }
    // What the client wants to send by now.
    std::string sent() {
        std::string octets = net::contents_of(to_server_);
        static_cast<void>(BIO_reset(to_server_));
        return octets;
    }
    void give(std::string& octets) {
        if (!octets.empty()) BIO_write(from_server_, octets.data(), static_cast<int>(octets.size()));
        octets.clear();
    }

private:
    net::ssl_context_handle context_;
    net::ssl_handle connection_;
    BIO* from_server_ = nullptr;  // both owned by the connection
    BIO* to_server_ = nullptr;
};

// Carries octets between the two until the server's handshake is done or has failed, or nothing moves any more.
inline net::tls_engine::handshake_result shake_hands(net::tls_engine& server, memory_client& client) {
    net::tls_engine::handshake_result result;
    for (int round = 0; round < 10; ++round) {
        client.handshake();
        const std::string octets = client.sent();
        server.give(octets);
        result = server.handshake();
        server.keep();
        client.give(server.outgoing());
        if (!std::holds_alternative<net::tls_engine::wants_input>(result)) break;
    }
    return result;
}

inline smtp::tls_facts facts_of(const net::tls_engine::handshake_result& result) {
    const auto* facts = std::get_if<smtp::tls_facts>(&result);
    return facts != nullptr ? *facts : smtp::tls_facts{};
}

inline smtp::tls_failure failure_of(const net::tls_engine::handshake_result& result) {
    const auto* failure = std::get_if<smtp::tls_failure>(&result);
    return failure != nullptr ? *failure : smtp::tls_failure{};
}

}  // namespace net_test
