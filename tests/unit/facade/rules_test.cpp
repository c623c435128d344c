// Scripted failures from a C++ test, with plain structs.
#include <doctest/doctest.h>

#include <thread>

#include "mocksmtp/mock_server.hpp"
#include "tests/unit/facade/client.hpp"

namespace {

using namespace mocksmtp;
using tests::client;

rules::rule greylist() {
    return {.id = "greylist",
            .on = {rules::stage::rcpt},
            .match = {{"to", match::equal_to("alice@example.test")}},
            .times = 1,
            .reply = smtp::reply_id::greylisted};
}

}  // namespace

TEST_CASE("a rule put by a C++ test acts on the next step and counts what it did") {
    mock_server mail;
    CHECK(mail.put_rule(greylist()) == "greylist");
    client app(mail.smtp_port());
    CHECK(app.say("MAIL FROM:<app@example.test>").starts_with("250"));
    CHECK(app.say("RCPT TO:<bob@example.test>").starts_with("250"));
    CHECK(app.say("RCPT TO:<alice@example.test>").starts_with("451 4.7.1 <alice@example.test>: Greylisted"));
    CHECK(app.say("RCPT TO:<alice@example.test>").starts_with("250"));
    const auto all = mail.rules();
    REQUIRE(all.size() == 1);
    CHECK(all[0].hits == 1);
    CHECK(all[0].now == rules::standing::state::spent);
    CHECK(mail.remove_rule("greylist"));
    CHECK_FALSE(mail.remove_rule("greylist"));
}

TEST_CASE("a rule that cannot be is refused with every fault in one line") {
    mock_server mail;
    try {
        mail.put_rule(
            {.on = {rules::stage::mail}, .match = {{"subject", match::equal_to("x")}}, .times = 0, .mute = true});
        FAIL("the rule has faults");
    } catch (const std::invalid_argument& why) {
        const std::string text = why.what();
        CHECK(text.find("/match/subject: ") != std::string::npos);
        CHECK(text.find("/times: ") != std::string::npos);
        CHECK(text.find('\n') == std::string::npos);
    }
    CHECK(mail.rules().empty());
}

TEST_CASE("configured rules come back with a reset, added ones go") {
    options what;
    what.smtps_port = std::nullopt;
    what.rules = {greylist()};
    mock_server mail(what);
    mail.put_rule({.id = "added", .on = {rules::stage::noop}, .mute = true});
    mail.remove_rule("greylist");
    mail.reset();
    const auto all = mail.rules();
    REQUIRE(all.size() == 1);
    CHECK(all[0].what.id == "greylist");
    CHECK(all[0].baseline);
}

TEST_CASE("addresses that ask for a reply get it, where that is switched on") {
    options what;
    what.smtps_port = std::nullopt;
    what.reply_addresses = true;
    mock_server mail(what);
    client app(mail.smtp_port());
    CHECK(app.say("MAIL FROM:<app@example.test>").starts_with("250"));
    CHECK(app.say("RCPT TO:<reply-550-5.1.1@any.test>").starts_with("550 5.1.1 "));
    CHECK(app.say("RCPT TO:<data-552@any.test>").starts_with("250"));
    CHECK(app.say("DATA").starts_with("354"));
    CHECK(app.say("Subject: x\r\n\r\nx\r\n.").starts_with("552 "));
    CHECK(mail.messages().empty());
}

TEST_CASE("a C++ test waits for a parked client, looks around and lets it go on with another reply") {
    mock_server mail;
    mail.put_rule({.on = {rules::stage::message}, .hold = std::chrono::minutes(2)});
    std::string heard;
    std::thread app([&heard, port = mail.smtp_port()] {
        client one(port);
        one.say("MAIL FROM:<app@example.test>");
        one.say("RCPT TO:<bob@example.test>");
        one.say("DATA");
        heard = one.say("Subject: x\r\n\r\nx\r\n.");
    });
    const captured_hold held = mail.wait_for_hold(std::chrono::minutes(2));
    CHECK(held.id == "h1");
    CHECK(held.stage == "message");
    CHECK(held.to == std::vector<std::string>{"bob@example.test"});
    CHECK(held.bytes == "Subject: x\r\n\r\nx\r\n");
    CHECK(mail.holds().size() == 1);
    CHECK(mail.messages().empty());
    CHECK(mail.release("h1", smtp::reply_id::content_rejected));
    app.join();
    CHECK(heard.starts_with("554 5.7.1 "));
    CHECK_FALSE(mail.release("h1"));
    CHECK(mail.holds().empty());
    CHECK_THROWS_AS(mail.wait_for_hold(std::chrono::milliseconds(1)), expectation_failed);
}

TEST_CASE("a C++ test lets a rule's time pass") {
    mock_server mail;
    auto rule = greylist();
    rule.times.reset();
    rule.ttl = std::chrono::hours(1);
    mail.put_rule(rule);
    client app(mail.smtp_port());
    const auto answered = [&app] {
        CHECK(app.say("MAIL FROM:<app@example.test>").starts_with("250"));
        const auto said = app.say("RCPT TO:<alice@example.test>");
        CHECK(app.say("RSET").starts_with("250"));
        return said.substr(0, 3);
    };
    CHECK(answered() == "451");
    mail.advance_clock(std::chrono::minutes(59));
    CHECK(answered() == "451");
    mail.advance_clock(std::chrono::minutes(1));
    CHECK(answered() == "250");
    CHECK_THROWS_AS(mail.advance_clock(std::chrono::milliseconds(-1)), std::invalid_argument);
    CHECK_THROWS_AS(mail.advance_clock(std::chrono::milliseconds::max()), std::invalid_argument);
}

TEST_CASE("a transaction says which rule ended it") {
    mock_server mail;
    mail.put_rule({.id = "full", .on = {rules::stage::data}, .times = 1, .reply = smtp::reply_id::mailbox_full});
    client app(mail.smtp_port());
    CHECK(app.say("MAIL FROM:<app@example.test>").starts_with("250"));
    CHECK(app.say("RCPT TO:<bob@example.test>").starts_with("250"));
    CHECK(app.say("DATA").starts_with("452"));
    CHECK(app.say("QUIT").starts_with("221"));
    const auto all = mail.transactions();
    REQUIRE(all.size() == 1);
    CHECK(all[0].rule == "full");
}
