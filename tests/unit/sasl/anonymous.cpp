#include "mocksmtp/sasl/anonymous.hpp"

#include <doctest/doctest.h>

#include <array>
#include <string>

#include "mocksmtp/base/base64.hpp"
#include "tests/unit/sasl/exchange.hpp"

using mocksmtp::base::decode_base64;
using mocksmtp::tests::exchange;
using mocksmtp::tests::one_user;
using namespace std::string_literals;

TEST_CASE("ANONYMOUS lets anybody in as anonymous and keeps the trace") {
    exchange talk;
    CHECK(talk.start("ANONYMOUS", *decode_base64("c2lyaGM=")) == "accepted");  // RFC 4505 section 3
    CHECK(talk.found().user == "anonymous");
    CHECK_FALSE(talk.found().verified);
    CHECK_FALSE(talk.found().secret);
    CHECK(talk.found().because == "anonymous: nobody is identified");
    CHECK(talk.last() == "trace=sirhc");
    CHECK(mocksmtp::tests::spelled(talk.found().more) == "trace=sirhc");
}

TEST_CASE("ANONYMOUS without initial response gets an empty challenge first") {
    exchange talk;
    CHECK(talk.start("ANONYMOUS") == "334 ");
    CHECK(talk.answer("sirhc@example.test") == "accepted");
    CHECK(talk.last() == "trace=sirhc@example.test");
    CHECK(talk.answer("again") == "501 the exchange is over");
}

TEST_CASE("ANONYMOUS needs no trace, and asks no directory") {
    exchange talk(one_user("test", "secret"));
    CHECK(talk.start("ANONYMOUS", "") == "accepted");
    CHECK(talk.last() == "trace=");
    CHECK(talk.found().more.empty());
    CHECK_FALSE(talk.found().verified);
}

TEST_CASE("a trace is counted in characters, up to 255 of them (RFC 4505 section 2)") {
    std::string longest;
    for (int i = 0; i < 255; ++i) longest += "\xe2\x82\xac";
    CHECK(exchange().start("ANONYMOUS", longest) == "accepted");
    CHECK(exchange().start("ANONYMOUS", longest + "x") == "501 ANONYMOUS trace of more than 255 characters");
}

TEST_CASE("what is no trace is malformed and shown as one secret") {
    const std::array broken{"\xff"s, "a\0b"s, "a\r\nb"s, "\x7f"s, std::string(256, 'x')};
    for (const std::string& response : broken) {
        exchange talk;
        CHECK(talk.start("ANONYMOUS", response).starts_with("501 ANONYMOUS trace "));
        CHECK(talk.last() == "response*=" + response);
        CHECK(talk.found().user.empty());
    }
}
