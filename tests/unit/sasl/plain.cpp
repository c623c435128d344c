#include "mocksmtp/sasl/plain.hpp"

#include <doctest/doctest.h>

#include <array>
#include <string>
#include <string_view>

#include "mocksmtp/base/base64.hpp"
#include "tests/unit/sasl/exchange.hpp"

using mocksmtp::base::decode_base64;
using mocksmtp::tests::exchange;
using mocksmtp::tests::one_user;
using namespace std::string_literals;

namespace {

struct example {
    std::string_view text;  // as on the wire
    std::string_view authzid;
    std::string_view authcid;
    std::string_view password;
};

constexpr std::array examples{
    example{"AHRpbQB0YW5zdGFhZnRhbnN0YWFm", "", "tim", "tanstaaftanstaaf"},  // RFC 4616 section 4
    example{"VXJzZWwAS3VydAB4aXBqM3BsbXE=", "Ursel", "Kurt", "xipj3plmq"},   // RFC 4616 section 4
    example{"dGVzdAB0ZXN0ADEyMzQ=", "test", "test", "1234"},                 // RFC 4954 section 4
    example{"AHRlc3QAc2VjcmV0", "", "test", "secret"},
    // Published transcripts of Exim and Postfix
    example{"AHNvbWV1c2VyQGV4YW1wbGUuYXRtYWlsY2xvdWQuY29tAG15XlBhc3N3MHJk", "", "someuser@example.atmailcloud.com",
            "my^Passw0rd"},
    example{"dGlnZXJAemV1cy5wAGFkbWluMQBhZG1pbjEyMzQ=", "tiger@zeus.p", "admin1", "admin1234"},
    example{"AGtlbm5ldGguYnVyZ2VuZXIASW1CQjE5OTkh", "", "kenneth.burgener", "ImBB1999!"},
};

void check_found(const exchange& talk, const example& sent) {
    CHECK(talk.found().user == sent.authcid);
    CHECK(talk.found().authzid.value_or("") == sent.authzid);
    CHECK(talk.found().authzid.has_value() == !sent.authzid.empty());
    CHECK(talk.found().secret == sent.password);
    CHECK(talk.last() == "authzid=" + std::string(sent.authzid) + ", authcid=" + std::string(sent.authcid) +
                             ", password*=" + std::string(sent.password));
}

}  // namespace

TEST_CASE("PLAIN lets everybody into an open house and verifies nobody") {
    for (const auto& sent : examples) {
        exchange talk;
        CHECK(talk.start("PLAIN", *decode_base64(sent.text)) == "accepted");
        check_found(talk, sent);
        CHECK_FALSE(talk.found().verified);
        CHECK(talk.found().because == "no users configured: every identity is accepted");
    }
}

TEST_CASE("PLAIN verifies the password of an account, whoever the client wants to act as") {
    for (const auto& sent : examples) {
        exchange talk(one_user(std::string(sent.authcid), std::string(sent.password)));
        CHECK(talk.start("PLAIN", *decode_base64(sent.text)) == "accepted");
        check_found(talk, sent);
        CHECK(talk.found().verified == true);
        CHECK(talk.found().credential == 0u);
    }
}

TEST_CASE("PLAIN refuses a wrong password and an unknown user, and shows what was sent") {
    exchange wrong(one_user("test", "secret"));
    CHECK(wrong.start("PLAIN", "\0test\0Secret"s) == "refused");
    CHECK(wrong.found().verified == false);
    CHECK(wrong.found().because == "wrong password");
    CHECK(wrong.found().secret == "Secret");

    exchange unknown(one_user("test", "secret"));
    CHECK(unknown.start("PLAIN", "\0tester\0secret"s) == "refused");
    CHECK(unknown.found().because == "no such user");
    CHECK(unknown.found().user == "tester");
}

TEST_CASE("PLAIN without initial response gets an empty challenge first") {
    exchange talk(one_user("test", "secret"));
    CHECK(talk.start("plain") == "334 ");
    CHECK(talk.running->decode_last().empty());
    CHECK(talk.answer("\0test\0secret"s) == "accepted");
    CHECK(talk.found().user == "test");
}

TEST_CASE("PLAIN honours the mechanisms and the state of an account") {
    auto users = one_user("test", "secret");
    users.accounts[0].mechanisms = {"CRAM-MD5"};
    exchange barred(users);
    CHECK(barred.start("PLAIN", "\0test\0secret"s) == "refused");
    CHECK(barred.found().because == "mechanism not allowed for this account");
    CHECK(barred.found().verified == true);

    users.accounts[0].mechanisms = {"cram-md5", "plain"};
    CHECK(exchange(users).start("PLAIN", "\0test\0secret"s) == "accepted");
    users.accounts[0].enabled = false;
    CHECK(exchange(users).start("PLAIN", "\0test\0secret"s) == "refused");
}

TEST_CASE("an empty password is never right, in an open house neither (RFC 4616 section 2)") {
    for (const auto& users : {mocksmtp::sasl::directory{}, one_user("test", "")}) {
        exchange talk(users);
        CHECK(talk.start("PLAIN", "\0test\0"s) == "refused");
        CHECK(talk.found().because == "empty password");
        CHECK(talk.found().user == "test");
    }
}

TEST_CASE("PLAIN responses that break the grammar are malformed and shown as one secret") {
    struct broken {
        std::string response;
        std::string because;
    };
    const std::array all{broken{"", "PLAIN response without NUL"},
                         broken{"test secret", "PLAIN response without NUL"},
                         broken{"\0"s, "PLAIN response with only one NUL"},
                         broken{"test\0secret"s, "PLAIN response with only one NUL"},
                         broken{"\0test\0sec\0ret"s, "PLAIN response with more than two NULs"},
                         broken{"\0test\0secret\0"s, "PLAIN response with more than two NULs"}};
    for (const auto& [response, because] : all) {
        exchange initial;
        CHECK(initial.start("PLAIN", response) == "501 " + because);
        CHECK(initial.last() == "response*=" + response);
        CHECK(initial.found().because == because);
        CHECK(initial.found().user.empty());
        CHECK_FALSE(initial.found().verified);

        exchange asked(one_user("test", "secret"));
        asked.start("PLAIN");
        CHECK(asked.answer(response) == "501 " + because);
    }
}

TEST_CASE("PLAIN without a user name is malformed, its other parts are known") {
    exchange talk;
    CHECK(talk.start("PLAIN", "boss\0\0secret"s) == "501 PLAIN response without a user name");
    CHECK(talk.last() == "authzid=boss, authcid=, password*=secret");
    CHECK(talk.found().authzid == "boss");
}

TEST_CASE("bytes that are not UTF-8 are compared as they are") {
    CHECK(exchange(one_user("j\xfcrgen", "\xff\xfe")).start("PLAIN", "\0j\xfcrgen\0\xff\xfe"s) == "accepted");
    CHECK(exchange(one_user("j\xfcrgen", "\xff\xfe")).start("PLAIN", "\0j\xfcrgen\0\xff\xff"s) == "refused");
}
