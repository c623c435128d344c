#include "mocksmtp/base/digest.hpp"

#include <doctest/doctest.h>

#include <array>
#include <string>

#include "mocksmtp/base/base64.hpp"

using namespace mocksmtp::base;

namespace {

struct example {
    hash algorithm;
    std::string_view digest_of_abc;  // RFC 1321, FIPS 180-4
    std::string_view hmac_of_jefe;   // RFC 2202, RFC 4231, test case 2
};

constexpr std::array examples{
    example{hash::md5, "900150983cd24fb0d6963f7d28e17f72", "750c783e6ab0b503eaa86e310a5db738"},
    example{hash::sha1, "a9993e364706816aba3e25717850c26c9cd0d89d", "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79"},
    example{hash::sha224, "23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7",
            "a30e01098bc6dbbf45690f3a7e9e6d0f8bbea2a39e6148008fd05e44"},
    example{hash::sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"},
    example{hash::sha384,
            "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7",
            "af45d2e376484031617f78d2b58a6b1b9c7ef464f5a01b47e42ec3736322445e8e2240ca5e69e2c78b3239ecfab21649"},
    example{hash::sha512,
            "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
            "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
            "164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea250554"
            "9758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737"},
};

struct scram_example {
    hash algorithm;
    std::string_view salt;  // base64
    std::string_view salted_password;
};

// SaltedPassword of "pencil" with 4096 iterations: RFC 5802 section 5, RFC 7677 section 3 and its inputs with other
// hashes
constexpr std::array scram_examples{
    scram_example{hash::sha1, "QSXCR+Q6sek8bf92", "1d96ee3a529b5a5f9e47c01f229a2cb8a6e15f7d"},
    scram_example{hash::sha256,
                  "W22ZaJ0SNY7soEsUEjb6gQ==", "c4a49510323ab4f952cac1fa99441939e78ea74d6be81ddf7096e87513dc615d"},
    scram_example{hash::sha224, "W22ZaJ0SNY7soEsUEjb6gQ==", "6ef21203fa41f23a09a8933508600b204843060e47999936918c75a2"},
    scram_example{hash::sha384, "W22ZaJ0SNY7soEsUEjb6gQ==",
                  "8dc638dbd7eed676a0ea519ede696a6bf7a6594ec418547ebbfb8e9699c8a5999f81b7bcbe725ad1e9f5f761fcf62613"},
    scram_example{hash::sha512, "W22ZaJ0SNY7soEsUEjb6gQ==",
                  "f16efe1be67f1d09502ebd5ed9262fddffba5a377ab4f0b687e5ed5ba0f50686"
                  "b8a4ae166476da8ab3b951d2fa9238b63998f45461bc33a464814949cec9631d"},
};

}  // namespace

TEST_CASE("digests and HMACs give the published values") {
    for (const auto& [algorithm, of_abc, of_jefe] : examples) {
        CHECK(hex(digest(algorithm, "abc")) == of_abc);
        CHECK(hex(hmac(algorithm, "Jefe", "what do ya want for nothing?")) == of_jefe);
    }
    CHECK(hex(digest(hash::md5, {})) == "d41d8cd98f00b204e9800998ecf8427e");
}

TEST_CASE("an HMAC key longer than the block is hashed first") {
    // RFC 4231 test case 6
    CHECK(hex(hmac(hash::sha256, std::string(131, '\xaa'), "Test Using Larger Than Block-Size Key - Hash Key First")) ==
          "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

TEST_CASE("an empty HMAC key is empty and not the one used before") {
    hmac(hash::sha256, "Jefe", "x");
    CHECK(hex(hmac(hash::sha256, {}, {})) == "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad");
}

TEST_CASE("PBKDF2 gives the values of RFC 6070") {
    CHECK(hex(pbkdf2(hash::sha1, "password", "salt", 1)) == "0c60c80f961f0e71f3a9b524af6012062fe037a6");
    CHECK(hex(pbkdf2(hash::sha1, "password", "salt", 2)) == "ea6c014dc72d6f8ccd1ed92ace1d41f0d8de8957");
    CHECK(hex(pbkdf2(hash::sha1, "password", "salt", 4096)) == "4b007901b765489abead49d926f721d065a429c1");
}

TEST_CASE("PBKDF2 salts passwords as SCRAM's examples do") {
    for (const auto& [algorithm, salt, salted] : scram_examples)
        CHECK(hex(pbkdf2(algorithm, "pencil", *decode_base64(salt), 4096)) == salted);
}

TEST_CASE("PBKDF2 takes empty and very long passwords, and no iterations as one") {
    CHECK(hex(pbkdf2(hash::sha1, {}, {}, 1)) == "1e437a1c79d75be61e91141dae20affc4892cc99");
    CHECK(hex(pbkdf2(hash::sha256, std::string(200, 'p'), "salt", 2)) ==
          "d663653a18cc9e2e7a11e753747cef4fe98a644fad58586b674cab1a2fa837ce");
    CHECK(pbkdf2(hash::sha1, "password", "salt", 0) == pbkdf2(hash::sha1, "password", "salt", 1));
}

TEST_CASE("comparison in constant time says what the usual one says") {
    CHECK(equal_in_constant_time("", {}));
    CHECK(equal_in_constant_time("secret", "secret"));
    CHECK_FALSE(equal_in_constant_time("secret", "secreT"));
    CHECK_FALSE(equal_in_constant_time("secret", "secret1"));
    CHECK_FALSE(equal_in_constant_time("secret", ""));
}
