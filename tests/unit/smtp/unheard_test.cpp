// Replies that nobody hears: the client has left, was hung up on, or a rule kept them back.
#include <doctest/doctest.h>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "tests/support/ruled.hpp"

namespace {

using namespace mocksmtp::smtp;
using tests::ruled_house;
using tests::scripted_policy;
using tests::talk;
using tests::undriven;

}  // namespace

TEST_CASE("a step whose reply a client does not wait for is recorded without one") {
    for (const bool dismissed : {false, true}) {
        const auto without_reply = [&](stage at, std::string_view said) {
            ruled_house house(at, {.hold_at_most = std::chrono::seconds(30)});
            talk session(house.how);
            session.send(said);
            if (dismissed) session.dismiss(std::nullopt, hang_up::how::fin);
            session.vanish();
            return std::pair(session.book(), session.book().attempts);
        };
        const std::string end = dismissed ? "transaction_ended lost shutdown" : "transaction_ended lost disconnected";
        const auto plain = without_reply(stage::auth, "EHLO a.example\r\nAUTH PLAIN AHUAcA==\r\n").second;
        REQUIRE(plain.size() == 1);
        CHECK(plain[0].outcome == attempt_outcome::aborted);
        CHECK(plain[0].found.user == "u");
        CHECK(plain[0].answer.is_none());
        CHECK(plain[0].exchange.size() == 1);
        CHECK(plain[0].rule == rule_hit{"rule-1", 1});
        const auto mail = without_reply(stage::mail, "MAIL FROM:<a@b.example>\r\n").first;
        CHECK(mail.contains("transaction_opened <a@b.example>"));
        CHECK(mail.contains(end));
        const auto rcpt = without_reply(stage::rcpt, "MAIL FROM:<a@b.example>\r\nRCPT TO:<c@d.example>\r\n").first;
        CHECK(rcpt.contains("recipient <c@d.example> -> 0 by rule-1"));
        CHECK(rcpt.contains(end));
    }
}

TEST_CASE("a challenge that nobody waits for breaks its exchange off") {
    ruled_house house(stage::auth, {.delay = std::chrono::seconds(1)});
    undriven left(house.rules);
    left.session.next();
    left.session.received("AUTH LOGIN\r\n");
    while (!std::holds_alternative<mocksmtp::smtp::pause>(left.session.next())) {
    }
    left.session.disconnected(mocksmtp::smtp::cause::closed);
    REQUIRE(left.book.attempts.size() == 1);
    CHECK(left.book.attempts[0].outcome == attempt_outcome::aborted);
    CHECK(left.book.contains("rule_acted auth by rule-1"));
}

TEST_CASE("a delay that is cut short from outside has been") {
    ruled_house house(stage::rset, {.delay = std::chrono::seconds(1)});
    undriven left(house.rules);
    left.session.next();
    left.session.received("RSET\r\n");
    while (!std::holds_alternative<mocksmtp::smtp::pause>(left.session.next())) {
    }
    left.session.dismiss(std::nullopt, hang_up::how::fin);
    CHECK(left.book.contains("rule_acted rset by rule-1"));
    CHECK(left.book.contains("session_ended shutdown"));
}

TEST_CASE("what a rule keeps back is not recorded as said") {
    ruled_house login(stage::auth, {.mute = true});
    talk first(login.how);
    first.send("AUTH PLAIN AHUAcA==\r\n");
    REQUIRE(first.book().attempts.size() == 1);
    CHECK(first.book().attempts[0].outcome == attempt_outcome::aborted);
    CHECK(first.book().attempts[0].answer.is_none());
    CHECK(first.book().attempts[0].exchange.size() == 1);

    ruled_house rcpt(stage::rcpt, {.close = verdict::closing{hang_up::how::fin, verdict::closing::moment::before}});
    talk second(rcpt.how);
    second.send("HELO a.example\r\nMAIL FROM:<a@b.example>\r\nRCPT TO:<c@d.example>\r\n");
    CHECK(second.book().contains("recipient <c@d.example> -> 0 by rule-1"));
    CHECK(second.book().contains("transaction_ended lost rule"));
}

TEST_CASE("a refused EHLO leaves the transaction open") {
    scripted_policy rules;
    bool again = false;
    rules.decide = [&](const situation& now) {
        return now.at == stage::helo && std::exchange(again, true)
                   ? std::optional(verdict{.answer = reply{451, enhanced_code{4, 7, 1}, {"Greylisted"}}})
                   : std::nullopt;
    };
    tests::house how;
    how.rules = &rules;
    talk session(how);
    session.send("EHLO a.example\r\nMAIL FROM:<a@b.example>\r\nRCPT TO:<c@d.example>\r\n");
    CHECK(session.send("EHLO a.example\r\n") == "451 4.7.1 Greylisted\r\n");
    CHECK(session.send("DATA\r\n").starts_with("354"));
}

TEST_CASE("a muted session that is to leave at its next command leaves in silence") {
    ruled_house house(stage::noop, {.mute = true});
    talk session(house.how);
    session.heard();
    session.send("NOOP\r\n");
    session.session().leave();
    CHECK(session.send("NOOP\r\n").empty());
    CHECK(session.closed());
    CHECK(session.book().contains("session_ended shutdown"));
}
