#include "api/json/target.hpp"

#include <doctest/doctest.h>

using namespace api::json;

namespace {

target parsed(std::string_view text) {
    auto made = parse_target(text);
    if (auto* wrong = std::get_if<mistake>(&made)) FAIL(wrong->detail);
    return std::get<target>(made);
}

std::string error_of(std::string_view text) {
    const auto made = parse_target(text);
    REQUIRE(std::holds_alternative<mistake>(made));
    return std::get<mistake>(made).detail;
}

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("a target is taken apart into decoded segments and parameters, slashes collapsed") {
    const auto made = parsed("//v1///messages/m%31/?to=bob%40example.test&subject=a%26b&flag");
    CHECK(made.path == std::vector<std::string>{"v1", "messages", "m1"});
    REQUIRE(made.query.size() == 3);
    CHECK(made.find("to")->value == "bob@example.test");
    CHECK(made.find("subject")->value == "a&b");
    CHECK_FALSE(made.find("flag")->has_value);
    CHECK(parsed("/").path.empty());
    CHECK(parsed("/?").query.empty());
}

TEST_CASE("a raw plus keeps both its readings") {
    const auto made = parsed("/?a=x+y&b=x%2By");
    CHECK(made.query[0].value == "x y");
    CHECK(made.query[0].value_with_plus == "x+y");
    CHECK(made.query[1].value == "x+y");
}

TEST_CASE("a raw plus is in doubt beside what forms encode otherwise, and behind a dot") {
    const auto made =
        parsed("/?a=[0-9]+&b=code+is+%28%5B0-9%5D%7B6%7D%29&c=(x)%2B&d=*-~._+&e=(x+&f=%2B(&g=a.+&h=a+b%20c&i=a.b+c");
    for (std::size_t n = 0; n < made.query.size(); ++n) {
        CAPTURE(n);
        CHECK(made.query[n].doubtful_plus == (n == 0 || n == 4 || n == 6 || n == 7));
    }
}

TEST_CASE("a call of a scope is behind its prefix") {
    CHECK(path_in("w3", "/reset") == "/v1/scopes/w3/reset");
    CHECK(path_in("default", "/reset") == "/v1/reset");
}

TEST_CASE("angle brackets may stand in a query as they are, and nowhere else") {
    CHECK(parsed("/?from=<>").find("from")->value == "<>");
    CHECK(parsed("/?from=<app@example.test>&a=x").find("from")->value_with_plus == "<app@example.test>");
    CHECK(has(error_of("/<v1>"), "write %3C"));
}

TEST_CASE("a regular expression may stand in a query as browsers leave it") {
    CHECK(parsed("/?code.regex=^[0-9]{6}$").find("code.regex")->value == "^[0-9]{6}$");
    CHECK(parsed("/?a=x|y\\d`&b=1").find("a")->value == "x|y\\d`");
    CHECK(parsed("/?a[0]=1").query[0].name == "a[0]");
}

TEST_CASE("what RFC 3986 does not allow is refused with the way to write it") {
    CHECK(has(error_of("/v1^"), "'^' cannot stand in a request target as it is (RFC 3986); write %5E"));
    CHECK(has(error_of("/[v1]"), "write %5B"));
    CHECK(has(error_of("/?a=\"x\""), "write %22"));
    CHECK(has(error_of("/?subject=Gr\xC3\xBC"), "write %C3"));
    CHECK(has(error_of("/?a=100%"), "two hexadecimal digits"));
    CHECK(has(error_of("v1"), "begins with /"));
    CHECK(has(error_of(""), "begins with /"));
    CHECK(error_of("/?a=%FF") == "not UTF-8");
}
