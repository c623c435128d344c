// What belongs to a named scope: attribution, its own ids, resets on either side, what is shared.
#include <doctest/doctest.h>

#include "mocksmtp/store/query.hpp"
#include "mocksmtp/store/record_fields.hpp"
#include "mocksmtp/store/scope_registry.hpp"
#include "tests/unit/store/client.hpp"

using namespace testing;

namespace {

// Whether a recipient ends as a filter's one text says; the real one stands beside the rules.
bool ends_so(const match::filter& which, const smtp::situation& now) {
    const auto* wanted = which.sole_equal(match::field_id::to);
    return wanted != nullptr && now.recipient->address == *wanted;
}

match::filter to(const std::string& address) {
    match::filter made;
    made.add({match::field_id::to, {}},
             std::get<match::matcher>(match::compile({match::field_id::to, {}}, match::equal_to(address))));
    return made;
}

struct house {
    store::scope world;
    store::scope_registry all{world, {}, ends_so};

    client connect(std::string listener = "smtp") {
        return client(all.observe({.listener = std::move(listener), .peer = "127.0.0.1", .local = "127.0.0.1"}));
    }
    store::scope& story(const std::string& name) {
        auto* found = all.find(name);
        REQUIRE(found != nullptr);
        return found->story;
    }
};

std::vector<std::string> lines_of(const store::scope& in, base::session_id id) {
    std::vector<std::string> made;
    for (const auto& each : in.events_of(id, 0, 1000))
        if (const auto* said = std::get_if<smtp::command_received>(&each.what)) made.push_back(said->line);
    return made;
}

std::vector<std::string> recipients_of(const store::scope& in) {
    std::vector<std::string> made;
    for (const auto* each : store::find_messages(in).items)
        for (const auto address : each->transaction->accepted()) made.emplace_back(address);
    return made;
}

using names = std::vector<std::string_view>;
names scopes_of(const auto& of) { return {of.scopes().begin(), of.scopes().end()}; }

}  // namespace

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

TEST_CASE("a scope's reset leaves the world and its neighbours alone, and its connection in the new epoch") {
    house with;
    auto app = with.connect();
    app.hello();
    app.send({.to = {"a@w3.scope.test"}});
    app.send({.to = {"b@w4.scope.test"}});
    auto& mine = with.story("w3");
    app.begin();
    app.recipient("late@w3.scope.test");
    mine.reset();
    app.data();
    app.accept("Subject: late\r\n\r\n");
    CHECK(mine.state().messages == 0);
    CHECK(mine.state().fenced == 1);
    CHECK(with.world.state().messages == 3);
    CHECK(with.story("w4").state().messages == 1);
    app.send({.to = {"new@w3.scope.test"}});
    CHECK(recipients_of(mine) == std::vector<std::string>{"new@w3.scope.test"});
    CHECK(mine.find(base::session_id{1})->opened_before_reset);
    CHECK(mine.find(base::session_id{1})->helo->argument == "app.local");
}

TEST_CASE("a client that says no more than QUIT to a scope that was reset is no session of its new epoch") {
    house with;
    auto app = with.connect();
    app.hello();
    app.send({.to = {"a@w3.scope.test"}});
    auto& mine = with.story("w3");
    mine.reset();
    app.quit();
    CHECK(mine.is_blank());
    CHECK(mine.state().sessions == 0);
}

TEST_CASE("of the other stories the world is asked last, and has none itself") {
    house with;
    auto app = with.connect();
    app.hello();
    app.send({.to = {"a@w3.scope.test", "b@w4.scope.test"}});
    CHECK(with.all.others(with.world).empty());
    CHECK(with.all.others(with.story("w3")) == std::vector<const store::scope*>{&with.story("w4"), &with.world});
}

TEST_CASE("a reset of the world takes nothing from a scope, in whatever moment it comes") {
    for (int moment = 0; moment < 6; ++moment) {
        CAPTURE(moment);
        house with;
        auto app = with.connect();
        app.hello();
        app.login("app");
        const auto perhaps_reset = [&](int now) {
            if (now == moment) with.world.reset();
        };
        perhaps_reset(0);
        app.line().record(smtp::command_received{"MAIL FROM:<app@example.test>", {}});
        perhaps_reset(1);
        app.line().record(smtp::transaction_opened{path("app@example.test")});
        app.reply(said(250, "Ok"));
        perhaps_reset(2);
        app.recipient("else@example.test");
        perhaps_reset(3);
        app.recipient("a@w3.scope.test");
        perhaps_reset(4);
        app.data();
        perhaps_reset(5);
        app.accept("Subject: here\r\n\r\n");
        const auto& mine = with.story("w3");
        const auto* message = mine.find(base::message_id{1});
        REQUIRE(message != nullptr);
        CHECK(message->transaction->from() == "app@example.test");
        CHECK(message->transaction->accepted().size() == 2);
        CHECK(message->session().helo->argument == "app.local");
        REQUIRE(message->auth() != nullptr);
        CHECK(message->auth()->what.found.user == "app");
        app.send({.to = {"b@w3.scope.test"}});
        CHECK(mine.state().messages == 2);
        CHECK(mine.state().sessions == 1);
    }
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

TEST_CASE("a scope that was not used for its time is forgotten, by the world's clock") {
    house with;
    with.all.declare(*with.all.make("shop"), {.which = to("orders@shop.test"), .ttl = std::chrono::minutes(1)});
    auto app = with.connect();
    app.hello();
    app.send({.to = {"orders@shop.test"}});
    with.world.clock().advance(std::chrono::seconds(59));
    CHECK(with.all.find("shop") != nullptr);
    with.world.clock().advance(std::chrono::seconds(2));
    CHECK(with.all.find("shop") == nullptr);
    app.send({.to = {"orders@shop.test"}});
    CHECK(with.all.all().empty());
}

TEST_CASE("scopes have an end, and what comes beyond stays in the world") {
    house with;
    for (std::size_t i = 0; i < store::scope_registry::most; ++i)
        with.all.make("s" + std::to_string(i))->story.mark("in use");
    CHECK(with.all.make("more") == nullptr);
    CHECK(with.all.make("s1") != nullptr);
    auto app = with.connect();
    app.hello();
    app.send({.to = {"a@more.scope.test"}});
    CHECK(with.all.turned_away() == 1);
    CHECK(with.world.state().messages == 1);
    CHECK(scopes_of(*with.world.find(base::transaction_id{1})) == names{"default"});
}

TEST_CASE("scopes that were forgotten make room, though a client has sent them mail and is still there") {
    house with;
    auto app = with.connect();
    app.hello();
    auto* kept = with.all.make("kept");
    const auto staying = with.all.stay_in(kept->story);
    for (std::size_t i = 0; i < store::scope_registry::most; ++i) {
        const auto name = "s" + std::to_string(i);
        app.send({.to = {"a@" + name + ".scope.test"}});
        auto* one = with.all.find(name);
        REQUIRE(one != nullptr);
        with.all.forget(*one);
    }
    with.all.declare(*with.all.make("more"), {});
    app.send({.to = {"a@more.scope.test"}});
    CHECK(with.story("more").state().messages == 1);
    CHECK(with.all.turned_away() == 0);
    CHECK(with.all.make("kept") == kept);
    CHECK(scopes_of(*with.world.find(base::transaction_id{1})) == names{"s0"});
    app.quit();
}

TEST_CASE("a scope whose rules somebody keeps makes no room") {
    house with;
    with.all.lets_go = [](const store::named_scope& one) { return one.name != "s1"; };
    std::vector<store::named_scope*> all;
    for (std::size_t i = 0; i < store::scope_registry::most; ++i) all.push_back(with.all.make("s" + std::to_string(i)));
    REQUIRE(with.all.make("more") != nullptr);
    CHECK(with.all.make("s1") == all[1]);
}

TEST_CASE("a scope is in use while a call waits in it, and as long as a client is about a transaction there") {
    house with;
    const auto long_ago = [&] {
        with.world.clock().advance(std::chrono::minutes(2));
        return with.all.find("shop") != nullptr;
    };
    with.all.declare(*with.all.make("shop"), {.which = to("orders@shop.test"), .ttl = std::chrono::minutes(1)});
    auto staying = with.all.stay_in(with.story("shop"));
    CHECK(long_ago());
    staying.reset();
    auto app = with.connect();
    app.hello();
    app.begin();
    app.recipient("orders@shop.test");
    CHECK(long_ago());
    with.world.clock().advance(std::chrono::minutes(2));
    app.data();
    app.accept("Subject: here\r\n\r\n");
    CHECK(with.all.find("shop") != nullptr);
    CHECK_FALSE(long_ago());
    with.all.declare(*with.all.make("port"), {.listeners = {"port"}, .ttl = std::chrono::minutes(1)});
    auto there = with.connect("port");
    there.hello();
    with.world.clock().advance(std::chrono::minutes(2));
    CHECK(with.all.find("port") != nullptr);
}

TEST_CASE("a transaction that a reset finds before its first recipient belongs to no scope") {
    for (const bool is_known : {false, true}) {
        CAPTURE(is_known);
        house with;
        auto& mine = with.all.make("w3")->story;
        auto app = with.connect();
        app.hello();
        if (is_known) app.send({.to = {"first@w3.scope.test"}});
        app.begin();
        mine.reset();
        app.recipient("a@w3.scope.test");
        CHECK(mine.state().fenced_open == 1);
        app.data();
        app.accept("Subject: late\r\n\r\n");
        CHECK(mine.state().messages == 0);
        CHECK(mine.state().sessions == 0);
        CHECK(mine.state().fenced == 1);
        CHECK(with.world.state().messages == (is_known ? 2 : 1));
        app.send({.to = {"new@w3.scope.test"}});
        CHECK(recipients_of(mine) == std::vector<std::string>{"new@w3.scope.test"});
        CHECK(mine.find(base::session_id{1})->opened_before_reset);
        app.begin();
        with.all.all_begin();
        app.recipient("a@w9.scope.test");
        CHECK(with.all.make("w9")->story.state().fenced_open == 1);
    }
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

TEST_CASE("the byte limit is one for all records together") {
    house with;
    with.world.limit({.max_store_bytes = 200'000});
    auto app = with.connect();
    app.hello();
    app.send({.to = {"a@w3.scope.test"}, .bytes = std::string(80'000, 'x')});
    with.world.reset();
    app.begin();
    app.recipient("b@w3.scope.test");
    CHECK(app.line().has_room(50'000));
    CHECK_FALSE(app.line().has_room(150'000));
}

TEST_CASE("the bytes of a message count once, however many records keep it") {
    house with;
    with.world.limit({.max_store_bytes = 2'000'000});
    with.all.limit({.max_store_bytes = 2'000'000});
    auto app = with.connect();
    app.hello();
    app.send({.to = {"a@w3.scope.test", "a@w4.scope.test"}, .bytes = std::string(800'000, 'x')});
    CHECK(app.line().has_room(900'000));
    CHECK_FALSE(app.line().has_room(1'300'000));
    with.story("w3").reset();
    with.world.reset();
    CHECK_FALSE(app.line().has_room(1'300'000));
    with.story("w4").reset();
    CHECK(app.line().has_room(1'300'000));
}

TEST_CASE("so many messages each scope may have, and so many belong to none") {
    house with;
    with.world.limit({.max_messages = 1});
    with.all.limit({.max_messages = 1});
    auto app = with.connect();
    app.hello();
    const auto has_room = [&](const std::string& to) {
        app.begin();
        app.recipient(to);
        const bool room = app.line().has_room(1);
        app.end_transaction(smtp::transaction_outcome::abandoned, smtp::transaction_end::rset);
        return room;
    };
    app.send({.to = {"a@w3.scope.test"}});
    CHECK_FALSE(has_room("a@w3.scope.test"));
    CHECK(with.story("w3").state().full);
    CHECK(has_room("a@w4.scope.test"));
    CHECK(has_room("a@example.test"));
    app.send({.to = {"a@example.test"}});
    CHECK_FALSE(has_room("a@example.test"));
    CHECK(has_room("a@w4.scope.test"));
    with.story("w3").reset();
    CHECK(has_room("a@w3.scope.test"));
    with.world.limit({.max_messages = 1, .full = store::when_full::evict_oldest});
    app.send({.to = {"b@example.test"}});
    CHECK(recipients_of(with.world) == std::vector<std::string>{"a@w3.scope.test", "b@example.test"});
}

TEST_CASE("what makes way in the world makes way in its scopes, and what the world has forgotten does too") {
    house with;
    const store::store_limits tight{.max_store_bytes = 2'000'000, .full = store::when_full::evict_oldest};
    with.world.limit(tight);
    with.all.limit(tight);
    auto app = with.connect();
    app.hello();
    const auto kept = [&] {
        std::uint64_t sum = 0;
        for (auto* each : with.all.all()) sum += each->story.state().messages;
        return sum;
    };
    const auto send = [&](const std::string& scope) {
        app.send({.to = {"a@" + scope + ".scope.test"}, .bytes = std::string(500'000, 'x')});
        CHECK(with.story(scope).state().messages == 1);
        CHECK(kept() <= 3);
    };
    for (int i = 0; i < 10; ++i) send("s" + std::to_string(i));
    CHECK(kept() == 3);
    CHECK(with.world.state().messages == 3);
    CHECK(with.story("s0").state().evictions == 1);
    with.world.reset();
    CHECK(kept() == 3);
    for (int i = 0; i < 10; ++i) send("t" + std::to_string(i));
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
