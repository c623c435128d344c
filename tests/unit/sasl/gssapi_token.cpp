#include "mocksmtp/sasl/gssapi_token.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <string>

#include "mocksmtp/sasl/der.hpp"
#include "tests/unit/sasl/exchange.hpp"
#include "tests/unit/sasl/kerberos_tokens.hpp"

using namespace mocksmtp::sasl;
using mocksmtp::tests::curl_request;
using mocksmtp::tests::der_element;
using mocksmtp::tests::negotiated;
using mocksmtp::tests::spelled;
using kind = gssapi_token::kind;
using namespace std::string_literals;

TEST_CASE("a Kerberos token shows realm, service and encryption without any key") {
    const auto token = read_gssapi_token(curl_request);
    CHECK(token.what == kind::kerberos);
    CHECK(spelled(token.decoded) ==
          "mechanism=Kerberos 5, realm=EXAMPLE.TEST, service=smtp/localhost, "
          "ticket_encryption=aes256-cts-hmac-sha1-96, key_version=2, mutual=false");
}

TEST_CASE("mutual authentication is a bit of the request") {
    std::string token = curl_request;
    const auto options = token.find("\xa2\x07\x03\x05\x00\x00"s);
    REQUIRE(options != token.npos);
    token[options + 5] = '\x20';
    CHECK(read_gssapi_token(token).decoded.back().value == "true");
}

TEST_CASE("SPNEGO is recognised with the request inside it") {
    const auto token = read_gssapi_token(negotiated(curl_request));
    CHECK(token.what == kind::spnego);
    CHECK(spelled(token.decoded)
              .starts_with(
                  "mechanism=SPNEGO, preferred_mechanism=Kerberos 5, realm=EXAMPLE.TEST, service=smtp/localhost"));
    // One inside the other inside the other: the innermost is not looked at.
    const auto nested = read_gssapi_token(negotiated(negotiated(curl_request)));
    CHECK(spelled(nested.decoded) == "mechanism=SPNEGO, preferred_mechanism=SPNEGO");
}

TEST_CASE("an unknown mechanism is shown by its object identifier") {
    const auto token = read_gssapi_token(der_element(0x60, der_element(0x06, "\x2a\x86\x48\x01") + "rest"));
    CHECK(token.what == kind::other);
    CHECK(spelled(token.decoded) == "mechanism=1.2.840.1");
}

TEST_CASE("what is no initial token is none") {
    for (const auto& octets :
         {""s, "x"s, "\x60"s, "\x60\x80"s, "\x60\x02\x04\x00"s, "\x60\x7f"s + "\x06\x01\x2a", "NTLMSSP\0\x01\0\0\0"s})
        CHECK(read_gssapi_token(octets).what == kind::none);
}

TEST_CASE("a token cut anywhere is not whole") {
    for (std::size_t length = 0; length < curl_request.size(); ++length)
        CHECK(read_gssapi_token(std::string_view(curl_request).substr(0, length)).what == kind::none);
    const std::string inside = curl_request.substr(4);  // without the outer tag and its length
    for (const std::size_t length : {11, 12, 13, 20, 60, 100, 300, 600})
        CHECK(read_gssapi_token(der_element(0x60, inside.substr(0, length))).what == kind::broken);
}

TEST_CASE("no octets make the reader read beyond them") {
    CHECK(rc::check([] {
        std::string token = curl_request;
        const auto changes = *rc::gen::container<std::vector<std::pair<unsigned, char>>>(
            rc::gen::pair(rc::gen::inRange(0U, 120U), rc::gen::arbitrary<char>()));
        for (const auto& [at, octet] : changes) token[at] = octet;
        for (const auto& field : read_gssapi_token(token).decoded) RC_ASSERT(!field.name.empty());
    }));
}

TEST_CASE("DER elements are taken by their tags, and only whole") {
    const std::string two = "\x02\x01\x05\x04\x81\x02hi"s + "rest";
    der_reader in(two);
    CHECK_FALSE(in.take(der::octet_string));
    CHECK(in.take(der::integer) == "\x05");
    CHECK(in.rest() == "\x04\x81\x02hirest");
    CHECK(in.take(der::octet_string) == "hi");
    for (const auto& broken : {"\x04"s, "\x04\x80"s, "\x04\x01"s, "\x04\x81"s, "\x04\x82\x01"s,
                               "\x04\x85\0\0\0\0\x01x"s, "\x04\xff"s, "\x04\x84\xff\xff\xff\xff"s})
        CHECK_FALSE(der_reader(broken).take(der::octet_string));
    const std::string fields_of_two = "\xa0\x03\x02\x01\x05\xa1\x04\x02\x01\x05x"s;
    der_reader tagged(fields_of_two);
    CHECK_FALSE(tagged.take(der::context(0), der::octet_string));
    CHECK(tagged.take(der::context(0), der::integer) == "\x05");
    CHECK_FALSE(tagged.take(der::context(1), der::integer));
    CHECK_FALSE(tagged.at_end());
}

TEST_CASE("integers of DER are signed") {
    CHECK(der_integer("\x12") == 18);
    CHECK(der_integer("\xff\x7b") == -133);
    CHECK(der_integer("\x00\xff"s) == 255);
    CHECK(der_integer(std::string(8, '\xff')) == -1);
    CHECK_FALSE(der_integer(""));
    CHECK_FALSE(der_integer(std::string(9, '\0')));
}
