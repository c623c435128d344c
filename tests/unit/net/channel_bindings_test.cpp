#include "mocksmtp/net/channel_bindings.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "memory_client.hpp"
#include "mocksmtp/net/certificate_authority.hpp"

using namespace mocksmtp;
using namespace net_test;

namespace {

// A handshake with this identity, and what both sides know of it afterwards.
struct connected {
    net::tls_context context;
    net::tls_engine engine{context, smtp::tls_mode::starttls};
    memory_client client;
    smtp::tls_facts facts;

    connected(const net::server_identity& shown, const client_options& options) : context(shown), client(options) {
        facts = facts_of(shake_hands(engine, client));
        client.handshake();
        REQUIRE_FALSE(facts.version.empty());
    }

    std::string bound(std::string_view type) const {
        const auto all = engine.channel_bindings();
        const auto at = std::find_if(all.begin(), all.end(), [&](const auto& each) { return each.type == type; });
        return at == all.end() ? "none" : at->bytes;
    }

    std::string exported_by_client() {
        std::string bytes(32, '\0');
        SSL_export_keying_material(client.connection(), reinterpret_cast<unsigned char*>(bytes.data()), 32,
                                   "EXPORTER-Channel-Binding", 24, nullptr, 0, 1);
        return bytes;
    }

    std::string certificate_seen_by_client(const EVP_MD* hash) {
        const net::certificate_handle shown(SSL_get1_peer_certificate(client.connection()));
        unsigned char print[EVP_MAX_MD_SIZE];
        unsigned int length = 0;
        X509_digest(shown.get(), hash, print, &length);
        return {reinterpret_cast<const char*>(print), length};
    }
};

net::server_identity usual() { return net::certificate_authority().issue(net::usual_certificate("mock.test")); }

// The usual identity, signed by itself: OpenSSL lets such a certificate have any hash.
net::server_identity signed_with(const EVP_MD* hash, net::key_handle key = nullptr) {
    net::server_identity made = usual();
    if (key) made.key = std::move(key);
    X509_set_pubkey(made.leaf.get(), made.key.get());
    const int by_authority = X509_get_ext_by_NID(made.leaf.get(), NID_authority_key_identifier, -1);
    if (by_authority >= 0) X509_EXTENSION_free(X509_delete_ext(made.leaf.get(), by_authority));
    X509_set_issuer_name(made.leaf.get(), X509_get_subject_name(made.leaf.get()));
    REQUIRE(X509_sign(made.leaf.get(), made.key.get(), hash) > 0);
    made.leaf.reset(X509_dup(made.leaf.get()));  // forgets what was cached of the former one
    made.chain.clear();
    return made;
}

}  // namespace

TEST_CASE("both sides of TLS 1.3 have the same tls-exporter, and nobody has a tls-unique") {
    connected both(usual(), {.verify = false});
    CHECK(both.facts.version == "TLSv1.3");
    CHECK((both.bound("tls-exporter") == both.exported_by_client()));
    CHECK(both.bound("tls-unique") == "none");
    connected another(usual(), {.verify = false});
    CHECK((both.bound("tls-exporter") != another.bound("tls-exporter")));
}

TEST_CASE("tls-unique is the client's Finished of TLS 1.2, which has a tls-exporter too") {
    connected both(usual(), {.verify = false, .max_version = TLS1_2_VERSION});
    CHECK(both.facts.version == "TLSv1.2");
    std::string finished(EVP_MAX_MD_SIZE, '\0');
    finished.resize(SSL_get_finished(both.client.connection(), finished.data(), finished.size()));
    CHECK(finished.size() == 12);
    CHECK((both.bound("tls-unique") == finished));
    CHECK((both.bound("tls-exporter") == both.exported_by_client()));
}

TEST_CASE("TLS 1.2 without the extended master secret has no tls-exporter (RFC 9266 section 2)") {
    connected both(usual(), {.verify = false, .max_version = TLS1_2_VERSION, .extended_master_secret = false});
    CHECK(both.bound("tls-exporter") == "none");
    CHECK(both.bound("tls-unique").size() == 12);
}

TEST_CASE("tls-server-end-point is the certificate under its signature's hash, SHA-256 at the least") {
    connected usual_one(usual(), {.verify = false});
    CHECK((usual_one.bound("tls-server-end-point") == usual_one.certificate_seen_by_client(EVP_sha256())));
    connected sha1(signed_with(EVP_sha1()), {.verify = false});
    CHECK((sha1.bound("tls-server-end-point") == sha1.certificate_seen_by_client(EVP_sha256())));
    connected sha384(signed_with(EVP_sha384()), {.verify = false, .max_version = TLS1_2_VERSION});
    CHECK((sha384.bound("tls-server-end-point") == sha384.certificate_seen_by_client(EVP_sha384())));
}

TEST_CASE("a certificate whose signature names no hash has no tls-server-end-point") {
    net::key_handle key(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"));
    connected both(signed_with(nullptr, std::move(key)), {.verify = false});
    CHECK(both.bound("tls-server-end-point") == "none");
    CHECK((both.bound("tls-exporter") == both.exported_by_client()));
}
