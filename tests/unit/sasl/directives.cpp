#include "mocksmtp/sasl/directives.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <string>

using namespace mocksmtp::sasl;

TEST_CASE("directives are read with and without quotes, white space and empty elements") {
    const auto all = read_directives(" ,Realm=\"a\\\"b\\\\c, d\" ,\tnc = 00000001,,\r\n qop=\"\",");
    REQUIRE(all);
    CHECK(*all == directives{{"realm", "a\"b\\c, d"}, {"nc", "00000001"}, {"qop", ""}});
    CHECK(read_directives("")->empty());
    CHECK(read_directives("a=smtp/host")->front().value == "smtp/host");
    CHECK(*value_of(*all, "nc") == "00000001");
    CHECK(value_of(*all, "nonce") == nullptr);
}

TEST_CASE("what is not a list of directives is told apart") {
    for (const auto* text :
         {"a", "a=", "=b", "a=b c", "a=\"b", "a=\"b\\", "a=\"b\"c=d", "a b=c", "a=b\"c\"", "a=\"b\" c=d"})
        CHECK_FALSE(read_directives(text));
}

TEST_CASE("what is quoted is read back") {
    CHECK(mocksmtp::sasl::quoted("a\"b\\") == "\"a\\\"b\\\\\"");
    CHECK(rc::check([](const std::string& any) {
        const auto all = read_directives("x=" + mocksmtp::sasl::quoted(any) + ",y=z");
        RC_ASSERT(all.has_value());
        RC_ASSERT((*all == directives{{"x", any}, {"y", "z"}}));
    }));
    CHECK(rc::check([](const std::string& any) { read_directives(any); }));
}

TEST_CASE("a value may be a list itself") {
    CHECK(elements_of("auth, AUTH-INT,,auth-conf ") == std::vector<std::string>{"auth", "auth-int", "auth-conf"});
    CHECK(elements_of("").empty());
    CHECK(elements_of(" ,").empty());
}
