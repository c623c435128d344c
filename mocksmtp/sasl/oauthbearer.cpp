#include "mocksmtp/sasl/oauthbearer.hpp"

#include <algorithm>
#include <string>

#include "mocksmtp/base/digest.hpp"
#include "mocksmtp/base/text.hpp"
#include "mocksmtp/sasl/gs2.hpp"
#include "mocksmtp/sasl/oauth_exchange.hpp"

namespace mocksmtp::sasl {

namespace {

constexpr char separator = '\x01';

challenge error_challenge() {
    return {.bytes = R"({"status":"invalid_token","scope":"mail"})",
            .decoded = {{.name = "status", .value = "invalid_token"}, {.name = "scope", .value = "mail"}}};
}

bool is_key(std::string_view name) { return !name.empty() && std::all_of(name.begin(), name.end(), base::is_alpha); }

class oauthbearer : public oauth_exchange {
public:
    explicit oauthbearer(const directory& users)
        : oauth_exchange("OAUTHBEARER", error_challenge(), "\x01"), users_(users) {}

private:
    // Section 3.1: client-resp = gs2-header kvsep *kvpair kvsep
    std::string read(std::string_view message) override {
        const auto header = parse_gs2_header(message);
        if (!header) return "response without a GS2 header";
        if (header->binding == 'p') return "has no channel binding";
        message.remove_prefix(header->length);
        if (message.empty() || message.front() != separator) return "header is not followed by ^A";
        message.remove_prefix(1);
        fields shown;
        if (header->authzid) shown.push_back({.name = "authzid", .value = *header->authzid});
        if (std::string wrong = read_pairs(message, shown); !wrong.empty()) return wrong;
        found_.authzid = header->authzid;
        found_.user = header->authzid.value_or(std::string());
        last_ = std::move(shown);
        return {};
    }

    std::string read_pairs(std::string_view text, fields& shown) {
        const oauth_pairs pairs = split_oauth_pairs(text);
        if (!pairs.complaint.empty()) return pairs.complaint;
        std::optional<std::string_view> auth;
        fields others;
        for (const oauth_pair& each : pairs.all) {
            if (!is_key(each.name)) return "part whose name is not letters";
            const bool is_auth = each.name == "auth";
            if (is_auth && auth) return "part given twice";
            if (is_auth) auth = each.value;
            if (!is_auth) others.push_back(further_part(each));
        }
        if (!auth) return "response without auth";
        if (!auth->empty()) {
            if (std::string wrong = read_bearer(*auth); !wrong.empty()) return wrong;
        }
        shown.insert(shown.end(), others.begin(), others.end());
        shown.push_back({.name = "token", .value = found_.secret.value_or(std::string()), .secret = true});
        found_.more = std::move(others);
        return {};
    }

    judgement decide() override {
        if (!found_.secret) return {.admitted = false, .verified = false, .because = "no token"};
        if (found_.user.empty()) found_.user = owner_of(*found_.secret);
        return users_.judge({.user = found_.user, .mechanism = name(), .credential = "token"}, *found_.secret);
    }

    // The first account that has the token; every one is compared.
    std::string owner_of(std::string_view token) const {
        std::string owner;
        for (const account& who : users_.accounts) {
            for (const std::string& known : who.passwords) {
                const bool same = base::equal_in_constant_time(known, token);
                if (same && owner.empty()) owner = who.name;
            }
        }
        return owner;
    }

    const directory& users_;
};

}  // namespace

std::unique_ptr<mechanism> make_oauthbearer(const context&, const directory& users) {
    return std::make_unique<oauthbearer>(users);
}

}  // namespace mocksmtp::sasl
