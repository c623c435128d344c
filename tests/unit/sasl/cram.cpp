#include "mocksmtp/sasl/cram.hpp"

#include <doctest/doctest.h>

#include <array>
#include <chrono>
#include <set>
#include <string>
#include <string_view>

#include "mocksmtp/base/base64.hpp"
#include "mocksmtp/base/digest.hpp"
#include "tests/unit/sasl/exchange.hpp"

using mocksmtp::base::decode_base64;
using mocksmtp::base::encode_base64;
using mocksmtp::tests::exchange;
using mocksmtp::tests::one_user;

namespace {

struct example {
    std::string user;
    std::string password;
    std::string challenge;
    std::string_view challenge_text;  // as on the wire
    std::string_view response_text;
    std::string_view digest;
};

const std::array examples{
    // RFC 2195 section 2
    example{"tim", "tanstaaftanstaaf", "<1896.697170952@postoffice.reston.mci.net>",
            "PDE4OTYuNjk3MTcwOTUyQHBvc3RvZmZpY2UucmVzdG9uLm1jaS5uZXQ+",
            "dGltIGI5MTNhNjAyYzdlZGE3YTQ5NWI0ZTZlNzMzNGQzODkw", "b913a602c7eda7a495b4e6e7334d3890"},
    // A published transcript of IndiMail
    example{"postmaster@example.com", "pass", "<20137.1267585100@indimail.org>",
            "PDIwMTM3LjEyNjc1ODUxMDBAaW5kaW1haWwub3JnPg==",
            "cG9zdG1hc3RlckBleGFtcGxlLmNvbSBjZWU4Mzk3YWIxMjNhMGQ0ZjNhN2ZkZGJiOWNiODcxOQ==",
            "cee8397ab123a0d4f3a7fddbb9cb8719"},
};

std::string proof(std::string_view password, std::string_view challenge) {
    return mocksmtp::base::hex(mocksmtp::base::hmac(mocksmtp::base::hash::md5, password, challenge));
}

}  // namespace

TEST_CASE("CRAM-MD5 verifies the published exchanges") {
    for (const auto& sent : examples) {
        exchange talk(one_user(sent.user, sent.password));
        talk.pinned = sent.challenge;
        CHECK(talk.start("cram-md5") == "334 " + sent.challenge);
        CHECK(encode_base64(sent.challenge) == sent.challenge_text);
        CHECK(talk.answer(*decode_base64(sent.response_text)) == "accepted");
        CHECK(talk.found().user == sent.user);
        CHECK(talk.found().verified == true);
        CHECK_FALSE(talk.found().secret);
        CHECK_FALSE(talk.found().authzid);
        CHECK(talk.last() == "authcid=" + sent.user + ", digest=" + std::string(sent.digest));
    }
}

TEST_CASE("CRAM-MD5 refuses the answer to another challenge, another password, another user") {
    const std::string challenge = "<1.2@mock.test>";
    exchange replayed(one_user("tim", "secret"));
    replayed.pinned = challenge;
    replayed.start("CRAM-MD5");
    CHECK(replayed.answer("tim " + proof("secret", "<1.3@mock.test>")) == "refused");
    CHECK(replayed.found().because == "wrong password");
    CHECK(replayed.found().verified == false);

    exchange wrong(one_user("tim", "secret"));
    wrong.pinned = challenge;
    wrong.start("CRAM-MD5");
    CHECK(wrong.answer("tim " + proof("Secret", challenge)) == "refused");

    exchange unknown(one_user("tim", "secret"));
    unknown.pinned = challenge;
    unknown.start("CRAM-MD5");
    CHECK(unknown.answer("tom " + proof("secret", challenge)) == "refused");
    CHECK(unknown.found().because == "no such user");
}

TEST_CASE("CRAM-MD5 finds which of several passwords was used") {
    auto users = one_user("tim", "old");
    users.accounts[0].passwords.push_back("new");
    exchange talk(users);
    talk.pinned = "<1.2@mock.test>";
    talk.start("CRAM-MD5");
    CHECK(talk.answer("tim " + proof("new", *talk.pinned)) == "accepted");
    CHECK(talk.found().credential == 1u);
}

TEST_CASE("CRAM-MD5 accepts any proof in an open house, verified by nobody") {
    exchange talk;
    talk.start("CRAM-MD5");
    CHECK(talk.answer("tim 00000000000000000000000000000000") == "accepted");
    CHECK_FALSE(talk.found().verified);
    CHECK(talk.found().user == "tim");
}

TEST_CASE("user names may have spaces; the digest is what follows the last") {
    exchange talk(one_user("tim the tiny", "secret"));
    talk.pinned = "<1.2@mock.test>";
    talk.start("CRAM-MD5");
    CHECK(talk.answer("tim the tiny " + proof("secret", *talk.pinned)) == "accepted");
    CHECK(talk.found().user == "tim the tiny");
}

TEST_CASE("the challenge has the shape of a message id, with the shown time and the host") {
    exchange talk;
    talk.host = "mx.example.test";
    talk.time = mocksmtp::base::clock_origin() + std::chrono::milliseconds(1999);
    const std::string challenge = talk.start("CRAM-MD5");
    CHECK(challenge.starts_with("334 <"));
    CHECK(challenge.ends_with(".946684801@mx.example.test>"));
    const auto dot = challenge.find('.');
    const std::string number = challenge.substr(5, dot - 5);
    CHECK_FALSE(number.empty());
    CHECK(number.find_first_not_of("0123456789") == std::string::npos);
}

TEST_CASE("the challenge is the same in every run, and another in every place") {
    std::set<std::string> seen;
    for (const unsigned step : {0u, 1u})
        for (const std::uint64_t ordinal : {1u, 2u})
            for (const auto* listener : {"plain", "tls"}) {
                exchange one, again;
                one.place = again.place = {.listener = listener, .ordinal = ordinal, .purpose = {}, .step = step};
                const std::string challenge = one.start("CRAM-MD5");
                CHECK(again.start("CRAM-MD5") == challenge);
                seen.insert(challenge);
            }
    CHECK(seen.size() == 8);
}

TEST_CASE("CRAM-MD5 takes no initial response, not even an empty one (RFC 4954 section 4)") {
    for (const auto* initial : {"", "tim 00000000000000000000000000000000"}) {
        exchange talk;
        CHECK(talk.start("CRAM-MD5", initial) == "501 CRAM-MD5 takes no initial response");
        CHECK(talk.last() == "response*=" + std::string(initial));
    }
}

TEST_CASE("CRAM-MD5 responses that break the grammar are malformed and shown as one secret") {
    struct broken {
        std::string response;
        std::string because;
    };
    const std::string digits = "CRAM-MD5 digest is not 32 lower-case hexadecimal digits";
    const std::array all{broken{"", "CRAM-MD5 response without a space"},
                         broken{"b913a602c7eda7a495b4e6e7334d3890", "CRAM-MD5 response without a space"},
                         broken{" b913a602c7eda7a495b4e6e7334d3890", "CRAM-MD5 response without a user name"},
                         broken{"tim ", digits},
                         broken{" ", digits},
                         broken{"tim b913a602c7eda7a495b4e6e7334d389", digits},
                         broken{"tim b913a602c7eda7a495b4e6e7334d38900", digits},
                         broken{"tim B913A602C7EDA7A495B4E6E7334D3890", digits},
                         broken{"tim g913a602c7eda7a495b4e6e7334d3890", digits},
                         broken{"tim b913a602c7eda7a495b4e6e7334d3890\r\n", digits},
                         broken{"tim secret", digits}};
    for (const auto& [response, because] : all) {
        exchange talk;
        talk.start("CRAM-MD5");
        CHECK(talk.answer(response) == "501 " + because);
        CHECK(talk.last() == "response*=" + response);
        CHECK(talk.found().because == because);
    }
}

TEST_CASE("CRAM-SHA1 is CRAM-MD5 with another digest, as swaks sends it") {
    exchange talk(one_user("test", "secret"));
    talk.pinned = "<1.2@mx.example.test>";
    CHECK(talk.start("cram-sha1") == "334 <1.2@mx.example.test>");
    CHECK(talk.answer(*decode_base64("dGVzdCA2OTFmZjg5MTM1ZWQ2YTk0YzAwNDY2ZjQzODU5NjI2YTU4MjcwN2Fj")) == "accepted");
    CHECK(talk.found().verified == true);
    CHECK(talk.last() == "authcid=test, digest=691ff89135ed6a94c00466f43859626a582707ac");

    exchange other(one_user("tim", "tanstaaftanstaaf"));
    other.pinned = "<1896.697170952@postoffice.reston.mci.net>";
    other.start("CRAM-SHA1");
    CHECK(other.answer("tim 8cb10ed0a8b764ab0e05125dd6eaa295f19b5943") == "accepted");
}

TEST_CASE("CRAM-SHA1 refuses a wrong proof and takes no MD5 digest") {
    exchange wrong(one_user("test", "Secret"));
    wrong.pinned = "<1.2@mx.example.test>";
    wrong.start("CRAM-SHA1");
    CHECK(wrong.answer("test 691ff89135ed6a94c00466f43859626a582707ac") == "refused");
    CHECK(wrong.found().because == "wrong password");

    exchange shorter(one_user("test", "secret"));
    shorter.pinned = "<1.2@mx.example.test>";
    shorter.start("CRAM-SHA1");
    CHECK(shorter.answer("test " + proof("secret", *shorter.pinned)) ==
          "501 CRAM-SHA1 digest is not 40 lower-case hexadecimal digits");
}

TEST_CASE("CRAM-MD5 and CRAM-SHA1 in the same place have different challenges") {
    exchange md5, sha1;
    CHECK(md5.start("CRAM-MD5") != sha1.start("CRAM-SHA1"));
}
