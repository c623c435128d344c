#include "mocksmtp/mail/encoded_word.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <string>

#include "mocksmtp/base/base64.hpp"
#include "mocksmtp/base/text.hpp"
#include "mocksmtp/mail/charset.hpp"

using namespace mocksmtp;
using mail::decode_encoded_words;

namespace {

std::string b_word(const std::string& charset, const std::string& bytes) {
    return "=?" + charset + "?B?" + base::encode_base64(bytes) + "?=";
}

std::string q_word(const std::string& charset, const std::string& bytes) {
    std::string word = "=?" + charset + "?q?";
    for (const char c : bytes)
        word += "=" + base::to_upper(std::string_view("0123456789abcdef").substr((c >> 4) & 15, 1)) +
                base::to_upper(std::string_view("0123456789abcdef").substr(c & 15, 1));
    return word + "?=";
}

}  // namespace

TEST_CASE("the examples of RFC 2047 section 8 decode as it says") {
    CHECK(decode_encoded_words("=?US-ASCII?Q?Keith_Moore?= <moore@cs.utk.edu>") == "Keith Moore <moore@cs.utk.edu>");
    CHECK(decode_encoded_words("=?ISO-8859-1?Q?Andr=E9?= Pirard") == "Andr\u00E9 Pirard");
    CHECK(decode_encoded_words("=?ISO-8859-1?B?SWYgeW91IGNhbiByZWFkIHRoaXMgeW8=?= "
                               "=?ISO-8859-2?B?dSB1bmRlcnN0YW5kIHRoZSBleGFtcGxlLg==?=") ==
          "If you can read this you understand the example.");
    CHECK(decode_encoded_words("(=?ISO-8859-1?Q?a?=)") == "(a)");
    CHECK(decode_encoded_words("(=?ISO-8859-1?Q?a?= b)") == "(a b)");
    CHECK(decode_encoded_words("(=?ISO-8859-1?Q?a?= =?ISO-8859-1?Q?b?=)") == "(ab)");
    CHECK(decode_encoded_words("(=?ISO-8859-1?Q?a?=  =?ISO-8859-1?Q?b?=)") == "(ab)");
    CHECK(decode_encoded_words("(=?ISO-8859-1?Q?a_b?=)") == "(a b)");
    CHECK(decode_encoded_words("(=?ISO-8859-1?Q?a?= =?ISO-8859-2?Q?_b?=)") == "(a b)");
}

TEST_CASE("charset and encoding are read without regard to case, the language is passed over") {
    CHECK(decode_encoded_words("=?UTF-8?b?w6k=?=") == "\u00E9");
    CHECK(decode_encoded_words("=?utf-8*fr?q?=c3=A9?=") == "\u00E9");
}

TEST_CASE("a character cut in two by a word boundary is put together") {
    CHECK(decode_encoded_words("=?utf-8?Q?=E2=82?= =?utf-8?Q?=AC?=") == "\u20AC");
    CHECK(decode_encoded_words("=?UTF-8?B?4oI=?=\t=?utf-8?Q?=AC?=") == "\u20AC");
    CHECK(decode_encoded_words("=?gb2312?B?xOM=?= =?gb2312?B?usM=?=") == "\u4F60\u597D");
}

TEST_CASE("stateful charsets decode across words") {
    CHECK(decode_encoded_words("=?ISO-2022-JP?B?GyRCRnwbKEI=?= =?ISO-2022-JP?B?GyRCS1wbKEI=?=") == "\u65E5\u672C");
    CHECK(decode_encoded_words("=?iso-2022-jp?B?GyRCRnw=?= =?iso-2022-jp?Q?ab?=") ==
          "\u65E5"
          "ab");
}

TEST_CASE("what is no encoded word stays as it is written") {
    for (const std::string text : {"", "=", "=?", "=?=",
                                   "=?"
                                   "?=",
                                   "=?utf-8?=", "=?utf-8?q?=", "=?utf-8?q?abc", "=?utf-8?q?a?", "=?utf-8?x?abc?=",
                                   "=?utf-8?qq?abc?=", "=??q?abc?=", "=?*fr?q?abc?=", "=?ut f8?q?a?=", "=?utf-8?q?=4?=",
                                   "=?utf-8?q?=GG?=", "=?utf-8?b?a*b?=", "a =? b ?= c", "1+1=?2"}) {
        CAPTURE(text);
        CHECK(decode_encoded_words(text) == text);
    }
}

TEST_CASE("a broken word does not swallow the good one behind it") {
    CHECK(decode_encoded_words("=?utf-8?x?=?utf-8?q?a?=") == "=?utf-8?x?a");
    CHECK(decode_encoded_words("=?=?=?utf-8?q?a?=") == "=?=?a");
}

TEST_CASE("white space stays between a word and text, and around words nobody can decode") {
    CHECK(decode_encoded_words("a =?utf-8?q?b?= c") == "a b c");
    CHECK(decode_encoded_words("=?utf-8?q?a?= =?x-none?q?b?= =?utf-8?q?c?=") == "a =?x-none?q?b?= c");
    CHECK(decode_encoded_words("=?x-none?q?a?= =?x-none?q?b?=") == "=?x-none?q?a?= =?x-none?q?b?=");
}

TEST_CASE("mailers' habits that mail readers forgive are decoded") {
    CHECK(decode_encoded_words("=?utf-8?Q?two words?=") == "two words");
    CHECK(decode_encoded_words("Re:=?utf-8?Q?x?=!") == "Re:x!");
    CHECK(decode_encoded_words("=?utf-8?B?w6k?=") == "\u00E9");
    CHECK(decode_encoded_words("=?utf-8?q?a?==?utf-8?q?b?=") == "ab");
    CHECK(decode_encoded_words("=?utf-8?q?"
                               "?=x") == "x");
}

TEST_CASE("undecodable octets become U+FFFD, inside words and outside") {
    CHECK(decode_encoded_words("=?utf-8?q?a=FFb?=") == "a\uFFFDb");
    CHECK(decode_encoded_words("a\xFF =?utf-8?q?b?=") == "a\uFFFD b");
}

TEST_CASE("charsets mix in one value") {
    CHECK(decode_encoded_words("=?iso-8859-1?q?=E9?= =?koi8-r?b?8Q==?= =?utf-8?q?=E2=82=AC?=") == "\u00E9\u042F\u20AC");
}

TEST_CASE("a hundred kilobytes of encoded words decode whole") {
    std::string value;
    std::string expected;
    while (value.size() < 100'000) {
        value += "=?utf-8?B?w6nDqQ==?= ";
        expected += "\u00E9\u00E9";
    }
    value.pop_back();
    CHECK(decode_encoded_words(value) == expected);
    CHECK(decode_encoded_words(q_word("utf-8", std::string(100'000, 'x'))) == std::string(100'000, 'x'));
}

TEST_CASE("hostile beginnings of words cost no more than their length") {
    for (const std::string piece : {"=?", "=?a?q?", "=?a?b?x", "=?a", "?=", "=?a?q?=?"}) {
        std::string value;
        while (value.size() < 1'000'000) value += piece;
        CHECK(decode_encoded_words(value).size() <= value.size());
    }
}

TEST_CASE("encoding then decoding gives the text back, whatever it is and however it is cut") {
    CHECK(rc::check([](const std::string& bytes, bool base64) {
        const std::string text = mail::repair_utf8(bytes);
        const auto cut = *rc::gen::inRange<std::size_t>(0, text.size() + 1);
        const auto word = [&](const std::string& piece) {
            return base64 ? b_word("utf-8", piece) : q_word("utf-8", piece);
        };
        RC_ASSERT(decode_encoded_words(word(text)) == text);
        RC_ASSERT(decode_encoded_words(word(text.substr(0, cut)) + " " + word(text.substr(cut))) == text);
        RC_ASSERT(decode_encoded_words(word(text.substr(0, cut)) + "\t" + q_word("UTF-8", text.substr(cut))) == text);
    }));
}

TEST_CASE("any bytes decode to valid UTF-8") {
    CHECK(rc::check([] {
        const auto value = *rc::gen::container<std::string>(rc::gen::weightedOneOf<char>(
            {{3, rc::gen::arbitrary<char>()}, {4, rc::gen::element('=', '?', 'q', 'B', ' ', '_', 'u', '8')}}));
        RC_ASSERT(base::is_utf8(decode_encoded_words(value)));
    }));
}
