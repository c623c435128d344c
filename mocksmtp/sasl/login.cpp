#include "mocksmtp/sasl/login.hpp"

#include <string>

namespace mocksmtp::sasl {

namespace {

challenge prompt(std::string_view text) {
    return {.bytes = std::string(text), .decoded = {{.name = "prompt", .value = std::string(text)}}};
}

class login : public mechanism {
public:
    explicit login(const directory& users) : users_(users) {}

    step next(std::optional<std::string_view> response) override {
        switch (waiting_for_) {
            case part::start:
                waiting_for_ = part::user;
                if (response) return take_user(*response);
                // The draft says "User Name"; every server and client says this.
                return prompt("Username:");
            case part::user:
                return take_user(response.value_or(std::string_view{}));
            case part::password:
                return take_password(response.value_or(std::string_view{}));
            case part::nothing:
                break;
        }
        return reject("the exchange is over");
    }

    fields decode_last() const override { return last_; }

private:
    enum class part { start, user, password, nothing };

    step take_user(std::string_view name) {
        if (name.find('\0') != name.npos) {  // the response of PLAIN, its password included
            last_ = {{.name = "response", .value = std::string(name), .secret = true}};
            waiting_for_ = part::nothing;
            return reject("LOGIN user name with a NUL");
        }
        found_.user = name;
        last_ = {{.name = "authcid", .value = found_.user}};
        waiting_for_ = part::password;
        return prompt("Password:");
    }

    step take_password(std::string_view password) {
        found_.secret = std::string(password);
        last_ = {{.name = "password", .value = std::string(password), .secret = true}};
        waiting_for_ = part::nothing;
        return conclude(users_.judge({.user = found_.user, .mechanism = "LOGIN"}, password));
    }

    const directory& users_;
    fields last_;
    part waiting_for_ = part::start;
};

}  // namespace

std::unique_ptr<mechanism> make_login(const context&, const directory& users) { return std::make_unique<login>(users); }

}  // namespace mocksmtp::sasl
