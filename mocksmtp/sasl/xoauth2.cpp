#include "mocksmtp/sasl/xoauth2.hpp"

#include <string>
#include <utility>
#include <vector>

#include "mocksmtp/sasl/oauth_exchange.hpp"

namespace mocksmtp::sasl {

namespace {

challenge error_challenge() {
    return {.bytes = R"({"status":"401","schemes":"bearer","scope":"https://mail.google.com/"})",
            .decoded = {{.name = "status", .value = "401"},
                        {.name = "schemes", .value = "bearer"},
                        {.name = "scope", .value = "https://mail.google.com/"}}};
}

class xoauth2 : public oauth_exchange {
public:
    explicit xoauth2(const directory& users) : oauth_exchange("XOAUTH2", error_challenge(), ""), users_(users) {}

private:
    // "user=" name ^A "auth=Bearer " token ^A ^A, in any order and with other parts kept.
    std::string read(std::string_view message) override {
        if (message.size() < 2) return "response does not end in two ^A";
        const oauth_pairs pairs = split_oauth_pairs(message);
        if (!pairs.complaint.empty()) return pairs.complaint;
        std::optional<std::string_view> user, auth;
        fields others;
        for (const oauth_pair& each : pairs.all) {
            auto* slot = each.name == "user" ? &user : each.name == "auth" ? &auth : nullptr;
            if (slot == nullptr) {
                others.push_back(further_part(each));
                continue;
            }
            if (*slot) return "part given twice";
            *slot = each.value;
        }
        if (!user || user->empty()) return "response without a user name";
        // Where a ^A was forgotten, the user name goes on with the token.
        if (!auth) return "response without auth";
        found_.user = *user;
        found_.more = std::move(others);
        if (std::string wrong = read_bearer(*auth); !wrong.empty()) return wrong;
        last_ = {{.name = "user", .value = found_.user}, {.name = "token", .value = *found_.secret, .secret = true}};
        return {};
    }

    judgement decide() override {
        return users_.judge({.user = found_.user, .mechanism = name(), .credential = "token"}, *found_.secret);
    }

    const directory& users_;
};

}  // namespace

std::unique_ptr<mechanism> make_xoauth2(const context&, const directory& users) {
    return std::make_unique<xoauth2>(users);
}

}  // namespace mocksmtp::sasl
