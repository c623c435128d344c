#include "mocksmtp/sasl/plain.hpp"

#include <string>

#include "mocksmtp/sasl/single_response.hpp"

namespace mocksmtp::sasl {

namespace {

class plain : public single_response {
public:
    explicit plain(const directory& users) : users_(users) {}

private:
    // RFC 4616 section 2: message = [authzid] UTF8NUL authcid UTF8NUL passwd
    step judge(std::string_view message) override {
        const auto first = message.find('\0');
        if (first == message.npos) return reject("PLAIN response without NUL");
        const auto second = message.find('\0', first + 1);
        if (second == message.npos) return reject("PLAIN response with only one NUL");
        if (message.find('\0', second + 1) != message.npos) return reject("PLAIN response with more than two NULs");

        const std::string authzid(message.substr(0, first));
        const std::string password(message.substr(second + 1));
        found_.user = message.substr(first + 1, second - first - 1);
        if (!authzid.empty()) found_.authzid = authzid;
        found_.secret = password;
        last_ = {{.name = "authzid", .value = authzid},
                 {.name = "authcid", .value = found_.user},
                 {.name = "password", .value = password, .secret = true}};
        if (found_.user.empty()) return reject("PLAIN response without a user name");
        // Section 2: an empty password is never right, whatever the directory holds.
        if (password.empty()) return conclude({.admitted = false, .verified = false, .because = "empty password"});
        return conclude(users_.judge({.user = found_.user, .mechanism = "PLAIN"}, password));
    }

    const directory& users_;
};

}  // namespace

std::unique_ptr<mechanism> make_plain(const context&, const directory& users) { return std::make_unique<plain>(users); }

}  // namespace mocksmtp::sasl
