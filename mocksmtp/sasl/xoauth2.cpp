#include "mocksmtp/sasl/xoauth2.hpp"

#include <string>
#include <variant>

#include "mocksmtp/base/text.hpp"

namespace mocksmtp::sasl {

namespace {

constexpr char separator = '\x01';

challenge error_challenge() {
    return {.bytes = R"({"status":"401","schemes":"bearer","scope":"https://mail.google.com/"})",
            .decoded = {{.name = "status", .value = "401"},
                        {.name = "schemes", .value = "bearer"},
                        {.name = "scope", .value = "https://mail.google.com/"}}};
}

class xoauth2 : public mechanism {
public:
    explicit xoauth2(const directory& users) : users_(users) {}

    step next(std::optional<std::string_view> response) override {
        const std::string_view given = response.value_or(std::string_view{});
        switch (state_) {
            case state::start:
                state_ = state::asked;
                if (response) return judge(given);
                return challenge{};
            case state::asked:
                return judge(given);
            case state::failed:
                state_ = state::over;
                last_ = {};
                if (!given.empty()) last_ = {{.name = "response", .value = std::string(given), .secret = true}};
                return refused{};
            case state::over:
                break;
        }
        return reject("the exchange is over");
    }

    fields decode_last() const override { return last_; }

private:
    enum class state { start, asked, failed, over };

    step judge(std::string_view response) {
        state_ = state::over;
        last_ = {{.name = "response", .value = std::string(response), .secret = true}};
        if (std::string wrong = parse(response); !wrong.empty()) return reject(std::move(wrong));
        step outcome = conclude(
            users_.judge({.user = found_.user, .mechanism = "XOAUTH2", .credential = "token"}, *found_.secret));
        if (!std::holds_alternative<refused>(outcome)) return outcome;
        state_ = state::failed;
        return error_challenge();
    }

    // "user=" name ^A "auth=Bearer " token ^A ^A, in any order and with other parts kept; says what is wrong, or
    // nothing.
    std::string parse(std::string_view response) {
        if (response.size() < 2 || response.substr(response.size() - 2) != "\x01\x01")
            return "XOAUTH2 response does not end in two ^A";
        response.remove_suffix(1);
        std::optional<std::string_view> user, auth;
        for (; !response.empty(); response.remove_prefix(response.find(separator) + 1)) {
            const std::string_view pair = response.substr(0, response.find(separator));
            const auto equals = pair.find('=');
            if (equals == pair.npos) return "XOAUTH2 part without an equals sign";
            const std::string_view name = pair.substr(0, equals);
            const std::string_view value = pair.substr(equals + 1);
            auto* slot = name == "user" ? &user : name == "auth" ? &auth : nullptr;
            if (slot == nullptr) {
                found_.more.push_back({.name = std::string(name), .value = std::string(value)});
                continue;
            }
            if (*slot) return "XOAUTH2 part given twice";
            *slot = value;
        }
        found_.user = user.value_or(std::string_view{});
        if (found_.user.empty()) return "XOAUTH2 response without a user name";
        if (!auth) return "XOAUTH2 response without auth";
        return note_token(*auth);
    }

    std::string note_token(std::string_view auth) {
        constexpr std::string_view scheme = "Bearer ";
        if (!base::istarts_with(auth, scheme)) return "XOAUTH2 auth is not a bearer token";
        const std::string token(auth.substr(scheme.size()));
        if (token.empty()) return "XOAUTH2 response without a token";
        found_.secret = token;
        last_ = {{.name = "user", .value = found_.user}, {.name = "token", .value = token, .secret = true}};
        return {};
    }

    const directory& users_;
    fields last_;
    state state_ = state::start;
};

}  // namespace

std::unique_ptr<mechanism> make_xoauth2(const context&, const directory& users) {
    return std::make_unique<xoauth2>(users);
}

}  // namespace mocksmtp::sasl
