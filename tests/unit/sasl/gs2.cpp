#include "mocksmtp/sasl/gs2.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <string>

using namespace mocksmtp::sasl;

TEST_CASE("a GS2 header says whether the client binds the channel, and who it wants to be") {
    const auto plain = parse_gs2_header("n,,n=user,r=fyko+d2lbbFgONRv9qkxdawL");  // RFC 5802 section 5
    REQUIRE(plain);
    CHECK(plain->binding == 'n');
    CHECK_FALSE(plain->authzid);
    CHECK(plain->length == 3);

    const auto named = parse_gs2_header("y,a=user@example.com,");
    REQUIRE(named);
    CHECK(named->binding == 'y');
    CHECK(named->authzid == "user@example.com");
    CHECK(named->length == 21);

    const auto bound = parse_gs2_header("p=tls-server-end-point,,rest,of,it");
    REQUIRE(bound);
    CHECK(bound->binding == 'p');
    CHECK(bound->binding_type == "tls-server-end-point");
    CHECK(bound->length == 24);
}

TEST_CASE("commas and equals signs of a name are escaped (RFC 5802 section 5.1)") {
    const auto header = parse_gs2_header("n,a==3Da=2Cb=2C=3D,");
    REQUIRE(header);
    CHECK(header->authzid == "=a,b,=");
}

TEST_CASE("what is no GS2 header is none") {
    for (const auto* text : {"", "n", "n,", "n,a=x", "x,,", ",,", "N,,", "p=,,", "p,,", "p=tls unique,,", "n,a=,",
                             "n,x,", "n,b=x,", "n,a=a=b,", "n,a=a=2c,", "n,a=a=2,", "F,n,,"}) {
        CAPTURE(text);
        CHECK_FALSE(parse_gs2_header(text));
    }
}

TEST_CASE("every name survives its escapes") {
    CHECK(rc::check([](const std::string& name) {
        RC_PRE(!name.empty());
        std::string escaped;
        for (const char c : name) escaped += c == ',' ? "=2C" : c == '=' ? "=3D" : std::string(1, c);
        const auto header = parse_gs2_header("n,a=" + escaped + ",rest");
        RC_ASSERT(header.has_value());
        RC_ASSERT(header->authzid == name);
        RC_ASSERT(header->length == escaped.size() + 5);
    }));
}
