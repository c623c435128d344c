#include "mocksmtp/sasl/oauthbearer.hpp"

#include <doctest/doctest.h>

#include <array>
#include <string>
#include <variant>

#include "mocksmtp/base/base64.hpp"
#include "tests/unit/sasl/exchange.hpp"

using mocksmtp::base::decode_base64;
using mocksmtp::tests::exchange;
using mocksmtp::tests::one_user;
using mocksmtp::tests::spelled;

namespace {

// RFC 7628 section 4.1, as on the wire
const std::string rfc_text =
    "bixhPXVzZXJAZXhhbXBsZS5jb20sAWhvc3Q9c2VydmVyLmV4YW1wbGUuY29tAXBvcnQ9MTQzAWF1dGg9QmVhcmVyIHZGOWRmdDRxbVRjMk52YjNSbG"
    "NrQmhiSFJoZG1semRHRXVZMjl0Q2c9PQEB";
const std::string rfc_token = "vF9dft4qmTc2Nvb3RlckBhbHRhdmlzdGEuY29tCg==";
const std::string error_json = R"({"status":"invalid_token","scope":"mail"})";

std::string message(const std::string& header, const std::string& token) {
    return header +
           "\x01"
           "auth=Bearer " +
           token + "\x01\x01";
}

}  // namespace

TEST_CASE("OAUTHBEARER takes the RFC's example in an open house, verified by nobody") {
    exchange talk;
    CHECK(talk.start("OAUTHBEARER", *decode_base64(rfc_text)) == "accepted");
    CHECK(talk.found().user == "user@example.com");
    CHECK(talk.found().authzid == "user@example.com");
    CHECK(talk.found().secret == rfc_token);
    CHECK_FALSE(talk.found().verified);
    CHECK(spelled(talk.found().more) == "host=server.example.com, port=143");
    CHECK(talk.last() == "authzid=user@example.com, host=server.example.com, port=143, token*=" + rfc_token);
}

TEST_CASE("OAUTHBEARER verifies the token against any of the account's passwords") {
    auto users = one_user("user@example.com", "a password");
    users.accounts[0].passwords.push_back(rfc_token);
    exchange talk(users);
    CHECK(talk.start("OAUTHBEARER") == "334 ");
    CHECK(talk.answer(*decode_base64(rfc_text)) == "accepted");
    CHECK(talk.found().verified == true);
    CHECK(talk.found().credential == 1u);
    CHECK(talk.found().because == "token matches");
}

TEST_CASE("OAUTHBEARER without an identity is whoever has the token") {
    auto users = one_user("first", "one");
    users.accounts.push_back({.name = "second", .passwords = {"two", "three"}});
    users.accounts.push_back({.name = "third", .passwords = {"three"}});
    exchange talk(users);
    CHECK(talk.start("OAUTHBEARER", message("n,,", "three")) == "accepted");
    CHECK(talk.found().user == "second");
    CHECK(talk.found().credential == 1u);
    CHECK_FALSE(talk.found().authzid);
    CHECK(talk.last() == "token*=three");

    exchange unknown(users);
    CHECK(unknown.start("OAUTHBEARER", message("y,,", "four")) == "334 " + error_json);
    CHECK(unknown.found().user.empty());
    CHECK(unknown.found().because == "no such user");

    exchange open;
    CHECK(open.start("OAUTHBEARER", message("n,,", "any")) == "accepted");
    CHECK(open.found().user.empty());
}

TEST_CASE("another's token is no token of the account that was named") {
    auto users = one_user("first", "one");
    users.accounts.push_back({.name = "second", .passwords = {"two"}});
    exchange talk(users);
    CHECK(talk.start("OAUTHBEARER", message("n,a=first,", "two")) == "334 " + error_json);
    CHECK(talk.found().because == "wrong token");
}

TEST_CASE("a wrong token gets the error challenge, then whatever the client answers is refused and shown") {
    const std::array<std::string, 3> answers{"\x01", "", "anything"};
    const std::array<std::string, 3> shown{"response=\x01", "", "response*=anything"};
    for (std::size_t i = 0; i < answers.size(); ++i) {
        exchange talk(one_user("test", "other"));
        CHECK(talk.start("OAUTHBEARER", message("n,a=test,", "secret")) == "334 " + error_json);
        CHECK(talk.found().verified == false);
        CHECK(talk.found().secret == "secret");
        CHECK(talk.answer(answers[i]) == "refused");
        CHECK(talk.last() == shown[i]);
        CHECK(talk.found().because == "wrong token");
        CHECK(talk.answer("") == "501 the exchange is over");
    }
}

TEST_CASE("the error challenge of OAUTHBEARER is decoded, too") {
    exchange talk(one_user("test", "other"));
    talk.start("OAUTHBEARER");
    const auto step = talk.running->next(message("n,a=test,", "secret"));
    REQUIRE(std::holds_alternative<mocksmtp::sasl::challenge>(step));
    CHECK(spelled(std::get<mocksmtp::sasl::challenge>(step).decoded) == "status=invalid_token, scope=mail");
}

TEST_CASE("a client without token asks what to do and is told, in an open house too (RFC 7628 section 4.3)") {
    exchange talk;
    CHECK(talk.start("OAUTHBEARER",
                     "n,a=user@example.com,\x01host=server.example.com\x01port=143\x01"
                     "auth=\x01\x01") == "334 " + error_json);
    CHECK(talk.found().because == "no token");
    CHECK_FALSE(talk.found().secret);
    CHECK(talk.answer("\x01") == "refused");
}

TEST_CASE("the scheme of OAUTHBEARER comes in any case, the parts in any order, the name with its escapes") {
    exchange talk(one_user("a,b=c", "secret"));
    CHECK(talk.start("OAUTHBEARER",
                     "n,a=a=2Cb=3Dc,\x01"
                     "auth=bEARER secret\x01qs=x=y\x01\x01") == "accepted");
    CHECK(talk.found().user == "a,b=c");
    CHECK(spelled(talk.found().more) == "qs*=x=y");  // access_token, perhaps
}

TEST_CASE("OAUTHBEARER responses that break the grammar are malformed and shown as one secret") {
    struct broken {
        std::string response;
        std::string because;
    };
    const std::string end = "OAUTHBEARER response does not end in two ^A";
    const std::string header = "OAUTHBEARER response without a GS2 header";
    const std::array all{
        broken{"", header},
        broken{"\x01", header},
        broken{"user=test\x01"
               "auth=Bearer secret\x01\x01",
               header},
        broken{message("n,x,", "secret"), header},
        broken{message("p=tls-unique,,", "secret"), "OAUTHBEARER has no channel binding"},
        broken{"n,,", "OAUTHBEARER header is not followed by ^A"},
        broken{"n,,auth=Bearer secret\x01\x01", "OAUTHBEARER header is not followed by ^A"},
        broken{"n,,\x01", end},
        broken{"n,,\x01"
               "auth=Bearer secret",
               end},
        broken{"n,,\x01"
               "auth=Bearer secret\x01",
               end},
        broken{"n,,\x01\x01", "OAUTHBEARER response without auth"},
        broken{"n,,\x01host=mx.test\x01\x01", "OAUTHBEARER response without auth"},
        broken{"n,,\x01token\x01\x01", "OAUTHBEARER part without an equals sign"},
        broken{"n,,\x01\x01\x01", "OAUTHBEARER part without an equals sign"},
        broken{"n,,\x01=x\x01\x01", "OAUTHBEARER part whose name is not letters"},
        broken{"n,,\x01h-st=x\x01\x01", "OAUTHBEARER part whose name is not letters"},
        broken{"n,,\x01"
               "auth=Bearer a\x01"
               "auth=Bearer a\x01\x01",
               "OAUTHBEARER part given twice"},
        broken{"n,,\x01"
               "auth=Basic secret\x01\x01",
               "OAUTHBEARER auth is not a bearer token"},
        broken{"n,,\x01"
               "auth=Bearer\x01\x01",
               "OAUTHBEARER auth is not a bearer token"},
        broken{message("n,,", ""), "OAUTHBEARER response without a token"},
    };
    for (const auto& [response, because] : all) {
        CAPTURE(because);
        exchange initial;
        CHECK(initial.start("OAUTHBEARER", response) == "501 " + because);
        CHECK(initial.last() == "response*=" + response);
        CHECK(initial.found().because == because);
        CHECK_FALSE(initial.found().secret);

        exchange asked(one_user("test", "secret"));
        asked.start("OAUTHBEARER");
        CHECK(asked.answer(response) == "501 " + because);
    }
}
