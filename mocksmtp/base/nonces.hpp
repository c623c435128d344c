// Where challenges, nonces and salts come from: octets derived from a seed, the same in every run.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace mocksmtp::base {

// The one place in one conversation that needs octets; two different places get unrelated ones.
struct nonce_place {
    std::string_view listener;  // its name
    std::uint64_t ordinal = 0;  // of the session, counted on that listener
    std::string_view purpose;   // "CRAM-MD5", "SCRAM salt"
    unsigned step = 0;          // how many the session asked for before, for this purpose
};

struct nonce_source {
    virtual ~nonce_source() = default;
    virtual std::string bytes(const nonce_place& place, std::size_t count) = 0;
};

// HMAC-SHA-256 keyed with the seed; a longer answer begins with the shorter one for the same place.
class derived_nonces : public nonce_source {
public:
    explicit derived_nonces(std::string seed);
    std::string bytes(const nonce_place& place, std::size_t count) override;

private:
    std::string seed_;
};

}  // namespace mocksmtp::base
