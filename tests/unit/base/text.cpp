#include "mocksmtp/base/text.hpp"

#include <doctest/doctest.h>

#include <array>
#include <string>

using namespace mocksmtp::base;
using namespace std::string_literals;

TEST_CASE("case changes touch ASCII letters only") {
    CHECK(to_lower("AZaz@[`{09\xc4"s) == "azaz@[`{09\xc4");
    CHECK(to_upper("AZaz@[`{09\xe4"s) == "AZAZ@[`{09\xe4");
}

TEST_CASE("comparison without case does not confuse letters with their neighbours") {
    CHECK(iequals("Mail", "mAIL"));
    CHECK(iequals("", ""));
    CHECK_FALSE(iequals("[", "{"));
    CHECK_FALSE(iequals("mail", "mai"));
    CHECK(istarts_with("Bearer x", "bearer "));
    CHECK(istarts_with("x", ""));
    CHECK_FALSE(istarts_with("Bea", "bearer"));
}

TEST_CASE("trimming takes white space off both ends and leaves the middle") {
    CHECK(trim(" \t\r\n a b\v\f ") == "a b");
    CHECK(trim("\0 "s) == "\0"s);
    CHECK(trim(" \t ").empty());
    CHECK(trim("").empty());
}

TEST_CASE("printable text shows every unprintable byte and keeps UTF-8") {
    CHECK(printable("a\r\n\t\\b"s) == R"(a\r\n\t\\b)");
    CHECK(printable("\0\x1f\x7f"s) == R"(\x00\x1f\x7f)");
    CHECK(printable("Gr\xc3\xbc\xc3\x9f") == "Gr\xc3\xbc\xc3\x9f");
    CHECK(printable("\xfc") == R"(\xfc)");
    CHECK(printable("\xc2\x85") == R"(\xc2\x85)");
    CHECK(printable("a\u200b\u00ad\ufeff") == R"(a\xe2\x80\x8b\xc2\xad\xef\xbb\xbf)");
    CHECK(printable("\u202ea\u2028\U000e0041") == R"(\xe2\x80\xaea\xe2\x80\xa8\xf3\xa0\x81\x81)");
    CHECK(printable("\u2010\u2065\U0001f600") == "\u2010\u2065\U0001f600");
}

TEST_CASE("printable text shows every space that looks like a plain one") {
    CHECK(printable("1\u00a0\u202f\u2009\u3000 2") == R"(1\xc2\xa0\xe2\x80\xaf\xe2\x80\x89\xe3\x80\x80 2)");
    CHECK(printable("\u00a1\u3001") == "\u00a1\u3001");
}

TEST_CASE("white space is that of ASCII and the spaces of Unicode") {
    for (const char* each :
         {" ", "\t", "\r", "\u00a0", "\u1680", "\u2000", "\u2005", "\u200a", "\u202f", "\u205f", "\u3000"})
        CHECK(space_length(each) == std::string_view(each).size());
    for (const char* each : {"", "a", "\u00a1", "\u200b", "\u3001", "\xa0", "\xe2\x80"}) CHECK(space_length(each) == 0);
}

TEST_CASE("UTF-8 is told from overlong forms, surrogates, broken and too high sequences") {
    const std::array good{"",
                          "abc",
                          "\x7f",
                          "\xc2\x80",
                          "\xe0\xa0\x80",
                          "\xed\x9f\xbf",
                          "\xee\x80\x80",
                          "\xf0\x90\x80\x80",
                          "\xf4\x8f\xbf\xbf"};
    for (const std::string text : good) CHECK_MESSAGE(is_utf8(text), printable(text));
    const std::array bad{"\x80",
                         "\xbf",
                         "\xc0\x80",
                         "\xc1\xbf",
                         "\xc2",
                         "\xc2x",
                         "\xe0\x9f\xbf",
                         "\xed\xa0\x80",
                         "\xe2\x82",
                         "\xf0\x8f\xbf\xbf",
                         "\xf4\x90\x80\x80",
                         "\xf5\x80\x80\x80",
                         "\xff",
                         "ok\xe2\x28\xa1"};
    for (const std::string text : bad) CHECK_MESSAGE(!is_utf8(text), printable(text));
    CHECK(is_ascii("abc\x7f"));
    CHECK_FALSE(is_ascii("\x80"));
}

TEST_CASE("edit distance counts insertions, deletions, replacements and swaps as one each") {
    CHECK(edit_distance("", "") == 0);
    CHECK(edit_distance("", "abc") == 3);
    CHECK(edit_distance("abc", "") == 3);
    CHECK(edit_distance("subject", "subjct") == 1);
    CHECK(edit_distance("subject", "subjcet") == 1);
    CHECK(edit_distance("kitten", "sitting") == 3);
    CHECK(edit_distance("FROM", "from") == 0);
}

TEST_CASE("a mistyped word finds the nearest candidate, a strange one finds none") {
    constexpr std::array<std::string_view, 4> fields{"from", "to", "subject", "session"};
    CHECK(nearest("subjct", fields) == "subject");
    CHECK(nearest("Form", fields) == "from");
    CHECK(nearest("sessoin", fields) == "session");
    CHECK(nearest("header", fields) == std::nullopt);
    CHECK(nearest("", fields) == std::nullopt);
    CHECK(nearest("x", {}) == std::nullopt);
    CHECK(nearest(std::string(100000, 's'), fields) == std::nullopt);
}

TEST_CASE("of two equally near candidates the first is suggested") {
    constexpr std::array<std::string_view, 2> candidates{"cat", "car"};
    CHECK(nearest("cap", candidates) == "cat");
}

TEST_CASE("an octet that is no printable ASCII is found wherever it stands, and no other is taken for one") {
    for (std::size_t size = 0; size < 20; ++size) {
        const std::string good(size, '~');
        CHECK(is_printable_ascii(good));
        for (std::size_t i = 0; i < size * 256; ++i) {
            std::string text = good;
            const std::size_t octet = i % 256;
            text[i / 256] = static_cast<char>(octet);
            CAPTURE(octet);
            REQUIRE(is_printable_ascii(text) == (octet >= 0x20 && octet < 0x7f));
        }
    }
}
