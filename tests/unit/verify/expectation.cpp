#include "mocksmtp/verify/expectation.hpp"

#include "helpers.hpp"

using namespace mocksmtp::verify;
using testing::expecting;

TEST_CASE("a count is a number or a range with at least one end") {
    CHECK(parse_count("1") == count_range{1, 1});
    CHECK(parse_count("0") == count_range{0, 0});
    CHECK(parse_count("2..") == count_range{2, std::nullopt});
    CHECK(parse_count("..3") == count_range{0, 3});
    CHECK(parse_count("1..3") == count_range{1, 3});
    for (const auto* wrong : {"", "..", "3..1", "-1", "1.5", "one", "1...3", " 1", "99999999999999999999"})
        CHECK_FALSE(parse_count(wrong).has_value());
}

TEST_CASE("an expectation reads like a sentence") {
    CHECK(describe(expecting("1", "to", "bob@example.test")) == "exactly 1 message to bob@example.test");
    CHECK(describe(expecting("0", "to", "bob@example.test")) == "no message to bob@example.test");
    CHECK(describe(expecting("2..")) == "at least 2 messages");
    CHECK(describe(expecting("..3")) == "at most 3 messages");
    auto attempts = expecting("1..", "user", "app");
    attempts.what = mocksmtp::match::item_kind::auth_attempt;
    CHECK(describe(attempts) == "at least 1 AUTH attempt with user = app");
}
