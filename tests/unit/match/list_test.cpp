// Lists: any element by default, and the quantifiers.
#include <string>
#include <utility>
#include <vector>

#include "tests/unit/match/helpers.hpp"

namespace mocksmtp::match {
namespace {

const std::vector<std::string> nobody;
const std::vector<std::string> bob{"bob@x.test"};
const std::vector<std::string> both{"bob@x.test", "carol@x.test"};

pattern is(const char* address) { return equal_to(std::string(address)); }

}  // namespace

TEST_CASE("on a list a value matches if any element does") {
    CHECK(matches_list("to", is("carol@X.test"), both));
    CHECK_FALSE(matches_list("to", is("dave@x.test"), both));
    CHECK_FALSE(matches_list("to", is("bob@x.test"), nobody));
    CHECK(matches_list("headers.x-tenant", equal_to("42"), {"41", "42"}));
}

TEST_CASE("keys of one object have to hold of the same element") {
    CHECK(matches_list("to", {.prefix = "bob", .suffix = "@x.test"}, both));
    CHECK_FALSE(matches_list("to", {.contains = "carol", .prefix = "bob"}, {"bob@x.test", "carol@x.test"}));
}

TEST_CASE("not on a list means that no element matches") {
    CHECK_FALSE(matches_list("to", {.unless = {is("bob@x.test")}}, both));
    CHECK(matches_list("to", {.unless = {is("dave@x.test")}}, both));
    CHECK(matches_list("to", {.unless = {is("bob@x.test")}}, nobody));
}

TEST_CASE("only: these and nobody else, but somebody") {
    CHECK(matches_list("to", {.only = {{is("bob@x.test")}}}, bob));
    CHECK_FALSE(matches_list("to", {.only = {{is("bob@x.test")}}}, both));
    CHECK(matches_list("to", {.only = {{{.suffix = "@x.test"}}}}, both));
    CHECK(matches_list("to", {.only = {{is("bob@x.test"), is("dave@x.test")}}}, bob));
    CHECK_FALSE(matches_list("to", {.only = {{is("bob@x.test")}}}, nobody));
}

TEST_CASE("all: each of these is there, others may be") {
    CHECK(matches_list("to", {.all = {{is("bob@x.test")}}}, both));
    CHECK(matches_list("to", {.all = {{is("carol@x.test"), is("bob@x.test")}}}, both));
    CHECK_FALSE(matches_list("to", {.all = {{is("bob@x.test"), is("dave@x.test")}}}, both));
    CHECK_FALSE(matches_list("to", {.all = {{is("bob@x.test")}}}, nobody));
}

TEST_CASE("exactly: these, no more and no fewer, in any order") {
    CHECK(matches_list("to", {.exactly = {{is("bob@x.test")}}}, bob));
    CHECK_FALSE(matches_list("to", {.exactly = {{is("bob@x.test")}}}, both));
    CHECK(matches_list("to", {.exactly = {{is("carol@x.test"), is("bob@x.test")}}}, both));
    CHECK_FALSE(matches_list("to", {.exactly = {{is("bob@x.test"), is("bob@x.test")}}}, both));
    CHECK_FALSE(matches_list("to", {.exactly = {{is("bob@x.test")}}}, {"bob@x.test", "bob@x.test"}));
    CHECK(matches_list("to", {.exactly = std::vector<pattern>{}}, nobody));
    CHECK_FALSE(matches_list("to", {.exactly = std::vector<pattern>{}}, bob));
}

TEST_CASE("exactly finds the one pairing of patterns that overlap") {
    const pattern wanted{.exactly = {{{.suffix = "@x.test"}, {.prefix = "b"}, is("bob@x.test")}}};
    CHECK(matches_list("to", wanted, {"bob@x.test", "bea@y.test", "carol@x.test"}));
    CHECK(matches_list("to", wanted, {"carol@x.test", "bob@x.test", "bea@y.test"}));
    CHECK_FALSE(matches_list("to", wanted, {"bob@x.test", "carol@x.test", "dave@x.test"}));
}

TEST_CASE("none: no element is one of these") {
    CHECK(matches_list("to", {.none = {{is("dave@x.test"), is("erin@x.test")}}}, both));
    CHECK_FALSE(matches_list("to", {.none = {{is("dave@x.test"), is("bob@x.test")}}}, both));
    CHECK(matches_list("to", {.none = {{is("bob@x.test")}}}, nobody));
}

TEST_CASE("a field that is absent is an empty list") {
    CHECK(matches_absent("to", {.none = {{is("bob@x.test")}}}));
    CHECK(matches_absent("to", {.exactly = std::vector<pattern>{}}));
    CHECK_FALSE(matches_absent("to", {.only = {{is("bob@x.test")}}}));
}

TEST_CASE("quantifiers combine with each other and with plain keys") {
    const pattern wanted{.prefix = "bob", .only = {{{.suffix = "@x.test"}}}, .none = {{is("dave@x.test")}}};
    CHECK(matches_list("to", wanted, both));
    CHECK_FALSE(matches_list("to", wanted, {"carol@x.test"}));
    CHECK_FALSE(matches_list("to", wanted, {"bob@x.test", "dave@x.test"}));
    CHECK_FALSE(matches_list("to", wanted, {"bob@x.test", "carol@y.test"}));
}

TEST_CASE("elements may be asked with any_of and not") {
    const pattern element{.any_of = {is("bob@x.test"), is("carol@x.test")}};
    CHECK(matches_list("to", {.only = {{element}}}, both));
    const pattern not_bob{.unless = {is("bob@x.test")}};
    CHECK_FALSE(matches_list("to", {.only = {{not_bob}}}, both));
    CHECK(matches_list("to", {.all = {{not_bob}}}, both));
    CHECK_FALSE(matches_list("to", {.all = {{not_bob}}}, bob));
}

TEST_CASE("lists longer than the inline room keep every element and their order") {
    std::vector<std::string> many;
    for (int i = 0; i < 1000; ++i) many.push_back("u" + std::to_string(i) + "@x.test");
    const values found = values::list_of(many);
    REQUIRE(found.size() == 1000);
    for (std::size_t i = 0; i < many.size(); ++i) CHECK(std::get<std::string_view>(found[i]) == many[i]);
    pattern wanted{.exactly = std::vector<pattern>{}};
    for (const auto& address : many) wanted.exactly->push_back(equal_to(address));
    CHECK(compiled("to", wanted).matches(found));
    std::swap(wanted.exactly->front(), wanted.exactly->back());
    CHECK(compiled("to", wanted).matches(found));
    wanted.exactly->front() = equal_to("nobody@x.test");
    CHECK_FALSE(compiled("to", wanted).matches(found));
}

}  // namespace mocksmtp::match
