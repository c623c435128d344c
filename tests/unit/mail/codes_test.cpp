#include "mocksmtp/mail/codes.hpp"

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

using namespace mocksmtp;

namespace {

// "482913*, 100234": a star where it is named.
std::string found(const std::string& text) {
    const std::vector<std::string_view> texts = {text};
    std::string all;
    for (const mail::code& one : mail::find_codes(texts))
        all += (all.empty() ? "" : ", ") + one.value + (one.named ? "*" : "");
    return all;
}

}  // namespace

TEST_CASE("4 to 8 digits are a code, 3 and 9 are none") {
    CHECK(found("code 123") == "");
    CHECK(found("code 1234") == "1234*");
    CHECK(found("code 12345678") == "12345678*");
    CHECK(found("code 123456789") == "");
}

TEST_CASE("6 to 10 capital letters and digits are a code if there is one of each") {
    CHECK(found("code AB12C") == "");
    CHECK(found("code AB12CD") == "AB12CD*");
    CHECK(found("code AB12CD34EF") == "AB12CD34EF*");
    CHECK(found("code AB12CD34EFG") == "");
    CHECK(found("code ABCDEF") == "");
    CHECK(found("code ab12cd") == "");
    CHECK(found("code AB12Cd") == "");
}

TEST_CASE("one space or hyphen may group a code, more of them make it something longer") {
    CHECK(found("code 482 913") == "482913*");
    CHECK(found("code 482-913") == "482913*");
    CHECK(found("code AB3 9KQ") == "AB39KQ*");
    CHECK(found("code AB3-9KQ.") == "AB39KQ*");
    CHECK(found("code 482\xC2\xA0"
                "913") == "482913*");
    CHECK(found("4111 1111 1111 1111") == "");
    CHECK(found("482-913-001") == "");
    CHECK(found("482  913") == "");
    CHECK(found("1 482913") == "");
}

TEST_CASE("the letter in front of a code of Google is none of it, wherever it stands") {
    for (const char* text :
         {"G-583920 is your code", "Your code is G-583920.", "Your verification code is:\n\nG-583920", "code: G-583920",
          "G-583920 is your Google verification code.", "Use G-583920 as your Google verification code"}) {
        CAPTURE(text);
        CHECK(found(text) == "583920*");
    }
    CHECK(found("Room B-1234 is free") == "");
    CHECK(found("The plane G-583920Z") == "");
    CHECK(found("G-5839") == "");
}

TEST_CASE("full-width punctuation ends a code") {
    CHECK(found("\u7801\uFF1A482913\uFF0C5\u5206\u949F\u5185\u6709\u6548") == "482913");
    CHECK(found("code 482913\uFF0Cvalid 5 minutes") == "482913*");
    CHECK(found("code 482913\uFF0E5 minutes left") == "482913*");
    CHECK(found("code \uFF14\uFF18\uFF12\uFF19\uFF11\uFF13\uFF1B") == "482913*");
    CHECK(found("\uFF11\uFF0C\uFF12\uFF13\uFF14\uFF0C\uFF15\uFF16\uFF17") == "");
    CHECK(found("code \uFF11\uFF0E\uFF12\uFF13\uFF14\uFF15") == "");
}

TEST_CASE("punctuation around a code is none of it") {
    for (const char* text : {"code \"482913\"", "code (482913)", "code: 482913.", "code=482913", "code:482913",
                             "code **482913**", "code 482913!",
                             "\xE3\x82\xB3\xE3\x83\xBC\xE3\x83\x89\xE3\x80\x8C"
                             "482913\xE3\x80\x8D"}) {
        CAPTURE(text);
        CHECK(found(text) == "482913*");
    }
}

TEST_CASE("what is part of something else is no code") {
    for (const char* text : {"14:3012",
                             "1,234.50",
                             "1.234",
                             "12/4567",
                             "+4930123456",
                             "(030) 123456",
                             "$1234",
                             "1234 EUR",
                             "EUR 1234",
                             "1234 %",
                             "a@b.test/123456",
                             "https://a.test/123456",
                             "/tmp/123456",
                             "www.a.test?482913",
                             "123456@a.test",
                             "v1234.5",
                             "abc_123456",
                             "1'234'567",
                             "****1234",
                             "XXXX1234",
                             "\xC3\xA9"
                             "123456",
                             "1234 minutes",
                             "#A1B2C3",
                             "Our brand code: #1A2B3C",
                             "code #1A2B3C4D",
                             "Your code expires 15MAR2026",
                             "code MAR2026",
                             "code USD1234",
                             "code 1234EUR",
                             "Your code runs at localhost:8080",
                             "mailhost:2525",
                             "deadbeef12345678",
                             "20261120",
                             "in 2026",
                             "10115 Berlin",
                             "fax 123456",
                             "total 1234"}) {
        CAPTURE(text);
        CHECK(found(text) == "");
    }
}

TEST_CASE("what looks like a year is a code where it is said at once to be one") {
    CHECK(found("Your PIN is 2031") == "2031*");
    CHECK(found("Your PIN is as good as in 2031") == "");
}

TEST_CASE("the nearest word decides, and what has a name comes first") {
    CHECK(found("Order 100234, code 482913") == "482913*, 100234");
    CHECK(found("Code 482913, order 100234") == "482913*, 100234");
    CHECK(found("482913 is your code. 100234 is your customer number.") == "482913*, 100234");
    CHECK(found("Never share a code. Ref. 100234") == "100234");
    CHECK(found("Enter your code:\n\n482913\n\nOrder: 100234") == "482913*, 100234");
    CHECK(found("Your postal code 482913") == "");
    CHECK(found("Your error code 482913") == "482913");
}

TEST_CASE("a code is told once, with the best that is said of it") {
    const std::vector<std::string_view> texts = {"482913", "100234 and your code: 482913"};
    CHECK(mail::find_codes(texts) == std::vector<mail::code>{{"482913", true}, {"100234", false}});
}

TEST_CASE("a text is looked at as far as it is likely to be read") {
    const auto text = std::string(mail::longest_text_with_codes - 20, ' ');
    CHECK(found(text + "\ncode 482913\n") == "482913*");
    CHECK(found(text + "\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\ncode 482913") == "");
}

TEST_CASE("what is said of a code may be tied to it") {
    for (const char* text : {"code:482913", "PIN=482913", "Einmalkennwort:482913", "OTP:MAR26X7"}) {
        CAPTURE(text);
        CHECK_FALSE(found(text).empty());
    }
}

TEST_CASE("codes are found in time that grows with the text") {
    for (const std::string piece : {"1234 ", "code ", "12-", "4 ", "http://", "a@", "A1-", "\n", "code 482913 "}) {
        std::string text;
        while (text.size() < 300'000) text += piece;
        CHECK(found(text).size() < text.size());
    }
}
