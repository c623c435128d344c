#include "mocksmtp/sasl/external.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "mocksmtp/base/text.hpp"
#include "mocksmtp/sasl/single_response.hpp"

namespace mocksmtp::sasl {

namespace {

class external : public single_response {
public:
    external(std::optional<peer_certificate> peer, const directory& users) : peer_(std::move(peer)), users_(users) {}

private:
    step judge(std::string_view authzid) override {
        if (!base::is_utf8(authzid)) return reject("EXTERNAL authorization identity is not UTF-8");
        if (authzid.find('\0') != authzid.npos) return reject("EXTERNAL authorization identity with a NUL");
        last_ = {{.name = "authzid", .value = std::string(authzid)}};
        if (!authzid.empty()) found_.authzid = std::string(authzid);
        return conclude(certified());
    }

    judgement certified() {
        if (!peer_) return {.admitted = false, .verified = false, .because = "no client certificate"};
        found_.more = {{.name = "subject", .value = peer_->subject}};
        found_.user = identity();
        if (found_.user.empty())
            return {.admitted = false, .verified = peer_->verified, .because = "the client certificate names nobody"};
        if (peer_->verified) return users_.judge_proven({found_.user, "EXTERNAL", "certificate"});
        if (!users_.open()) return {.admitted = false, .verified = false, .because = peer_->distrust};
        return {.admitted = true,
                .verified = false,
                .because = peer_->distrust + ", but no users are configured: every identity is accepted"};
    }

    std::string identity() const {
        if (peer_->names.empty()) return peer_->common_name;
        const auto known = std::find_if(peer_->names.begin(), peer_->names.end(),
                                        [&](const std::string& name) { return users_.find(name) != nullptr; });
        return known == peer_->names.end() ? peer_->names.front() : *known;
    }

    const std::optional<peer_certificate> peer_;
    const directory& users_;
};

}  // namespace

std::unique_ptr<mechanism> make_external(const context& around, const directory& users) {
    return std::make_unique<external>(around.peer, users);
}

}  // namespace mocksmtp::sasl
