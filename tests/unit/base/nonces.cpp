#include "mocksmtp/base/nonces.hpp"

#include <doctest/doctest.h>

#include <array>
#include <set>
#include <string>

#include "mocksmtp/base/digest.hpp"

using namespace mocksmtp::base;

TEST_CASE("the octets of a place follow from the seed, by HMAC-SHA-256") {
    derived_nonces nonces("seed");
    const nonce_place place{.listener = "plain", .ordinal = 3, .purpose = "CRAM-MD5", .step = 1};
    // Computed apart, with Python's hmac module.
    CHECK(hex(nonces.bytes(place, 40)) ==
          "4528c8dd6a78a2cd8e312415adfdb8357a4c6297d4d77218dc078691c6f9f16ccc0fc4f55e0e149b");
    CHECK(derived_nonces("seed").bytes(place, 40) == nonces.bytes(place, 40));
}

TEST_CASE("a longer answer begins with the shorter one") {
    derived_nonces nonces("seed");
    const nonce_place place{.listener = "plain", .ordinal = 1, .purpose = "salt", .step = 0};
    const std::string all = nonces.bytes(place, 100);
    REQUIRE(all.size() == 100);
    for (const std::size_t count : {0, 1, 31, 32, 33, 64, 65})
        CHECK(nonces.bytes(place, count) == all.substr(0, count));
}

TEST_CASE("places that differ in anything, or only in where a name ends, get different octets") {
    derived_nonces nonces("seed");
    const std::array places{
        nonce_place{.listener = "plain", .ordinal = 1, .purpose = "salt", .step = 0},
        nonce_place{.listener = "tls", .ordinal = 1, .purpose = "salt", .step = 0},
        nonce_place{.listener = "plain", .ordinal = 2, .purpose = "salt", .step = 0},
        nonce_place{.listener = "plain", .ordinal = 1, .purpose = "nonce", .step = 0},
        nonce_place{.listener = "plain", .ordinal = 1, .purpose = "salt", .step = 1},
        nonce_place{.listener = "plain", .ordinal = 0, .purpose = "salt", .step = 1},
        nonce_place{.listener = "", .ordinal = 1, .purpose = "plainsalt", .step = 0},
        nonce_place{.listener = "plainsalt", .ordinal = 1, .purpose = "", .step = 0},
    };
    std::set<std::string> seen;
    for (const auto& place : places) seen.insert(nonces.bytes(place, 16));
    CHECK(seen.size() == places.size());
    CHECK(derived_nonces("other").bytes(places[0], 16) != nonces.bytes(places[0], 16));
}
