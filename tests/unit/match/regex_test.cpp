// Regular expressions: what they see, what is wrong with them, and that they stay linear.
#include <string>

#include "mocksmtp/match/regex.hpp"
#include "tests/unit/match/helpers.hpp"

namespace mocksmtp::match {
namespace {

regex_error broken(std::string_view pattern) {
    const auto made = compile_regex(pattern, letter_case::matters);
    REQUIRE(std::holds_alternative<regex_error>(made));
    return std::get<regex_error>(made);
}

bool found(std::string_view pattern, std::string_view text) {
    const auto made = compile_regex(pattern, letter_case::matters);
    REQUIRE(std::holds_alternative<regex>(made));
    return std::get<regex>(made).found_in(text);
}

}  // namespace

TEST_CASE("a regex is found anywhere, ^ and $ are the ends of the text") {
    CHECK(found("[0-9]{6}", "Code: 482913."));
    CHECK_FALSE(found("^[0-9]{6}$", "Code: 482913."));
    CHECK(found("^[0-9]{6}$", "482913"));
    CHECK_FALSE(found("^b", "a\nb"));
    CHECK(found("(?m)^b", "a\nb"));
    CHECK_FALSE(found("a.b", "a\nb"));
    CHECK(found("(?s)a.b", "a\nb"));
    CHECK(found("", ""));
}

TEST_CASE("a regex reads text as UTF-8 characters") {
    CHECK(found("^R.initialisation$", "Réinitialisation"));
    CHECK(found("^[éè]$", "é"));
    CHECK(found("^\\pL+$", "Привет"));
    CHECK_FALSE(found("^.{2}$", "é"));
}

TEST_CASE("a regex reads text that is no UTF-8 octet by octet") {
    CHECK(found("^caf.$", "caf\xe9"));
    CHECK(found("^a.*b$", "a\xff\xfe b"));
    CHECK(found("\\xe9", "caf\xe9"));
    CHECK(found("^caf\xe9$", "caf\xe9"));
    CHECK_FALSE(found("^caf.$", "caf\xe9s"));
}

TEST_CASE("a broken regex says why and where") {
    CHECK(broken("ab(c").reason == "missing ): ab(c");
    CHECK(broken("ab(c").position == 0u);
    CHECK(broken("abc**").reason == "bad repetition operator: **");
    CHECK(broken("abc**").position == 3u);
    CHECK(broken("abc[z-a]").position == 4u);
    CHECK(broken("abc\\").position == 3u);
    CHECK(broken("a\\8").reason == "invalid escape sequence: \\8");
    CHECK(broken("a\\8").position == 1u);
    CHECK(broken("(?<n>a)").position == 0u);
    CHECK(broken("caf\xe9(").reason == "missing ): caf\\xe9(");
}

TEST_CASE("a regex of unreasonable size is refused, not tried") {
    CHECK(broken("((((a{100}){10}){10}){10}){10}").reason != "");
    CHECK(broken("(\\pL{1000})").reason == "the pattern is too large");
    CHECK(broken(std::string(4'000'000, 'a')).reason == "the pattern is too large");
    CHECK(broken(std::string(100'000, '(')).reason != "");
}

// Any of these would keep a backtracking engine busy for longer than a test program may run.
TEST_CASE("patterns that explode in backtracking engines stay linear") {
    const std::string text = std::string(1u << 20, 'a') + "!";
    for (const char* pattern : {"(a+)+$", "^(a|a)*$", "^(a|aa)+$", "(.*a){12}b", "^(([a-z])+.)+[A-Z]([a-z])+$"}) {
        CAPTURE(pattern);
        CHECK_FALSE(found(pattern, text));
    }
    CHECK_FALSE(matches("text", {.glob = "*a*a*a*a*a*a*a*a*b"}, text));
}

TEST_CASE("a mistake in a regex reaches the caller of compile with its position") {
    const pattern_error error = error_of("subject", {.regex = "abc**"});
    CHECK(error.where == "/regex");
    CHECK(error.detail == "not a regular expression that RE2 takes: bad repetition operator: **");
    CHECK(error.position == 3u);
}

TEST_CASE("the first match is told with its groups, and those that took no part") {
    const auto first = [](std::string_view pattern, std::string_view text) {
        return std::get<regex>(compile_regex(pattern, letter_case::matters)).first_in(text);
    };
    CHECK(first("code: (\\d+)(x)?", "a code: 12, code: 34") == regex::match{"code: 12", "12", std::nullopt});
    CHECK(first("b*", "aab") == regex::match{""});
    CHECK(first("\xC3\xA9(.)", "caf\xC3\xA9\xC3\xA4") == regex::match{"\xC3\xA9\xC3\xA4", "\xC3\xA4"});
    CHECK(first("f(.)", "caf\xE9") == regex::match{"f\xE9", "\xE9"});
    CHECK_FALSE(first("x", "a"));
}

}  // namespace mocksmtp::match
