// Texts that would have matched but for the way they were written.
#include <utility>

#include "mocksmtp/match/slips.hpp"

#include "tests/unit/match/helpers.hpp"

namespace mocksmtp::match {
namespace {

difference explained(pattern wanted, const std::string& found) {
    return explain(named("subject"), compiled("subject", std::move(wanted)), values::one(found));
}

}  // namespace

TEST_CASE("letters and marks apart are a difference of normalisation") {
    CHECK(explained(equal_to("caf\u00e9"), "cafe\u0301").near == nearness::normalisation);
    CHECK(explained({.contains = "e\u0301"}, "caf\u00e9").near == nearness::normalisation);
    CHECK(explained(equal_to("\ud55c"), "\u1112\u1161\u11ab").near == nearness::normalisation);
    CHECK(explained(equal_to("\u01d5"), "U\u0308\u0304").near == nearness::normalisation);
    CHECK(explained(equal_to("cafe"), "caf\u00e9").near == nearness::different);
}

TEST_CASE("characters that nobody sees are the difference where there is no other") {
    for (const char* text : {"Welcome\u200b", "Wel\u00adcome", "\ufeffWelcome", "Wel\u2060come"})
        CHECK(explained(equal_to("Welcome"), text).near == nearness::invisible);
    CHECK(explained(equal_to("Wel\u200bcome"), "Welcome").near == nearness::invisible);
    CHECK(explained(equal_to("Welcome"), "Welcome!").near == nearness::part);
    CHECK(explained(equal_to("Welcome"), "Welcome\u200b").actual == R"(Welcome\xe2\x80\x8b)");
}

TEST_CASE("a part that was to be the whole is told from something else") {
    CHECK(explained(equal_to("482913"), "Your code is 482913.").near == nearness::part);
    CHECK(explained(equal_to("code"), "Your CODE").near == nearness::different);
    CHECK(explained(equal_to("is"), "Your code is 482913.").near == nearness::different);
    CHECK(explained({.contains = "Your code"}, "code").near == nearness::different);
    CHECK(explained(equal_to("Your code"), "code").near == nearness::different);
}

TEST_CASE("a text decoded wrongly names the mistake") {
    const auto latin = explained(equal_to("10 \u20ac caf\u00e9"), "10 \u00e2\u201a\u00ac caf\u00c3\u00a9");
    CHECK(latin.near == nearness::encoding);
    CHECK(latin.slip == "UTF-8 was taken for Latin-1");
    CHECK(explained(equal_to("caf\u00e9"), "=?utf-8?Q?caf=C3=A9?=").slip == "it was encoded twice (RFC 2047)");
    CHECK(explained({.contains = "caf\u00e9"}, "un caf=C3=A9").slip ==
          "it is still quoted-printable: encoded twice, or not said to be");
    CHECK(explained(equal_to("caf\u00e9"), "caf\ufffd").slip == "its octets are not in the charset they were sent as");
}

TEST_CASE("a text that was to be empty is not one that was decoded wrongly") {
    CHECK(explained(equal_to(""), "Welcome").near == nearness::different);
    CHECK(explained(equal_to(""), "\u4f60\u597d").near == nearness::different);
}

TEST_CASE("a denial is never explained by a slip") {
    pattern wanted;
    wanted.unless.push_back(equal_to("Hello"));
    CHECK(explained(wanted, "Hello").near == nearness::different);
    CHECK(explained(absent(), "Hello").near == nearness::different);
}

}  // namespace mocksmtp::match
