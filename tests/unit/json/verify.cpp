#include <utility>

#include "api/json/verify_json.hpp"

#include "reading.hpp"

using namespace testing;
using namespace std::chrono_literals;
using api::json::verify_request;
namespace match = mocksmtp::match;
namespace verify = mocksmtp::verify;

namespace {

struct read_body {
    verify_request made;
    complaints wrong;
};

read_body read(std::string_view text) {
    const auto body = json(text);
    std::vector<api::json::mistake> mistakes;
    auto made = api::json::verify_request_of(api::json::written(body, "", mistakes));
    return {std::move(made), lines_of(mistakes)};
}

complaints wrong(std::string_view text) { return read(text).wrong; }

}  // namespace

TEST_CASE("a verification is read with everything it says") {
    const auto [made, mistakes] = read(R"({"label": "signup", "wait": "5s", "since": "1.4", "nothing_else": true,
        "in_order": true, "every_rule_used": true, "until": {"match": {"to": "z@example.test"}},
        "expect": [{"name": "mail", "match": {"to": "bob@example.test"}, "count": 1, "must": {"headers": {"x-a": null}}},
                   {"what": "auth_attempts", "count": "1..", "must": {"mechanism": {"prefix": "SCRAM-"}}}]})");
    CHECK(mistakes == complaints{});
    const auto& what = made.what;
    CHECK(what.label == "signup");
    CHECK(what.wait == 5s);
    CHECK(what.in_order);
    CHECK(what.every_rule_used);
    CHECK(what.nothing_else == std::vector{match::item_kind::message});
    REQUIRE(what.expect.size() == 2);
    CHECK(what.expect[0].count == verify::count_range{1, 1});
    CHECK(what.expect[0].must.describe() == "headers.x-a absent");
    CHECK(what.expect[1].what == match::item_kind::auth_attempt);
    CHECK_FALSE(what.expect[1].count.most.has_value());
    CHECK(what.until->which.describe() == "to = z@example.test");
}

TEST_CASE("rules are known by their id, diagnostics by their code") {
    const auto [made, mistakes] = read(R"({"expect": [
        {"what": "rules", "match": {"id": "greylist"}, "must": {"hits": 1, "state": "spent", "on": "rcpt", "baseline": false}},
        {"what": "diagnostics", "match": {"code": "bare_lf", "severity": "warning", "message": "m1"}}]})");
    CHECK(mistakes == complaints{});
    CHECK(made.what.expect[0].which.describe() == "rule = greylist");
}

TEST_CASE("every mistake of a verification stands at its place") {
    CHECK(wrong("[]").front().starts_with(": an object, such as"));
    CHECK(wrong(R"({"expct": []})").front() == "/expct: unknown key (expect)");
    CHECK(wrong("{}").front().starts_with("/expect: is missing or empty"));
    CHECK(wrong(R"({"expect": [{"mach": {}}]})") == complaints{"/expect/0/mach: unknown key (match)"});
    CHECK(wrong(R"({"expect": [{"what": "message"}]})").front().ends_with("(messages)"));
    CHECK(
        wrong(R"({"expect": [{"match": {"outcome": "accepted"}}]})").front().starts_with("/expect/0/match/outcome: "));
    CHECK(wrong(R"({"expect": [{"count": "3..1"}]})").front().starts_with("/expect/0/count: a number or a range"));
    CHECK(wrong(R"({"expect": [{"count": 0}]})")
              .front()
              .starts_with("/expect/0/count: is fulfilled before anything is sent"));
    CHECK(wrong(R"({"expect": [{"count": 0, "settle": "idle"}]})") == complaints{});
    CHECK(wrong(R"({"settle": "1s", "expect": [{"count": "..3"}]})") == complaints{});
    CHECK(wrong(R"({"expect": [{"settle": "1s"}]})").front().starts_with("/expect/0/settle: watches an upper bound"));
    CHECK(wrong(R"({"wait": "11m", "expect": [{}]})") ==
          complaints{"/wait: a time: a whole number with its unit (500ms, 5s, 2m), at most 10m"});
    CHECK(wrong(R"({"settle": "soon", "expect": [{}]})") ==
          complaints{"/settle: idle, or a time: a whole number with its unit (500ms, 5s, 2m), at most 10m"});
    CHECK(wrong(R"({"nothing_else": ["foo"], "expect": [{}]})") ==
          complaints{"/nothing_else/0: expected messages, auth_attempts, transactions, sessions or diagnostics, not "
                     "\"foo\""});
    CHECK(wrong(R"({"in_order": true, "expect": [{}]})") == complaints{"/in_order: is for two expectations or more"});
    CHECK(wrong(R"({"nothing_else": ["rules"]})").front().starts_with("/nothing_else/0: rules are there before"));
    CHECK(wrong(R"({"until": {}, "expect": [{}]})").front().starts_with("/until/match: is missing"));
    CHECK(wrong(R"({"settle": "1s", "until": {"match": {}}, "expect": [{}]})").front().starts_with("/settle: "));
}
