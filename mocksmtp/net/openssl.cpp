#include "mocksmtp/net/openssl.hpp"

#include "mocksmtp/net/setup_error.hpp"

#include <openssl/err.h>
#include <openssl/pem.h>

#include <cerrno>
#include <cstring>

namespace mocksmtp::net {

std::string take_openssl_error() {
    const unsigned long code = ERR_get_error();
    ERR_clear_error();
    if (code == 0) return "unknown error";
    if (ERR_SYSTEM_ERROR(code)) return std::strerror(ERR_GET_REASON(code));
    const char* reason = ERR_reason_error_string(code);
    return reason != nullptr ? reason : "error " + std::to_string(ERR_GET_REASON(code));
}

void throw_openssl_error(const std::string& what) { throw setup_error(what + ": " + take_openssl_error()); }

std::string contents_of(BIO* memory) {
    char* start = nullptr;
    const long length = BIO_get_mem_data(memory, &start);
    return length > 0 ? std::string(start, static_cast<std::size_t>(length)) : std::string();
}

std::string pem_of(X509* certificate) {
    const bio_handle memory(BIO_new(BIO_s_mem()));
    if (!memory || PEM_write_bio_X509(memory.get(), certificate) != 1)
        throw_openssl_error("cannot write a certificate");
    return contents_of(memory.get());
}

certificate_handle share(X509* certificate) {
    X509_up_ref(certificate);
    return certificate_handle(certificate);
}

key_handle share(EVP_PKEY* key) {
    EVP_PKEY_up_ref(key);
    return key_handle(key);
}

}  // namespace mocksmtp::net
