#include "mocksmtp/mail/charset.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <string>

#include "mocksmtp/base/text.hpp"

using namespace mocksmtp;
using namespace std::string_literals;

namespace {

struct sample {
    std::string charset;
    std::string bytes;
    std::string text;
};

}  // namespace

TEST_CASE("the charsets of real mail become UTF-8") {
    const sample samples[] = {
        {"utf-8", "\xC3\xA9", "\u00E9"},
        {"UTF8", "\xC3\xA9", "\u00E9"},
        {"us-ascii", "abc", "abc"},
        {"US-ASCII", "\xC3\xA9", "\u00E9"},
        {"iso-8859-1", "\xE9", "\u00E9"},
        {" ISO-8859-15 ", "\xA4", "\u20AC"},
        {"windows-1252", "\x80", "\u20AC"},
        {"koi8-r", "\xF1", "\u042F"},
        {"shift_jis", "\x93\xFA", "\u65E5"},
        {"x-sjis", "\x93\xFA", "\u65E5"},
        {"euc-jp", "\xC6\xFC", "\u65E5"},
        {"iso-2022-jp", "\x1B$BF|\x1B(B", "\u65E5"},
        {"gb2312", "\xC4\xE3", "\u4F60"},
        {"gb18030", "\xC4\xE3", "\u4F60"},
        {"big5", "\xA7\x41", "\u4F60"},
        {"euc-kr", "\xC7\xD1", "\uD55C"},
        {"ks_c_5601-1987", "\xC7\xD1", "\uD55C"},
        {"utf-7", "+AOk-", "\u00E9"},
        {"utf-16le", "\xE9\0"s, "\u00E9"},
        {"utf-16be", "\0\xE9"s, "\u00E9"},
        {"utf-16", "\xFE\xFF\0\xE9"s, "\u00E9"},
        {"utf-16", "\xFF\xFE\xE9\0"s, "\u00E9"},
        {"utf-16", "\0\xE9"s, "\u00E9"},
        {"UTF16", "\0\xE9"s, "\u00E9"},
        {"iso-10646-ucs-2", "\xE9\0"s, "\u00E9"},
        {"utf-32be", "\0\0\0\xE9"s, "\u00E9"},
        {"utf-32", "\0\0\0\xE9"s, "\u00E9"},
        {"utf-32", "\xFF\xFE\0\0\xE9\0\0\0"s, "\u00E9"},
        {"iso-8859-6-i", "\xC7", "\u0627"},
        {"iso-8859-6-e", "\xC7", "\u0627"},
        {"iso-8859-8-e", "\xE0", "\u05D0"},
        {"gb_2312-80", "\xC4\xE3", "\u4F60"},
        {"chinese", "\xC4\xE3", "\u4F60"},
    };
    for (const sample& one : samples) {
        CAPTURE(one.charset);
        const mail::decoded_text decoded = mail::decode_charset(one.bytes, one.charset);
        CHECK(decoded.text == one.text);
        CHECK(decoded.charset_known);
        CHECK_FALSE(decoded.lossy);
    }
}

TEST_CASE("a label means the superset that readers take it for (WHATWG Encoding Standard section 4.2)") {
    const sample samples[] = {
        {"gb2312", "\xD6\xEC\xE9\x46\xBB\xF9", "\u6731\u9555\u57FA"},
        {"GB_2312-80", "\xE9\x46", "\u9555"},
        {"gbk", "\xE9\x46", "\u9555"},
        {"euc-kr", "\x8C\x63", "\uB620"},
        {"ks_c_5601-1987", "\x8C\x63", "\uB620"},
        {"korean", "\x8C\x63", "\uB620"},
        {"iso-8859-1", "\x93 100 \x80\x94", "\u201C 100 \u20AC\u201D"},
        {"Latin1", "\x80", "\u20AC"},
        {"iso-8859-1", "\xC3\x81 \x9D", "\u00C3\u0081 \u009D"},
        {"iso-8859-9", "\x80\xF0", "\u20AC\u011F"},
        {"tis-620", "\x80\xA1", "\u20AC\u0E01"},
        {"gbk", "\x80", "\u20AC"},
        {"iso-2022-jp", "\x1B$B-!F|K\\8l|b\x1B(B1", "\u2460\u65E5\u672C\u8A9E\u9AD91"},
        {"iso-2022-jp", "\x1B(I6E\x1B(B 1", "\uFF76\uFF85 1"},
        {"iso-2022-jp", "\x1B(J\\~1\x1B$(D0!\x1B$@F|\x1B(B", "\u00A5\u203E1\u4E02\u65E5"},
        {"euc-jp", "\xAD\xA1\x8E\xB6\x8F\xB0\xA1\xFC\xE2", "\u2460\uFF76\u4E02\u9AD9"},
        {"big5", "\xA7\xDA\x92\x5D\x9D\xF6\xAB\xD7", "\u6211\u54CB\u55BA\u5EA6"},
        {"Big5", "\xC7\x59\xA3\xE1\xA1\x45\xF9\xFE", "\u3072\u20AC\u2027\u2593"},
        {"csBig5", "\xA4\xA4", "\u4E2D"},
        {"gb_2312", "\xD6\xD0", "\u4E2D"},
        {"koi8", "\xF0", "\u041F"},
        {"x-mac-cyrillic", "\x8F", "\u041F"},
        {"x-cp1252", "\x80", "\u20AC"},
        {"dos-874", "\xA1", "\u0E01"},
        {"visual", "\xF9", "\u05E9"},
        {"l9", "\xA4", "\u20AC"},
        {"csUnicode", "\xE9\0"s, "\u00E9"},
        {"ucs-2", "\xE9\0\x3D\xD8\0\xDE"s, "\u00E9\U0001F600"},
        {"unicode", "\xE9\0"s, "\u00E9"},
        {"unicode", "\xFF\xFE\xE9\0"s, "\u00E9"},
        {"unicode", "\xFE\xFF\0\xE9"s, "\u00E9"},
        {"unicodeFEFF", "\xE9\0"s, "\u00E9"},
    };
    for (const sample& one : samples) {
        CAPTURE(one.charset);
        const mail::decoded_text decoded = mail::decode_charset(one.bytes, one.charset);
        CHECK(decoded.text == one.text);
        CHECK_FALSE(decoded.lossy);
    }
}

TEST_CASE("the octets 128 to 159 are none of ISO 8859, whatever they are read as") {
    CHECK(mail::first_undecodable("a\xE9\x80", "iso-8859-1") == 2);
    CHECK(mail::first_undecodable("a\x9F", " Latin1") == 1);
    CHECK(mail::first_undecodable("\x85", "iso-8859-15") == 0);
    CHECK_FALSE(mail::first_undecodable("a\xA0\xFF", "iso-8859-1"));
    CHECK_FALSE(mail::first_undecodable("a\x80", "windows-1252"));
    CHECK(mail::first_undecodable("a\x81", "windows-1252") == 1);
    CHECK_FALSE(mail::first_undecodable("\xE9\x46", "gb2312"));
    CHECK(mail::first_undecodable("\xFF", "euc-kr") == 0);
    CHECK(mail::first_undecodable("a\x1B$B-!F|)!", "iso-2022-jp") == 8);
    CHECK(mail::first_undecodable("\x8F\xB0\xA1\x8E\xB6\xA9\xA1", "euc-jp") == 5);
    CHECK_FALSE(mail::first_undecodable("\x1B$B-!\x1B(B", "iso-2022-jp"));
}

TEST_CASE("Shift_JIS has ASCII's backslash and tilde, as mail in it is meant") {
    for (const std::string name : {"shift_jis", "Shift-JIS", "sjis", "MS_Kanji", "csShiftJIS", "x-sjis"}) {
        CAPTURE(name);
        CHECK(mail::decode_charset("C:\\\x93\xFA~", name).text == "C:\\\u65E5~");
    }
}

TEST_CASE("an unknown charset is owned up to, and the bytes are shown as if UTF-8") {
    for (const std::string name :
         {"x-none", "", " ", "unknown-8bit", "utf-8//IGNORE", "//TRANSLIT", "wchar_t", "INTERNAL", "char"}) {
        CAPTURE(name);
        const mail::decoded_text decoded = mail::decode_charset("caf\xC3\xA9", name);
        CHECK_FALSE(decoded.charset_known);
        CHECK(decoded.text == "caf\u00E9");
    }
    CHECK_FALSE(mail::decode_charset("x", std::string(100'000, 'a')).charset_known);
    CHECK_FALSE(mail::decode_charset("x", "utf-8\0"s).charset_known);
    CHECK(mail::decode_charset("\xE9", "x-none").lossy);
}

TEST_CASE("octets that are no characters become U+FFFD and are owned up to") {
    const sample samples[] = {
        {"utf-8",
         "a\xFF"
         "b",
         "a\uFFFDb"},
        {"windows-1252",
         "a\x81"
         "b",
         "a\uFFFDb"},
        {"shift_jis", "a\x93", "a\uFFFD"},          // cut in the middle of a character
        {"utf-16be", "\0a\xDC\0\0b"s, "a\uFFFDb"},  // a surrogate alone; what follows stays aligned
        {"utf-16be", "\0a\0"s, "a\uFFFD"},
        {"utf-32be", "\0\x11\0\0\0\0\0b"s, "\uFFFDb"},
        {"iso-2022-jp", "a\x1B$", "a\uFFFD"},
        {"iso-2022-jp", "\x1B$B)!F|\x1B(B", "\uFFFD\u65E5"},  // and two octets are one
        {"euc-jp", "\xA9\xA1\xC6\xFC\xC6", "\uFFFD\u65E5\uFFFD"},
        {"euc-kr", "\xC9\xA1\xC7\xD1", "\uFFFD\uD55C"},
        {"big5", "\xFF<\xA4\xA4", "\uFFFD<\u4E2D"},
        // What no character begins with takes nothing along.
        {"shift_jis", "\xFD\x82\xA0\xA0\x82\xA2", "\uFFFD\u3042\uFFFD\u3044"},
        {"euc-kr", "\x80\xC7\xD1\xFF\xB1\xB9", "\uFFFD\uD55C\uFFFD\uAD6D"},
        {"gb2312", "\xFF\xD6\xD0\xCE\xC4", "\uFFFD\u4E2D\u6587"},
        {"euc-jp", "\xFF\xC6\xFC\xA0\xCB\xDC", "\uFFFD\u65E5\uFFFD\u672C"},
        {"euc-jp", "\x8F\xB0\x8E\xC6\xFC", "\uFFFD\u65E5"},
        {"big5", "\xFF\xA4\xA4\xFF\xA4\xE5", "\uFFFD\u4E2D\uFFFD\u6587"},
        {"big5-hkscs", "\xFF\xA4\xA4", "\uFFFD\u4E2D"},
        {"windows-1255", "\xFA\xFB.", "\u05EA\uFFFD."},
    };
    for (const sample& one : samples) {
        CAPTURE(one.charset);
        const mail::decoded_text decoded = mail::decode_charset(one.bytes, one.charset);
        CHECK(decoded.text == one.text);
        CHECK(decoded.charset_known);
        CHECK(decoded.lossy);
    }
}

TEST_CASE("a converter that fails with nothing left has an end") {
    const mail::decoded_text decoded = mail::decode_charset("a\x0E", "iso-2022-cn-ext");
    CHECK(decoded.charset_known);
    CHECK(decoded.lossy);
    CHECK(decoded.lossy_at == 2);
    CHECK(decoded.text == "a\uFFFD");
}

TEST_CASE("text longer than the converter's buffer arrives whole") {
    for (const std::size_t size : {8191U, 8192U, 8193U, 100'000U}) {
        const mail::decoded_text decoded = mail::decode_charset(std::string(size, '\xE9'), "iso-8859-1");
        CHECK(decoded.text.size() == 2 * size);
        CHECK(base::is_utf8(decoded.text));
        CHECK_FALSE(decoded.lossy);
    }
}

TEST_CASE("valid UTF-8 is not touched by repair, NUL and non-characters included") {
    for (const std::string& text : {""s, "a\0b"s, "\u00E9\u20AC\U0001F600"s, "\uFFFE\uFFFF"s}) {
        CHECK(mail::repair_utf8(text) == text);
    }
}

TEST_CASE("repair writes one U+FFFD for each maximal ill-formed piece") {
    CHECK(mail::repair_utf8("\x80") == "\uFFFD");
    CHECK(mail::repair_utf8("\xC0\xAF") == "\uFFFD\uFFFD");
    CHECK(mail::repair_utf8("\xE0\x80\x80") == "\uFFFD\uFFFD\uFFFD");
    CHECK(mail::repair_utf8("\xED\xA0\x80") == "\uFFFD\uFFFD\uFFFD");
    CHECK(mail::repair_utf8("\xF4\x90\x80\x80") == "\uFFFD\uFFFD\uFFFD\uFFFD");
    CHECK(mail::repair_utf8("\xE2\x82") == "\uFFFD");
    CHECK(mail::repair_utf8("\xF0\x9F\x98") == "\uFFFD");
    // Unicode 15.0, table 3-8
    CHECK(mail::repair_utf8("a\xF1\x80\x80\xE1\x80\xC2"
                            "b\x80"
                            "c\x80\xBF"
                            "d") == "a\uFFFD\uFFFD\uFFFDb\uFFFDc\uFFFD\uFFFDd");
}

TEST_CASE("any bytes in any charset decode to valid UTF-8") {
    CHECK(rc::check([](const std::string& bytes) {
        for (const char* name :
             {"utf-8", "utf-16", "utf-16le", "utf-32", "ucs-2", "ucs-4", "utf-7", "iso-2022-jp", "iso-2022-kr",
              "iso-2022-cn", "hz-gb-2312", "gb18030", "shift_jis", "euc-jp", "big5-hkscs", "koi8-r", "x"}) {
            RC_ASSERT(base::is_utf8(mail::decode_charset(bytes, name).text));
        }
    }));
}
