#include "mocksmtp/sasl/xoauth2.hpp"

#include <doctest/doctest.h>

#include <array>
#include <string>
#include <variant>

#include "mocksmtp/base/base64.hpp"
#include "tests/unit/sasl/exchange.hpp"

using mocksmtp::base::decode_base64;
using mocksmtp::base::encode_base64;
using mocksmtp::tests::exchange;
using mocksmtp::tests::one_user;

namespace {

// The sample of Google's protocol page, as on the wire
const std::string sample_text =
    "dXNlcj1zb21ldXNlckBleGFtcGxlLmNvbQFhdXRoPUJlYXJlciB5YTI5LnZGOWRmdDRxbVRjMk52YjNSbGNrQmhkSFJoZG1semRHRXVZMjl0Q2cB"
    "AQ==";
const std::string sample_token = "ya29.vF9dft4qmTc2Nvb3RlckBhdHRhdmlzdGEuY29tCg";
const std::string error_json = R"({"status":"401","schemes":"bearer","scope":"https://mail.google.com/"})";

const std::string good =
    "user=test\x01"
    "auth=Bearer secret\x01\x01";

}  // namespace

TEST_CASE("XOAUTH2 takes Google's sample in an open house, verified by nobody") {
    exchange talk;
    CHECK(talk.start("XOAUTH2", *decode_base64(sample_text)) == "accepted");
    CHECK(talk.found().user == "someuser@example.com");
    CHECK(talk.found().secret == sample_token);
    CHECK_FALSE(talk.found().verified);
    CHECK_FALSE(talk.found().authzid);
    CHECK(talk.last() == "user=someuser@example.com, token*=" + sample_token);
}

TEST_CASE("XOAUTH2 verifies the token against any of the account's passwords") {
    auto users = one_user("someuser@example.com", "a password");
    users.accounts[0].passwords.push_back(sample_token);
    exchange talk(users);
    CHECK(talk.start("XOAUTH2", *decode_base64(sample_text)) == "accepted");
    CHECK(talk.found().verified == true);
    CHECK(talk.found().credential == 1u);
    CHECK(talk.found().because == "token matches");
}

TEST_CASE("XOAUTH2 without initial response gets an empty challenge first") {
    exchange talk(one_user("test", "secret"));
    CHECK(talk.start("XOAUTH2") == "334 ");
    CHECK(talk.answer(good) == "accepted");
    CHECK(talk.found().user == "test");
}

TEST_CASE("a wrong token gets the error challenge, then whatever the client answers is refused") {
    for (const std::string last_answer : {"", "anything"}) {
        exchange talk(one_user("test", "other"));
        CHECK(talk.start("XOAUTH2", good) == "334 " + error_json);
        CHECK(talk.found().verified == false);
        CHECK(talk.found().because == "wrong token");
        CHECK(talk.found().secret == "secret");
        CHECK(talk.answer(last_answer) == "refused");
        CHECK(talk.last() == (last_answer.empty() ? "" : "response*=" + last_answer));
        CHECK(talk.found().because == "wrong token");
    }
    CHECK(encode_base64(error_json) ==
          "eyJzdGF0dXMiOiI0MDEiLCJzY2hlbWVzIjoiYmVhcmVyIiwic2NvcGUiOiJodHRwczovL21haWwuZ29vZ2xlLmNvbS8ifQ==");
}

TEST_CASE("the error challenge is decoded, too") {
    exchange talk(one_user("test", "other"));
    talk.start("XOAUTH2");
    const auto step = talk.running->next(good);
    REQUIRE(std::holds_alternative<mocksmtp::sasl::challenge>(step));
    CHECK(mocksmtp::tests::spelled(std::get<mocksmtp::sasl::challenge>(step).decoded) ==
          "status=401, schemes=bearer, scope=https://mail.google.com/");
}

TEST_CASE("an unknown user gets the error challenge and is refused") {
    exchange talk(one_user("nobody else", "secret"));
    CHECK(talk.start("XOAUTH2", good) == "334 " + error_json);
    CHECK(talk.found().because == "no such user");
    CHECK(talk.answer("") == "refused");
}

TEST_CASE("a client that breaks off at the error challenge has been judged already") {
    exchange talk(one_user("test", "other"));
    talk.start("XOAUTH2", good);
    CHECK(talk.found().user == "test");
    CHECK(talk.found().verified == false);
}

TEST_CASE("the parts of XOAUTH2 come in any order, the scheme in any case, others are kept") {
    exchange talk(one_user("test", "secret"));
    CHECK(talk.start("XOAUTH2", "auth=bEARER secret\x01host=mx.test\x01user=test\x01\x01") == "accepted");
    CHECK(mocksmtp::tests::spelled(talk.found().more) == "host=mx.test");
}

TEST_CASE("what may be a token under another name is hidden, and so is a user name that a token is glued to") {
    exchange beside(one_user("test", "secret"));
    CHECK(beside.start("XOAUTH2",
                       "user=test\x01"
                       "auth=Bearer secret\x01"
                       "Auth=Bearer other\x01\x01") == "accepted");
    CHECK(mocksmtp::tests::spelled(beside.found().more) == "Auth*=Bearer other");
    for (const std::string response : {"user=test\x01"
                                       "Auth=Bearer secret\x01\x01",
                                       "user=testauth=Bearer secret\x01\x01"}) {
        exchange talk;
        CHECK(talk.start("XOAUTH2", response) == "501 XOAUTH2 response without auth");
        CHECK(talk.last() == "response*=" + response);
        CHECK(talk.found().user.empty());
        CHECK(talk.found().more.empty());
    }
}

TEST_CASE("a token is compared exactly as sent, equals signs and blanks too") {
    CHECK(exchange(one_user("test", " a=b "))
              .start("XOAUTH2",
                     "user=test\x01"
                     "auth=Bearer  a=b \x01\x01") == "accepted");
}

TEST_CASE("XOAUTH2 responses that break the grammar are malformed and shown as one secret") {
    struct broken {
        std::string response;
        std::string because;
    };
    const std::string end = "XOAUTH2 response does not end in two ^A";
    const std::array all{
        broken{"", end},
        broken{"\x01", end},
        broken{"user=test\x01"
               "auth=Bearer secret",
               end},
        broken{"user=test\x01"
               "auth=Bearer secret\x01",
               end},
        broken{"user=test\x01"
               "auth=Bearer secret\x01\x01\n",
               end},
        broken{"\x01\x01", "XOAUTH2 part without an equals sign"},
        broken{"test\x01"
               "auth=Bearer secret\x01\x01",
               "XOAUTH2 part without an equals sign"},
        broken{"user=test\x01\x01"
               "auth=Bearer secret\x01\x01",
               "XOAUTH2 part without an equals sign"},
        broken{"user=test\x01user=test\x01"
               "auth=Bearer secret\x01\x01",
               "XOAUTH2 part given twice"},
        broken{"auth=Bearer secret\x01\x01", "XOAUTH2 response without a user name"},
        broken{"user=\x01"
               "auth=Bearer secret\x01\x01",
               "XOAUTH2 response without a user name"},
        broken{"user=test\x01\x01", "XOAUTH2 response without auth"},
        broken{"user=test\x01"
               "auth=Basic secret\x01\x01",
               "XOAUTH2 auth is not a bearer token"},
        broken{"user=test\x01"
               "auth=secret\x01\x01",
               "XOAUTH2 auth is not a bearer token"},
        broken{"user=test\x01"
               "auth=Bearer\x01\x01",
               "XOAUTH2 auth is not a bearer token"},
        broken{"user=test\x01"
               "auth=Bearer \x01\x01",
               "XOAUTH2 response without a token"},
    };
    for (const auto& [response, because] : all) {
        exchange initial;
        CHECK(initial.start("XOAUTH2", response) == "501 " + because);
        CHECK(initial.last() == "response*=" + response);
        CHECK(initial.found().because == because);
        CHECK_FALSE(initial.found().secret);

        exchange asked(one_user("test", "secret"));
        asked.start("XOAUTH2");
        CHECK(asked.answer(response) == "501 " + because);
    }
}
