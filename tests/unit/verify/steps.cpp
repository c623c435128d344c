// What a report says of clients that were turned away, or went away, before there was any mail.
#include <chrono>

#include "helpers.hpp"
#include "mocksmtp/verify/report.hpp"
#include "tests/unit/store/client.hpp"

using namespace mocksmtp;
using testing::expecting;
using testing::explain;
using testing::has;

namespace {

const auto for_bob = [] { return expecting("1", "to", "bob@example.test"); };

void is_told(testing::client& to, std::string command, smtp::reply answer, std::optional<smtp::rule_hit> by = {},
             std::optional<std::size_t> secret_from = {}) {
    to.line().record(smtp::command_received{std::move(command), secret_from});
    to.reply(std::move(answer), std::move(by));
}

}  // namespace

TEST_CASE("who is refused by the greeting is told with its rule") {
    store::scope scope;
    testing::client sender(scope);
    sender.line().opened();
    sender.reply(testing::said(554, "Blocked"), smtp::rule_hit{"banner", 1});
    sender.quit();
    const auto made = explain(scope, for_bob());
    CHECK(has(made.summary, "got 0; 1 client sent no mail after a refusal by rule banner"));
    CHECK(has(made.text, "    s1  greeted with 554 Blocked   by rule banner (hit 1)\n"));
}

TEST_CASE("the last refusal of a command is the cause, with its words where no rule made it") {
    store::scope scope;
    testing::client sender(scope);
    sender.hello();
    is_told(sender, "XTRA", testing::said(500, "What?"));
    is_told(sender, "MAIL FROM:<app@example.test>", testing::said(530, "Must issue a STARTTLS command first"));
    sender.quit();
    const auto made = explain(scope, for_bob());
    CHECK(has(made.summary, "got 0; 1 client sent no mail after a refusal: 530 Must issue a STARTTLS command first"));
    CHECK(has(made.text, "    s1  MAIL FROM:<app@example.test> -> 530 Must issue a STARTTLS command first\n"));
    CHECK_FALSE(has(made.text, "connected and sent no mail"));
}

TEST_CASE("no secret is told with a refused command") {
    store::scope scope;
    testing::client sender(scope);
    sender.hello();
    is_told(sender, "XAUTH hunter2", testing::said(500, "What?"), {}, 6);
    CHECK(has(explain(scope, for_bob()).text, "    s1  XAUTH -> 500 What?\n"));
}

TEST_CASE("a line that is hidden whole, or empty, is no greeting") {
    store::scope scope;
    testing::client sender(scope);
    sender.hello();
    is_told(sender, "AGJvYgBwdw==", testing::said(500, "What?"), {}, 0);
    CHECK(has(explain(scope, for_bob()).text, "    s1  (hidden) -> 500 What?\n"));
    is_told(sender, "", testing::said(500, "What?"));
    CHECK(has(explain(scope, for_bob()).text, "    s1  an empty line -> 500 What?\n"));
}

TEST_CASE("a server that stops or has waited for too long refuses nobody") {
    store::scope scope;
    testing::client sender(scope);
    sender.hello();
    sender.reply(testing::said(421, "Waited too long"));
    sender.line().record(smtp::session_ended{smtp::session_end::timeout});
    const auto made = explain(scope, for_bob());
    CHECK(has(made.summary, "got 0; connected, but no mail was sent"));
    CHECK(has(made.text, "    s1  connected and sent no mail, ended by timeout\n"));
}

TEST_CASE("a client that logged in and left is told apart from one that only connected") {
    store::scope scope;
    testing::client sender(scope);
    sender.hello();
    sender.login("app");
    sender.quit();
    const auto made = explain(scope, for_bob());
    CHECK(has(made.summary, "got 0; logged in, but no mail was sent"));
    CHECK(has(made.text, "    s1  logged in as \"app\" and sent no mail, ended by quit\n"));
}

TEST_CASE("a rule that had a hand in a session without mail is named") {
    store::scope scope;
    testing::client sender(scope);
    sender.line().opened();
    sender.reply(testing::said(220, "mock.test"));
    is_told(sender, "EHLO app.local", testing::said(250, "mock.test"), smtp::rule_hit{"strip", 1});
    sender.quit();
    const auto made = explain(scope, for_bob());
    CHECK(has(made.summary, "got 0; 1 client sent no mail after an act by rule strip"));
    CHECK(has(made.text, "    s1  connected and sent no mail, ended by quit; rule strip acted (hit 1)\n"));
}

TEST_CASE("mail refused at MAIL may have been for whoever is asked for, unless its sender is another") {
    store::scope scope;
    testing::client sender(scope);
    sender.hello();
    auto from = testing::path("app@example.test", 550);
    from.rule = smtp::rule_hit{"no-mail", 1};
    sender.line().record(smtp::transaction_opened{from});
    sender.end_transaction(smtp::transaction_outcome::refused, smtp::transaction_end::mail_refused);
    CHECK(has(explain(scope, for_bob()).summary, "got 0; 1 refused by rule no-mail"));
    auto other = for_bob();
    testing::add(other.which, "from", match::equal_to("other@example.test"));
    CHECK_FALSE(has(explain(scope, other).summary, "no-mail"));
}

TEST_CASE("a handshake spoilt behind STARTTLS names the rule of its 220, and asks for no trust") {
    store::scope scope;
    testing::client sender(scope), plain(scope);
    for (auto* each : {&sender, &plain}) {
        each->hello();
        const bool by_rule = each == &sender;
        is_told(*each, "STARTTLS", testing::said(220, "Go"),
                by_rule ? std::optional(smtp::rule_hit{"untrusted", 1}) : std::nullopt);
        each->line().record(smtp::tls_failed{{.alert = "unknown_ca", .detail = "client alert unknown_ca"}});
        each->line().record(smtp::session_ended{smtp::session_end::tls_failed});
        const auto made = explain(scope, for_bob());
        CHECK(has(made.text, "s1  TLS handshake failed: client alert unknown_ca   by rule untrusted (hit 1)\n"));
        CHECK(has(made.text, "its authority is at /v1/tls/ca.pem") != by_rule);
    }
    CHECK(has(explain(scope, for_bob()).summary, "2 TLS handshakes failed, 1 of them by rule untrusted"));
}

TEST_CASE("a rule that only changes the words of the 220 has not spoilt the handshake") {
    store::scope scope;
    rules::rule_set set(scope.clock(), {});
    rules::rule slow;
    slow.id = "slow";
    slow.on = {match::stage::starttls};
    slow.delay = std::chrono::milliseconds(1);
    set.put(slow);
    testing::client sender(scope);
    sender.hello();
    is_told(sender, "STARTTLS", testing::said(220, "Go"), smtp::rule_hit{"slow", 1});
    sender.line().record(smtp::tls_failed{{.alert = "unknown_ca", .detail = "client alert unknown_ca"}});
    sender.line().record(smtp::session_ended{smtp::session_end::tls_failed});
    const auto made = explain(verify::grounds(scope, set.all()), verify::alone(for_bob()));
    CHECK(has(made.text, "s1  TLS handshake failed: client alert unknown_ca\n"));
    CHECK(has(made.text, "its authority is at /v1/tls/ca.pem"));
}

TEST_CASE("an identity that everybody is accepted with is no reason why a rule refused it") {
    store::scope scope;
    testing::client sender(scope);
    sender.hello();
    smtp::attempt made;
    made.mechanism = "PLAIN";
    made.outcome = smtp::attempt_outcome::refused;
    made.found.user = "app";
    made.found.because = "every identity is accepted";
    made.answer = testing::said(535, "No");
    made.rule = smtp::rule_hit{"no-auth", 1};
    sender.line().record(smtp::authentication_attempted{made});
    sender.reply(made.answer, made.rule);
    CHECK_FALSE(has(explain(scope, for_bob()).text, "every identity"));
    CHECK(
        has(explain(scope, for_bob()).text, "    s1  AUTH PLAIN -> 535 No   user \"app\"   by rule no-auth (hit 1)\n"));
    made.found.verified = false;
    made.found.because = "wrong password";
    sender.line().record(smtp::authentication_attempted{made});
    CHECK(has(explain(scope, for_bob()).text, "user \"app\", wrong password   by rule no-auth"));
}

TEST_CASE(
    "several log-ins that failed are not told to have failed for one reason, nor one given up for what it proved") {
    store::scope scope;
    testing::client sender(scope);
    sender.hello();
    smtp::attempt made;
    made.mechanism = "PLAIN";
    made.outcome = smtp::attempt_outcome::refused;
    made.found.verified = false;
    made.answer = testing::said(535, "No");
    for (const auto* because : {"wrong password", "no such user"}) {
        made.found.because = because;
        sender.line().record(smtp::authentication_attempted{made});
    }
    CHECK(has(explain(scope, for_bob()).summary, "2 AUTH attempts not accepted"));
    CHECK_FALSE(has(explain(scope, for_bob()).summary, "no such user"));
    CHECK_FALSE(has(explain(scope, for_bob()).summary, "wrong password"));

    store::scope other;
    testing::client proven(other);
    proven.hello();
    made.outcome = smtp::attempt_outcome::cancelled;
    made.found.verified = true;
    made.found.because = "password matches";
    proven.line().record(smtp::authentication_attempted{made});
    CHECK_FALSE(has(explain(other, for_bob()).text, "password matches"));
}

TEST_CASE("who leaves a breakpoint was held there by its rule") {
    store::scope scope;
    testing::client sender(scope);
    sender.hello();
    sender.begin();
    const auto id =
        sender.line().hold_opened({.at = match::stage::rcpt, .by = {"stall", 1}, .from = "app@example.test"});
    sender.line().record(smtp::hold_closed{id, false});
    sender.end_transaction(smtp::transaction_outcome::lost, smtp::transaction_end::disconnected);
    sender.line().record(smtp::session_ended{smtp::session_end::disconnected});
    const auto made = explain(scope, for_bob());
    CHECK(has(made.summary, "got 0; 1 client left without an answer by rule stall"));
    CHECK(has(made.text,
              "    s1  rule stall held the session at rcpt (hit 1), and its client left, ended by disconnected\n"));
}

TEST_CASE("a transaction that is given up names the rule of its last step, one cut short who did it") {
    store::scope scope;
    testing::client muted(scope), left(scope), late(scope);
    for (auto* each : {&muted, &left, &late}) {
        each->hello();
        each->begin();
        each->recipient("bob@example.test");
    }
    muted.line().record(smtp::command_received{"DATA", {}});
    muted.line().record(smtp::rule_acted{match::stage::data, {"mute", 1}});
    muted.end_transaction(smtp::transaction_outcome::lost, smtp::transaction_end::disconnected);
    left.line().record(smtp::command_received{"RSET", {}});
    left.end_transaction(smtp::transaction_outcome::abandoned, smtp::transaction_end::rset);
    late.end_transaction(smtp::transaction_outcome::abandoned, smtp::transaction_end::timeout);
    CHECK(has(explain(scope, for_bob()).summary,
              "1 transaction given up by the client after an act by rule mute; 1 transaction given up by the client; "
              "1 transaction cut short: timeout"));
}

TEST_CASE("a transaction that is given up names the rule whose reply the client could not make out") {
    store::scope scope;
    testing::client sender(scope);
    sender.hello();
    smtp::reply garbage;
    garbage.raw = "OK then\r\n";
    for (const char* last : {"MAIL FROM:<app@example.test>", "RCPT TO:<bob@example.test>"}) {
        sender.line().record(smtp::command_received{"MAIL FROM:<app@example.test>", {}});
        sender.line().record(smtp::transaction_opened{testing::path("app@example.test")});
        if (std::string_view(last).starts_with("RCPT")) {
            sender.reply(testing::said(250, "Ok"));
            sender.line().record(smtp::command_received{last, {}});
            sender.line().record(smtp::recipient_answered{testing::path("bob@example.test")});
        }
        sender.reply(garbage, smtp::rule_hit{"garbage", 1});
        sender.line().record(smtp::command_received{"RSET", {}});
        sender.end_transaction(smtp::transaction_outcome::abandoned, smtp::transaction_end::rset);
        sender.reply(testing::said(250, "Ok"));
        CHECK(has(explain(scope, for_bob()).summary,
                  "got 0; 1 transaction given up by the client after an act by rule garbage"));
    }
}
