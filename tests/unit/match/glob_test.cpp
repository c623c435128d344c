// Globs: their wildcards, their mistakes, and addresses.
#include <string>
#include <utility>

#include "mocksmtp/match/glob.hpp"
#include "tests/unit/match/helpers.hpp"

namespace mocksmtp::match {
namespace {

bool fits(std::string glob, std::string_view text) { return matches("subject", {.glob = std::move(glob)}, text); }
bool fits_address(std::string glob, std::string_view text) { return matches("from", {.glob = std::move(glob)}, text); }

}  // namespace

TEST_CASE("a glob has to match the whole text") {
    CHECK(fits("abc", "abc"));
    CHECK_FALSE(fits("abc", "abcd"));
    CHECK_FALSE(fits("abc", "xabc"));
    CHECK_FALSE(fits("abc", "abc\n"));
    CHECK(fits("", ""));
    CHECK_FALSE(fits("", "a"));
}

TEST_CASE("a star is any text, line ends included") {
    CHECK(fits("*", ""));
    CHECK(fits("*", "a\nb"));
    CHECK(fits("a*c", "ac"));
    CHECK(fits("a*c", "a\r\nc"));
    CHECK(fits("a**c", "abc"));
    CHECK_FALSE(fits("a*c", "ab"));
}

TEST_CASE("a question mark is one character, not one octet") {
    CHECK(fits("caf?", "café"));
    CHECK_FALSE(fits("caf?", "caf"));
    CHECK_FALSE(fits("caf?", "cafés"));
    CHECK(fits("caf?", "caf\xe9"));
    CHECK(fits("a?b", "a\nb"));
}

TEST_CASE("brackets are one character of a set") {
    CHECK(fits("[abc]x", "bx"));
    CHECK_FALSE(fits("[abc]x", "dx"));
    CHECK(fits("[a-c0-9]", "7"));
    CHECK(fits("[!a-c]", "d"));
    CHECK(fits("[^a-c]", "d"));
    CHECK_FALSE(fits("[!a-c]", "b"));
    CHECK(fits("[]a]", "]"));
    CHECK(fits("[!]a]", "b"));
    CHECK_FALSE(fits("[!]a]", "]"));
    CHECK(fits("[a-]", "-"));
    CHECK(fits("[-a]", "-"));
    CHECK(fits("[a\\]b]", "]"));
    CHECK(fits("[\\\\]", "\\"));
    CHECK(fits("[[]", "["));
    CHECK(fits("[*?]", "*"));
    CHECK_FALSE(fits("[*?]", "x"));
    CHECK(fits("[[:digit:]x]", "5"));
    CHECK_FALSE(fits("[[:digit:]x]", "y"));
    CHECK(fits("[é-ï]", "ê"));
    CHECK(fits("[!é]", "e"));
}

TEST_CASE("a backslash takes meaning away") {
    CHECK(fits("\\*", "*"));
    CHECK_FALSE(fits("\\*", "a"));
    CHECK(fits("\\[shop\\] *", "[shop] Welcome"));
    CHECK(fits("a\\\\b", "a\\b"));
    CHECK(fits("\\a", "a"));
}

TEST_CASE("everything that is syntax in a regex is literal in a glob") {
    CHECK(fits("a.b", "a.b"));
    CHECK_FALSE(fits("a.b", "axb"));
    CHECK(fits("(a|b)+{2}^$", "(a|b)+{2}^$"));
    CHECK_FALSE(fits("(a|b)", "a"));
    CHECK(fits("a]b", "a]b"));
}

TEST_CASE("a glob for addresses counts case before the @ and not behind it") {
    CHECK(fits_address("*@EXAMPLE.test", "bob@example.TEST"));
    CHECK(fits_address("bob@*.Test", "bob@mail.test"));
    CHECK_FALSE(fits_address("Bob@*", "bob@mail.test"));
    CHECK(fits_address("*Example.Test", "bob@example.test"));
    CHECK(fits_address("bob*.TEST", "bob@example.test"));
    CHECK_FALSE(fits_address("BOB*.TEST", "bob@example.test"));
    CHECK(fits_address("bob?EXAMPLE.test", "bob@example.test"));
    CHECK_FALSE(fits_address("b?B@example.test", "bob@example.test"));
    CHECK(fits_address("bob[@]example.test", "bob@example.test"));
    CHECK(fits_address("\"a@B\"@X.test", "\"a@B\"@x.test"));
    CHECK_FALSE(fits_address("\"a@b\"@X.test", "\"a@B\"@x.test"));
    CHECK(fits_address("post*", "postmaster"));
    CHECK_FALSE(fits_address("Post*", "postmaster"));
    CHECK(fits_address("*", ""));
    CHECK(fits_address("\\b\\o\\b@X.test", "bob@x.test"));
}

TEST_CASE("a broken glob says why and where") {
    const auto wrong = [](std::string glob) { return error_of("subject", {.glob = std::move(glob)}); };
    CHECK(wrong("a[bc").detail == "not a glob: the [ is never closed; write \\[ for one that means itself");
    CHECK(wrong("a[bc").position == 1u);
    CHECK(wrong("a[bc").where == "/glob");
    CHECK(wrong("[]").position == 0u);
    CHECK(wrong("[!]").position == 0u);
    CHECK(wrong("ab\\").detail == "not a glob: nothing follows the \\; write \\\\ for one that means itself");
    CHECK(wrong("ab\\").position == 2u);
    CHECK(wrong("[a\\").position == 2u);
    CHECK(wrong("[z-a]").detail == "not a glob: the range in brackets runs backwards");
    CHECK(wrong("[z-a]").position == 1u);
    CHECK(wrong("[[:nonsense:]]").where == "/glob");
}

TEST_CASE("a glob for addresses has at most 32 places where the @ may fall") {
    std::string glob;
    for (int i = 0; i < 32; ++i) glob += "a*";
    CHECK(fits_address(glob, std::string(32, 'a') + "@x.test"));
    CHECK(error_of("from", {.glob = glob + "a*"}).detail == "not a glob: too many wildcards for an address");
}

}  // namespace mocksmtp::match
