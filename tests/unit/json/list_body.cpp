#include "api/json/list_body.hpp"

#include <doctest/doctest.h>

#include <array>
#include <utility>

#include "reading.hpp"

using namespace api::json;
using namespace testing;
using namespace std::chrono_literals;

namespace {

constexpr std::array<std::string_view, 10> controls = {"count", "wait", "settle", "since", "order",
                                                       "limit", "page", "view",   "label", "all"};

std::variant<list_query, problem> read(std::string_view body) {
    return parse_list_body(json(body), {.kind = mocksmtp::match::item_kind::message, .controls = controls});
}

list_query good(std::string_view body) {
    auto made = read(body);
    if (auto* wrong = std::get_if<problem>(&made)) FAIL(wrong->detail);
    return std::get<list_query>(std::move(made));
}

complaints wrong(std::string_view body) {
    auto made = read(body);
    REQUIRE(std::holds_alternative<problem>(made));
    return lines_of(std::get<problem>(made).errors);
}

}  // namespace

TEST_CASE("a body says what a query string says") {
    const auto made = good(R"({"match":{"to":"bob@example.test","headers":{"x-tenant":"42"}},"must":{"subject":"Hi"},
                               "count":"1..3","wait":"1500ms","settle":"2s","limit":10,"page":2,"view":"summary",
                               "order":"newest","since":"now","label":"sign-up","all":true})");
    CHECK(made.expect.which.describe() == "to = bob@example.test, headers.x-tenant = 42");
    CHECK(made.expect.must.describe() == "subject = Hi");
    CHECK(made.expects);
    CHECK(made.expect.count == mocksmtp::verify::count_range{1, 3});
    CHECK(made.wait == 1500ms);
    CHECK(made.limit == 10);
    CHECK(made.page == 2);
    CHECK(made.view == list_view::summary);
    CHECK(made.order == list_order::newest);
    CHECK(std::holds_alternative<since_now>(made.from));
    CHECK(made.label == "sign-up");
    CHECK(made.everything);
    CHECK(good(R"({"count":2})").expect.count == mocksmtp::verify::count_range{2, 2});
    CHECK(good(R"({"limit":2.0,"count":1.0})").limit == 2);
    CHECK(good("{}").expect.which.empty());
    CHECK_FALSE(good(R"({"match":{"to":"a@b.test"}})").expects);
    CHECK(good(R"({"must":{"to":"a@b.test"}})").expects);
}

TEST_CASE("each mistake of a body is told where it is") {
    CHECK(wrong(R"({"cout":1})").front().starts_with("/cout: unknown key"));
    CHECK(wrong(R"({"count":"x"})") == complaints{"/count: a number or a range: 1, 0, 2.., ..3, 1..3"});
    CHECK(wrong(R"({"wait":5})").front().starts_with("/wait: "));
    CHECK(wrong(R"({"wait":"5"})") == complaints{"/wait: a number with its unit: 500ms, 5s, 2m"});
    CHECK(wrong(R"({"limit":0})").front().starts_with("/limit: a whole number from 1 to"));
    CHECK(wrong(R"({"limit":"2","page":true})").size() == 2);
    CHECK(wrong(R"({"wait":5,"count":true})") == complaints{"/count: a number or a range: 1, 0, 2.., ..3, 1..3",
                                                            "/wait: a number with its unit: 500ms, 5s, 2m"});
    CHECK(wrong(R"({"label":"a\nb"})") == complaints{"/label: one line, without CR, LF and NUL"});
    CHECK(wrong(R"({"page":2})") == complaints{"/page: needs limit"});
    CHECK(wrong(R"({"all":"true"})").front().starts_with("/all: "));
    CHECK(wrong(R"({"match":{"tto":"a@b.test"}})").front().starts_with("/match/tto: "));
    CHECK(wrong(R"({"match":{"subject":{"regex":"("}}})").front().starts_with("/match/subject/regex: "));
    CHECK(wrong(R"({"match":{"verb":"RCPT"},"must":5,"count":0})").size() == 3);
    CHECK(wrong("[]").size() == 1);
}
