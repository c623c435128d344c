#include "mocksmtp/net/certificate_authority.hpp"

#include <doctest/doctest.h>
#include <openssl/pem.h>

#include <algorithm>
#include <memory>

#include "mocksmtp/net/setup_error.hpp"

using namespace mocksmtp::net;

namespace {

// OpenSSL's own verdict on a chain of one: X509_V_OK, or why not.
int verify(const server_identity& identity, const std::string& trusted_pem, int purpose = X509_PURPOSE_SSL_SERVER) {
    const bio_handle memory(BIO_new_mem_buf(trusted_pem.data(), -1));
    const certificate_handle trusted(PEM_read_bio_X509(memory.get(), nullptr, nullptr, nullptr));
    const std::unique_ptr<X509_STORE, released_by<&X509_STORE_free>> store(X509_STORE_new());
    X509_STORE_add_cert(store.get(), trusted.get());
    const std::unique_ptr<X509_STORE_CTX, released_by<&X509_STORE_CTX_free>> context(X509_STORE_CTX_new());
    X509_STORE_CTX_init(context.get(), store.get(), identity.leaf.get(), nullptr);
    X509_STORE_CTX_set_flags(context.get(), X509_V_FLAG_X509_STRICT);
    X509_STORE_CTX_set_purpose(context.get(), purpose);
    X509_verify_cert(context.get());
    return X509_STORE_CTX_get_error(context.get());
}

bool valid_for(const server_identity& identity, const char* name) {
    return X509_check_host(identity.leaf.get(), name, 0, 0, nullptr) == 1;
}

bool valid_for_ip(const server_identity& identity, const char* address) {
    return X509_check_ip_asc(identity.leaf.get(), address, 0) == 1;
}

}  // namespace

TEST_CASE("the authority verifies the certificates it issues, under OpenSSL's strict rules") {
    const certificate_authority authority;
    const server_identity identity = authority.issue(usual_certificate("mock.test"));
    CHECK(verify(identity, authority.pem()) == X509_V_OK);
    CHECK(identity.authority_pem == authority.pem());
    CHECK(X509_check_private_key(identity.leaf.get(), identity.key.get()) == 1);
}

TEST_CASE("another authority of the same name does not verify it") {
    const certificate_authority authority;
    const certificate_authority other;
    CHECK(verify(authority.issue(usual_certificate("mock.test")), other.pem()) != X509_V_OK);
}

TEST_CASE("a server certificate is no client certificate and no authority") {
    const certificate_authority authority;
    const server_identity identity = authority.issue(usual_certificate("mock.test"));
    CHECK(verify(identity, authority.pem(), X509_PURPOSE_SSL_CLIENT) == X509_V_ERR_INVALID_PURPOSE);
    CHECK(X509_check_ca(identity.leaf.get()) == 0);
}

TEST_CASE("a certificate is valid for the usual names, the host name and further names and addresses") {
    const certificate_authority authority;
    const server_identity identity = authority.issue(
        usual_certificate("mail.example.test", {"smtp.internal", "10.1.2.3", "fd00::5", "*.wild.test"}));
    for (const char* name :
         {"localhost", "mocksmtp", "mock.test", "mail.example.test", "smtp.internal", "any.wild.test"}) {
        CAPTURE(name);
        CHECK(valid_for(identity, name));
    }
    for (const char* address : {"127.0.0.1", "::1", "10.1.2.3", "fd00::5"}) {
        CAPTURE(address);
        CHECK(valid_for_ip(identity, address));
    }
    CHECK_FALSE(valid_for(identity, "other.test"));
    CHECK_FALSE(valid_for_ip(identity, "127.0.0.2"));
}

TEST_CASE("a name given twice stands in the certificate once") {
    const certificate_request asked = usual_certificate("mock.test", {"localhost", "mock.test", "x.test", "x.test"});
    CHECK(std::count(asked.names.begin(), asked.names.end(), "mock.test") == 1);
    CHECK(std::count(asked.names.begin(), asked.names.end(), "x.test") == 1);
    CHECK(asked.common_name == "mock.test");
}

TEST_CASE("a host name too long for a common name still stands among the names") {
    const std::string label(60, 'a');
    const std::string longest = label + "." + label + ".test";
    const certificate_authority authority;
    CHECK(valid_for(authority.issue(usual_certificate(longest)), longest.c_str()));
}

TEST_CASE("a name that cannot stand in a certificate is refused with its reason") {
    const certificate_authority authority;
    for (const char* name : {"with space.test",
                             "b\xc3\xbc"
                             "cher.test",
                             "a,DNS:evil.test", "10.1.2.3/8"}) {
        CAPTURE(name);
        CHECK_THROWS_WITH_AS(authority.issue(usual_certificate("mock.test", {name})),
                             doctest::Contains("cannot stand in a certificate"), setup_error);
    }
}

TEST_CASE("validity follows the request: expired and not yet valid certificates can be had") {
    const certificate_authority authority;
    certificate_request expired = usual_certificate("mock.test");
    expired.valid_since = -std::chrono::days(3);
    expired.valid_until = -std::chrono::days(1);
    CHECK(verify(authority.issue(expired), authority.pem()) == X509_V_ERR_CERT_HAS_EXPIRED);
    certificate_request future = usual_certificate("mock.test");
    future.valid_since = std::chrono::days(1);
    CHECK(verify(authority.issue(future), authority.pem()) == X509_V_ERR_CERT_NOT_YET_VALID);
}

TEST_CASE("an imitation says everything the original says, but nobody who trusts the original's authority has it") {
    const certificate_authority authority;
    const certificate_authority other("other");
    const server_identity original = authority.issue(usual_certificate("mock.test", {"10.1.2.3"}));
    const server_identity imitation = other.imitate(original);
    CHECK(valid_for(imitation, "mock.test"));
    CHECK(valid_for_ip(imitation, "10.1.2.3"));
    CHECK(X509_check_private_key(imitation.leaf.get(), imitation.key.get()) == 1);
    CHECK(verify(imitation, other.pem()) == X509_V_OK);
    CHECK(verify(imitation, authority.pem()) == X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY);
    CHECK(verify(original, authority.pem()) == X509_V_OK);
}
