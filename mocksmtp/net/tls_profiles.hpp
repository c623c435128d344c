// Every TLS context a server may show: the usual one, and those that are wrong on purpose, made when first asked for.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "mocksmtp/net/certificate_authority.hpp"
#include "mocksmtp/net/tls_context.hpp"
#include "mocksmtp/smtp/tls.hpp"

namespace mocksmtp::net {

/// A context, and its certificate with it, is made at its first handshake (about a millisecond) and kept; so is our own
/// authority when it is first asked for: waking OpenSSL up takes longer than the rest of the program's start.
class tls_profiles {
public:
    /// The certificate asked for, from an authority of our own that can issue wrong ones too.
    /// Throws setup_error when a name cannot stand in a certificate.
    explicit tls_profiles(certificate_request usual);
    /// A certificate from elsewhere: nobody here can issue another one that its authority has signed.
    explicit tls_profiles(server_identity loaded);
    tls_profiles(const tls_profiles&) = delete;
    tls_profiles& operator=(const tls_profiles&) = delete;

    /// What a client has to trust, in PEM.
    const std::string& authority_pem() { return usual().authority_pem; }

    /// Whether context() has one for this fault; if not, objection() says in one sentence why.
    bool can_issue(const smtp::tls_fault& fault) const { return objection(fault).empty(); }
    std::string objection(const smtp::tls_fault& fault) const;

    /// The context for this fault, or the usual one. Null where it cannot be issued.
    std::shared_ptr<const tls_context> context(const std::optional<smtp::tls_fault>& fault);

private:
    struct faulty {
        smtp::tls_fault fault;
        std::shared_ptr<const tls_context> shown;
    };

    const certificate_authority& authority();
    const server_identity& usual();
    const std::shared_ptr<const tls_context>& usual_context();
    server_identity wrong_identity(smtp::tls_fault::certificate kind);
    std::shared_ptr<const tls_context> make(const smtp::tls_fault& fault);

    std::optional<certificate_request> request_;  // of the usual one; nothing: it is from elsewhere
    // Made at first need.
    std::optional<certificate_authority> authority_;
    std::optional<server_identity> usual_;
    std::shared_ptr<const tls_context> usual_context_;
    std::vector<faulty> made_;
};

}  // namespace mocksmtp::net
