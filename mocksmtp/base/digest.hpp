// Digests, HMAC and PBKDF2 over byte strings, by OpenSSL.
#pragma once

#include <string>
#include <string_view>

namespace mocksmtp::base {

enum class hash { md5, sha1, sha224, sha256, sha384, sha512 };

// These return raw octets, as many as the hash has. They throw std::runtime_error if OpenSSL has been configured
// without the hash (a FIPS-only installation has no MD5), never because of the data.
std::string digest(hash algorithm, std::string_view data);
std::string hmac(hash algorithm, std::string_view key, std::string_view data);  // RFC 2104

// RFC 8018 section 5.2 with HMAC; the key is as long as the hash. At least one iteration is done.
std::string pbkdf2(hash algorithm, std::string_view password, std::string_view salt, unsigned iterations);

// Two lower-case digits an octet.
std::string hex(std::string_view bytes);

// Takes the same time wherever the first difference is; only the lengths show.
bool equal_in_constant_time(std::string_view a, std::string_view b);

}  // namespace mocksmtp::base
