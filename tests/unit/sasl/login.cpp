#include "mocksmtp/sasl/login.hpp"

#include <doctest/doctest.h>

#include <array>
#include <string>
#include <string_view>

#include "mocksmtp/base/base64.hpp"
#include "tests/unit/sasl/exchange.hpp"

using mocksmtp::base::decode_base64;
using mocksmtp::base::encode_base64;
using mocksmtp::tests::exchange;
using mocksmtp::tests::one_user;

namespace {

struct example {
    std::string_view user_text;  // as on the wire
    std::string_view password_text;
    std::string user;
    std::string password;
};

// Published transcripts of Sendmail and Exim
const std::array examples{
    example{"d2lsbGll", "ZnVuc210cA==", "willie", "funsmtp"},
    example{"c29tZXVzZXJAZXhhbXBsZS5hdG1haWxjbG91ZC5jb20=", "bXleUGFzc3cwcmQ=", "someuser@example.atmailcloud.com",
            "my^Passw0rd"},
    example{"dXNlcm5hbWUuY29t", "bXlwYXNzd29yZA==", "username.com", "mypassword"},
};

}  // namespace

TEST_CASE("LOGIN asks with the two prompts that every client knows") {
    exchange talk;
    CHECK(talk.start("LOGIN") == "334 Username:");
    CHECK(talk.answer("test") == "334 Password:");
    CHECK(encode_base64("Username:") == "VXNlcm5hbWU6");
    CHECK(encode_base64("Password:") == "UGFzc3dvcmQ6");
}

TEST_CASE("LOGIN takes user name and password one after the other") {
    for (const auto& sent : examples) {
        exchange talk(one_user(sent.user, sent.password));
        talk.start("LOGIN");
        CHECK(talk.answer(*decode_base64(sent.user_text)) == "334 Password:");
        CHECK(talk.last() == "authcid=" + sent.user);
        CHECK(talk.found().user == sent.user);
        CHECK_FALSE(talk.found().secret);
        CHECK(talk.answer(*decode_base64(sent.password_text)) == "accepted");
        CHECK(talk.last() == "password*=" + sent.password);
        CHECK(talk.found().secret == sent.password);
        CHECK(talk.found().verified == true);
        CHECK_FALSE(talk.found().authzid);
    }
}

TEST_CASE("LOGIN with the user name as initial response asks for the password only") {
    exchange talk(one_user("test", "secret"));
    CHECK(talk.start("LOGIN", "test") == "334 Password:");
    CHECK(talk.last() == "authcid=test");
    CHECK(talk.answer("secret") == "accepted");
}

TEST_CASE("an empty initial response is an empty user name") {
    exchange talk(one_user("test", "secret"));
    CHECK(talk.start("LOGIN", "") == "334 Password:");
    CHECK(talk.answer("secret") == "refused");
    CHECK(talk.found().because == "no such user");
}

TEST_CASE("the response of PLAIN is no user name: it is malformed, and shown as one secret") {
    const std::string plain("\0test\0secret", 12);
    exchange initial(one_user("test", "secret"));
    CHECK(initial.start("LOGIN", plain) == "501 LOGIN user name with a NUL");
    CHECK(initial.last() == "response*=" + plain);
    CHECK(initial.found().user.empty());

    exchange asked(one_user("test", "secret"));
    asked.start("LOGIN");
    CHECK(asked.answer(plain) == "501 LOGIN user name with a NUL");
    CHECK(asked.answer("secret") == "501 the exchange is over");
}

TEST_CASE("LOGIN lets everybody into an open house, with any password or none") {
    for (const auto* password : {"secret", ""}) {
        exchange talk;
        talk.start("LOGIN", "anybody");
        CHECK(talk.answer(password) == "accepted");
        CHECK_FALSE(talk.found().verified);
        CHECK(talk.found().secret == password);
    }
}

TEST_CASE("LOGIN refuses a wrong password and an unknown user") {
    exchange wrong(one_user("test", "secret"));
    wrong.start("LOGIN", "test");
    CHECK(wrong.answer("") == "refused");
    CHECK(wrong.found().because == "wrong password");
    CHECK(wrong.found().verified == false);

    exchange unknown(one_user("test", "secret"));
    unknown.start("LOGIN", "nobody");
    CHECK(unknown.answer("secret") == "refused");
    CHECK(unknown.found().because == "no such user");
}

TEST_CASE("LOGIN broken off after the user name still knows the name") {
    exchange talk;
    talk.start("LOGIN");
    talk.answer("test");
    CHECK(talk.found().user == "test");
    CHECK_FALSE(talk.found().secret);
    CHECK(talk.found().because.empty());
}
