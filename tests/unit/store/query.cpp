#include "mocksmtp/store/query.hpp"

#include <doctest/doctest.h>

#include "tests/unit/store/client.hpp"

using namespace testing;
using match::field_id;

namespace {

void where(match::filter& to, std::string_view field, match::pattern wants) {
    const auto on = std::get<match::field>(match::parse_field(field));
    to.add(on, std::get<match::matcher>(match::compile(on, std::move(wants))));
}

match::filter where(std::string_view field, match::pattern wants) {
    match::filter made;
    where(made, field, std::move(wants));
    return made;
}

match::filter equals(std::string_view field, std::string text) {
    return where(field, match::equal_to(std::move(text)));
}

std::string ids(const store::found<store::message_record>& found) {
    std::string joined;
    for (const auto* one : found.items) joined += (joined.empty() ? "" : " ") + one->id.text();
    return joined;
}

std::string messages(const store::scope& in, const match::filter& filter) {
    return ids(store::find_messages(in, {.where = &filter}));
}

}  // namespace

TEST_CASE("messages come oldest first, or newest first, from behind a position on") {
    store::scope in;
    client one(in);
    one.hello();
    for (int i = 0; i < 3; ++i) one.send();
    const auto since = in.position().n;
    one.send();
    one.send();
    CHECK(ids(store::find_messages(in)) == "m1 m2 m3 m4 m5");
    CHECK(ids(store::find_messages(in, {.by = store::order::newest_first})) == "m5 m4 m3 m2 m1");
    CHECK(ids(store::find_messages(in, {.since = since})) == "m4 m5");
    CHECK(ids(store::find_messages(in, {.since = since, .by = store::order::newest_first})) == "m5 m4");
    CHECK(ids(store::find_messages(in, {.since = in.position().n})).empty());
    in.erase({4});
    CHECK(ids(store::find_messages(in, {.since = since})) == "m5");
    CHECK(ids(store::find_messages(in, {.skip = 1, .limit = 2})) == "m2 m3");
}

TEST_CASE("recipient and user find the same messages by index as by looking at each") {
    store::scope in;
    for (int i = 0; i < 20; ++i) {
        client one(in);
        one.hello();
        if (i % 2 == 0) one.login(i % 4 == 0 ? "app" : "web");
        one.send({.to = {"u" + std::to_string(i % 3) + "@Example.TEST", "all@example.test"}});
    }
    for (const auto* address : {"u0@example.test", "U0@example.test", "u1@EXAMPLE.test", "all@example.test", "no@no"}) {
        CAPTURE(address);
        const auto indexed = equals("to", address);
        REQUIRE(indexed.sole_equal(field_id::to) != nullptr);
        const auto scanned = where(
            "to", {.any_of = {match::equal_to(std::string(address)), match::equal_to(std::string("never@never"))}});
        CHECK(messages(in, indexed) == messages(in, scanned));
    }
    CHECK(messages(in, equals("to", "u0@example.test")) == "m1 m4 m7 m10 m13 m16 m19");
    CHECK(messages(in, equals("user", "web")) == "m3 m7 m11 m15 m19");
    auto both = equals("user", "web");
    where(both, "to", match::equal_to(std::string("u0@example.test")));
    CHECK(messages(in, both) == "m7 m19");
    CHECK(ids(store::find_messages(in, {.where = &both, .by = store::order::newest_first})) == "m19 m7");
    in.erase({7});
    CHECK(messages(in, both) == "m19");
    const auto since = in.find(base::message_id{15})->at;
    const auto web = equals("user", "web");
    CHECK(ids(store::find_messages(in, {.where = &web, .since = since})) == "m19");
    CHECK(ids(store::find_messages(in, {.where = &web, .since = since, .by = store::order::newest_first})) == "m19");
}

TEST_CASE("a recipient named twice is one message") {
    store::scope in;
    client one(in);
    one.hello();
    one.send({.to = {"a@b", "a@b", "a@B"}});
    CHECK(messages(in, equals("to", "a@b")) == "m1");
    in.erase({1});
    CHECK(messages(in, equals("to", "a@b")).empty());
}

TEST_CASE("an id finds its message and nothing else") {
    store::scope in;
    client one(in);
    one.hello();
    one.send();
    one.send();
    CHECK(messages(in, equals("id", "m2")) == "m2");
    CHECK(messages(in, equals("id", "m3")).empty());
    CHECK(ids(store::find_messages(in, {.where = nullptr, .limit = 0})).empty());
}

TEST_CASE("slices of any effort join to the whole answer") {
    store::scope in;
    client one(in);
    one.hello();
    for (int i = 0; i < 50; ++i) one.send({.to = {i % 3 == 0 ? "x@y" : "z@y"}, .bytes = "Subject: s\r\n\r\n"});
    in.erase({10});
    in.erase({50});
    const auto indexed = equals("to", "x@y");
    const auto scanned = where("to", {.contains = "x@"});
    for (const auto* filter : {&indexed, &scanned}) {
        for (const auto by : {store::order::oldest_first, store::order::newest_first}) {
            const auto whole = ids(store::find_messages(in, {.where = filter, .by = by}));
            for (const std::size_t effort : {1, 7, 49, 1000}) {
                std::string joined;
                store::query slice{.where = filter, .by = by, .effort = effort};
                do {
                    const auto part = store::find_messages(in, slice);
                    if (!joined.empty() && !part.items.empty()) joined += ' ';
                    joined += ids(part);
                    slice.resume = part.resume;
                } while (slice.resume != 0);
                CHECK(joined == whole);
            }
        }
    }
    const auto page = store::find_messages(in, {.skip = 5, .limit = 10, .effort = 3});
    CHECK(page.skipped == 3);
    CHECK(page.items.empty());
    CHECK(page.resume == 3);
}

TEST_CASE("pages of everything are the same whether or not something was deleted, and its count is known") {
    store::scope in;
    client one(in);
    one.hello();
    for (int i = 0; i < 9; ++i) one.send();
    const auto since = in.find(base::message_id{3})->at;
    const auto newest = store::order::newest_first;
    CHECK(ids(store::find_messages(in, {.skip = 4, .limit = 2})) == "m5 m6");
    CHECK(ids(store::find_messages(in, {.by = newest, .skip = 4, .limit = 2})) == "m5 m4");
    CHECK(ids(store::find_messages(in, {.since = since, .by = newest, .skip = 5, .limit = 2})) == "m4");
    CHECK(ids(store::find_messages(in, {.newest = 6, .by = newest, .skip = 1, .limit = 2})) == "m5 m4");
    CHECK(ids(store::find_messages(in, {.skip = 9, .limit = 2})).empty());
    CHECK(ids(store::find_messages(in, {.by = newest, .skip = 100})).empty());
    CHECK(store::count_messages(in, {}) == 9);
    CHECK(store::count_messages(in, {.since = since, .newest = 8}) == 5);
    in.erase({5});
    CHECK(ids(store::find_messages(in, {.skip = 4, .limit = 2})) == "m6 m7");
    CHECK(ids(store::find_messages(in, {.by = newest, .skip = 4, .limit = 2})) == "m4 m3");
    CHECK(store::count_messages(in, {.since = since, .newest = 8}) == 4);
    CHECK(store::count_transactions(in, {}) == 9);
    CHECK_FALSE(store::count_transactions(in, {.since = since}));
    const auto filter = equals("to", "bob@example.test");
    CHECK_FALSE(store::count_messages(in, {.where = &filter}));
    CHECK(ids(store::find_messages(in, {.where = &filter, .newest = 4})) == "m1 m2 m3 m4");
    CHECK(ids(store::find_messages(in, {.where = &filter, .newest = 4, .by = newest, .limit = 1})) == "m4");
}

TEST_CASE("transactions, attempts and sessions are found by their own fields") {
    store::scope in;
    client one(in);
    one.hello("one.local");
    one.login("eve", smtp::attempt_outcome::refused);
    one.login("app");
    one.send();
    one.quit();
    const auto since = in.position().n;
    client two(in);
    two.hello("two.local");
    two.begin();
    two.end_transaction(smtp::transaction_outcome::refused, smtp::transaction_end::rset);
    two.begin();

    const auto refused = equals("outcome", "refused");
    const auto transactions = store::find_transactions(in, {.where = &refused});
    REQUIRE(transactions.items.size() == 1);
    CHECK(transactions.items[0]->id.text() == "t2");
    const auto attempts = store::find_attempts(in, {.where = &refused});
    REQUIRE(attempts.items.size() == 1);
    CHECK(attempts.items[0]->what.found.user == "eve");
    const auto helo = equals("helo", "TWO.local");
    CHECK(store::find_sessions(in, {.where = &helo}).items.size() == 1);
    CHECK(store::find_transactions(in, {.since = since}).items.size() == 2);
    CHECK(store::find_sessions(in, {.since = since}).items.size() == 1);
    CHECK(store::find_attempts(in, {.since = since}).items.empty());
}

TEST_CASE("a hundred thousand messages are found by id, recipient and page without looking at the others") {
    store::scope in;
    client one(in);
    one.hello();
    constexpr std::uint64_t many = 100'000;
    for (std::uint64_t i = 1; i <= many; ++i)
        one.send({.to = {"u" + std::to_string(i) + "@example.test"}, .bytes = "Hi\r\n"});
    CHECK(in.state().messages == many);
    CHECK(in.find(base::message_id{77'777})->transaction->accepted().front() == "u77777@example.test");
    // An effort of one record is enough: the index leads straight to it.
    const auto filter = equals("to", "u99999@example.test");
    const auto found = store::find_messages(in, {.where = &filter, .effort = 1});
    CHECK(ids(found) == "m99999");
    CHECK(found.resume == 0);
    const auto last = in.find(base::message_id{many - 2})->at;
    CHECK(ids(store::find_messages(in, {.since = last, .effort = 2})) == "m99999 m100000");
    const auto page = store::find_messages(in, {.limit = 200, .effort = 200, .resume = 50'000});
    REQUIRE(page.items.size() == 200);
    CHECK(page.items.front()->id.number == 50'001);
    CHECK(page.resume == 50'200);
}
