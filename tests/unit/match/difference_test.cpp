// The account of why a condition did not hold.
#include <string>
#include <utility>
#include <vector>

#include "tests/unit/match/helpers.hpp"

using namespace std::string_literals;

namespace mocksmtp::match {
namespace {

template <class type>
difference explained(std::string_view name, pattern wanted, const type& found) {
    return explain(named(name), compiled(name, std::move(wanted)), values::one(found));
}

difference explained_list(std::string_view name, pattern wanted, const std::vector<std::string>& found) {
    return explain(named(name), compiled(name, std::move(wanted)), values::list_of(found));
}

nearness near(std::string_view name, pattern wanted, const std::string& found) {
    return explained(name, std::move(wanted), found).near;
}

}  // namespace

TEST_CASE("a text that differs is located by its first differing character") {
    const difference made = explained("subject", equal_to("Reset your password"), "Reset your pasword");
    CHECK_FALSE(made.holds);
    CHECK(made.expected == "Reset your password");
    CHECK(made.actual == "Reset your pasword");
    CHECK(made.character == 15u);
    CHECK(made.actual_column == 14u);
    CHECK(made.expected_column == 14u);
    CHECK(made.near == nearness::different);
}

TEST_CASE("characters are counted, not octets") {
    CHECK(explained("subject", equal_to("éàx"), "éày").character == 3u);
    CHECK(explained("subject", equal_to("é"), "è").character == 1u);
    CHECK(explained("subject", equal_to("ab"), "a").character == 2u);
    CHECK(explained("subject", equal_to("a"), "ab").character == 2u);
    CHECK(explained("subject", equal_to("a"), "").character == 1u);
}

TEST_CASE("letters whose case does not count are no difference") {
    CHECK(explained("from", equal_to("bob@EXAMPLE.tezt"), "bob@example.test").character == 15u);
    CHECK(explained("subject", {.equals = "ABX", .ignore_case = true}, "abc").character == 3u);
}

TEST_CASE("a text that was not to be there is shown where it stands") {
    const std::string long_text = std::string(5000, 'a') + " Hello {{first_name}} " + std::string(5000, 'b');
    const auto denied = [&](pattern part) {
        pattern wanted;
        wanted.unless = {std::move(part)};
        const difference made = explained("text", wanted, long_text);
        CHECK(made.actual.find("{{first_name}}") != std::string::npos);
        CHECK(made.actual.find("octets)") != std::string::npos);
        CHECK_FALSE(made.character.has_value());
        REQUIRE(made.actual_column.has_value());
        return made.actual.substr(*made.actual_column, 2);
    };
    CHECK(denied({.contains = "{{"}) == "{{");
    CHECK(denied({.regex = R"(\{\{\w+)"}) == "{{");
    CHECK(denied({.contains = "FIRST_name", .ignore_case = true}) == "fi");
    CHECK(denied({.any_of = {{.contains = "nowhere"}, {.contains = "{{"}}}) == "{{");
    pattern two;
    two.unless = {{.contains = "nowhere"}, equal_to("a")};
    CHECK_FALSE(explained("text", two, "a").actual_column.has_value());
}

TEST_CASE("a condition that holds says so") {
    const difference made = explained("subject", equal_to("a"), "a");
    CHECK(made.holds);
    CHECK(made.near == nearness::same);
    CHECK_FALSE(made.character.has_value());
}

TEST_CASE("expected and actual are readable") {
    CHECK(explained("subject", {.contains = "x"}, "abc").expected == "contains \"x\"");
    CHECK(explained("subject", {.equals = "a", .ignore_case = true}, "b").expected == "a (ignoring case)");
    CHECK(explained("subject", equal_to("a"), "a\r\nb").actual == "a\\r\\nb");
    CHECK(explained("size", {.gt = std::int64_t{5}}, 3).expected == "> 5");
    CHECK(explained("size", {.gt = std::int64_t{5}}, 3).actual == "3");
    CHECK(explained("tls", equal_to(true), false).actual == "false");
    CHECK(explained("session", equal_to("s1"), base::session_id{2}).actual == "s2");
    CHECK(explained_list("to", equal_to("a@b"), {"c@d", "e@f"}).actual == "c@d, e@f");
    CHECK(explained_list("to", equal_to("a@b"), {}).actual == "none");
    const difference missing = explain(named("subject"), compiled("subject", equal_to("a")), values::none());
    CHECK(missing.actual == "absent");
    CHECK(missing.expected == "a");
    CHECK(explained("subject", absent(), "x").expected == "absent");
    CHECK(explained("from", equal_to("a@b"), "").actual == "<>");
}

TEST_CASE("the column counts escapes as they are shown") {
    const difference made = explained("subject", equal_to("a\nX"), "a\nY");
    CHECK(made.actual == "a\\nY");
    CHECK(made.actual_column == 3u);
    CHECK(made.character == 3u);
}

TEST_CASE("of a long text only a window around the difference is shown") {
    const std::string common(100'000, 'a');
    const difference made = explained("text", equal_to(common + "x"), common + "y" + common);
    CHECK(made.character == 100'001u);
    CHECK(made.actual.size() < 250);
    CHECK(made.actual.starts_with("...aaa"));
    CHECK(made.actual.ends_with("... (200001 octets)"));
    REQUIRE(made.actual_column.has_value());
    CHECK(made.actual[*made.actual_column] == 'y');
    REQUIRE(made.expected_column.has_value());
    CHECK(made.expected[*made.expected_column] == 'x');
    CHECK(explained("text", {.contains = "x"}, common).actual.size() < 250);
    CHECK(
        explained_list("to", equal_to("a@b"), std::vector<std::string>(1000, "c@d")).actual.ends_with(" and 980 more"));
}

TEST_CASE("what differs only in case or white space is told apart from what differs") {
    CHECK(near("subject", equal_to("Reset"), "RESET") == nearness::letter_case);
    CHECK(near("subject", equal_to("Réinit"), "RÉINIT") == nearness::letter_case);
    CHECK(near("subject", equal_to("a b"), "a  b ") == nearness::white_space);
    CHECK(near("subject", equal_to("a b"), "a\r\n b") == nearness::white_space);
    for (const std::string space : {"\u00a0", "\u202f", "\u2009", "\u3000"})
        CHECK(near("subject", equal_to("1,00 EUR"), "1,00" + space + "EUR") == nearness::white_space);
    CHECK(near("subject", equal_to("a b"), "A  b") == nearness::letter_case_and_white_space);
    CHECK(near("subject", equal_to("a b"), "a c") == nearness::different);
    CHECK(near("subject", equal_to("a b"), "ab") == nearness::different);
    CHECK(near("subject", {.contains = "your pass"}, "Reset your  password") == nearness::white_space);
    CHECK(near("subject", {.glob = "reset*"}, "Reset x") == nearness::letter_case);
    CHECK(near("from", equal_to("Bob@x.test"), "bob@x.test") == nearness::letter_case);
    CHECK(near("subject", {.unless = {equal_to("A")}}, "A") == nearness::different);
    CHECK(explained_list("to", equal_to("Bob@x.test"), {"a@x.test", "bob@x.test"}).near == nearness::letter_case);
    CHECK(explained_list("to", {.exactly = {{equal_to("Bob@x.test")}}}, {"bob@x.test"}).near == nearness::letter_case);
}

TEST_CASE("a secret never shows, neither the wanted one nor the real one") {
    const difference made = explained("secret", equal_to("hunter2"), "hunter3");
    CHECK_FALSE(made.holds);
    CHECK(made.expected == "matches (hidden)");
    CHECK(made.actual == "(hidden)");
    CHECK_FALSE(made.character.has_value());
    CHECK(explained("secret", equal_to("hunter2"), "hunter2").holds);
}

TEST_CASE("a filter explains each of its conditions, in order") {
    written_facts item;
    item.texts["subject"] = "Reset your pasword";
    item.lists["to"] = {"bob@example.test"};
    filter wanted;
    wanted.add(named("to"), compiled("to", equal_to("bob@example.test")));
    wanted.add(named("subject"), compiled("subject", equal_to("Reset your password")));
    const auto made = wanted.explain(item);
    REQUIRE(made.size() == 2);
    CHECK(made[0].on == named("to"));
    CHECK(made[0].holds);
    CHECK(made[1].on == named("subject"));
    CHECK_FALSE(made[1].holds);
    CHECK(made[1].character == 15u);
}

}  // namespace mocksmtp::match
