// Our own certificate authority, made afresh in each process, and the server certificates it signs.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "mocksmtp/net/openssl.hpp"
#include "mocksmtp/net/server_identity.hpp"

namespace mocksmtp::net {

/// What a certificate shall say.
struct certificate_request {
    std::string common_name = "mock.test";
    std::vector<std::string> names = {};  // DNS names (a leading `*.` is a wildcard) and IP addresses, in any mix
    std::chrono::seconds valid_since{std::chrono::hours(-1)};  // relative to now, in real time
    std::chrono::seconds valid_until{std::chrono::days(825)};
};

/// `localhost`, `mocksmtp`, `mock.test`, 127.0.0.1 and ::1, then the host name (which becomes the common name) and the
/// further names; each name once.
certificate_request usual_certificate(const std::string& hostname, const std::vector<std::string>& further = {});

/// Throws setup_error when a name cannot stand in a certificate.
void check_names(const certificate_request& what);

/// An ECDSA P-256 key and a self-signed certificate valid for ten years. Making it takes about a millisecond.
class certificate_authority {
public:
    explicit certificate_authority(const std::string& name = "mocksmtp certificate authority");

    /// A new key and a certificate for TLS servers (RFC 5280), signed by this authority.
    /// Throws setup_error when a name cannot stand in a certificate.
    server_identity issue(const certificate_request& what) const;

    /// The same certificate and key, but signed by this authority: whoever trusts the other's authority will not have
    /// it.
    server_identity imitate(const server_identity& other) const;

    /// The authority's certificate in PEM: what a client has to trust.
    std::string pem() const { return pem_of(certificate_.get()); }

private:
    void certify(server_identity& made) const;

    key_handle key_;
    certificate_handle certificate_;
};

}  // namespace mocksmtp::net
