// The digest and the ciphers that only yesterday's mechanisms still ask for: MD4, DES, triple DES and RC4.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace mocksmtp::sasl {

std::string md4(std::string_view data);  // RFC 1320; 16 octets

// One block of eight octets under a key of seven, which is spread over eight octets first. Shorter arguments are filled
// with zeros, what is too long is not looked at.
std::string des_block(std::string_view key, std::string_view block);

enum class direction { encrypt, decrypt };

// A cipher in the middle of its stream: what is given next goes on where the last call ended.
class cipher {
public:
    cipher() = default;
    cipher(const cipher&) = delete;
    cipher& operator=(const cipher&) = delete;
    virtual ~cipher();

    // As many octets as given; a block cipher leaves out those after the last whole block.
    virtual std::string apply(std::string_view data) = 0;
};

// The key is not empty.
std::unique_ptr<cipher> rc4(std::string_view key);

// CBC under a key of seven octets (DES) or fourteen (triple DES of two keys), with an initialisation vector of eight;
// shorter ones are filled with zeros.
std::unique_ptr<cipher> des_cbc(direction way, std::string_view key, std::string_view vector);
std::unique_ptr<cipher> triple_des_cbc(direction way, std::string_view keys, std::string_view vector);

}  // namespace mocksmtp::sasl
