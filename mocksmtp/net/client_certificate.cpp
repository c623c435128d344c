#include "mocksmtp/net/client_certificate.hpp"

#include "mocksmtp/base/digest.hpp"

#include <openssl/x509v3.h>

namespace mocksmtp::net {
namespace {

std::string one_line(const X509_NAME* name) {
    const bio_handle memory(BIO_new(BIO_s_mem()));
    // RFC 2253 with UTF-8 left readable; control characters stay escaped.
    X509_NAME_print_ex(memory.get(), name, 0, XN_FLAG_RFC2253 & ~static_cast<unsigned long>(ASN1_STRFLGS_ESC_MSB));
    return contents_of(memory.get());
}

std::string octets_of(const ASN1_STRING* text) {
    return {reinterpret_cast<const char*>(ASN1_STRING_get0_data(text)),
            static_cast<std::size_t>(ASN1_STRING_length(text))};
}

/// The last common name, which is the most specific one; as UTF-8, empty if there is none.
std::string common_name_of(const X509_NAME* name) {
    int last = -1;
    for (int at = -1; (at = X509_NAME_get_index_by_NID(name, NID_commonName, at)) >= 0;) last = at;
    if (last < 0) return {};
    unsigned char* octets = nullptr;
    const int length = ASN1_STRING_to_UTF8(&octets, X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, last)));
    if (length < 0) return {};
    std::string text(reinterpret_cast<const char*>(octets), static_cast<std::size_t>(length));
    OPENSSL_free(octets);
    return text;
}

/// E-mail addresses, then DNS names (RFC 5280 section 4.2.1.6).
std::vector<std::string> names_of(const X509* certificate) {
    const general_names_handle all(
        static_cast<GENERAL_NAMES*>(X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr)));
    std::vector<std::string> found;
    for (const int kind : {GEN_EMAIL, GEN_DNS}) {
        for (int i = 0; i < sk_GENERAL_NAME_num(all.get()); ++i) {
            const GENERAL_NAME* one = sk_GENERAL_NAME_value(all.get(), i);
            if (one->type == kind) found.push_back(octets_of(one->d.ia5));
        }
    }
    return found;
}

std::string distrust(long verdict) {
    switch (verdict) {
        case X509_V_OK:
            return {};
        case X509_V_ERR_CERT_HAS_EXPIRED:
            return "certificate has expired";
        case X509_V_ERR_CERT_NOT_YET_VALID:
            return "certificate is not valid yet";
        case X509_V_ERR_INVALID_PURPOSE:
            return "certificate is not for clients";
        default:
            return "certificate signed by no authority the server trusts";
    }
}

}  // namespace

std::optional<smtp::client_certificate> shown_by_client(const SSL* connection) {
    const certificate_handle shown(SSL_get1_peer_certificate(connection));
    if (!shown) return std::nullopt;
    unsigned char print[EVP_MAX_MD_SIZE];
    unsigned int length = 0;
    X509_digest(shown.get(), EVP_sha256(), print, &length);
    const X509_NAME* subject = X509_get_subject_name(shown.get());
    const long verdict = SSL_get_verify_result(connection);
    return smtp::client_certificate{
        .subject = one_line(subject),
        .issuer = one_line(X509_get_issuer_name(shown.get())),
        .common_name = common_name_of(subject),
        .names = names_of(shown.get()),
        .sha256 = base::hex({reinterpret_cast<const char*>(print), length}),
        .verified = verdict == X509_V_OK,
        .distrust = distrust(verdict),
    };
}

}  // namespace mocksmtp::net
