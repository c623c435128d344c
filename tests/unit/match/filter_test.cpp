// Filters: conditions together, where they may stand, and how fast they are.
#include <algorithm>
#include <ctime>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "tests/unit/match/helpers.hpp"

namespace mocksmtp::match {
namespace {

void add(filter& to, std::string_view name, pattern wanted) {
    const matcher made = compiled(name, std::move(wanted));
    to.add(named(name), made);
}

struct one_recipient : facts {
    std::string_view address;
    values of(const field& which) const override {
        return which.id == field_id::to ? values::one(address) : values::none();
    }
};

}  // namespace

TEST_CASE("a filter without conditions matches everything") {
    CHECK(filter{}.matches(written_facts{}));
    CHECK(filter{}.empty());
    CHECK(filter{}.describe().empty());
}

TEST_CASE("all conditions of a filter have to hold, the same field twice too") {
    written_facts item;
    item.texts["subject"] = "Reset your password";
    item.lists["to"] = {"bob@x.test", "carol@x.test"};
    filter wanted;
    add(wanted, "subject", {.prefix = "Reset"});
    add(wanted, "to", equal_to("bob@x.test"));
    CHECK(wanted.matches(item));
    add(wanted, "to", equal_to("carol@x.test"));
    CHECK(wanted.matches(item));
    add(wanted, "to", equal_to("dave@x.test"));
    CHECK_FALSE(wanted.matches(item));
}

TEST_CASE("headers are told apart by their names") {
    written_facts item;
    item.lists["headers.x-tenant"] = {"42"};
    filter wanted;
    add(wanted, "headers.X-Tenant", equal_to("42"));
    CHECK(wanted.matches(item));
    add(wanted, "headers.x-mailer", absent());
    CHECK(wanted.matches(item));
    add(wanted, "headers.x-other", equal_to("42"));
    CHECK_FALSE(wanted.matches(item));
}

TEST_CASE("a filter describes itself") {
    filter wanted;
    add(wanted, "to", equal_to("bob@example.test"));
    add(wanted, "subject", {.contains = "x"});
    add(wanted, "headers.x-mailer", absent());
    add(wanted, "secret", equal_to("hunter2"));
    CHECK(wanted.describe() ==
          "to = bob@example.test, subject contains \"x\", headers.x-mailer absent, secret matches (hidden)");
}

TEST_CASE("every key of the language is described") {
    const auto text = [](std::string_view name, pattern wanted) {
        return compiled(name, std::move(wanted)).describe();
    };
    CHECK(text("subject", {.glob = "a*"}) == "glob \"a*\"");
    CHECK(text("subject", {.prefix = "a", .suffix = "b", .ignore_case = true}) ==
          "prefix \"a\" and suffix \"b\" (ignoring case)");
    CHECK(text("subject", {.regex = "^a"}) == "regex \"^a\"");
    CHECK(text("subject", {.in = {{"a", "b"}}}) == "in [a, b]");
    CHECK(text("size", {.gt = std::int64_t{1}, .lt = std::int64_t{9}}) == "> 1 and < 9");
    CHECK(text("subject", {.present = true}) == "present");
    CHECK(text("subject", {.present = false}) == "absent");
    CHECK(text("subject", {.any_of = {equal_to("a"), {.prefix = "b"}}}) == "any of [a, prefix \"b\"]");
    CHECK(text("subject", {.unless = {equal_to("a")}}) == "not (a)");
    CHECK(text("to", {.exactly = {{equal_to("a@b"), equal_to("c@d")}}}) == "exactly [a@b, c@d]");
    CHECK(text("to", {.only = {{equal_to("a@b")}}}) == "only [a@b]");
    CHECK(text("to", {.all = {{equal_to("a@b")}}}) == "all [a@b]");
    CHECK(text("to", {.none = {{equal_to("a@b")}}}) == "none [a@b]");
    CHECK(text("subject", equal_to("")) == "= \"\"");
}

TEST_CASE("a field is refused for items that do not know it") {
    filter wanted;
    add(wanted, "user", equal_to("app"));
    add(wanted, "subject", equal_to("x"));
    CHECK(wanted.unknown_for(item_kind::message).empty());
    const auto misplaced = wanted.unknown_for(item_kind::session);
    REQUIRE(misplaced.size() == 1);
    CHECK(misplaced[0].which == named("subject"));
    CHECK(misplaced[0].detail == "sessions do not know subject; messages do");
}

TEST_CASE("a field is refused at stages that do not know it, and the stages that do are named") {
    filter wanted;
    add(wanted, "to", equal_to("bob@x.test"));
    add(wanted, "peer", equal_to("127.0.0.1"));
    CHECK(wanted.unknown_for(stage_set{stage::rcpt, stage::message}).empty());
    const auto misplaced = wanted.unknown_for(stage_set{stage::mail, stage::rcpt, stage::quit});
    REQUIRE(misplaced.size() == 1);
    CHECK(misplaced[0].detail == "to is not known at mail, quit; rules know it at rcpt, data, body, bdat, message");
    filter never;
    add(never, "outcome", equal_to("accepted"));
    REQUIRE(never.unknown_for(every_stage).size() == 1);
    CHECK(never.unknown_for(stage_set{stage::mail})[0].detail ==
          "outcome is not known at mail; no rule does, filters on auth_attempts, transactions do");
}

TEST_CASE("a filter names the value that an index can look up") {
    filter wanted;
    add(wanted, "subject", {.prefix = "a"});
    add(wanted, "to", equal_to("Bob@X.test"));
    add(wanted, "headers.x-tenant", equal_to("42"));
    REQUIRE(wanted.sole_equal(field_id::to));
    CHECK(*wanted.sole_equal(field_id::to) == "Bob@x.test");
    CHECK(wanted.sole_equal(field_id::subject) == nullptr);
    CHECK(wanted.sole_equal(field_id::from) == nullptr);
    CHECK(wanted.sole_equal(field_id::headers) == nullptr);
}

TEST_CASE("a hundred thousand items are filtered by one equality in well under 50 ms of CPU time") {
    std::vector<std::string> addresses;
    for (int i = 0; i < 100'000; ++i) addresses.push_back("user" + std::to_string(i) + "@example.test");
    filter wanted;
    add(wanted, "to", equal_to("user77777@Example.test"));
    one_recipient item;
    // Of this process: what else runs on the machine does not count.
    std::clock_t least = std::numeric_limits<std::clock_t>::max();
    for (int round = 0; round < 5; ++round) {
        const std::clock_t start = std::clock();
        int hits = 0;
        for (const std::string& address : addresses) {
            item.address = address;
            hits += wanted.matches(item) ? 1 : 0;
        }
        least = std::min(least, std::clock() - start);
        CHECK(hits == 1);
    }
    MESSAGE("100,000 items in " << 1000.0 * static_cast<double>(least) / CLOCKS_PER_SEC << " ms");
#ifdef NDEBUG
    CHECK(least < CLOCKS_PER_SEC / 20);
#endif
}

}  // namespace mocksmtp::match
