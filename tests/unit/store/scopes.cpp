// What belongs to a named scope: attribution, its own ids, what is shared.
#include <doctest/doctest.h>

#include "tests/unit/store/house.hpp"

using namespace testing;

TEST_CASE("a name is lower case letters, digits and hyphens, as long as a DNS label") {
    CHECK(store::scope_registry::name_of("W3") == "w3");
    CHECK(store::scope_registry::name_of("0-a") == "0-a");
    CHECK(store::scope_registry::name_of(std::string(63, 'x')).has_value());
    for (const char* bad : {"", "-a", "a.b", "a_b", "a/b", "\xc3\xa4", "default", "DEFAULT"})
        CHECK_FALSE(store::scope_registry::name_of(bad));
    CHECK_FALSE(store::scope_registry::name_of(std::string(64, 'x')));
}

TEST_CASE("mail to NAME.scope.test is in the scope under ids of its own, and in the world") {
    house with;
    auto app = with.connect();
    app.hello();
    app.send({.to = {"alice@example.test"}});
    app.send({.to = {"bob@W3.Scope.Test"}});
    app.send({.to = {"carol@mail.w4.scope.test"}});
    CHECK(recipients_of(with.world).size() == 3);
    CHECK(recipients_of(with.story("w3")) == std::vector<std::string>{"bob@W3.Scope.Test"});
    CHECK(recipients_of(with.story("w4")) == std::vector<std::string>{"carol@mail.w4.scope.test"});
    const auto* mine = with.story("w3").find(base::message_id{1});
    REQUIRE(mine != nullptr);
    CHECK(mine->transaction->id == base::transaction_id{1});
    CHECK(mine->session().id == base::session_id{1});
    CHECK(mine->session().helo->argument == "app.local");
    CHECK(scopes_of(*mine->transaction) == names{"w3"});
    CHECK(scopes_of(*with.world.find(base::transaction_id{1})) == names{"default"});
    CHECK(scopes_of(*with.world.find(base::transaction_id{2})) == names{"w3"});
    CHECK(scopes_of(*with.world.find(base::session_id{1})) == names{"default", "w3", "w4"});
}

TEST_CASE("other domains, and the world's own name, name no scope") {
    house with;
    auto app = with.connect();
    app.hello();
    for (const char* address : {"a@scope.test", "a@w3.scope.test.example", "a@w3scope.test", "a@b_c.scope.test",
                                "a@default.scope.test", "w3.scope.test"})
        app.send({.to = {address}});
    CHECK(with.all.all().empty());
    CHECK(with.all.turned_away() == 0);
}

TEST_CASE("the bytes of a message in two scopes are kept once") {
    house with;
    auto app = with.connect();
    app.hello();
    app.send({.to = {"a@w3.scope.test", "b@w4.scope.test"}});
    const auto bytes = with.world.find(base::message_id{1})->raw.bytes.view();
    for (const char* name : {"w3", "w4"}) {
        const auto* mine = with.story(name).find(base::message_id{1});
        CHECK(mine->raw.bytes.view().data() == bytes.data());
        CHECK(mine->transaction->accepted().size() == 2);
    }
    CHECK(scopes_of(*with.world.find(base::transaction_id{1})) == names{"w3", "w4"});
}

TEST_CASE("a scope hears what came before the first MAIL and its own transactions, and nothing of others") {
    house with;
    auto app = with.connect();
    app.hello();
    app.login("app");
    app.send({.to = {"other@example.test"}});
    app.send({.to = {"a@w3.scope.test"}});
    app.command("RSET");
    app.send({.to = {"b@w4.scope.test"}});
    app.send({.to = {"c@w3.scope.test"}});
    app.quit();
    CHECK(lines_of(with.story("w3"), {1}) ==
          std::vector<std::string>{"EHLO app.local", "AUTH PLAIN AHVzZXIAcGFzcw==", "MAIL FROM:<app@example.test>",
                                   "RCPT TO:<a@w3.scope.test>", "DATA", "RSET", "MAIL FROM:<app@example.test>",
                                   "RCPT TO:<c@w3.scope.test>", "DATA", "QUIT"});
    CHECK(lines_of(with.story("w4"), {1}).size() == 5);
    for (const char* name : {"w3", "w4"}) {
        const auto& session = *with.story(name).find(base::session_id{1});
        CHECK_FALSE(session.open());
        CHECK(session.attempts.size() == 1);
        CHECK(with.story(name).find(base::message_id{1})->auth()->what.found.user == "app");
    }
    CHECK(with.story("w3").find(base::session_id{1})->messages == 2);
}

TEST_CASE("a refused recipient and a refused message belong to the scope too") {
    house with;
    auto app = with.connect();
    app.hello();
    app.begin();
    app.recipient("a@w3.scope.test", 550);
    app.end_transaction(smtp::transaction_outcome::refused, smtp::transaction_end::rset);
    const auto* mine = with.story("w3").find(base::transaction_id{1});
    REQUIRE(mine != nullptr);
    CHECK(mine->refused() == std::vector<std::string_view>{"a@w3.scope.test"});
    CHECK(mine->outcome == smtp::transaction_outcome::refused);
}

TEST_CASE("the id that the client is told is the scope's") {
    house with;
    auto app = with.connect();
    app.hello();
    app.send();
    CHECK(app.send({.to = {"a@w3.scope.test"}}) == base::message_id{1});
    CHECK(app.send() == base::message_id{3});
}

TEST_CASE("of the other stories the world is asked last, and has none itself") {
    house with;
    auto app = with.connect();
    app.hello();
    app.send({.to = {"a@w3.scope.test", "b@w4.scope.test"}});
    CHECK(with.all.others(with.world).empty());
    CHECK(with.all.others(with.story("w3")) == std::vector<const store::scope*>{&with.story("w4"), &with.world});
}

TEST_CASE("a declared scope has what its filter asks for, several have it together") {
    house with;
    with.all.declare(*with.all.make("shop"), {.which = to("orders@shop.test")});
    with.all.declare(*with.all.make("audit"), {.which = to("orders@shop.test")});
    auto app = with.connect();
    app.hello();
    app.send({.to = {"orders@shop.test"}});
    app.send({.to = {"else@shop.test"}});
    CHECK(with.story("shop").state().messages == 1);
    CHECK(with.story("audit").state().messages == 1);
    CHECK(scopes_of(*with.world.find(base::transaction_id{1})) == names{"audit", "shop"});
}

TEST_CASE("a listener's scope has its sessions from their first octet, and gives them their ordinals") {
    house with;
    with.all.declare(*with.all.make("shop"), {.listeners = {"shop"}});
    with.connect("smtp").hello();
    auto app = with.connect("shop");
    CHECK(app.line().scopes().size() == 1);
    app.hello();
    CHECK(app.ordinal == 1);
    app.send();
    { auto probe = with.connect("shop"); }
    auto& mine = with.story("shop");
    CHECK(mine.state().sessions == 1);
    CHECK(mine.state().messages == 1);
    CHECK(mine.state().probes == 1);
    CHECK(scopes_of(*with.world.find(base::session_id{2})) == names{"shop"});
    CHECK(scopes_of(*with.world.find(base::transaction_id{1})) == names{"shop"});
    mine.reset();
    auto again = with.connect("shop");
    again.hello();
    CHECK(again.ordinal == 1);
}

TEST_CASE("what belongs together is known at each moment") {
    house with;
    with.all.declare(*with.all.make("shop"), {.listeners = {"shop"}});
    auto app = with.connect("shop");
    app.hello();
    const auto known = [&] {
        std::string text;
        for (const auto& each : app.line().scopes()) text += std::string(each.name) + each.session.text() + " ";
        return text;
    };
    CHECK(known() == "shops1 ");
    app.begin();
    app.recipient("a@w3.scope.test");
    CHECK(known() == "shops1 w3s1 ");
    app.name("b@w4.scope.test");
    CHECK(known() == "shops1 w4s1 ");
    app.line().record(smtp::recipient_answered{path("b@w4.scope.test")});
    CHECK(known() == "shops1 w3s1 w4s1 ");
    app.end_transaction(smtp::transaction_outcome::abandoned, smtp::transaction_end::rset);
    CHECK(known() == "shops1 ");
    CHECK(app.line().session_in("w4") == base::session_id{1});
    CHECK_FALSE(app.line().session_in("w5"));
}

TEST_CASE("a hold has an id in each record, and the session's in all") {
    house with;
    auto first = with.connect();
    first.hello();
    first.line().hold_opened({.at = match::stage::helo, .by = {"r", 1}});
    auto app = with.connect();
    app.hello();
    app.begin();
    app.recipient("a@w3.scope.test");
    const auto told = app.line().hold_opened({.at = match::stage::data, .by = {"r", 2}});
    CHECK(told == base::hold_id{2});
    const auto* mine = with.story("w3").find(base::hold_id{1});
    REQUIRE(mine != nullptr);
    CHECK(mine->told == told);
    app.line().record(smtp::hold_closed{told, true});
    CHECK(with.story("w3").state().holds == 0);
    CHECK(with.world.state().holds == 1);
}

TEST_CASE("a connection serves the scopes of its latest transaction, and its listener's") {
    house with;
    with.all.declare(*with.all.make("shop"), {.listeners = {"shop"}});
    auto app = with.connect("shop");
    app.hello();
    app.send({.to = {"a@w3.scope.test"}});
    CHECK(app.line().serves("w3"));
    app.begin();
    CHECK_FALSE(app.line().serves("w3"));
    CHECK(app.line().serves("shop"));
}

TEST_CASE("whoever listens to the registry hears of every scope") {
    house with;
    int heard = 0;
    const auto listening = with.all.subscribers().subscribe([&](const store::notice&) { ++heard; });
    auto app = with.connect();
    app.hello();
    app.send();
    CHECK(heard == 0);
    app.send({.to = {"a@w3.scope.test"}});
    CHECK(heard > 5);
}

TEST_CASE("a scope's resets and marks tell what the world had recorded by then") {
    house with;
    auto app = with.connect();
    app.hello();
    app.send({.to = {"a@w3.scope.test"}});
    auto& mine = with.story("w3");
    CHECK(with.all.world_before(mine, mine.position().n) == 0);
    const auto marked = mine.mark("here");
    const auto then = with.world.position().n;
    CHECK(with.all.world_before(mine, marked.n) == then);
    app.send({.to = {"a@w3.scope.test"}});
    CHECK(with.all.world_before(mine, mine.position().n) == then);
    CHECK(with.all.world_before(mine, marked.n - 1) == 0);
    mine.reset();
    CHECK(with.all.world_before(mine, 0) == with.world.position().n);
    with.world.reset();
    CHECK(with.all.world_before(mine, 0) == 0);
    CHECK(with.all.world_before(with.world, 0) == 0);
}
