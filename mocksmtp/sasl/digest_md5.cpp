#include "mocksmtp/sasl/digest_md5.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <variant>

#include "mocksmtp/base/text.hpp"
#include "mocksmtp/sasl/digest_md5_layer.hpp"
#include "mocksmtp/sasl/digest_md5_message.hpp"
#include "mocksmtp/sasl/digest_md5_proof.hpp"

namespace mocksmtp::sasl {

namespace {

constexpr std::string_view mechanism_name = "DIGEST-MD5";

fields decoded(const directives& all) {
    fields named;
    for (const auto& [name, value] : all) named.push_back({.name = name, .value = value});
    return named;
}

bool has(const std::vector<std::string>& all, std::string_view one) {
    return std::any_of(all.begin(), all.end(), [&](const std::string& other) { return base::iequals(one, other); });
}

// Octets that are no UTF-8 are ISO 8859-1, which is what the RFC has without a charset.
std::string in_utf8(std::string_view name) {
    if (base::is_utf8(name)) return std::string(name);
    std::string text;
    for (const char c : name) {
        const auto octet = static_cast<unsigned char>(c);
        if (octet >= 0x80) text += static_cast<char>(0xc0 | octet >> 6);
        text += static_cast<char>(octet >= 0x80 ? 0x80 | (octet & 0x3f) : octet);
    }
    return text;
}

class digest_md5_exchange : public mechanism {
public:
    digest_md5_exchange(const context& around, const directory& users)
        : offered_(digest_md5::make_offer(around)),
          pinned_(around.pinned_challenge.has_value()),
          layers_(around.layers),
          users_(users) {}

    step next(std::optional<std::string_view> response) override {
        const std::string_view given = response.value_or(std::string_view{});
        last_ = {};
        switch (std::exchange(waiting_for_, part::nothing)) {
            case part::start:
                if (response) return take_subsequent(given);
                return ask();
            case part::response:
                return take_response(given);
            case part::acknowledgement:
                if (given.empty()) return accepted{};
                last_ = {{.name = "response", .value = std::string(given), .secret = true}};
                return reject("DIGEST-MD5 answer to rspauth is not empty");
            case part::nothing:
                break;
        }
        return reject("the exchange is over");
    }

    fields decode_last() const override { return last_; }

    std::unique_ptr<security_layer> take_layer() override { return std::move(layer_); }

private:
    enum class part { start, response, acknowledgement, nothing };

    step ask() {
        waiting_for_ = part::response;
        return challenge{.bytes = offered_.text, .decoded = decoded(offered_.all)};
    }

    // An initial response counts on with the nonce of an earlier exchange (section 2.2).
    step take_subsequent(std::string_view text) {
        const auto read = read_shown(text);
        if (const auto* wrong = std::get_if<digest_md5::broken>(&read)) return reject(wrong->because);
        if (!pinned_) offered_ = digest_md5::read_offer(offered_.text + ",stale=true");
        return ask();
    }

    // Shows the directives, or all of it as one secret if it is broken.
    std::variant<digest_md5::response, digest_md5::broken> read_shown(std::string_view text) {
        last_ = {{.name = "response", .value = std::string(text), .secret = true}};
        const auto all = read_directives(text);
        if (!all) return digest_md5::broken{"DIGEST-MD5 response is not a list of directives"};
        auto read = digest_md5::read_response(*all);
        if (std::holds_alternative<digest_md5::response>(read)) last_ = decoded(*all);
        return read;
    }

    step take_response(std::string_view text) {
        const auto read = read_shown(text);
        if (const auto* wrong = std::get_if<digest_md5::broken>(&read)) return reject(wrong->because);
        const auto& sent = std::get<digest_md5::response>(read);
        found_.user = in_utf8(sent.username);
        if (sent.authzid != "") found_.authzid = sent.authzid;  // some clients say so that they name nobody
        for (const auto& field : last_)
            if (field.name == "realm" || field.name == "qop" || field.name == "digest-uri" || field.name == "cipher" ||
                field.name == "maxbuf")
                found_.more.push_back(field);
        if (std::string wrong = departure(sent); !wrong.empty())
            return conclude({.admitted = false, .verified = false, .because = std::move(wrong)});
        return judge(sent);
    }

    // Where the response leaves what was offered; nothing if it does not.
    std::string departure(const digest_md5::response& sent) const {
        if (sent.nonce != offered_.nonce) return "wrong nonce";
        if (sent.count != "00000001") return "replayed nonce count";
        const bool realm_offered =
            std::find(offered_.realms.begin(), offered_.realms.end(), sent.realm.value_or("")) != offered_.realms.end();
        if (!offered_.realms.empty() && !realm_offered) return "realm was not offered";
        if (!has(offered_.qops, sent.qop)) return "qop was not offered";
        if (base::iequals(sent.qop, "auth-conf") && !has(offered_.ciphers, sent.cipher))
            return "cipher was not offered";
        if (!base::istarts_with(sent.uri, "smtp/")) return "digest-uri is of another service";
        return {};
    }

    step judge(const digest_md5::response& sent) {
        std::optional<std::string> a1_hash;
        auto judged = users_.judge({.user = found_.user, .mechanism = mechanism_name}, [&](std::string_view password) {
            auto matched = digest_md5::check(sent, password);
            const bool right = matched.has_value();
            if (right) a1_hash = std::move(matched);
            return right;
        });
        if (judged.admitted && !base::iequals(sent.qop, "auth")) {
            if (a1_hash && layers_) layer_ = make_layer(sent, *a1_hash);
            if (!layer_) {
                judged.admitted = false;
                judged.because = "no security layer is possible here";
            }
        }
        step outcome = conclude(judged);
        if (!judged.admitted || !a1_hash) return outcome;
        waiting_for_ = part::acknowledgement;
        const std::string proof = digest_md5::server_proof(sent, *a1_hash);
        return challenge{.bytes = "rspauth=" + proof, .decoded = {{.name = "rspauth", .value = proof}}};
    }

    std::unique_ptr<security_layer> make_layer(const digest_md5::response& sent, const std::string& a1_hash) const {
        return digest_md5::make_layer({.a1_hash = a1_hash,
                                       .cipher = base::iequals(sent.qop, "auth-conf") ? sent.cipher : std::string(),
                                       .sending_limit = sent.buffer,
                                       .receiving_limit = offered_.buffer},
                                      digest_md5::side::server);
    }

    digest_md5::offer offered_;
    const bool pinned_, layers_;
    const directory& users_;
    std::unique_ptr<security_layer> layer_;
    fields last_;
    part waiting_for_ = part::start;
};

}  // namespace

std::unique_ptr<mechanism> make_digest_md5(const context& around, const directory& users) {
    return std::make_unique<digest_md5_exchange>(around, users);
}

}  // namespace mocksmtp::sasl
