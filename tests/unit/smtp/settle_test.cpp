// What a verdict changes: the one place where rules act.
#include <doctest/doctest.h>

#include <algorithm>
#include <memory>
#include <utility>

#include "tests/support/ruled.hpp"

namespace {

using namespace mocksmtp::smtp;
using tests::ruled_house;
using tests::talk;
using tests::undriven;

constexpr std::string_view one_mail =
    "HELO a.example\r\nMAIL FROM:<a@b.example>\r\nRCPT TO:<c@d.example>\r\nDATA\r\nx\r\n.\r\n";
const reply greylisted{451, enhanced_code{4, 7, 1}, {"Greylisted"}};

}  // namespace

TEST_CASE("a verdict's reply replaces the usual one, and what depends on it follows") {
    ruled_house house(stage::rcpt, {.answer = greylisted});
    talk session(house.how);
    const std::string said = session.send(one_mail);
    CHECK(said.find("451 4.7.1 Greylisted\r\n554 5.5.1 No valid recipients\r\n") != std::string::npos);
    CHECK(session.book().contains("recipient <c@d.example> -> 451 by rule-1"));
    CHECK(session.book().messages.empty());
}

TEST_CASE("a refused message is not kept, unless the verdict keeps it") {
    ruled_house refusing(stage::message, {.answer = greylisted});
    talk first(refusing.how);
    first.send(one_mail);
    CHECK(first.book().messages.empty());
    CHECK(first.book().contains("transaction_ended refused end_of_data data 3 -> 451"));

    ruled_house keeping(stage::message, {.answer = greylisted, .keep = true});
    talk second(keeping.how);
    second.send(one_mail);
    CHECK(second.book().messages == std::vector<std::string>{"x\r\n"});
}

TEST_CASE("250 but never kept") {
    ruled_house house(stage::message, {.keep = false});
    talk session(house.how);
    CHECK(session.send(one_mail).find("250 2.0.0 Ok: queued as") != std::string::npos);
    CHECK(session.book().messages.empty());
}

TEST_CASE("kept, but the client never hears the 250") {
    ruled_house house(stage::message,
                      {.close = verdict::closing{hang_up::how::rst, verdict::closing::moment::before}, .keep = true});
    talk session(house.how);
    const std::string said = session.send(one_mail);
    CHECK(said.ends_with("354 End data with <CR><LF>.<CR><LF>\r\n"));
    CHECK(session.actions() == std::vector<std::string>{"rst"});
    CHECK(session.book().messages.size() == 1);
    CHECK(session.book().contains("session_ended rule"));
}

TEST_CASE("a 421 closes the session") {
    ruled_house house(stage::mail, {.answer = reply{421, std::nullopt, {"go away"}}});
    talk session(house.how);
    CHECK(session.send("MAIL FROM:<a@b.example>\r\nNOOP\r\n").ends_with("421 go away\r\n"));
    CHECK(session.closed());
    CHECK(session.book().contains("session_ended rule"));
}

TEST_CASE("a hold parks the session until it is released, with another reply if the test wants") {
    ruled_house house(stage::data, {.hold_at_most = std::chrono::seconds(30)});
    talk session(house.how);
    const std::string before = session.send("MAIL FROM:<a@b.example>\r\nRCPT TO:<c@d.example>\r\nDATA\r\n");
    CHECK(before.ends_with("250 2.1.5 Ok\r\n"));
    CHECK(session.actions() == std::vector<std::string>{"hold"});
    CHECK(session.release(greylisted) == "451 4.7.1 Greylisted\r\n");
    CHECK(session.book().contains("hold_closed h1 released"));
    CHECK(session.send("NOOP\r\n") == "250 2.0.0 Ok\r\n");
}

TEST_CASE("a hold that a test has released is told from one that ran out, whatever is said then") {
    ruled_house house(stage::rset, {.hold_at_most = std::chrono::seconds(30)});
    talk session(house.how);
    session.heard();
    session.send("RSET\r\nRSET\r\n");
    CHECK(session.release(std::nullopt) == "250 2.0.0 Ok\r\n");
    CHECK(session.hold_runs_out() == "250 2.0.0 Ok\r\n");
    CHECK(std::ranges::count(session.book().lines, "hold_closed h1 released") == 1);
    CHECK(std::ranges::count(session.book().lines, "hold_closed h2") == 1);
}

TEST_CASE("a held session whose client vanishes leaves no hold behind") {
    ruled_house house(stage::data, {.hold_at_most = std::chrono::seconds(30)});
    talk session(house.how);
    session.send("MAIL FROM:<a@b.example>\r\nRCPT TO:<c@d.example>\r\nDATA\r\n");
    session.vanish();
    CHECK(session.book().contains("hold_closed h1"));
    CHECK(session.book().contains("transaction_ended lost disconnected"));
    CHECK(session.book().contains("session_ended disconnected"));
}

TEST_CASE("a delay comes before the reply, and pipelined commands wait for it") {
    ruled_house house(stage::noop, {.delay = std::chrono::milliseconds(5)});
    talk session(house.how);
    session.heard();
    CHECK(session.send("NOOP\r\nRSET\r\n") == "250 2.0.0 Ok\r\n250 2.0.0 Ok\r\n");
    CHECK(session.actions() == std::vector<std::string>{"pause 5"});
}

TEST_CASE("a mute session goes on reading and never answers") {
    ruled_house house(stage::mail, {.mute = true});
    talk session(house.how);
    session.heard();
    CHECK(session.send("MAIL FROM:<a@b.example>\r\nNOOP\r\n").empty());
    CHECK(session.send("QUIT\r\n").empty());
    CHECK(!session.closed());
}

TEST_CASE("the last word about who is let in is the rule's") {
    ruled_house house(stage::auth, {.answer = reply{454, enhanced_code{4, 7, 0}, {"later"}}});
    talk session(house.how);
    CHECK(session.send("AUTH PLAIN AHRlc3QAc2VjcmV0\r\n").ends_with("454 4.7.0 later\r\n"));
    CHECK(session.book().attempts.at(0).outcome == attempt_outcome::refused);
    CHECK(session.send("MAIL FROM:<a@b.example>\r\n").starts_with("250"));
}

TEST_CASE("a positive reply of any code lets in, and is not said where AUTH has to be refused") {
    tests::house strict;
    strict.limits.require_auth = true;
    ruled_house fine(stage::auth, {.answer = reply{250, std::nullopt, {"fine"}}});
    fine.how.limits = strict.limits;
    talk session(fine.how);
    CHECK(session.send("AUTH PLAIN AHRlc3QAc2VjcmV0\r\n").ends_with("250 fine\r\n"));
    CHECK(session.book().attempts.at(0).outcome == attempt_outcome::accepted);
    CHECK(session.send("MAIL FROM:<a@b.example>\r\n").starts_with("250"));

    ruled_house yes(stage::auth, {.answer = reply{235, std::nullopt, {"yes"}}});
    yes.how.limits = strict.limits;
    for (const std::string refused : {"AUTH FOO\r\n", "AUTH PLAIN !!!\r\n", "AUTH PLAIN YQ==\r\n"}) {
        talk another(yes.how);
        CHECK_FALSE(another.send(refused).ends_with("235 yes\r\n"));
        CHECK(another.book().attempts.at(0).outcome != attempt_outcome::accepted);
        CHECK(another.send("MAIL FROM:<a@b.example>\r\n").starts_with("530"));
    }
    yes.rules.decide = [](const situation& now) {
        return now.at == stage::auth && !now.moment.challenge
                   ? std::optional(verdict{.by = {"rule-1", 1}, .answer = reply{235, std::nullopt, {"yes"}}})
                   : std::nullopt;
    };
    talk cancelling(yes.how);
    CHECK(cancelling.send("AUTH LOGIN\r\n*\r\n").ends_with("501 5.7.0 Authentication cancelled\r\n"));
    CHECK(cancelling.book().attempts.at(0).outcome == attempt_outcome::cancelled);
}

TEST_CASE("of a challenge that a rule makes nobody says what it means") {
    ruled_house house(stage::auth, {.answer = reply{334, std::nullopt, {"Zm9v"}}});
    talk session(house.how);
    CHECK(session.send("AUTH CRAM-MD5\r\n").ends_with("334 Zm9v\r\n"));
    session.vanish();
    CHECK(session.book().attempts.at(0).exchange.at(1).decoded.empty());
}

TEST_CASE("a client over the limit of connections is told so with 421, and is a session that the limit ended") {
    tests::house how;
    how.over_limit = true;
    talk crowded(how);
    CHECK(crowded.heard().starts_with("421 4.7.0 "));
    CHECK(crowded.closed());
    REQUIRE(crowded.book().lines.size() == 3);
    CHECK(crowded.book().lines.front() == "opened");
    CHECK(crowded.book().lines.back() == "session_ended limit");
}

TEST_CASE("a connection on which the client says nothing leaves no trace") {
    talk silent;
    silent.half_close();
    CHECK(silent.book().lines.empty());
    talk slow;
    CHECK(slow.time_out().find("421 4.4.2") != std::string::npos);
    CHECK(slow.book().lines.empty());
}

TEST_CASE("input during a banner delay is certainly early and is answered after the banner") {
    settings limits;
    limits.banner_delay = std::chrono::milliseconds(100);
    no_policy none;
    undriven by_hand(none, {.listener = "smtp"}, limits);
    auto& early = by_hand.session;
    const auto& book = by_hand.book;
    REQUIRE(std::holds_alternative<mocksmtp::smtp::pause>(early.next()));
    early.received("HELO a.example\r\n");
    const action said = early.next();
    REQUIRE(std::holds_alternative<transmit>(said));
    CHECK(std::get<transmit>(said).bytes == "220 mock.test ESMTP mocksmtp\r\n250 mock.test\r\n");
    CHECK(book.contains("diagnosed talked_before_banner"));
}

TEST_CASE("a session takes its place at the first octet of an implicit handshake, not at its end") {
    no_policy none;
    undriven by_hand(none, {.listener = "smtps", .kind = listener_kind::tls});
    auto& shaking = by_hand.session;
    const auto& book = by_hand.book;
    REQUIRE(std::holds_alternative<await_client>(shaking.next()));
    CHECK(book.lines.empty());
    shaking.handshake_begun();
    shaking.handshake_begun();
    CHECK(book.lines == std::vector<std::string>{"opened"});
    REQUIRE(std::holds_alternative<start_tls>(shaking.next()));
    shaking.tls_done(tls_failure{tls_mode::implicit, "unknown_ca", true, {}});
    CHECK(std::holds_alternative<hang_up>(shaking.next()));
    CHECK(book.lines == std::vector<std::string>{"opened", "tls_failed unknown_ca", "session_ended tls_failed"});
}

TEST_CASE("input during a rule's delay is certainly early, is diagnosed and answered after the delayed reply") {
    ruled_house house(stage::noop, {.delay = std::chrono::milliseconds(5)});
    undriven by_hand(house.rules);
    auto& early = by_hand.session;
    const auto& book = by_hand.book;
    REQUIRE(std::holds_alternative<transmit>(early.next()));
    REQUIRE(std::holds_alternative<read_more>(early.next()));
    early.received("NOOP\r\n");
    REQUIRE(std::holds_alternative<mocksmtp::smtp::pause>(early.next()));
    early.received("RSET\r\n");
    const action said = early.next();
    REQUIRE(std::holds_alternative<transmit>(said));
    CHECK(std::get<transmit>(said).bytes == "250 2.0.0 Ok\r\n250 2.0.0 Ok\r\n");
    CHECK(book.contains("diagnosed talked_before_reply"));
}

TEST_CASE("a rule's delay is told of where the client does not wait for its end") {
    ruled_house house(stage::noop, {.delay = std::chrono::milliseconds(5)});
    undriven by_hand(house.rules);
    auto& impatient = by_hand.session;
    const auto& book = by_hand.book;
    REQUIRE(std::holds_alternative<transmit>(impatient.next()));
    for (int i = 0; i < 2; ++i) {
        REQUIRE(std::holds_alternative<read_more>(impatient.next()));
        impatient.received("NOOP\r\n");
        REQUIRE(std::holds_alternative<mocksmtp::smtp::pause>(impatient.next()));
        if (i == 0) REQUIRE(std::holds_alternative<transmit>(impatient.next()));
    }
    CHECK_FALSE(book.contains("rule_acted"));
    impatient.disconnected(cause::closed);
    CHECK(book.contains("rule_acted"));
}
