#include "mocksmtp/sasl/legacy_crypto.hpp"

#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "mocksmtp/base/digest.hpp"
#include "tests/unit/sasl/octets.hpp"

using namespace mocksmtp;
using namespace mocksmtp::sasl;
using mocksmtp::tests::octets;

TEST_CASE("MD4 gives the digests of RFC 1320") {
    CHECK(base::hex(md4("")) == "31d6cfe0d16ae931b73c59d7e0c089c0");
    CHECK(base::hex(md4("message digest")) == "d9130a8164549fe818874806e1c7014b");
}

TEST_CASE("DES takes a key of seven octets and fills what is short") {
    // The two halves of an LM hash: [MS-NLMP] 4.2.2.1.1.
    CHECK(base::hex(des_block("PASSWOR", "KGS!@#$%")) == "e52cac67419a9a22");
    CHECK(base::hex(des_block("D", "KGS!@#$%")) == "4a3b108f3fa6cb6d");
    CHECK(base::hex(des_block("", "KGS!@#$%")) == "aad3b435b51404ee");
    CHECK(des_block("", "") == des_block(std::string(9, '\0'), std::string(9, '\0')));
}

TEST_CASE("RC4 goes on where it ended") {
    const std::string whole = rc4("Key")->apply("Plaintext");
    CHECK(base::hex(whole) == "bbf316e8d940af0ad3");
    const auto stream = rc4("Key");
    const std::string first = stream->apply("Plain");
    CHECK(first + stream->apply("") + stream->apply("text") == whole);
}

TEST_CASE("DES and triple DES in CBC go on where they ended and undo each other") {
    const std::string text = "Now is the time for all ";
    const std::string vector = octets("1234567890abcdef");
    for (auto* made : {des_cbc, triple_des_cbc}) {
        const auto there = made(direction::encrypt, "fourteen octet", vector);
        const auto back = made(direction::decrypt, "fourteen octet", vector);
        const std::string first = there->apply(text);
        const std::string second = there->apply(text);
        CHECK(first.size() == text.size());
        CHECK(first != second);
        CHECK(back->apply(first + second) == text + text);
        CHECK(there->apply("seven..").empty());
    }
    CHECK(des_cbc(direction::encrypt, "sevenoc", vector)->apply(text) ==
          triple_des_cbc(direction::encrypt, "sevenocsevenoc", vector)->apply(text));
    CHECK(des_cbc(direction::encrypt, "sevenoc", {})->apply("12345678") == des_block("sevenoc", "12345678"));
}
