#include "mocksmtp/base/sealed.hpp"

#include <doctest/doctest.h>

#include "mocksmtp/base/digest.hpp"
#include "mocksmtp/base/text.hpp"

using namespace mocksmtp::base;

TEST_CASE("a sealed secret keeps its digest and its length") {
    const auto known = fingerprint("secret");
    CHECK(known.sha256 == hex(digest(hash::sha256, "secret")));
    CHECK(known.length == 6);
    const auto bytes = seal(known);
    CHECK(is_utf8(bytes));
    CHECK(fingerprint(bytes).sha256 == known.sha256);
    CHECK(fingerprint(bytes).length == 6);
}

TEST_CASE("what stands for a secret that is no text is none either") {
    const auto bytes = seal({.sha256 = std::string(64, 'a'), .length = 3, .text = false});
    CHECK_FALSE(is_utf8(bytes));
    CHECK(unseal(bytes)->length == 3);
}

TEST_CASE("of a secret that nobody has seen whole the length is kept") {
    const auto known = unseal(seal({.length = 15004}));
    REQUIRE(known);
    CHECK(known->sha256.empty());
    CHECK(known->length == 15004);
}

TEST_CASE("nothing else is taken for a sealed secret") {
    const std::string good = seal({.sha256 = std::string(64, 'a'), .length = 12});
    REQUIRE(unseal(good));
    for (std::size_t length = 0; length + 2 < good.size(); ++length) CHECK_FALSE(unseal(good.substr(0, length)));
    CHECK_FALSE(unseal(good + "x"));
    CHECK_FALSE(unseal(good.substr(1)));
    CHECK_FALSE(unseal(seal({.sha256 = std::string(64, 'X'), .length = 12})));
    CHECK_FALSE(unseal(seal({.sha256 = "abc", .length = 12})));
    CHECK_FALSE(unseal(""));
}
