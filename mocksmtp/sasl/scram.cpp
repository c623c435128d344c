#include "mocksmtp/sasl/scram.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <stdexcept>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "mocksmtp/base/base64.hpp"
#include "mocksmtp/sasl/scram_message.hpp"

namespace mocksmtp::sasl {

namespace {

// What the members of the SCRAM family differ in.
struct variety {
    std::string_view name;
    std::string_view family;  // the name without -PLUS; both forms share their salts
    base::hash algorithm;
    scram_binding binding;
};

constexpr std::string_view plus = "-PLUS";

constexpr variety member(std::string_view name, base::hash algorithm) {
    const bool binds = name.ends_with(plus);
    return {.name = name,
            .family = binds ? name.substr(0, name.size() - plus.size()) : name,
            .algorithm = algorithm,
            .binding = binds ? scram_binding::tls : scram_binding::none};
}

constexpr std::array varieties{
    member("SCRAM-SHA-1", base::hash::sha1),     member("SCRAM-SHA-1-PLUS", base::hash::sha1),
    member("SCRAM-SHA-224", base::hash::sha224), member("SCRAM-SHA-224-PLUS", base::hash::sha224),
    member("SCRAM-SHA-256", base::hash::sha256), member("SCRAM-SHA-256-PLUS", base::hash::sha256),
    member("SCRAM-SHA-384", base::hash::sha384), member("SCRAM-SHA-384-PLUS", base::hash::sha384),
    member("SCRAM-SHA-512", base::hash::sha512), member("SCRAM-SHA-512-PLUS", base::hash::sha512),
};

consteval const variety& variety_of(base::hash algorithm, scram_binding binding) {
    for (const variety& each : varieties)
        if (each.algorithm == algorithm && each.binding == binding) return each;
    throw std::invalid_argument("no such member of the family");
}

constexpr std::string_view usual_iterations = "4096";  // RFC 7677 section 4

std::string exclusive_or(std::string a, std::string_view b) {
    std::transform(a.begin(), a.end(), b.begin(), a.begin(), [](char x, char y) { return static_cast<char>(x ^ y); });
    return a;
}

class scram : public mechanism {
public:
    scram(const variety& kind, const context& around, const directory& users)
        : kind_(kind),
          users_(users),
          pin_(read_scram_pin(around.pinned_challenge.value_or(std::string()))),
          server_nonce_(pin_.nonce.value_or(base::encode_base64(around.octets(kind.name, 18)))),
          // Of no place: a server keeps one salt for a user, and clients may keep keys for it (RFC 5802 section 5.1).
          salt_key_(around.nonces.bytes({.listener = {}, .purpose = "SCRAM salt"}, 32)),
          bindings_(around.channel_bindings),
          binding_offered_(around.binding_offered) {}

    step next(std::optional<std::string_view> response) override {
        const std::string_view given = response.value_or(std::string_view{});
        last_ = {};
        if (response) last_ = {{.name = "response", .value = std::string(given), .secret = true}};
        switch (std::exchange(state_, state::over)) {
            case state::start:
                if (response) return take_first(given);
                state_ = state::asked;
                return challenge{};
            case state::asked:
                return take_first(given);
            case state::challenged:
                return take_final(given);
            case state::proven:
                if (!given.empty()) return reject("SCRAM has no answer to the server's proof but an empty one");
                last_ = {};
                return accepted{};
            case state::over:
                break;
        }
        return reject("the exchange is over");
    }

    fields decode_last() const override { return last_; }

private:
    enum class state { start, asked, challenged, proven, over };

    step turn_away(std::string because) {
        return conclude({.admitted = false, .verified = false, .because = std::move(because)});
    }

    step take_first(std::string_view message) {
        auto read = read_scram_first(message);
        if (auto* wrong = std::get_if<malformed>(&read)) return reject(std::move(wrong->because));
        first_ = std::get<scram_first>(std::move(read));
        found_.user = first_.user;
        found_.authzid = first_.header.authzid;
        last_ = {{.name = "gs2_header", .value = first_.header_text}};
        if (first_.header.authzid) last_.push_back({.name = "authzid", .value = *first_.header.authzid});
        last_.push_back({.name = "authcid", .value = first_.user});
        last_.push_back({.name = "client_nonce", .value = first_.nonce});
        found_.more = {{.name = "gs2_cbind_flag", .value = std::string(1, first_.header.binding)}};
        if (first_.header.binding == 'p')
            found_.more.push_back({.name = "channel_binding", .value = first_.header.binding_type});
        if (users_.open())
            return conclude({.because = "SCRAM needs a configured password: nothing could be proved without one"});
        if (std::string because = unbindable(); !because.empty()) return turn_away(std::move(because));
        return ask();
    }

    // Why the channel cannot be bound, or not bound, as the client wants (RFC 5802 section 6); empty if it can.
    std::string unbindable() {
        if (first_.header.binding == 'y' && binding_offered_)
            return "the client says the server offers no channel binding, but it was offered: downgrade";
        const bool binds = first_.header.binding == 'p';
        if (binds && kind_.binding == scram_binding::none)
            return std::string(kind_.name) + " binds no channel, but the client does";
        if (!binds && kind_.binding == scram_binding::tls)
            return std::string(kind_.name) + " binds the channel, but the client does not";
        if (!binds) return {};
        const auto at = std::find_if(bindings_.begin(), bindings_.end(), [&](const channel_binding& each) {
            return each.type == first_.header.binding_type;
        });
        if (at == bindings_.end()) return "this connection has no channel binding " + first_.header.binding_type;
        binding_ = at->bytes;
        return {};
    }

    challenge ask() {
        nonce_ = server_nonce_.starts_with(first_.nonce) && pin_.nonce ? server_nonce_ : first_.nonce + server_nonce_;
        salt_ = base::hmac(base::hash::sha256, salt_key_, std::string(kind_.family) + ' ' + first_.user).substr(0, 16);
        if (pin_.salt_text) salt_ = base::decode_base64(*pin_.salt_text).value_or(std::string());
        const std::string salt_text = base::encode_base64(salt_);
        const std::string rounds = pin_.iterations_text.value_or(std::string(usual_iterations));
        std::from_chars(rounds.data(), rounds.data() + rounds.size(), iterations_);
        found_.more.push_back({.name = "iterations", .value = rounds});
        server_first_ = "r=" + nonce_ + ",s=" + salt_text + ",i=" + rounds;
        state_ = state::challenged;
        return {.bytes = server_first_,
                .decoded = {{.name = "nonce", .value = nonce_},
                            {.name = "salt", .value = salt_text},
                            {.name = "iterations", .value = rounds}}};
    }

    step take_final(std::string_view message) {
        auto read = read_scram_final(message);
        if (auto* wrong = std::get_if<malformed>(&read)) return reject(std::move(wrong->because));
        const scram_final& last = std::get<scram_final>(read);
        last_ = {
            {.name = "channel_binding", .value = last.channel_binding_text, .secret = first_.header.binding == 'p'},
            {.name = "nonce", .value = last.nonce},
            {.name = "proof", .value = last.proof_text}};
        if (last.nonce != nonce_) return turn_away("wrong nonce: not an answer to this challenge");
        if (!base::equal_in_constant_time(last.channel_binding, first_.header_text + binding_))
            return turn_away("channel binding does not match");
        return judge(last);
    }

    step judge(const scram_final& last) {
        const std::string about = first_.bare + ',' + server_first_ + ',' + last.without_proof;  // AuthMessage
        std::optional<std::string> verifier;
        bool worked = false;
        const auto matches = [&](std::string_view password) {
            worked = true;
            const std::string salted = base::pbkdf2(kind_.algorithm, password, salt_, iterations_);
            const std::string client_key = base::hmac(kind_.algorithm, salted, "Client Key");
            const std::string stored_key = base::digest(kind_.algorithm, client_key);
            const std::string signature = base::hmac(kind_.algorithm, stored_key, about);
            if (!base::equal_in_constant_time(last.proof, exclusive_or(client_key, signature))) return false;
            const std::string server_key = base::hmac(kind_.algorithm, salted, "Server Key");
            verifier = base::encode_base64(base::hmac(kind_.algorithm, server_key, about));
            return true;
        };
        step outcome = conclude(users_.judge({.user = found_.user, .mechanism = kind_.name}, matches));
        if (!worked) matches({});  // a name that nobody has takes as long as a wrong password
        if (!verifier || !std::holds_alternative<accepted>(outcome)) return outcome;
        state_ = state::proven;
        return challenge{.bytes = "v=" + *verifier, .decoded = {{.name = "verifier", .value = *verifier}}};
    }

    const variety& kind_;
    const directory& users_;
    const scram_pin pin_;
    const std::string server_nonce_;  // our part, or the pinned one
    const std::string salt_key_;
    const std::vector<channel_binding> bindings_;
    const bool binding_offered_;
    state state_ = state::start;
    scram_first first_;
    std::string binding_;  // octets of the type the client chose
    std::string nonce_;    // both parts
    std::string salt_;
    unsigned iterations_ = 1;
    std::string server_first_;
    fields last_;
};

}  // namespace

template <base::hash algorithm, scram_binding binding>
std::unique_ptr<mechanism> make_scram(const context& around, const directory& users) {
    return std::make_unique<scram>(variety_of(algorithm, binding), around, users);
}

template std::unique_ptr<mechanism> make_scram<base::hash::sha1, scram_binding::none>(const context&, const directory&);
template std::unique_ptr<mechanism> make_scram<base::hash::sha1, scram_binding::tls>(const context&, const directory&);
template std::unique_ptr<mechanism> make_scram<base::hash::sha224, scram_binding::none>(const context&,
                                                                                        const directory&);
template std::unique_ptr<mechanism> make_scram<base::hash::sha224, scram_binding::tls>(const context&,
                                                                                       const directory&);
template std::unique_ptr<mechanism> make_scram<base::hash::sha256, scram_binding::none>(const context&,
                                                                                        const directory&);
template std::unique_ptr<mechanism> make_scram<base::hash::sha256, scram_binding::tls>(const context&,
                                                                                       const directory&);
template std::unique_ptr<mechanism> make_scram<base::hash::sha384, scram_binding::none>(const context&,
                                                                                        const directory&);
template std::unique_ptr<mechanism> make_scram<base::hash::sha384, scram_binding::tls>(const context&,
                                                                                       const directory&);
template std::unique_ptr<mechanism> make_scram<base::hash::sha512, scram_binding::none>(const context&,
                                                                                        const directory&);
template std::unique_ptr<mechanism> make_scram<base::hash::sha512, scram_binding::tls>(const context&,
                                                                                       const directory&);

bool can_pin_scram(std::string_view challenge) {
    const scram_pin read = read_scram_pin(challenge);
    return read.nonce || read.salt_text || read.iterations_text;
}

}  // namespace mocksmtp::sasl
