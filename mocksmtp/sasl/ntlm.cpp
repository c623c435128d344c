#include "mocksmtp/sasl/ntlm.hpp"

#include <string>
#include <utility>

#include "mocksmtp/base/text.hpp"
#include "mocksmtp/sasl/ntlm_decoded.hpp"
#include "mocksmtp/sasl/ntlm_message.hpp"
#include "mocksmtp/sasl/ntlm_proof.hpp"
#include "mocksmtp/sasl/ntlm_text.hpp"

namespace mocksmtp::sasl {

namespace {

constexpr std::string_view mechanism_name = "NTLM";
constexpr std::size_t nonce_octets = 8;

// What a server called mx.example.test says of itself: computer MX in domain EXAMPLE, and the names of DNS.
ntlm::av_pairs names_after(std::string_view host) {
    constexpr std::size_t longest = 15;  // of a NetBIOS name
    const auto label = [](std::string_view name) {
        return base::to_upper(name.substr(0, name.find('.')).substr(0, longest));
    };
    const auto dot = host.find('.');
    const std::string_view domain = dot == host.npos ? host : host.substr(dot + 1);
    using enum ntlm::av_id;
    return {{netbios_domain, utf16_of_utf8(label(domain))},
            {netbios_computer, utf16_of_utf8(label(host))},
            {dns_domain, utf16_of_utf8(domain)},
            {dns_computer, utf16_of_utf8(host)}};
}

// Grants what the client asked for, as far as it means anything without sealed messages.
std::uint32_t answer_to(std::uint32_t asked) {
    constexpr std::uint32_t granted = ntlm::request_target | ntlm::sign | ntlm::seal | ntlm::always_sign |
                                      ntlm::extended_security | ntlm::key_128 | ntlm::key_exchange | ntlm::key_56;
    const std::uint32_t script = (asked & ntlm::unicode) != 0 ? ntlm::unicode : ntlm::oem;
    return (asked & granted) | script | ntlm::ntlm_v1 | ntlm::target_type_server | ntlm::target_info;
}

class ntlm_exchange : public mechanism {
public:
    ntlm_exchange(const context& around, const directory& users)
        : host_(around.host), pinned_(around.pinned_challenge), users_(users) {
        nonce_ = pinned_ ? *pinned_ : around.octets(mechanism_name, nonce_octets);
        nonce_.resize(nonce_octets);
    }

    step next(std::optional<std::string_view> response) override {
        const std::string_view given = response.value_or(std::string_view{});
        last_ = {};
        switch (waiting_for_) {
            case message::start:
                waiting_for_ = message::negotiate;
                if (response) return take_negotiate(given);
                return challenge{};
            case message::negotiate:
                return take_negotiate(given);
            case message::authenticate:
                waiting_for_ = message::nothing;
                return take_authenticate(given);
            case message::nothing:
                break;
        }
        return reject("the exchange is over");
    }

    fields decode_last() const override { return last_; }

private:
    enum class message { start, negotiate, authenticate, nothing };

    step refuse_to_read(std::string_view octets, ntlm::broken why) {
        waiting_for_ = message::nothing;
        last_ = {{.name = "response", .value = std::string(octets), .secret = true}};
        return reject(std::move(why.because));
    }

    step take_negotiate(std::string_view octets) {
        auto read = ntlm::read_negotiate(octets);
        if (auto* wrong = std::get_if<ntlm::broken>(&read)) return refuse_to_read(octets, std::move(*wrong));
        const auto& asked = std::get<ntlm::negotiate>(read);
        last_ = ntlm::decoded(asked);
        waiting_for_ = message::authenticate;
        said_.negotiate = octets;
        said_.challenge = make_challenge(asked.flags);
        asked_ = ntlm::read_challenge(said_.challenge);
        return challenge{.bytes = said_.challenge, .decoded = ntlm::decoded(asked_)};
    }

    std::string make_challenge(std::uint32_t asked) const {
        constexpr std::string_view signature{"NTLMSSP\0", 8};
        if (pinned_ && pinned_->starts_with(signature)) return *pinned_;
        ntlm::challenge made{.flags = answer_to(asked), .target = {}, .nonce = nonce_, .info = names_after(host_)};
        const std::string computer = utf8_of_utf16(made.info[1].value);
        made.target = (made.flags & ntlm::unicode) != 0 ? made.info[1].value : computer;
        return ntlm::written(made);
    }

    step take_authenticate(std::string_view octets) {
        auto read = ntlm::read_authenticate(octets, asked_.flags);
        if (auto* wrong = std::get_if<ntlm::broken>(&read)) return refuse_to_read(octets, std::move(*wrong));
        const auto& answer = std::get<ntlm::authenticate>(read);
        const auto kind = ntlm::kind_of(answer, asked_.flags);
        if (kind == ntlm::proof_kind::unknown)
            return refuse_to_read(octets, {"NTLM response of a length that none has"});
        said_.authenticate = octets;
        last_ = ntlm::decoded(answer, octets);
        found_.user = last_.front().value;
        note(answer, kind);
        ntlm::proof proved;
        auto judged = users_.judge({.user = found_.user, .mechanism = mechanism_name}, [&](std::string_view password) {
            auto result = ntlm::check(answer, kind, asked_.nonce, password);
            const bool right = result.right;
            if (right) proved = std::move(result);
            return right;
        });
        if (judged.verified == true) note(answer, proved, judged);
        return conclude(judged);
    }

    void note(const ntlm::authenticate& answer, ntlm::proof_kind kind) {
        found_.more.push_back({.name = "ntlm", .value = std::string(ntlm::name_of(kind))});
        for (const auto& field : last_)
            if (field.name == "domain" || field.name == "workstation" || field.name == "version")
                found_.more.push_back(field);
        found_.more.push_back({.name = "flags", .value = ntlm::names_of(answer.flags)});
    }

    // What can be said only once the password is known.
    void note(const ntlm::authenticate& answer, const ntlm::proof& proved, judgement& judged) {
        if (!proved.lm_response.empty())
            found_.more.push_back({.name = "lm_response", .value = std::string(proved.lm_response)});
        const auto intact = ntlm::integrity(answer, said_, proved);
        if (!intact) return;
        found_.more.push_back({.name = "mic", .value = *intact ? "right" : "wrong"});
        if (!*intact) judged = {.admitted = false, .verified = false, .because = "wrong message integrity code"};
    }

    const std::string host_;
    const std::optional<std::string> pinned_;
    std::string nonce_;
    const directory& users_;
    ntlm::conversation said_;
    ntlm::challenge asked_;
    fields last_;
    message waiting_for_ = message::start;
};

}  // namespace

std::unique_ptr<mechanism> make_ntlm(const context& around, const directory& users) {
    return std::make_unique<ntlm_exchange>(around, users);
}

}  // namespace mocksmtp::sasl
