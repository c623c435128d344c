// A client that speaks DIGEST-MD5, for the tests: it computes everything itself.
#pragma once

#include <optional>
#include <string>

#include "mocksmtp/base/digest.hpp"

namespace mocksmtp::tests {

struct digest_md5_client {
    std::string username = "test";
    std::string password = "secret";
    std::string realm = "mock.test";
    std::string nonce = "abc";
    std::string cnonce = "def";
    std::string count = "00000001";
    std::string qop = "auth";
    std::string uri = "smtp/mock.test";
    std::optional<std::string> authzid = std::nullopt;
    std::string more = {};  // directives before the digest, each with a comma in front

    static std::string md5(const std::string& text) { return base::digest(base::hash::md5, text); }

    std::string a1_hash() const {
        return md5(md5(username + ':' + realm + ':' + password) + ':' + nonce + ':' + cnonce +
                   (authzid ? ':' + *authzid : ""));
    }
    std::string digest(const std::string& verb) const {
        const std::string empty_body = qop == "auth" ? "" : ":00000000000000000000000000000000";
        return base::hex(md5(base::hex(a1_hash()) + ':' + nonce + ':' + count + ':' + cnonce + ':' + qop + ':' +
                             base::hex(md5(verb + ':' + uri + empty_body))));
    }
    std::string server_proof() const { return digest(""); }
    std::string response() const {
        return "username=\"" + username + "\",realm=\"" + realm + "\",nonce=\"" + nonce + "\",cnonce=\"" + cnonce +
               "\",nc=" + count + ",qop=" + qop + ",digest-uri=\"" + uri + '"' +
               (authzid ? ",authzid=\"" + *authzid + '"' : "") + more + ",response=" + digest("AUTHENTICATE");
    }
};

}  // namespace mocksmtp::tests
