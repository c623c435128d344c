#include "mocksmtp/base/digest.hpp"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <algorithm>
#include <array>
#include <climits>
#include <cstddef>
#include <stdexcept>

namespace mocksmtp::base {

namespace {

const unsigned char* octets(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }
unsigned char* octets(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

constexpr std::array names{"MD5", "SHA1", "SHA224", "SHA256", "SHA384", "SHA512"};

using methods = std::array<const EVP_MD*, names.size()>;

methods fetch_all() {
    methods all{};
    std::transform(names.begin(), names.end(), all.begin(),
                   [](const char* name) { return EVP_MD_fetch(nullptr, name, nullptr); });
    return all;
}

// Fetched once: an implicit fetch would cost every small digest more than the digest itself. Kept until the
// process ends, as OpenSSL frees its own tables at exit.
const EVP_MD* fetched(hash algorithm) {
    static const methods known = fetch_all();
    const auto at = static_cast<std::size_t>(algorithm);
    if (known.at(at) == nullptr) throw std::runtime_error(std::string("OpenSSL has no ") + names.at(at));
    return known.at(at);
}

[[noreturn]] void fail(const char* what) { throw std::runtime_error(std::string("OpenSSL could not compute ") + what); }

std::string room_for(const EVP_MD* method) {
    return std::string(static_cast<std::size_t>(EVP_MD_get_size(method)), '\0');
}

}  // namespace

std::string digest(hash algorithm, std::string_view data) {
    const EVP_MD* method = fetched(algorithm);
    std::string result = room_for(method);
    if (EVP_Digest(data.data(), data.size(), octets(result), nullptr, method, nullptr) != 1) fail("a digest");
    return result;
}

std::string hmac(hash algorithm, std::string_view key, std::string_view data) {
    const EVP_MD* method = fetched(algorithm);
    // RFC 2104 section 2: a key longer than the block is hashed first; done here because OpenSSL counts keys in int.
    std::string short_key;
    if (key.size() > static_cast<std::size_t>(EVP_MD_get_block_size(method))) key = short_key = digest(algorithm, key);
    // A null key would mean "the key of last time" to OpenSSL.
    const void* key_bytes = key.empty() ? "" : key.data();
    std::string result = room_for(method);
    const auto* done =
        HMAC(method, key_bytes, static_cast<int>(key.size()), octets(data), data.size(), octets(result), nullptr);
    if (done == nullptr) fail("an HMAC");
    return result;
}

std::string pbkdf2(hash algorithm, std::string_view password, std::string_view salt, unsigned iterations) {
    const EVP_MD* method = fetched(algorithm);
    // HMAC would hash a key longer than the block anyway; see hmac().
    std::string short_key;
    if (password.size() > static_cast<std::size_t>(EVP_MD_get_block_size(method)))
        password = short_key = digest(algorithm, password);
    const int rounds = static_cast<int>(std::clamp(iterations, 1u, static_cast<unsigned>(INT_MAX)));
    const int salt_size = static_cast<int>(std::min(salt.size(), static_cast<std::size_t>(INT_MAX)));
    std::string result = room_for(method);
    if (PKCS5_PBKDF2_HMAC(password.empty() ? "" : password.data(), static_cast<int>(password.size()), octets(salt),
                          salt_size, rounds, method, static_cast<int>(result.size()), octets(result)) != 1)
        fail("PBKDF2");
    return result;
}

std::string hex(std::string_view bytes) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    text.reserve(bytes.size() * 2);
    for (const char c : bytes) {
        const auto octet = static_cast<unsigned char>(c);
        text += digits[octet >> 4];
        text += digits[octet & 15];
    }
    return text;
}

bool equal_in_constant_time(std::string_view a, std::string_view b) {
    return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace mocksmtp::base
