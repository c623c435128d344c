#include "mocksmtp/sasl/digest_md5_layer.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>
#include <utility>

#include "mocksmtp/base/digest.hpp"
#include "mocksmtp/sasl/legacy_crypto.hpp"

namespace mocksmtp::sasl::digest_md5 {

namespace {

constexpr std::size_t code_octets = 10;  // of the HMAC
constexpr std::string_view buffer_type{"\0\1", 2};
constexpr std::size_t number_octets = 4;
constexpr std::size_t trailer_octets = code_octets + buffer_type.size() + number_octets;

std::string in_network_order(std::uint32_t value) {
    std::string text;
    for (int shift = 24; shift >= 0; shift -= 8) text += static_cast<char>(value >> shift & 0xff);
    return text;
}

std::uint32_t from_network_order(std::string_view text) {
    std::uint32_t value = 0;
    for (const char c : text.substr(0, number_octets)) value = value << 8 | static_cast<unsigned char>(c);
    return value;
}

std::string md5(std::string_view data) { return base::digest(base::hash::md5, data); }

struct cipher_kind {
    std::string_view name;
    std::size_t key_part;  // how much of H(A1) goes into the key
    std::size_t block;     // 1: a stream
    std::unique_ptr<cipher> (*make)(direction, std::string_view key);
};

std::unique_ptr<cipher> make_rc4(direction, std::string_view key) { return rc4(key); }
// The vector is the end of the key material, the key its beginning.
std::unique_ptr<cipher> make_des(direction way, std::string_view key) {
    return des_cbc(way, key.substr(0, 7), key.substr(8));
}
std::unique_ptr<cipher> make_3des(direction way, std::string_view key) {
    return triple_des_cbc(way, key.substr(0, 14), key.substr(8));
}

constexpr std::array kinds{cipher_kind{.name = "rc4", .key_part = 16, .block = 1, .make = make_rc4},
                           cipher_kind{.name = "rc4-40", .key_part = 5, .block = 1, .make = make_rc4},
                           cipher_kind{.name = "rc4-56", .key_part = 7, .block = 1, .make = make_rc4},
                           cipher_kind{.name = "des", .key_part = 16, .block = 8, .make = make_des},
                           cipher_kind{.name = "3des", .key_part = 16, .block = 8, .make = make_3des}};

// What is done to the octets that go one way.
struct way {
    std::string signing_key;
    std::unique_ptr<cipher> sealing = nullptr;
    std::size_t block = 1;
    std::uint32_t number = 0;  // of the next buffer

    std::string code(std::string_view message) const {
        return base::hmac(base::hash::md5, signing_key, in_network_order(number) + std::string(message))
            .substr(0, code_octets);
    }
};

way make_way(const layer_terms& terms, const cipher_kind* kind, bool from_client, direction to_do) {
    const std::string_view whence = from_client ? "client-to-server" : "server-to-client";
    way made{.signing_key =
                 md5(terms.a1_hash + "Digest session key to " + std::string(whence) + " signing key magic constant")};
    if (kind == nullptr) return made;
    const std::string key = md5(terms.a1_hash.substr(0, kind->key_part) + "Digest H(A1) to " + std::string(whence) +
                                " sealing key magic constant");
    made.sealing = kind->make(to_do, key);
    made.block = kind->block;
    return made;
}

class layer : public security_layer {
public:
    layer(const layer_terms& terms, const cipher_kind* kind, side here)
        : out_(make_way(terms, kind, here == side::client, direction::encrypt)),
          in_(make_way(terms, kind, here == side::server, direction::decrypt)),
          sending_limit_(terms.sending_limit),
          receiving_limit_(terms.receiving_limit) {}

    std::string wrap(std::string_view plain) override {
        // The longest padding is one block.
        const std::size_t around = trailer_octets + (out_.block > 1 ? out_.block : 0);
        const std::size_t room = sending_limit_ > around ? sending_limit_ - around : 1;
        std::string wire;
        for (; !plain.empty(); plain.remove_prefix(std::min(room, plain.size()))) wire += buffer(plain.substr(0, room));
        return wire;
    }

    std::optional<std::string> unwrap(std::string_view wire) override {
        if (broken_) return std::nullopt;
        pending_ += wire;
        std::string plain;
        std::size_t at = 0;
        while (pending_.size() - at >= number_octets) {
            const std::string_view rest = std::string_view(pending_).substr(at);
            const std::size_t length = from_network_order(rest);
            broken_ = length > receiving_limit_ || length < trailer_octets;
            if (broken_) return std::nullopt;
            if (rest.size() - number_octets < length) break;
            broken_ = !open(rest.substr(number_octets, length), plain);
            if (broken_) return std::nullopt;
            at += number_octets + length;
        }
        pending_.erase(0, at);
        return plain;
    }

private:
    std::string buffer(std::string_view message) {
        std::string body(message);
        if (out_.block > 1) {
            const std::size_t padding = out_.block - (message.size() + code_octets) % out_.block;
            body.append(padding, static_cast<char>(padding));
        }
        body += out_.code(message);
        if (out_.sealing) body = out_.sealing->apply(body);
        body.append(buffer_type) += in_network_order(out_.number++);
        return in_network_order(static_cast<std::uint32_t>(body.size())) + body;
    }

    // Appends the message of one buffer; false: it is not what the other side may have sent.
    bool open(std::string_view buffer, std::string& plain) {
        const std::size_t sealed_size = buffer.size() - buffer_type.size() - number_octets;
        if (buffer.substr(sealed_size) != std::string(buffer_type) + in_network_order(in_.number)) return false;
        if (sealed_size % in_.block != 0) return false;
        std::string body(buffer.substr(0, sealed_size));
        if (in_.sealing) body = in_.sealing->apply(body);
        const std::string_view code = std::string_view(body).substr(body.size() - code_octets);
        std::string_view message = std::string_view(body).substr(0, body.size() - code_octets);
        if (in_.block > 1) {
            const std::size_t padding = message.empty() ? 0 : static_cast<unsigned char>(message.back());
            if (padding == 0 || padding > in_.block || padding > message.size()) return false;
            message.remove_suffix(padding);
        }
        if (!base::equal_in_constant_time(in_.code(message), code)) return false;
        ++in_.number;
        plain += message;
        return true;
    }

    way out_, in_;
    std::size_t sending_limit_, receiving_limit_;
    std::string pending_;
    bool broken_ = false;
};

}  // namespace

std::unique_ptr<security_layer> make_layer(const layer_terms& terms, side here) {
    const cipher_kind* kind = nullptr;
    if (!terms.cipher.empty()) {
        const auto* at =
            std::find_if(kinds.begin(), kinds.end(), [&](const cipher_kind& one) { return one.name == terms.cipher; });
        if (at == kinds.end()) return nullptr;
        kind = at;
    }
    return std::make_unique<layer>(terms, kind, here);
}

}  // namespace mocksmtp::sasl::digest_md5
