// What can be read of a Kerberos token without any key (RFC 2743 section 3.1, RFC 4121, RFC 4120, RFC 4178).
#pragma once

#include <string>
#include <string_view>

#include "mocksmtp/sasl/mechanism.hpp"

namespace mocksmtp::sasl {

struct gssapi_token {
    enum class kind {
        none,      // no initial token at all
        kerberos,  // Kerberos 5 with an AP-REQ that could be read whole
        broken,    // Kerberos 5, but no AP-REQ follows
        spnego,    // the negotiating pseudo mechanism
        other
    };
    kind what = kind::none;
    // As far as they could be read: mechanism, realm, service, ticket_encryption, key_version, mutual. Of SPNEGO those
    // of the token inside.
    fields decoded = {};
};

// Takes any octets; time and memory grow with their number.
gssapi_token read_gssapi_token(std::string_view octets);

}  // namespace mocksmtp::sasl
