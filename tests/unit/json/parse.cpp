#include "api/json/parse.hpp"

#include <doctest/doctest.h>

using namespace api::json;

namespace {

std::string error_of(std::string_view text) {
    const auto made = parse(text);
    REQUIRE(std::holds_alternative<mistake>(made));
    return std::get<mistake>(made).detail;
}

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("JSON text becomes a value that keeps the order of its keys") {
    const auto made = parse(R"({"b":1,"a":[true,null]})");
    REQUIRE(std::holds_alternative<value>(made));
    CHECK(dump(std::get<value>(made)) == R"({"b":1,"a":[true,null]})");
}

TEST_CASE("a key that stands twice in one object is refused, in two objects it is not") {
    CHECK(has(error_of(R"({"a":1,"a":2})"), "\"a\" stands twice"));
    CHECK(std::holds_alternative<value>(parse(R"({"a":{"a":1},"b":{"a":2}})")));
}

TEST_CASE("nesting is capped long before it could hurt") {
    const std::string deep(100000, '[');
    CHECK(has(error_of(deep), "nested deeper than 64 levels"));
    CHECK(std::holds_alternative<value>(parse(std::string(60, '[') + std::string(60, ']'))));
}

TEST_CASE("what is no JSON is refused with the place") {
    CHECK(has(error_of("{\"a\":}"), "line 1, column 6"));
    CHECK(has(error_of(""), "no JSON"));
    CHECK(has(error_of("\"\xFF\""), "no JSON"));
    // What it has read may be a password.
    CHECK_FALSE(has(error_of("{\"secret\": \"S3cret\n"), "S3cret"));
    CHECK_FALSE(has(error_of("{\"secret\": S3cret}"), "S3cret"));
    CHECK(has(error_of("{\"secret\": 1 2}"), "unexpected number literal; expected '}'"));
}

TEST_CASE("a NUL is no end of JSON text") {
    using namespace std::string_view_literals;
    CHECK(error_of("{}\0{\"more\": 1}"sv) == "no JSON: octet 3 is a NUL");
    CHECK(has(error_of("{\"a\": \"\0\"}"sv), "no JSON"));
    CHECK(std::holds_alternative<value>(parse(R"({"a": "\u0000"})")));
}

TEST_CASE("octets that are no UTF-8 come out as replacement characters") {
    CHECK(dump(value(std::string("a\xFFz"))) == "\"a\xEF\xBF\xBDz\"");
}
