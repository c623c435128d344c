#include "mocksmtp/verify/report.hpp"

#include "helpers.hpp"
#include "tests/unit/store/client.hpp"

using namespace mocksmtp;
using testing::expecting;
using testing::explain;
using testing::has;

TEST_CASE("a report says that nobody connected at all") {
    store::scope scope;
    const auto what = verify::alone(expecting("1", "to", "bob@example.test"), std::chrono::seconds(5));
    const auto made = explain(verify::grounds(scope), what);
    CHECK(made.summary == "expected exactly 1 message to bob@example.test in 5s, got 0; nobody connected");
    CHECK(has(made.text, "expected exactly 1 message\n    to       = bob@example.test\ngot 0: nobody connected\n"));
}

TEST_CASE("a report tells of who is connected and says nothing") {
    store::scope scope;
    const auto connect = [&](std::string listener, smtp::listener_kind kind) {
        return testing::client(
            scope.observe({.listener = std::move(listener), .kind = kind, .peer = "peer", .local = "here"}));
    };
    auto first = connect("smtps", smtp::listener_kind::tls);
    CHECK(
        has(explain(scope, expecting("1")).summary,
            "got 0; 1 connection to listener smtps is open and has said nothing; it expects TLS from the first octet"));
    auto second = connect("smtp", smtp::listener_kind::plain), third = connect("smtp", smtp::listener_kind::plain);
    CHECK(has(explain(scope, expecting("1")).summary,
              "got 0; 2 connections to listener smtp are open and have said nothing"));
    for (auto* each : {&first, &second, &third}) each->vanish();
    CHECK(has(explain(scope, expecting("1")).summary, "3 connections ended without an octet"));
}

TEST_CASE("a report shows the nearest message field by field, with a mark where the texts part") {
    store::scope scope;
    testing::client sender(scope);
    sender.hello();
    sender.send({.bytes = "Subject: Reset your pasword\r\n\r\nHi\r\n"});
    sender.send({.to = {"carol@example.test"}, .bytes = "Subject: Welcome\r\n\r\nHi\r\n"});
    auto what = expecting("1", "to", "bob@example.test");
    testing::add(what.which, "subject", match::equal_to("Reset your password"));
    const auto made = explain(scope, what);
    CHECK(has(made.summary, "got 0; subject differs at character 15"));
    CHECK(has(made.text,
              "closest: m1 (1 of 2 conditions differ)\n    to       ok\n"
              "    subject  expected  Reset your password\n"
              "             but was   Reset your pasword\n"
              "                                     ^\n"));
    CHECK(has(made.text,
              "captured, oldest first:\n    m1  app@example.test -> bob@example.test  \"Reset your pasword\""));
}

TEST_CASE("a report names refusals, the rule behind them and that the client was told to retry") {
    store::scope scope;
    testing::client sender(scope);
    sender.hello();
    sender.begin();
    sender.line().record(smtp::recipient_answered{{"bob@example.test",
                                                   {},
                                                   {451, smtp::enhanced_code{4, 7, 1}, {"Greylisted"}},
                                                   smtp::rule_hit{"greylist-bob", 1}}});
    sender.end_transaction(smtp::transaction_outcome::refused, smtp::transaction_end::quit);
    const auto made = explain(scope, expecting("1", "to", "bob@example.test"));
    CHECK(made.summary == "expected exactly 1 message to bob@example.test, got 0; 1 refused by rule greylist-bob");
    CHECK(has(made.text,
              "tried but not accepted:\n    s1  RCPT TO:<bob@example.test> -> 451 4.7.1 Greylisted   by rule "
              "greylist-bob (hit 1)\n"));
    CHECK(has(made.text, "hint: rule greylist-bob told the client to retry <bob@example.test>; it has not yet\n"));
}

TEST_CASE("a report shows refused logins and failed handshakes, and never a password") {
    store::scope scope;
    testing::client sender(scope);
    sender.hello();
    sender.login("app", smtp::attempt_outcome::refused);
    testing::client stranger(scope);
    stranger.line().opened();
    stranger.line().record(smtp::tls_failed{{.alert = "unknown_ca", .detail = "client alert unknown_ca"}});
    const auto made = explain(scope, expecting("1.."));
    CHECK(has(made.text, "s1  AUTH PLAIN -> 535 Done   user \"app\""));
    CHECK(has(made.text, "s2  TLS handshake failed: client alert unknown_ca"));
    CHECK_FALSE(has(made.text, "pass"));
}

TEST_CASE("a refused command has no message yet, and a login that was broken off no reply") {
    store::scope scope;
    testing::client sender(scope);
    sender.hello();
    for (const auto via : {smtp::body_via::data, smtp::body_via::bdat}) {
        sender.begin();
        sender.recipient("bob@example.test");
        const auto by = via == smtp::body_via::data ? smtp::transaction_end::rule : smtp::transaction_end::end_of_data;
        sender.line().record(smtp::transaction_ended{
            smtp::transaction_outcome::refused, by, smtp::data_facts{via, 0, testing::said(450, "Later")}, {}});
    }
    smtp::attempt login;
    login.mechanism = "LOGIN";
    login.outcome = smtp::attempt_outcome::aborted;
    sender.line().record(smtp::authentication_attempted{login});
    const auto made = explain(scope, expecting("1"));
    CHECK(has(made.text,
              "    s1  DATA to <bob@example.test> -> 450 Later\n"
              "    s1  BDAT to <bob@example.test> -> 450 Later\n"
              "    s1  AUTH LOGIN broken off"));
}

TEST_CASE("a report tells the right header from the wrong envelope") {
    store::scope scope;
    testing::client sender(scope);
    sender.hello();
    sender.send({.to = {"list@example.test"}, .bytes = "To: bob@example.test\r\n\r\nHi\r\n"});
    const auto made = explain(scope, expecting("1", "to", "bob@example.test"));
    CHECK(
        has(made.text, "got 0 of 1 captured message: m1 has it in its To header, but not in its envelope (RCPT TO)\n"));
}

TEST_CASE("a report tells what came before since") {
    store::scope scope;
    testing::client sender(scope);
    sender.hello();
    sender.send();
    const auto what = expecting("1", "to", "bob@example.test");
    const auto made = explain(scope, what, scope.position().n);
    CHECK(has(made.text, "got 0: m1 is as expected, but older than since 1.13\n"));
}

TEST_CASE("a report of too many shows all of them") {
    store::scope scope;
    testing::client sender(scope);
    sender.hello();
    sender.send();
    sender.send();
    const auto made = explain(scope, expecting("1", "to", "bob@example.test"));
    CHECK(has(made.summary, "expected exactly 1 message to bob@example.test, got 2; "));
    CHECK(has(made.text, "matched:\n    m1  "));
}

TEST_CASE("a list in a report ends where it would go on for pages") {
    store::scope scope;
    testing::client sender(scope);
    sender.hello();
    for (int i = 0; i < 25; ++i) sender.send();
    auto what = verify::alone(expecting("1"));
    what.nothing_else = {match::item_kind::message};
    const auto many = explain(verify::grounds(scope), what);
    CHECK(has(many.text, "    m20  app@example.test -> bob@example.test  \"Hello\"  no TLS\n    ... 5 more\n"));
    CHECK_FALSE(has(many.text, "    m21  "));
    CHECK(many.results[0].ids.size() == 25);
    what.expect[0] = expecting("0..", "to", "carol@example.test");
    const auto strangers = explain(verify::grounds(scope), what);
    CHECK(has(strangers.text, "expected no messages but those expected: 25 were not expected by anybody\n"));
    CHECK(has(strangers.text, "no TLS\n    ... 5 more\n"));
    for (int i = 0; i < 25; ++i) {
        testing::client busy(scope);
        busy.hello();
        busy.begin();
    }
    CHECK(explain(scope, expecting("1", "to", "dave@example.test")).hints.size() <= verify::lines_shown + 1);
}

TEST_CASE("a report lasts without the time that it took") {
    store::scope scope;
    auto what = verify::alone(expecting("1"));
    what.expect.push_back(expecting("2", "to", "bob@example.test"));
    const verify::grounds by(scope);
    const auto made = verify::explain(by, what, verify::judge(by, what), std::chrono::milliseconds(2040));
    CHECK(has(made.text, "expected exactly 1 message\ngot 0 after 2.0 s: nobody connected\n"));
    CHECK(has(made.text, "bob@example.test\ngot 0 after 2.0 s: nobody connected\n"));
    CHECK(made.lasting == explain(by, what).text);
    CHECK_FALSE(has(made.lasting, "after"));
}

TEST_CASE("a report says what of a found message is not as it must be") {
    store::scope scope;
    testing::client sender(scope);
    sender.hello();
    sender.send();
    auto what = expecting("1", "to", "bob@example.test");
    testing::add(what.must, "subject", match::equal_to("Goodbye"));
    const auto made = explain(scope, what);
    CHECK(has(made.summary, "got 1; m1 is not as it must be"));
    CHECK(has(made.text, "expected  Goodbye"));
    CHECK(has(made.text, "but was   Hello"));
}

TEST_CASE("the one-line summary is ASCII and at most 200 characters") {
    store::scope scope;
    const auto made = explain(scope, expecting("1", "subject", "Grüße " + std::string(400, 'x')));
    CHECK(made.summary.size() == 200);
    CHECK(has(made.summary, "Gr??e "));
    for (const char c : made.summary) CHECK((c >= ' ' && c < 127));
}

TEST_CASE("a report tells of who came with another protocol") {
    store::scope scope;
    testing::client browser(scope), secure(scope), other(scope);
    for (auto* each : {&browser, &secure, &other}) {
        each->line().opened();
        each->reply(testing::said(220, "mock.test ESMTP"));
    }
    browser.command("GET / HTTP/1.1");
    CHECK(
        has(explain(scope, expecting("1")).summary, "got 0; a client spoke HTTP to listener smtp, which speaks SMTP"));
    secure.command(std::string("\x16\x03\x01\x02\x00\x01", 6));
    secure.vanish();
    const auto made = explain(scope, expecting("1"));
    CHECK(has(made.text,
              "    s2  spoke TLS from the first octet to listener smtp, which begins in the clear, ended by "
              "disconnected\n"));
    CHECK(has(made.text, "hint: listener smtp has TLS behind STARTTLS;"));
    other.command("GET / FTP");
    CHECK_FALSE(has(explain(scope, expecting("1")).text, "s3  spoke"));
}
