#include "mocksmtp/net/server_identity.hpp"

#include "mocksmtp/net/setup_error.hpp"

#include <openssl/err.h>
#include <openssl/pem.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <system_error>
#include <utility>

namespace mocksmtp::net {
namespace {

bio_handle open_file(const std::string& path, const char* what) {
    std::error_code none;
    const bool is_folder = std::filesystem::is_directory(path, none);  // which can be opened, and holds no octet
    errno = 0;
    bio_handle file(is_folder ? nullptr : BIO_new_file(path.c_str(), "rb"));
    if (file) return file;
    const int reason = is_folder ? EISDIR : errno;
    ERR_clear_error();
    throw setup_error(std::string("cannot read the TLS ") + what + " file " + path + ": " +
                      (reason != 0 ? std::strerror(reason) : "cannot be opened") +
                      "; give the path of a readable PEM file");
}

std::vector<certificate_handle> read_certificates(const std::string& path) {
    const bio_handle file = open_file(path, "certificate");
    std::vector<certificate_handle> found;
    while (X509* next = PEM_read_bio_X509(file.get(), nullptr, nullptr, nullptr)) found.emplace_back(next);
    const unsigned long last = ERR_peek_last_error();
    const bool only_the_end = ERR_GET_LIB(last) == ERR_LIB_PEM && ERR_GET_REASON(last) == PEM_R_NO_START_LINE;
    const std::string reason = take_openssl_error();
    if (found.empty() || !only_the_end)
        throw setup_error("no certificate in the TLS certificate file " + path + ": " +
                          (only_the_end ? "it has no CERTIFICATE block" : reason) +
                          "; it has to be PEM (-----BEGIN CERTIFICATE-----), the server's own certificate first");
    return found;
}

/// Refuses to ask anyone for a passphrase, and remembers that it was needed.
int refuse_passphrase(char*, int, int, void* asked) {
    *static_cast<bool*>(asked) = true;
    return -1;
}

key_handle read_key(const identity_files& from) {
    const std::string& path = from.key.empty() ? from.certificate : from.key;
    const bio_handle file = open_file(path, "key");
    bool encrypted = false;
    key_handle key(PEM_read_bio_PrivateKey(file.get(), nullptr, &refuse_passphrase, &encrypted));
    const std::string reason = take_openssl_error();
    if (key) return key;
    if (encrypted)
        throw setup_error("the TLS key file " + path +
                          " is encrypted; give one without a passphrase (openssl pkey -in KEY -out PLAIN)");
    if (from.key.empty())
        throw setup_error("no private key in the TLS certificate file " + path + ": " + reason +
                          "; give the file of the key with --tls-key, or add it to this one");
    throw setup_error("no private key in the TLS key file " + path + ": " + reason +
                      "; it has to be PEM (-----BEGIN PRIVATE KEY-----)");
}

void check_match(const std::vector<certificate_handle>& certificates, EVP_PKEY* key, const identity_files& from) {
    const std::string& key_file = from.key.empty() ? from.certificate : from.key;
    for (std::size_t i = 0; i < certificates.size(); ++i) {
        const bool fits = X509_check_private_key(certificates[i].get(), key) == 1;
        ERR_clear_error();
        if (fits && i == 0) return;
        if (fits)
            throw setup_error("the TLS key " + key_file + " belongs to certificate " + std::to_string(i + 1) + " of " +
                              from.certificate + "; put that one first in the file");
    }
    throw setup_error("the TLS key " + key_file + " does not belong to the certificate in " + from.certificate +
                      "; give the key the certificate was made for");
}

}  // namespace

server_identity load_identity(const identity_files& from) {
    std::vector<certificate_handle> certificates = read_certificates(from.certificate);
    server_identity made;
    made.key = read_key(from);
    check_match(certificates, made.key.get(), from);
    made.authority = share(certificates.back().get());
    made.authority_pem = pem_of(made.authority.get());
    made.leaf = std::move(certificates.front());
    made.origin = from.certificate;
    for (std::size_t i = 1; i < certificates.size(); ++i) made.chain.push_back(std::move(certificates[i]));
    return made;
}

}  // namespace mocksmtp::net
