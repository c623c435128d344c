#include "mocksmtp/mail/transfer_encoding.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <string>

#include "mocksmtp/base/base64.hpp"

using namespace mocksmtp;
using namespace std::string_literals;
using mail::decode_quoted_printable;
using mail::transfer_encoding;

TEST_CASE("the names of transfer encodings are read as mailers write them") {
    for (const std::string name : {"", " ", "7bit", "8BIT", " Binary ", "7bit; foo", "8bit (sic)"}) {
        CAPTURE(name);
        CHECK(mail::parse_transfer_encoding(name) == transfer_encoding::identity);
    }
    CHECK(mail::parse_transfer_encoding(" Quoted-Printable\t") == transfer_encoding::quoted_printable);
    CHECK(mail::parse_transfer_encoding("BASE64") == transfer_encoding::base64);
    CHECK(mail::parse_transfer_encoding(" (c (c)) base64 (c)") == transfer_encoding::base64);
    CHECK(mail::parse_transfer_encoding("(base64") == transfer_encoding::identity);
    CHECK(mail::parse_transfer_encoding("x-uuencode") == transfer_encoding::unknown);
    CHECK(mail::parse_transfer_encoding("base 64") == transfer_encoding::unknown);
}

TEST_CASE("quoted-printable decodes octets and soft line breaks") {
    CHECK(decode_quoted_printable("caf=C3=A9 =3d ok") == "caf\xC3\xA9 = ok");
    CHECK(decode_quoted_printable("soft=\r\nbreak=\nhere") == "softbreakhere");
    CHECK(decode_quoted_printable("soft= \t\r\nbreak") == "softbreak");
    CHECK(decode_quoted_printable("hard\r\nbreak\n") == "hard\r\nbreak\n");
    CHECK(decode_quoted_printable("").empty());
    CHECK(decode_quoted_printable("a=00b") == "a\0b"s);
}

TEST_CASE("white space at the end of a line is dropped, as transports add it; encoded it stays") {
    CHECK(decode_quoted_printable("a \t\r\nb \nc  ") == "a\r\nb\nc");
    CHECK(decode_quoted_printable("a=20\r\nb=09") == "a \r\nb\t");
    CHECK(decode_quoted_printable("a  b\tc") == "a  b\tc");
}

TEST_CASE("an equals sign that begins nothing stays, one that ends everything goes") {
    CHECK(decode_quoted_printable("1=1 =ZZ =A") == "1=1 =ZZ =A");
    CHECK(decode_quoted_printable("==41") == "=A");
    CHECK(decode_quoted_printable("= x") == "= x");
    CHECK(decode_quoted_printable("end=") == "end");
    CHECK(decode_quoted_printable("=\r") == "=\r");
}

TEST_CASE("8-bit octets in quoted-printable stay") { CHECK(decode_quoted_printable("\xE9\0\xFF"s) == "\xE9\0\xFF"s); }

TEST_CASE("base64 decodes across lines and garbage") {
    CHECK(mail::decode_transfer("SGVs\r\nbG8=\r\n", transfer_encoding::base64) == "Hello");
    CHECK(mail::decode_transfer("SGVsbG8", transfer_encoding::base64) == "Hello");
    CHECK(mail::decode_transfer("", transfer_encoding::base64).empty());
}

TEST_CASE("identity and unknown encodings give the bytes back") {
    CHECK(mail::decode_transfer("=41\0\r\n"s, transfer_encoding::identity) == "=41\0\r\n"s);
    CHECK(mail::decode_transfer("=41", transfer_encoding::unknown) == "=41");
}

TEST_CASE("two hex digits are an octet, anything else is none") {
    CHECK(mail::hex_octet("fF") == '\xFF');
    CHECK(mail::hex_octet("00") == '\0');
    for (const std::string text : {"", "f", "fff", "0x", "-1", "+1", " 1", "1 ", "g0"})
        CHECK_FALSE(mail::hex_octet(text));
}

TEST_CASE("hostile runs of white space and equals signs cost no more than their length") {
    CHECK(decode_quoted_printable(std::string(1'000'000, ' ') + "x").size() == 1'000'001);
    CHECK(decode_quoted_printable(std::string(1'000'000, ' ')).empty());
    CHECK(decode_quoted_printable(std::string(1'000'000, '=') + "x").size() == 1'000'001);
    std::string mixed;
    while (mixed.size() < 1'000'000) mixed += "= ";
    CHECK(decode_quoted_printable(mixed + "x").size() == 1'000'001);
}

TEST_CASE("encoding then decoding gives the octets back") {
    CHECK(rc::check([](const std::string& bytes) {
        std::string encoded;
        for (const char c : bytes) {
            const auto octet = static_cast<unsigned char>(c);
            encoded += '=';
            encoded += "0123456789ABCDEF"[octet >> 4];
            encoded += "0123456789abcdef"[octet & 15];
            if (octet % 3 == 0) encoded += octet % 2 == 0 ? "=\r\n" : "=\n";
        }
        RC_ASSERT(decode_quoted_printable(encoded) == bytes);
        RC_ASSERT(mail::decode_transfer(base::encode_base64(bytes), transfer_encoding::base64) == bytes);
    }));
}
