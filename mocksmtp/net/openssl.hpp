// Owning handles for OpenSSL's C objects, and its error queue as text.
#pragma once

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <memory>
#include <string>

namespace mocksmtp::net {

/// Calls the C function that frees an object of this type.
template <auto release>
struct released_by {
    template <class object>
    void operator()(object* held) const noexcept {
        release(held);
    }
};

using certificate_handle = std::unique_ptr<X509, released_by<&X509_free>>;
using key_handle = std::unique_ptr<EVP_PKEY, released_by<&EVP_PKEY_free>>;
using bio_handle = std::unique_ptr<BIO, released_by<&BIO_free_all>>;
using ssl_context_handle = std::unique_ptr<SSL_CTX, released_by<&SSL_CTX_free>>;
using ssl_handle = std::unique_ptr<SSL, released_by<&SSL_free>>;
using extension_handle = std::unique_ptr<X509_EXTENSION, released_by<&X509_EXTENSION_free>>;
using general_names_handle = std::unique_ptr<GENERAL_NAMES, released_by<&GENERAL_NAMES_free>>;

/// The reason of the first error in this thread's OpenSSL queue ("no start line"), which is emptied. Never empty.
std::string take_openssl_error();

/// Throws setup_error: "<what>: <OpenSSL's reason>". For calls that fail only when OpenSSL itself is broken.
[[noreturn]] void throw_openssl_error(const std::string& what);

/// Everything written to a memory BIO so far.
std::string contents_of(BIO* memory);

/// The certificate in PEM, ending in a newline.
std::string pem_of(X509* certificate);

/// Another owner of the same certificate, or key.
certificate_handle share(X509* certificate);
key_handle share(EVP_PKEY* key);

}  // namespace mocksmtp::net
