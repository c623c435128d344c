// Patterns that make no sense for their field are refused, with the place and a sentence.
#include <cstdint>
#include <string>
#include <utility>

#include "tests/unit/match/helpers.hpp"

namespace mocksmtp::match {
namespace {

void refused(std::string_view name, pattern wanted, std::string_view where, std::string_view detail) {
    const pattern_error error = error_of(name, std::move(wanted));
    CHECK(error.where == where);
    CHECK(error.detail == detail);
}

}  // namespace

TEST_CASE("an ordering of something that has none is refused") {
    refused("from", {.gt = "a"}, "/gt", "from is an address; gt needs a number or a time");
    refused("subject", {.lt = std::int64_t{1}}, "/lt", "subject is text; lt needs a number or a time");
    refused("tls", {.gt = std::int64_t{0}}, "/gt", "tls is true or false; gt needs a number or a time");
    refused("session", {.gt = "s1"}, "/gt", "session is an id such as s1; gt needs a number or a time");
}

TEST_CASE("an operand of the wrong type is refused") {
    refused("size", equal_to("abc"), "/equals", "size is a number, not \"abc\"");
    refused("size", equal_to("12k"), "/equals", "size is a number, not \"12k\"");
    refused("size", equal_to(""), "/equals", "size is a number, not \"\"");
    refused("size", equal_to("99999999999999999999"), "/equals", "size is a number, not \"99999999999999999999\"");
    refused("size", {.gt = true}, "/gt", "size is a number, not true");
    refused("tls", equal_to("yes"), "/equals", "tls is true or false, not \"yes\"");
    refused("subject", equal_to(std::int64_t{42}), "/equals", "subject is text, not 42; put it in quotes");
    refused("from", equal_to(true), "/equals", "from is an address, not true; put it in quotes");
    refused("session", equal_to("12"), "/equals", "session is an id such as s1, not \"12\"");
    refused("session", equal_to("s0"), "/equals", "session is an id such as s1, not \"s0\"");
    refused("received_at", {.gt = "yesterday"}, "/gt",
            "received_at is a time such as 2000-01-01T00:00:00Z, not \"yesterday\"");
    refused("size", {.gt = std::monostate{}}, "/gt", "size is a number, not null");
    refused("size", {.in = {{std::int64_t{1}, "x"}}}, "/in/1", "size is a number, not \"x\"");
}

TEST_CASE("text keys on something that is no text are refused") {
    refused("size", {.contains = "1"}, "/contains", "size is a number; contains needs text");
    refused("tls", {.prefix = "t"}, "/prefix", "tls is true or false; prefix needs text");
    refused("size", {.suffix = "1"}, "/suffix", "size is a number; suffix needs text");
    refused("size", {.glob = "*"}, "/glob", "size is a number; glob needs text");
    refused("id", {.regex = "m"}, "/regex", "id is an id such as m1; regex needs text");
}

TEST_CASE("list keys on a single value are refused") {
    const std::string detail = "subject is one value, not a list; to allow several values use in";
    refused("subject", {.only = {{equal_to("a")}}}, "/only", detail);
    refused("subject", {.all = {{equal_to("a")}}}, "/all", detail);
    refused("subject", {.exactly = {{equal_to("a")}}}, "/exactly", detail);
    refused("subject", {.none = {{equal_to("a")}}}, "/none", detail);
}

TEST_CASE("what could never hold, or says nothing, is refused") {
    refused("subject", {}, "", "a matcher has to say something about subject, for example equals or present");
    refused("subject", {.ignore_case = true}, "",
            "a matcher has to say something about subject, for example equals or present");
    refused("subject", {.in = std::vector<literal>{}}, "/in", "in needs at least one value");
    refused("tls", absent(), "/equals", "tls is never absent; tls is true or false");
    refused("recipient_count", {.present = false}, "/present",
            "recipient_count is never absent; recipient_count is a number");
    refused("subject", {.equals = std::monostate{}, .present = true}, "/present",
            "subject cannot be both present and absent");
    refused("subject", {.in = {{"a", std::monostate{}}}}, "/in/1",
            "null cannot stand in a list; write any_of with null as one alternative");
    refused("to", {.only = {{absent()}}}, "/only/0", "an element of to is always present");
    refused("to", {.all = {{{.exactly = {{equal_to("a")}}}}}}, "/all/0",
            "only, all, exactly and none cannot be nested: elements of to are no lists");
}

TEST_CASE("the place of a mistake is found however deep it lies") {
    const pattern wrong{.regex = "("};
    refused("subject", {.any_of = {equal_to("a"), {.unless = {wrong}}}}, "/any_of/1/not/0/regex",
            "not a regular expression that RE2 takes: missing ): (");
    refused("to", {.only = {{equal_to("a"), {.any_of = {wrong}}}}}, "/only/1/any_of/0/regex",
            "not a regular expression that RE2 takes: missing ): (");
}

TEST_CASE("a mistake in the pattern of a secret is told without the pattern") {
    refused("secret", {.regex = "S3cret("}, "/regex", "not a regular expression that RE2 takes");
}

TEST_CASE("matchers nest sixteen deep and no deeper") {
    pattern wanted = equal_to("a");
    for (int i = 0; i < 16; ++i) wanted = pattern{.unless = {wanted}};
    CHECK(matches("subject", wanted, "a"));
    wanted = pattern{.unless = {wanted}};
    CHECK(error_of("subject", wanted).detail == "matchers nest at most 16 deep");
}

TEST_CASE("an error shows at most a little of a long operand, and no control octets") {
    CHECK(error_of("size", equal_to(std::string(100'000, 'x'))).detail.size() < 120);
    CHECK(error_of("size", equal_to("a\nb")).detail == "size is a number, not \"a\\nb\"");
}

}  // namespace mocksmtp::match
