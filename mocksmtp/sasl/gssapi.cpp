#include "mocksmtp/sasl/gssapi.hpp"

#include <string>
#include <utility>

#include "mocksmtp/base/text.hpp"
#include "mocksmtp/sasl/gssapi_token.hpp"

namespace mocksmtp::sasl {

namespace {

// RFC 4752 section 3.3
constexpr unsigned no_layer = 1, integrity = 2, confidentiality = 4;
constexpr std::uint32_t largest_buffer = 65536;
constexpr std::size_t choice_octets = 4;

std::string words_of(unsigned layers) {
    std::string all;
    const auto add = [&](unsigned layer, const char* name) {
        if ((layers & layer) != 0) all += (all.empty() ? "" : ",") + std::string(name);
    };
    add(no_layer, "none");
    add(integrity, "integrity");
    add(confidentiality, "confidentiality");
    return all;
}

class gssapi_mechanism : public mechanism {
public:
    gssapi_mechanism(std::unique_ptr<kerberos_acceptor> acceptor, bool layers, const directory& users)
        : acceptor_(std::move(acceptor)), layers_(layers), users_(users) {}

    step next(std::optional<std::string_view> response) override {
        const std::string_view given = response.value_or(std::string_view{});
        last_ = {{.name = "response", .value = std::string(given), .secret = true}};
        switch (waiting_for_) {
            case part::start:
                waiting_for_ = part::first_token;
                if (response) return take_first(given);
                last_ = {};
                return challenge{};
            case part::first_token:
                return take_first(given);
            case part::token:
                return take_token(given);
            case part::acknowledgement:
                if (!given.empty()) return end(reject("GSSAPI answer to the server's last token is not empty"));
                last_ = {};
                return offer();
            case part::choice:
                return end(take_choice(given));
            case part::nothing:
                break;
        }
        return reject("the exchange is over");
    }

    fields decode_last() const override { return last_; }

    std::unique_ptr<security_layer> take_layer() override { return std::move(layer_); }

private:
    enum class part { start, first_token, token, acknowledgement, choice, nothing };

    step end(step how) {
        waiting_for_ = part::nothing;
        return how;
    }

    step refuse(std::string because, std::optional<bool> verified = false) {
        return end(conclude({.admitted = false, .verified = verified, .because = std::move(because)}));
    }

    step take_first(std::string_view token) {
        using kind = gssapi_token::kind;
        gssapi_token read = read_gssapi_token(token);
        if (read.what == kind::none) return end(reject("GSSAPI token is no initial token"));
        found_.more = read.decoded;
        read.decoded.push_back({.name = "token", .value = std::string(token), .secret = true});
        last_ = std::move(read.decoded);
        // RFC 4752 section 3: the mechanism is Kerberos and nothing that negotiates.
        if (read.what == kind::spnego) return refuse("SPNEGO is not allowed in GSSAPI");
        if (read.what == kind::other) return refuse("the token is not one of Kerberos 5");
        if (read.what == kind::broken) return end(reject("GSSAPI token holds no Kerberos request"));
        if (!acceptor_) return refuse("no keytab: the ticket cannot be checked", std::nullopt);
        return feed(token);
    }

    step take_token(std::string_view token) {
        last_ = {{.name = "token", .value = std::string(token), .secret = true}};
        return feed(token);
    }

    step feed(std::string_view token) {
        using state = kerberos_acceptor::state;
        kerberos_acceptor::answer answer = acceptor_->accept(token);
        if (answer.now == state::defective) return end(reject("GSSAPI token is defective: " + answer.because));
        if (answer.now == state::refused) return refuse("ticket refused: " + answer.because);
        if (answer.now == state::established) note_principal();
        const bool established = answer.now == state::established;
        if (established && answer.token.empty()) return offer();
        waiting_for_ = established ? part::acknowledgement : part::token;
        return challenge{.bytes = std::move(answer.token), .decoded = {{.name = "message", .value = "context token"}}};
    }

    void note_principal() {
        const std::string principal = acceptor_->principal();
        // A realm has no @; one in a name is written \@.
        const auto at = principal.rfind('@');
        found_.user = users_.find(principal) != nullptr ? principal : principal.substr(0, at);
        found_.more.push_back({.name = "principal", .value = principal});
    }

    // Section 3.1: one octet of layers, three of the largest buffer the server takes.
    step offer() {
        offered_ = no_layer;
        if (layers_ && acceptor_->can_sign()) offered_ |= integrity;
        if (layers_ && acceptor_->can_encrypt()) offered_ |= confidentiality;
        const std::uint32_t size = offered_ == no_layer ? 0 : largest_buffer;
        std::string message(1, static_cast<char>(offered_));
        for (const unsigned shift : {16U, 8U, 0U}) message += static_cast<char>(size >> shift & 0xff);
        waiting_for_ = part::choice;
        return challenge{.bytes = acceptor_->wrap(message),
                         .decoded = {{.name = "security_layers", .value = words_of(offered_)},
                                     {.name = "max_size", .value = std::to_string(size)}}};
    }

    // One layer, the largest buffer the client takes, and the authorization identity.
    step take_choice(std::string_view wire) {
        const auto message = acceptor_->unwrap(wire);
        if (!message) return reject("GSSAPI choice of a security layer is not signed by this context");
        if (message->size() < choice_octets) return reject("GSSAPI choice of a security layer is too short");
        const auto octet = [&](std::size_t at) { return static_cast<unsigned char>((*message)[at]); };
        const unsigned chosen = octet(0);
        const std::uint32_t size = std::uint32_t{octet(1)} << 16 | std::uint32_t{octet(2)} << 8 | octet(3);
        const std::string authzid = message->substr(choice_octets);
        if (chosen != no_layer && chosen != integrity && chosen != confidentiality)
            return reject("GSSAPI choice is not one security layer");
        last_ = {{.name = "security_layer", .value = words_of(chosen)},
                 {.name = "max_size", .value = std::to_string(size)},
                 {.name = "authzid", .value = authzid}};
        if ((chosen & offered_) == 0) return reject("GSSAPI security layer was not offered");
        if (!base::is_utf8(authzid)) return reject("GSSAPI authorization identity is not UTF-8");
        if (!authzid.empty()) found_.authzid = authzid;
        found_.more.push_back(last_.front());
        if (chosen != no_layer) {
            layer_ = acceptor_->make_layer(chosen == confidentiality, size, largest_buffer);
            if (!layer_) return reject("GSSAPI client takes no buffer of any use");
        }
        return conclude(users_.judge_proven({found_.user, "GSSAPI", "ticket"}));
    }

    const std::unique_ptr<kerberos_acceptor> acceptor_;
    const bool layers_;
    const directory& users_;
    std::unique_ptr<security_layer> layer_;
    fields last_;
    unsigned offered_ = no_layer;
    part waiting_for_ = part::start;
};

}  // namespace

std::unique_ptr<mechanism> make_gssapi(std::unique_ptr<kerberos_acceptor> acceptor, bool layers,
                                       const directory& users) {
    return std::make_unique<gssapi_mechanism>(std::move(acceptor), layers, users);
}

std::unique_ptr<mechanism> make_gssapi(const context& around, const directory& users) {
    return make_gssapi(around.keytab.empty() ? nullptr : make_kerberos_acceptor(around.keytab), around.layers, users);
}

}  // namespace mocksmtp::sasl
