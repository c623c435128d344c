// EVP reaches these only through OpenSSL's legacy provider, a file that an image or an installation may lack; the
// low-level calls are deprecated, but always there.
#define OPENSSL_SUPPRESS_DEPRECATED

#include "mocksmtp/sasl/legacy_crypto.hpp"

#include <openssl/des.h>
#include <openssl/md4.h>
#include <openssl/rc4.h>

#include <algorithm>
#include <array>
#include <cstddef>

namespace mocksmtp::sasl {

namespace {

constexpr std::size_t key_octets = 7;
constexpr std::size_t block_octets = sizeof(DES_cblock);

using block = std::array<unsigned char, block_octets>;

const unsigned char* octets(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }
unsigned char* octets(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

block filled(std::string_view text) {
    block result{};
    std::copy_n(text.begin(), std::min(text.size(), result.size()), result.begin());
    return result;
}

// Seven bits of the key to an octet; the eighth, the parity, is not looked at.
DES_key_schedule schedule(std::string_view key) {
    const block packed = filled(key.substr(0, key_octets));
    block spread{};
    for (std::size_t at = 0; at < spread.size(); ++at) {
        const unsigned before = at == 0 ? 0U : packed.at(at - 1);
        spread.at(at) = static_cast<unsigned char>((before << (8 - at) | packed.at(at) >> at) & 0xfeU);
    }
    DES_key_schedule ready{};
    DES_set_key_unchecked(reinterpret_cast<const_DES_cblock*>(spread.data()), &ready);
    return ready;
}

class rc4_stream : public cipher {
public:
    explicit rc4_stream(std::string_view key) { RC4_set_key(&state_, static_cast<int>(key.size()), octets(key)); }

    std::string apply(std::string_view data) override {
        std::string result(data.size(), '\0');
        RC4(&state_, data.size(), octets(data), octets(result));
        return result;
    }

private:
    RC4_KEY state_{};
};

class des_chain : public cipher {
public:
    des_chain(direction way, std::string_view first, std::string_view second, std::string_view vector)
        : way_(way == direction::encrypt ? DES_ENCRYPT : DES_DECRYPT),
          first_(schedule(first)),
          second_(schedule(second)),
          vector_(filled(vector)) {}

    // Two equal keys are single DES.
    std::string apply(std::string_view data) override {
        data = data.substr(0, data.size() / block_octets * block_octets);
        std::string result(data.size(), '\0');
        DES_ede2_cbc_encrypt(octets(data), octets(result), static_cast<long>(data.size()), &first_, &second_,
                             reinterpret_cast<DES_cblock*>(vector_.data()), way_);
        return result;
    }

private:
    int way_;
    DES_key_schedule first_, second_;
    block vector_;
};

}  // namespace

cipher::~cipher() = default;

std::string md4(std::string_view data) {
    std::string result(MD4_DIGEST_LENGTH, '\0');
    MD4(octets(data), data.size(), octets(result));
    return result;
}

std::string des_block(std::string_view key, std::string_view text) {
    block in = filled(text);
    block out{};
    DES_key_schedule ready = schedule(key);
    DES_ecb_encrypt(reinterpret_cast<const_DES_cblock*>(in.data()), reinterpret_cast<DES_cblock*>(out.data()), &ready,
                    DES_ENCRYPT);
    return {out.begin(), out.end()};
}

std::unique_ptr<cipher> rc4(std::string_view key) { return std::make_unique<rc4_stream>(key); }

std::unique_ptr<cipher> des_cbc(direction way, std::string_view key, std::string_view vector) {
    return std::make_unique<des_chain>(way, key, key, vector);
}

std::unique_ptr<cipher> triple_des_cbc(direction way, std::string_view keys, std::string_view vector) {
    const std::string_view second = keys.size() > key_octets ? keys.substr(key_octets) : std::string_view{};
    return std::make_unique<des_chain>(way, keys, second, vector);
}

}  // namespace mocksmtp::sasl
