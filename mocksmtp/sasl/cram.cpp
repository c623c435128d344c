#include "mocksmtp/sasl/cram.hpp"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <string>
#include <utility>

#include "mocksmtp/base/digest.hpp"

namespace mocksmtp::sasl {

namespace {

// What the members of the CRAM family differ in.
struct variety {
    std::string_view name;
    base::hash algorithm;
    std::size_t digits;  // of the digest in hexadecimal
};
constexpr variety md5{.name = "CRAM-MD5", .algorithm = base::hash::md5, .digits = 32};
constexpr variety sha1{.name = "CRAM-SHA1", .algorithm = base::hash::sha1, .digits = 40};

// RFC 2195 section 2: shaped like a message id, from a number, the time and the host.
std::string make_challenge(const variety& kind, const context& around) {
    if (around.pinned_challenge) return *around.pinned_challenge;
    std::uint64_t number = 0;
    for (const char c : around.octets(kind.name, sizeof number)) number = number << 8 | static_cast<unsigned char>(c);
    const auto seconds = std::chrono::floor<std::chrono::seconds>(around.time).time_since_epoch().count();
    return '<' + std::to_string(number) + '.' + std::to_string(seconds) + '@' + around.host + '>';
}

bool is_hexadecimal(std::string_view text) { return text.find_first_not_of("0123456789abcdef") == text.npos; }

class cram : public mechanism {
public:
    cram(const variety& kind, std::string challenge_text, const directory& users)
        : kind_(kind), challenge_(std::move(challenge_text)), users_(users) {}

    step next(std::optional<std::string_view> response) override {
        if (over_) return reject("the exchange is over");
        if (!asked_ && !response) {
            asked_ = true;
            return challenge{.bytes = challenge_, .decoded = {{.name = "challenge", .value = challenge_}}};
        }
        over_ = true;
        const std::string_view given = response.value_or(std::string_view{});
        last_ = {{.name = "response", .value = std::string(given), .secret = true}};
        if (!asked_) return reject(std::string(kind_.name) + " takes no initial response");
        return judge(given);
    }

    fields decode_last() const override { return last_; }

private:
    // The user name, a space and the digest; user names may have spaces themselves.
    step judge(std::string_view response) {
        const auto space = response.rfind(' ');
        if (space == response.npos) return reject(std::string(kind_.name) + " response without a space");
        const std::string_view digest = response.substr(space + 1);
        if (digest.size() != kind_.digits || !is_hexadecimal(digest))
            return reject(std::string(kind_.name) + " digest is not " + std::to_string(kind_.digits) +
                          " lower-case hexadecimal digits");
        if (space == 0) return reject(std::string(kind_.name) + " response without a user name");
        found_.user = response.substr(0, space);
        last_ = {{.name = "authcid", .value = found_.user}, {.name = "digest", .value = std::string(digest)}};
        return conclude(users_.judge({.user = found_.user, .mechanism = kind_.name}, [&](std::string_view password) {
            return base::equal_in_constant_time(base::hex(base::hmac(kind_.algorithm, password, challenge_)), digest);
        }));
    }

    const variety& kind_;
    const std::string challenge_;
    const directory& users_;
    fields last_;
    bool asked_ = false;
    bool over_ = false;
};

}  // namespace

std::unique_ptr<mechanism> make_cram_md5(const context& around, const directory& users) {
    return std::make_unique<cram>(md5, make_challenge(md5, around), users);
}

std::unique_ptr<mechanism> make_cram_sha1(const context& around, const directory& users) {
    return std::make_unique<cram>(sha1, make_challenge(sha1, around), users);
}

}  // namespace mocksmtp::sasl
