#include "api/json/list_query.hpp"

#include <doctest/doctest.h>

#include <array>
#include <utility>

using namespace api::json;
using namespace std::chrono_literals;
namespace verify = mocksmtp::verify;

namespace {

constexpr std::array<std::string_view, 9> controls = {"count", "wait", "settle", "since", "order",
                                                      "limit", "page", "view",   "pick"};

std::variant<list_query, problem> read(std::string_view query) {
    const auto target = parse_target("/?" + std::string(query));
    REQUIRE(std::holds_alternative<api::json::target>(target));
    return parse_list_query(std::get<api::json::target>(target),
                            {.kind = mocksmtp::match::item_kind::message, .controls = controls});
}

list_query good(std::string_view query) {
    auto made = read(query);
    if (auto* wrong = std::get_if<problem>(&made)) FAIL(wrong->detail);
    return std::get<list_query>(std::move(made));
}

mistake wrong(std::string_view query) {
    auto made = read(query);
    REQUIRE(std::holds_alternative<problem>(made));
    const auto& what = std::get<problem>(made);
    REQUIRE(what.errors.size() == 1);
    return what.errors[0];
}

}  // namespace

TEST_CASE("a list without count or wait expects nothing") {
    CHECK_FALSE(good("to=bob@example.test").expects);
    CHECK(good("count=2").expects);
    CHECK(good("must.subject=Hi").expects);
}

TEST_CASE("wait without count means at least one") {
    const auto made = good("wait=1500ms");
    CHECK(made.expects);
    CHECK(made.wait == 1500ms);
    CHECK(made.expect.count == verify::count_range{1, std::nullopt});
}

TEST_CASE("a wait needs a unit and is ten minutes at most") {
    CHECK(wrong("wait=5").detail == "a number with its unit: 500ms, 5s, 2m");
    CHECK(wrong("wait=11m").detail == "10m at most");
    CHECK(good("wait=10m").wait == 10min);
}

TEST_CASE("a count that is true at once needs to be settled") {
    CHECK(wrong("count=0").parameter == "count");
    CHECK(wrong("count=..3").parameter == "count");
    CHECK(good("count=0&settle=2s").expect.settle == verify::settling(2000ms));
    CHECK(good("count=0&settle=idle").expect.settle == verify::settling(verify::idle{}));
    CHECK(good("count=1").expect.settle == verify::settling(verify::idle{}));
    CHECK(wrong("count=1..&settle=idle").parameter == "settle");
}

TEST_CASE("a wait that is asked for ends the settling that is not") {
    CHECK(good("count=1&wait=1s").expect.settle == verify::settling(verify::idle{.within_wait = true}));
    CHECK(good("count=1&settle=idle&wait=1s").expect.settle == verify::settling(verify::idle{}));
    CHECK(good("count=1&settle=2s&wait=1s").expect.settle == verify::settling(2000ms));
}

TEST_CASE("parameters given twice, empty or out of range are mistakes") {
    CHECK(wrong("wait=1s&wait=2s").detail == "given twice");
    CHECK(wrong("wait=").detail == "the value is empty");
    CHECK(wrong("limit=0").detail == "a number from 1 to 100000");
    CHECK(wrong("page=2").detail == "needs limit");
    CHECK(wrong("order=up").detail == "oldest or newest");
    CHECK(wrong("view=all").detail == "full or summary");
    CHECK(wrong("pick=any").detail == "first or latest");
}

TEST_CASE("since is now, a mark or a cursor") {
    CHECK(std::holds_alternative<since_now>(good("since=now").from));
    CHECK(std::get<since_mark>(good("since=mark:login").from).label == "login");
    CHECK(std::get<since_cursor>(good("since=1.6").from).text == "1.6");
}

TEST_CASE("calls without filters refuse every parameter they do not know") {
    constexpr std::array<std::string_view, 1> known = {"arrival"};
    const auto target = std::get<api::json::target>(parse_target("/?arival=true&arrival=true&arrival=true"));
    const auto mistakes = check_parameters(target, known);
    REQUIRE(mistakes.size() == 2);
    CHECK(mistakes[0].did_you_mean == "arrival");
    CHECK(mistakes[1].detail == "given twice");
}
