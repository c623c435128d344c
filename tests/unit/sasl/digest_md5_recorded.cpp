#include "tests/unit/sasl/digest_md5_recorded.hpp"

#include <doctest/doctest.h>

#include <string>

#include "mocksmtp/base/base64.hpp"
#include "tests/unit/sasl/exchange.hpp"

using mocksmtp::base::decode_base64;
using mocksmtp::tests::digest_md5_recorded;
using mocksmtp::tests::exchange;
using mocksmtp::tests::one_user;

namespace {

std::string replayed(exchange& talk, std::string_view challenge, std::string_view response) {
    talk.pinned = challenge;
    REQUIRE(talk.start("DIGEST-MD5") == "334 " + std::string(challenge));
    return talk.answer(response);
}

}  // namespace

TEST_CASE("DIGEST-MD5 verifies what real clients sent") {
    for (const auto& [client, challenge, response] : digest_md5_recorded) {
        CAPTURE(client);
        exchange talk(one_user("test", "secret"));
        CHECK(replayed(talk, challenge, response).starts_with("334 rspauth="));
        CHECK(talk.answer("") == "accepted");
        CHECK(talk.found().user == "test");
        CHECK(talk.found().verified == true);
        CHECK(talk.found().because == "password matches");
        CHECK_FALSE(talk.found().secret);
        CHECK(talk.found().more.front().name.find_first_of("rqdm") == 0);
    }
}

TEST_CASE("DIGEST-MD5 refuses what real clients sent if the password, the user or the challenge is another") {
    for (const auto& [client, challenge, response] : digest_md5_recorded) {
        CAPTURE(client);
        exchange wrong(one_user("test", "Secret"));
        CHECK(replayed(wrong, challenge, response) == "refused");
        CHECK(wrong.found().because == "wrong password");
        exchange unknown(one_user("tom", "secret"));
        CHECK(replayed(unknown, challenge, response) == "refused");
        CHECK(unknown.found().because == "no such user");
        exchange later(one_user("test", "secret"));
        later.start("DIGEST-MD5");
        CHECK(later.answer(response) == "refused");
        CHECK(later.found().because == "wrong nonce");
        CHECK(later.found().verified == false);
    }
}

// All that stands within quotes or makes up the digest is signed. Names of directives are not (an unknown one counts as
// absent), and neither is maxbuf.
TEST_CASE("with one octet of a value altered, or cut anywhere, a response proves nothing") {
    for (const auto& [client, challenge, response] : digest_md5_recorded) {
        CAPTURE(client);
        bool quoted = false;
        for (std::size_t at = 0; at < response.size(); ++at) {
            CAPTURE(at);
            exchange cut(one_user("test", "secret"));
            const std::string answer = replayed(cut, challenge, response.substr(0, at));
            // Whole but for something at its end that is not signed.
            const bool enough =
                response.substr(0, at).find("response=") != response.npos && answer.starts_with("334 rspauth=");
            if (!enough) CHECK_FALSE(cut.found().verified == true);
            if (enough) CHECK(at > response.find("response=") + 40);

            if (response[at] == '"') quoted = !quoted;
            const auto digest = response.find("response=") + 9;
            if ((!quoted || response[at] == '"') && (at < digest || at >= digest + 32)) continue;
            std::string altered(response);
            altered[at] = response[at] == '7' ? '8' : '7';
            exchange talk(one_user("test", "secret"));
            const std::string said = replayed(talk, challenge, altered);
            CHECK_FALSE(said.starts_with("334"));
            CHECK_FALSE(talk.found().verified == true);
        }
    }
}

TEST_CASE("the published trace of Sendmail is decoded field by field, its password being unknown") {
    const std::string challenge = *decode_base64(
        "bm9uY2U9IkFKUlVjNUp4MFVRYnY1U0o5Rm95VW5hWnBxWklIRGhMVFUrQXduL0swVXc9Iixxb3A9ImF1dGgsYXV0aC1pbnQsYXV0aC1jb25m"
        "IixjaXBoZXI9InJjNC00MCxyYzQtNTYscmM0LGRlcywzZGVzIixjaGFyc2V0PXV0Zi04LGFsZ29yaXRobT1tZDUtc2Vzcw==");
    const std::string response = *decode_base64(
        "dXNlcm5hbWU9InRlc3QiLHJlYWxtPSJ3aXouZXhhbXBsZS5jb20iLG5vbmNlPSJBSlJVYzVKeDBVUWJ2NVNKOUZveVVuYVpwcVpJSERoTFRV"
        "K0F3bi9LMFV3PSIsY25vbmNlPSJBSlJVYzVKeDBVUWJ2NVNKOUZveVVuYVpwcVpJSERoTFRVK0F3bi9LMFV3PSIsbmM9MDAwMDAwMDEscW9w"
        "PWF1dGgtY29uZixjaXBoZXI9InJjNCIsY2hhcnNldD11dGYtOCxkaWdlc3QtdXJpPSJzbXRwL2xvY2FsaG9zdC5zZW5kbWFpbC5jb20uIixy"
        "ZXNwb25zZT0wZTdjZmNhZTcxN2VlYWM5NzJmYzlkNTYwNmExMDgzZA==");
    exchange talk(one_user("test", "secret"));
    CHECK(replayed(talk, challenge, response) == "refused");
    CHECK(talk.found().because == "wrong password");
    const std::string nonce = "AJRUc5Jx0UQbv5SJ9FoyUnaZpqZIHDhLTU+Awn/K0Uw=";
    CHECK(talk.last() == "username=test, realm=wiz.example.com, nonce=" + nonce + ", cnonce=" + nonce +
                             ", nc=00000001, qop=auth-conf, cipher=rc4, charset=utf-8, "
                             "digest-uri=smtp/localhost.sendmail.com., response=0e7cfcae717eeac972fc9d5606a1083d");
    CHECK(mocksmtp::tests::spelled(talk.found().more) ==
          "realm=wiz.example.com, qop=auth-conf, cipher=rc4, digest-uri=smtp/localhost.sendmail.com.");
}
