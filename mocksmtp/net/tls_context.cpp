#include "mocksmtp/net/tls_context.hpp"

#include <new>

namespace mocksmtp::net {
namespace {

/// Client certificates are wanted for the record only; the verdict stays readable by SSL_get_verify_result.
int accept_any_certificate(int, X509_STORE_CTX*) { return 1; }

int refuse_hello(SSL*, int* alert, void*) {
    *alert = SSL_AD_HANDSHAKE_FAILURE;
    return SSL_CLIENT_HELLO_ERROR;
}

int number_of(smtp::tls_version version) {
    switch (version) {
        case smtp::tls_version::tls_1_0:
            return TLS1_VERSION;
        case smtp::tls_version::tls_1_1:
            return TLS1_1_VERSION;
        case smtp::tls_version::tls_1_2:
            return TLS1_2_VERSION;
        case smtp::tls_version::tls_1_3:
            break;
    }
    return TLS1_3_VERSION;
}

void set_versions(SSL_CTX* context, int newest) {
    const bool deprecated = newest < TLS1_2_VERSION;  // RFC 8996
    // Level 1 whatever openssl.cnf says: a mock has to take the old keys that tests carry around. What TLS 1.0 and 1.1
    // sign with, SHA-1, is below even that.
    SSL_CTX_set_security_level(context, deprecated ? 0 : 1);
    SSL_CTX_set_min_proto_version(context, deprecated ? TLS1_VERSION : TLS1_2_VERSION);
    SSL_CTX_set_max_proto_version(context, newest);
}

void show(SSL_CTX* context, const server_identity& shown) {
    const auto must = [&shown](long done, const char* what) {
        if (done == 1) return;
        throw_openssl_error("cannot use the TLS " + std::string(what) +
                            (shown.origin.empty() ? "" : " of " + shown.origin));
    };
    must(SSL_CTX_use_certificate(context, shown.leaf.get()), "certificate");
    must(SSL_CTX_use_PrivateKey(context, shown.key.get()), "key");
    for (const certificate_handle& above : shown.chain) must(SSL_CTX_add1_chain_cert(context, above.get()), "chain");
}

/// The store must hold our authorities alone: no default paths are loaded. Each of them is trusted for itself, one that
/// another signed too.
void trust(X509_STORE* store, const server_identity& shown) {
    X509_STORE_set_flags(store, X509_V_FLAG_PARTIAL_CHAIN);
    if (shown.authority) X509_STORE_add_cert(store, shown.authority.get());
    for (const certificate_handle& above : shown.chain) X509_STORE_add_cert(store, above.get());
}

}  // namespace

tls_context::tls_context(const server_identity& shown, const tls_limits& limits)
    : context_(SSL_CTX_new(TLS_server_method())), refuses_(limits.refuse) {
    SSL_CTX* context = context_.get();
    if (context == nullptr) throw_openssl_error("cannot start TLS");
    set_versions(context, number_of(limits.max_version));
    if (refuses_) SSL_CTX_set_client_hello_cb(context, &refuse_hello, nullptr);
    SSL_CTX_set_options(context, SSL_OP_NO_TICKET | SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION);
    SSL_CTX_set_num_tickets(context, 0);
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
    // Idle connections hold no record buffers; the chain is as given, not looked for and verified in every handshake.
    SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS | SSL_MODE_NO_AUTO_CHAIN);
    SSL_CTX_set_verify(context, SSL_VERIFY_PEER, &accept_any_certificate);
    trust(SSL_CTX_get_cert_store(context), shown);
    show(context, shown);
}

ssl_handle tls_context::new_connection() const {
    ssl_handle made(SSL_new(context_.get()));
    if (!made) throw std::bad_alloc();
    SSL_set_accept_state(made.get());
    return made;
}

}  // namespace mocksmtp::net
