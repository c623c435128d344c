#include "mocksmtp/net/certificate_authority.hpp"

#include "mocksmtp/net/setup_error.hpp"

#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/err.h>

#include <algorithm>

namespace mocksmtp::net {
namespace {

constexpr std::size_t common_name_limit = 64;  // ub-common-name, RFC 5280 appendix A.1

key_handle new_key() {
    key_handle key(EVP_EC_gen("P-256"));
    if (!key) throw_openssl_error("cannot make a TLS key");
    return key;
}

void set_random_serial(X509* certificate) {
    // 159 bits: RFC 5280 section 4.1.2.2 allows 20 octets and wants them positive.
    const std::unique_ptr<BIGNUM, released_by<&BN_free>> number(BN_new());
    if (!number || BN_rand(number.get(), 159, BN_RAND_TOP_ANY, BN_RAND_BOTTOM_ANY) != 1 ||
        BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(certificate)) == nullptr)
        throw_openssl_error("cannot make a certificate");
}

void set_common_name(X509* certificate, const std::string& name) {
    const auto* bytes = reinterpret_cast<const unsigned char*>(name.data());
    X509_NAME* subject = X509_get_subject_name(certificate);
    if (X509_NAME_add_entry_by_NID(subject, NID_commonName, MBSTRING_UTF8, bytes, static_cast<int>(name.size()), -1,
                                   0) != 1)
        throw_openssl_error("cannot make a certificate");
}

void add_extension(X509* certificate, X509* issuer, int kind, const char* value) {
    X509V3_CTX context{};
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    const extension_handle extension(X509V3_EXT_conf_nid(nullptr, &context, kind, value));
    if (!extension || X509_add_ext(certificate, extension.get(), -1) != 1)
        throw_openssl_error("cannot make a certificate");
}

/// As RFC 5480 section 2 writes it. X509_set_pubkey would look for an encoder and a decoder for that, which takes half
/// as long as everything else at the start of the program.
void set_public_key(X509* certificate, EVP_PKEY* key) {
    unsigned char* point = nullptr;
    const auto size = static_cast<int>(EVP_PKEY_get1_encoded_public_key(key, &point));
    if (size > 0 && X509_PUBKEY_set0_param(X509_get_X509_PUBKEY(certificate), OBJ_nid2obj(NID_X9_62_id_ecPublicKey),
                                           V_ASN1_OBJECT, OBJ_nid2obj(NID_X9_62_prime256v1), point, size) == 1)
        return;
    OPENSSL_free(point);
    throw_openssl_error("cannot make a certificate");
}

/// A version 3 certificate with a serial number, a validity and a key, not yet named or signed.
certificate_handle new_certificate(EVP_PKEY* key, std::chrono::seconds since, std::chrono::seconds until) {
    certificate_handle made(X509_new());
    if (!made || X509_set_version(made.get(), X509_VERSION_3) != 1) throw_openssl_error("cannot make a certificate");
    set_random_serial(made.get());
    X509_gmtime_adj(X509_getm_notBefore(made.get()), since.count());
    X509_gmtime_adj(X509_getm_notAfter(made.get()), until.count());
    set_public_key(made.get(), key);
    return made;
}

bool can_be_dns_name(const std::string& name) {
    const auto allowed = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
               c == '_' || c == '*';
    };
    return !name.empty() && name.size() <= 253 && std::all_of(name.begin(), name.end(), allowed);
}

std::unique_ptr<GENERAL_NAME, released_by<&GENERAL_NAME_free>> general_name(const std::string& name) {
    std::unique_ptr<GENERAL_NAME, released_by<&GENERAL_NAME_free>> made(GENERAL_NAME_new());
    if (!made) throw_openssl_error("cannot make a certificate");
    if (ASN1_OCTET_STRING* address = a2i_IPADDRESS(name.c_str()); address != nullptr) {
        GENERAL_NAME_set0_value(made.get(), GEN_IPADD, address);
        return made;
    }
    ERR_clear_error();
    if (!can_be_dns_name(name))
        throw setup_error("'" + name +
                          "' cannot stand in a certificate; give an IP address or a host name of ASCII letters, "
                          "digits, '-', '_' and '.' (an international name in its xn-- form)");
    ASN1_IA5STRING* dns = ASN1_IA5STRING_new();
    if (dns == nullptr || ASN1_STRING_set(dns, name.data(), static_cast<int>(name.size())) != 1)
        throw_openssl_error("cannot make a certificate");
    GENERAL_NAME_set0_value(made.get(), GEN_DNS, dns);
    return made;
}

void add_names(X509* certificate, const std::vector<std::string>& names) {
    const general_names_handle all(GENERAL_NAMES_new());
    for (const std::string& name : names) {
        auto one = general_name(name);
        if (!all || sk_GENERAL_NAME_push(all.get(), one.get()) <= 0) throw_openssl_error("cannot make a certificate");
        static_cast<void>(one.release());
    }
    if (X509_add1_ext_i2d(certificate, NID_subject_alt_name, all.get(), 0, X509V3_ADD_DEFAULT) != 1)
        throw_openssl_error("cannot make a certificate");
}

void sign(certificate_handle& certificate, EVP_PKEY* key) {
    if (X509_sign(certificate.get(), key, EVP_sha256()) == 0) throw_openssl_error("cannot sign a certificate");
    // What has been read knows its public key, what has been put together does not.
    unsigned char* written = nullptr;
    const int size = i2d_X509(certificate.get(), &written);
    const unsigned char* from = written;
    certificate.reset(d2i_X509(nullptr, &from, size));
    OPENSSL_free(written);
    if (!certificate) throw_openssl_error("cannot read a certificate");
}

}  // namespace

certificate_request usual_certificate(const std::string& hostname, const std::vector<std::string>& further) {
    certificate_request made{.common_name = hostname,
                             .names = {"localhost", "mocksmtp", "mock.test", "127.0.0.1", "::1"}};
    const auto add = [&](const std::string& name) {
        if (!name.empty() && std::find(made.names.begin(), made.names.end(), name) == made.names.end())
            made.names.push_back(name);
    };
    add(hostname);
    for (const std::string& name : further) add(name);
    if (hostname.empty() || hostname.size() > common_name_limit) made.common_name = "mocksmtp";
    return made;
}

void check_names(const certificate_request& what) {
    for (const std::string& name : what.names) general_name(name);
}

certificate_authority::certificate_authority(const std::string& name)
    : key_(new_key()),
      certificate_(new_certificate(key_.get(), std::chrono::hours(-1), std::chrono::days(10 * 365 + 2))) {
    X509* own = certificate_.get();
    set_common_name(own, name);
    X509_set_issuer_name(own, X509_get_subject_name(own));
    add_extension(own, own, NID_basic_constraints, "critical,CA:TRUE,pathlen:0");
    add_extension(own, own, NID_key_usage, "critical,keyCertSign,cRLSign");
    add_extension(own, own, NID_subject_key_identifier, "hash");
    add_extension(own, own, NID_authority_key_identifier, "keyid:always");
    sign(certificate_, key_.get());
}

server_identity certificate_authority::issue(const certificate_request& what) const {
    server_identity made;
    made.key = new_key();
    made.leaf = new_certificate(made.key.get(), what.valid_since, what.valid_until);
    X509* leaf = made.leaf.get();
    X509* issuer = certificate_.get();
    set_common_name(leaf, what.common_name);
    X509_set_issuer_name(leaf, X509_get_subject_name(issuer));
    add_extension(leaf, issuer, NID_basic_constraints, "critical,CA:FALSE");
    add_extension(leaf, issuer, NID_key_usage, "critical,digitalSignature");
    add_extension(leaf, issuer, NID_ext_key_usage, "serverAuth");
    add_extension(leaf, issuer, NID_subject_key_identifier, "hash");
    add_extension(leaf, issuer, NID_authority_key_identifier, "keyid:always");
    add_names(leaf, what.names);
    certify(made);
    return made;
}

server_identity certificate_authority::imitate(const server_identity& other) const {
    server_identity made;
    made.key = share(other.key.get());
    made.leaf.reset(X509_dup(other.leaf.get()));
    X509* leaf = made.leaf.get();
    if (leaf == nullptr || X509_set_version(leaf, X509_VERSION_3) != 1 ||
        X509_set_issuer_name(leaf, X509_get_subject_name(certificate_.get())) != 1)
        throw_openssl_error("cannot make a certificate");
    const int by_other = X509_get_ext_by_NID(leaf, NID_authority_key_identifier, -1);
    if (by_other >= 0) extension_handle(X509_delete_ext(leaf, by_other));
    add_extension(leaf, certificate_.get(), NID_authority_key_identifier, "keyid:always");
    certify(made);
    return made;
}

void certificate_authority::certify(server_identity& made) const {
    sign(made.leaf, key_.get());
    made.chain.push_back(share(certificate_.get()));
    made.authority = share(certificate_.get());
    made.authority_pem = pem();
}

}  // namespace mocksmtp::net
