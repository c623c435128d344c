#include "mocksmtp/sasl/ntlm_text.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <string>

#include "mocksmtp/base/text.hpp"
#include "tests/unit/sasl/octets.hpp"

using namespace mocksmtp;
using namespace mocksmtp::sasl;
using mocksmtp::tests::octets;

TEST_CASE("UTF-8 becomes UTF-16 and comes back") {
    const std::string text = "a\xc3\xa9\xe2\x82\xac\xf0\x9f\x93\xa7";
    const std::string wide = octets("6100 e900 ac20 3dd8 e7dc");
    CHECK(utf16_of_utf8(text) == wide);
    CHECK(utf8_of_utf16(wide) == text);
    CHECK(utf16_of_utf8("").empty());
    CHECK(utf8_of_utf16("").empty());
}

TEST_CASE("octets that are no UTF-8 are taken as ISO 8859-1") {
    CHECK(utf16_of_utf8("\xe9") == octets("e900"));
    CHECK(utf16_of_octets("\xc3\xa9") == octets("c300 a900"));
}

TEST_CASE("octets that are no UTF-16 become the replacement character") {
    const std::string replaced = "\xef\xbf\xbd";
    CHECK(utf8_of_utf16(octets("3dd8")) == replaced);
    CHECK(utf8_of_utf16(octets("3dd8 6100")) == replaced + "a");
    CHECK(utf8_of_utf16(octets("e7dc 3dd8")) == replaced + replaced);
    CHECK(utf8_of_utf16(octets("6100 61")) == "a" + replaced);
    CHECK(rc::check([](const std::string& any) { RC_ASSERT(base::is_utf8(utf8_of_utf16(any))); }));
}

TEST_CASE("capitals are found in Latin, Greek and Cyrillic") {
    const auto upper = [](std::string_view text) { return utf8_of_utf16(upper_utf16(utf16_of_utf8(text))); };
    CHECK(upper("user.Name-1") == "USER.NAME-1");
    CHECK(upper("\xc3\xa9\xc3\xbf\xc3\xb7\xc3\x9f") == "\xc3\x89\xc5\xb8\xc3\xb7\xc3\x9f");
    CHECK(upper("\xce\xb1\xcf\x82") == "\xce\x91\xcf\x82");
    CHECK(upper("\xd0\xb0\xd1\x91") == "\xd0\x90\xd0\x81");
}
