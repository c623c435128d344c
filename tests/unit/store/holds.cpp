// Parked sessions: listed while they last, found like everything else.
#include <doctest/doctest.h>

#include "mocksmtp/store/query.hpp"
#include "mocksmtp/store/record_fields.hpp"
#include "tests/unit/store/client.hpp"

using namespace testing;

namespace {

base::hold_id park(client& one, match::stage at, std::string rule = "stall") {
    return one.line().hold_opened({.at = at, .by = {std::move(rule), 1}});
}

match::filter one_condition(std::string_view name, std::string wanted) {
    match::filter made;
    const auto field = std::get<match::field>(match::parse_field(name));
    made.add(field, std::get<match::matcher>(match::compile(field, match::equal_to(std::move(wanted)))));
    return made;
}

std::string ids_of(const store::found<store::hold_record>& found) {
    std::string ids;
    for (const auto* one : found.items) ids += (ids.empty() ? "" : " ") + one->id.text();
    return ids;
}

}  // namespace

TEST_CASE("holds are listed while they last and their ids are not used twice") {
    store::scope in;
    client one(in);
    one.hello();
    const auto id = one.line().hold_opened({.at = match::stage::rcpt, .by = {"wait", 1}});
    CHECK(id.text() == "h1");
    REQUIRE(in.state().holds == 1);
    CHECK(in.find(base::hold_id{1})->what.at == match::stage::rcpt);
    one.line().record(smtp::hold_closed{id, true});
    CHECK(in.state().holds == 0);
    CHECK(one.line().hold_opened({.at = match::stage::rcpt, .by = {"wait", 2}}).text() == "h2");
    one.vanish();
    CHECK(in.state().holds == 0);
}

TEST_CASE("a hold knows its session, its transaction and when it began") {
    store::scope in;
    client one(in);
    one.hello();
    park(one, match::stage::mail);
    one.line().record(smtp::hold_closed{{1}, true});
    one.begin();
    const auto id = park(one, match::stage::rcpt);
    const auto* held = in.find(id);
    REQUIRE(held != nullptr);
    CHECK(held->id.text() == "h2");
    CHECK(held->session == in.find(base::session_id{1}));
    CHECK(held->transaction.text() == "t1");
    CHECK(held->at == in.position().n);
    CHECK(held->opened_at == base::clock_origin() + std::chrono::milliseconds(held->at));
    CHECK(in.find(base::session_id{1})->rules == std::vector<smtp::rule_hit>{{"stall", 1}});
    CHECK(in.find(base::hold_id{1}) == nullptr);
}

TEST_CASE("holds are found in their order, by filter and by position") {
    store::scope in;
    client one(in), two(in), three(in);
    for (auto* each : {&one, &two, &three}) each->hello();
    park(one, match::stage::rcpt);
    const auto between = in.position().n;
    park(two, match::stage::message, "other");
    park(three, match::stage::rcpt);
    CHECK(ids_of(store::find_holds(in)) == "h1 h2 h3");
    CHECK(ids_of(store::find_holds(in, {.by = store::order::newest_first, .skip = 1})) == "h2 h1");
    CHECK(ids_of(store::find_holds(in, {.since = between})) == "h2 h3");
    const auto at_rcpt = one_condition("stage", "rcpt");
    CHECK(ids_of(store::find_holds(in, {.where = &at_rcpt})) == "h1 h3");
    CHECK(store::count_holds(in, {.since = between}) == 2u);
    CHECK_FALSE(store::count_holds(in, {.where = &at_rcpt}));
    two.line().record(smtp::hold_closed{{2}, false});
    CHECK(ids_of(store::find_holds(in)) == "h1 h3");
    CHECK(store::count_holds(in, {}) == 2u);
    one.vanish();
    three.quit();
    CHECK(ids_of(store::find_holds(in)).empty());
    CHECK(in.state().holds == 0);
}

TEST_CASE("a held message counts as memory as long as it is held") {
    store::scope in;
    client one(in);
    one.hello();
    one.begin();
    auto message = std::make_shared<smtp::received_message>();
    message->bytes.append(std::string(100'000, 'x'));
    const auto before = in.state().store_bytes;
    const auto id = one.line().hold_opened({.at = match::stage::message, .by = {"stall", 1}, .message = message});
    CHECK(in.state().store_bytes > before + 100'000);
    one.line().record(smtp::hold_closed{id, true});
    CHECK(in.state().store_bytes < before + 1'000);
    one.line().hold_opened({.at = match::stage::message, .by = {"stall", 1}, .message = message});
    one.vanish();
    CHECK(in.state().store_bytes < before + 2'000);
}

TEST_CASE("of a parked AUTH nothing but the mechanism is told") {
    store::scope in;
    client one(in);
    one.hello();
    const auto auth = one.line().hold_opened(
        {.at = match::stage::auth, .by = {"stall", 1}, .verb = "AUTH", .argument = "PLAIN AHVzZXIAcGFzcw=="});
    CHECK(in.find(auth)->argument() == "PLAIN");
    const auto argument = std::get<match::field>(match::parse_field("argument"));
    CHECK(std::get<std::string_view>(store::hold_fields(*in.find(auth)).of(argument)[0]) == "PLAIN");
    one.line().record(smtp::hold_closed{auth, true});
    const auto mail = one.line().hold_opened(
        {.at = match::stage::mail, .by = {"stall", 2}, .verb = "MAIL", .argument = "FROM:<a@b> SIZE=3"});
    CHECK(in.find(mail)->argument() == "FROM:<a@b> SIZE=3");
}
