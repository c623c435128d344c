#include "mocksmtp/net/tls_profiles.hpp"

#include <algorithm>
#include <utility>

namespace mocksmtp::net {
namespace {

using wrong = smtp::tls_fault::certificate;

constexpr std::chrono::seconds year = std::chrono::days(365);

const char* issued_as(wrong kind) {
    switch (kind) {
        case wrong::expired:
            return "an expired certificate";
        case wrong::not_yet_valid:
            return "a certificate that is not yet valid";
        case wrong::wrong_host:
            return "a certificate of another host";
        case wrong::untrusted:
        case wrong::good:
            break;
    }
    return nullptr;
}

certificate_request worsened(certificate_request usual, wrong kind) {
    switch (kind) {
        case wrong::expired:
            usual.valid_since = -year;
            usual.valid_until = -std::chrono::hours(1);
            break;
        case wrong::not_yet_valid:  // a year ahead, so that a mock that runs for days does not grow valid
            usual.valid_since = year;
            usual.valid_until = 2 * year;
            break;
        case wrong::wrong_host:
            usual.common_name = "wrong.host.invalid";
            usual.names = {"wrong.host.invalid"};
            break;
        case wrong::untrusted:
        case wrong::good:
            break;
    }
    return usual;
}

}  // namespace

tls_profiles::tls_profiles(certificate_request usual) : request_(std::move(usual)) { check_names(*request_); }

// What a file has may not do for TLS, which is to be known at the start.
tls_profiles::tls_profiles(server_identity loaded) : usual_(std::move(loaded)) { usual_context(); }

const certificate_authority& tls_profiles::authority() {
    if (!authority_) authority_.emplace();
    return *authority_;
}

const server_identity& tls_profiles::usual() {
    if (!usual_) usual_ = authority().issue(*request_);
    return *usual_;
}

const std::shared_ptr<const tls_context>& tls_profiles::usual_context() {
    if (!usual_context_) usual_context_ = std::make_shared<const tls_context>(usual());
    return usual_context_;
}

std::string tls_profiles::objection(const smtp::tls_fault& fault) const {
    const char* what = fault.refuse || request_ ? nullptr : issued_as(fault.shown);
    if (what == nullptr) return {};
    return std::string(what) +
           " cannot be issued: the server's certificate was read from a file, and the key of its "
           "authority is not known; \"untrusted\" can be had";
}

std::shared_ptr<const tls_context> tls_profiles::context(const std::optional<smtp::tls_fault>& fault) {
    if (!fault || *fault == smtp::tls_fault{}) return usual_context();
    // Where every ClientHello is refused, nothing else is ever seen.
    const smtp::tls_fault seen = fault->refuse ? smtp::tls_fault{.refuse = true} : *fault;
    const auto known = std::find_if(made_.begin(), made_.end(), [&](const faulty& each) { return each.fault == seen; });
    if (known != made_.end()) return known->shown;
    if (!can_issue(seen)) return nullptr;
    return made_.emplace_back(faulty{seen, make(seen)}).shown;
}

server_identity tls_profiles::wrong_identity(wrong kind) {
    if (kind != wrong::untrusted) return authority().issue(worsened(*request_, kind));
    server_identity made = certificate_authority("somebody else's certificate authority").imitate(usual());
    made.authority = share(usual().authority.get());  // clients' certificates are judged as ever
    return made;
}

std::shared_ptr<const tls_context> tls_profiles::make(const smtp::tls_fault& fault) {
    const tls_limits limits{.max_version = fault.max_version.value_or(smtp::tls_version::tls_1_3),
                            .refuse = fault.refuse};
    if (fault.refuse || fault.shown == wrong::good) return std::make_shared<const tls_context>(usual(), limits);
    return std::make_shared<const tls_context>(wrong_identity(fault.shown), limits);
}

}  // namespace mocksmtp::net
