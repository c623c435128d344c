// Tests that share one server, each with a scope of its own.
#include <doctest/doctest.h>

#include <cstdint>
#include <map>
#include <string>
#include <thread>

#include "mocksmtp/mock_server.hpp"
#include "tests/unit/facade/client.hpp"

namespace {

using namespace mocksmtp;
using tests::client;

rules::rule refusal(std::string id) {
    return {.id = std::move(id), .on = {rules::stage::rcpt}, .times = 1, .reply = smtp::reply_id::user_unknown};
}

}  // namespace

TEST_CASE("a scope has its own mail and ids, and the server has all") {
    mock_server mail;
    auto w3 = mail.scope("W3"), w4 = mail.scope("w4");
    client app(mail.smtp_port());
    app.send("bob@example.test");
    app.send("a@w4.scope.test");
    app.send("a@w3.scope.test");
    CHECK(w3.wait_for_message({.to = "a@w3.scope.test"}).id == "m1");
    CHECK(w3.messages().size() == 1);
    CHECK(w4.transactions().size() == 1);
    auto only_mail = verify::alone({});
    only_mail.expect.front().count = {1, 1};
    w3.verify(only_mail);
    CHECK_THROWS_AS(mail.verify(only_mail), expectation_failed);
    CHECK(mail.messages().size() == 3);
    w3.reset();
    CHECK(w3.messages().empty());
    CHECK(w4.messages().size() == 1);
    mail.reset();
    CHECK(mail.messages().empty());
    CHECK(w4.messages().size() == 1);
    CHECK_THROWS_AS(mail.scope("no good"), std::invalid_argument);
    CHECK_THROWS_AS(mail.scope("default"), std::invalid_argument);
}

TEST_CASE("waiting in a scope ends with its own message, and fails though others come") {
    mock_server mail;
    auto w3 = mail.scope("w3");
    std::thread sender([&] {
        client app(mail.smtp_port());
        app.send("a@w4.scope.test");
        app.send("a@w3.scope.test");
    });
    CHECK(w3.wait_for_message().to.front() == "a@w3.scope.test");
    sender.join();
    CHECK_THROWS_AS(w3.wait_for_message({.to = "a@w4.scope.test"}, std::chrono::milliseconds(10)), expectation_failed);
}

TEST_CASE("a scope's rules act on its mail alone, before the server's") {
    mock_server mail;
    auto w3 = mail.scope("w3");
    w3.put_rule(refusal("mine"));
    mail.put_rule(refusal("everybody"));
    client app(mail.smtp_port());
    CHECK(app.say("MAIL FROM:<app@example.test>").starts_with("250"));
    CHECK(app.say("RCPT TO:<a@w4.scope.test>").starts_with("550"));
    CHECK(app.say("RCPT TO:<a@w4.scope.test>").starts_with("250"));
    CHECK(app.say("RCPT TO:<a@w3.scope.test>").starts_with("550"));
    CHECK(mail.rules()[0].hits == 1);
    CHECK(app.say("RCPT TO:<a@w3.scope.test>").starts_with("550"));
    CHECK(app.say("RCPT TO:<a@w3.scope.test>").starts_with("250"));
    REQUIRE(w3.rules().size() == 1);
    CHECK(w3.rules()[0].hits == 1);
    CHECK(w3.rules()[0].sessions == std::vector<base::session_id>{{1}});
    CHECK(mail.rules()[0].hits == 2);
    rules::rule early = refusal("early");
    early.on = {rules::stage::mail};
    CHECK_THROWS_AS(w3.put_rule(early), std::invalid_argument);
    w3.reset();
    CHECK(w3.rules().empty());
    CHECK(mail.rules().size() == 1);
}

TEST_CASE("a client goes on in its scopes where a rule has refused its DATA") {
    mock_server mail;
    auto w3 = mail.scope("w3");
    rules::rule once = refusal("once");
    once.on = {rules::stage::data};
    w3.put_rule(once);
    client app(mail.smtp_port());
    app.say("MAIL FROM:<app@example.test>");
    app.say("RCPT TO:<a@w3.scope.test>");
    CHECK(app.say("DATA").starts_with("550"));
    REQUIRE(w3.transactions().size() == 1);
    CHECK(w3.transactions()[0].outcome == "refused");
    CHECK(w3.transactions()[0].rule == "once");
    CHECK(app.say("MAIL FROM:<app@example.test>").starts_with("503"));
    CHECK(app.say("RCPT TO:<b@w4.scope.test>").starts_with("250"));
    CHECK(app.say("DATA").starts_with("354"));
    CHECK(app.say("Subject: Hello\r\n\r\nx\r\n.").starts_with("250"));
    const std::vector<std::string> both{"a@w3.scope.test", "b@w4.scope.test"};
    REQUIRE(w3.messages().size() == 1);
    CHECK(w3.messages()[0].to == both);
    CHECK(w3.transactions().size() == 2);
    REQUIRE(mail.scope("w4").transactions().size() == 1);
    CHECK(mail.scope("w4").transactions()[0].to == both);
    CHECK(mail.transactions().size() == 2);
}

TEST_CASE("a rule of the server counts for each scope by itself, and anew after its reset") {
    mock_server mail;
    mail.put_rule(refusal("everybody"));
    client app(mail.smtp_port());
    const auto refused = [&](const std::string& to) { return app.say("RCPT TO:<" + to + ">").starts_with("550"); };
    CHECK(app.say("MAIL FROM:<app@example.test>").starts_with("250"));
    for (const char* to : {"a@w3.scope.test", "a@w4.scope.test", "a@example.test"}) {
        CHECK(refused(to));
        CHECK_FALSE(refused(to));
    }
    CHECK(mail.rules()[0].hits_per == std::map<std::string, std::uint64_t>{{"default", 1}, {"w3", 1}, {"w4", 1}});
    CHECK(mail.rules()[0].now == rules::standing::state::spent);
    mail.scope("w4").reset();
    CHECK_FALSE(refused("a@w3.scope.test"));
    CHECK(refused("a@w4.scope.test"));
    CHECK_FALSE(refused("a@example.test"));
}

TEST_CASE("what a declared scope has is said by conditions as rules have them") {
    mock_server mail;
    auto shop = mail.declare_scope("shop", {{"to", match::equal_to("orders@shop.test")}});
    client app(mail.smtp_port());
    app.send("orders@shop.test");
    app.send("else@shop.test");
    CHECK(shop.messages().size() == 1);
    CHECK_THROWS_AS(mail.declare_scope("late", {{"subject", match::equal_to("x")}}), std::invalid_argument);
}

TEST_CASE("a scope with a port of its own has everything that is said there, and rules at every stage") {
    mock_server mail;
    auto shop = mail.declare_scope("shop", {}, listener_kind::plain);
    rules::rule early = refusal("early");
    early.on = {rules::stage::mail};
    shop.put_rule(early);
    {
        client app(shop.port());
        CHECK(app.say("MAIL FROM:<app@example.test>").starts_with("550"));
        app.send("bob@example.test");
    }
    CHECK(shop.messages().size() == 1);
    CHECK(shop.transactions().size() == 2);
    CHECK_THROWS_AS(mail.scope("other").port(), std::out_of_range);
}

TEST_CASE("a scope's breakpoint is waited for and let go in the scope") {
    mock_server mail;
    auto w3 = mail.scope("w3");
    w3.put_rule({.on = {rules::stage::rcpt}, .hold = std::chrono::minutes(2)});
    std::string heard;
    std::thread app([&heard, port = mail.smtp_port()] {
        client one(port);
        one.say("MAIL FROM:<app@example.test>");
        heard = one.say("RCPT TO:<a@w3.scope.test>");
    });
    const auto held = w3.wait_for_hold(std::chrono::minutes(2));
    CHECK(held.to == std::vector<std::string>{"a@w3.scope.test"});
    CHECK(w3.holds().size() == 1);
    CHECK(w3.release(held.id, smtp::reply_id::greylisted));
    app.join();
    CHECK(heard.starts_with("451"));
    CHECK(w3.holds().empty());
}
