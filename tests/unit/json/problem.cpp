#include "api/json/problem.hpp"

#include <doctest/doctest.h>

using namespace api::json;

TEST_CASE("a problem begins with its sentence and lists its mistakes") {
    const auto made =
        bad_request({{.parameter = "wiat", .pointer = {}, .detail = "unknown parameter", .did_you_mean = "wait"},
                     {.parameter = {}, .pointer = "/a/0", .detail = "a number", .did_you_mean = {}}});
    CHECK(
        dump(to_json(made)) ==
        R"({"detail":"wiat: unknown parameter (did you mean wait?); /a/0: a number","title":"Bad Request","status":400,)"
        R"("errors":[{"parameter":"wiat","detail":"unknown parameter","did_you_mean":"wait"},{"pointer":"/a/0","detail":"a number"}]})");
}

TEST_CASE("a problem without mistakes has no list of them") {
    CHECK_FALSE(to_json({.status = 404, .detail = "nothing here"}).contains("errors"));
}

TEST_CASE("of very many mistakes the first hundred are told, and that there are more") {
    const auto told = [](std::size_t count) { return bad_request(std::vector(count, at_parameter("to", "empty"))); };
    CHECK(told(100).errors.size() == 100);
    CHECK_FALSE(told(100).detail.ends_with("these are the first 100"));
    CHECK(told(101).errors.size() == 100);
    CHECK(told(101).detail.ends_with("; and there is more: these are the first 100"));
}
