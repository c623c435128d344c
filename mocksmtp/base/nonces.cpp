#include "mocksmtp/base/nonces.hpp"

#include <utility>

#include "mocksmtp/base/digest.hpp"

namespace mocksmtp::base {

namespace {

void append_number(std::string& to, std::uint64_t value) {
    for (int shift = 56; shift >= 0; shift -= 8) to += static_cast<char>(value >> shift & 0xff);
}

// With its length in front, so that no two places share an encoding.
void append_text(std::string& to, std::string_view text) {
    append_number(to, text.size());
    to += text;
}

}  // namespace

derived_nonces::derived_nonces(std::string seed) : seed_(std::move(seed)) {}

std::string derived_nonces::bytes(const nonce_place& place, std::size_t count) {
    std::string message;
    append_text(message, place.listener);
    append_number(message, place.ordinal);
    append_text(message, place.purpose);
    append_number(message, place.step);
    const std::size_t fixed = message.size();
    std::string result;
    for (std::uint64_t block = 0; result.size() < count; ++block) {
        message.resize(fixed);
        append_number(message, block);
        result += hmac(hash::sha256, seed_, message);
    }
    result.resize(count);
    return result;
}

}  // namespace mocksmtp::base
