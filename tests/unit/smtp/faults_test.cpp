// What rules can do beside another reply: break off, stay silent, cut inside a body, lie about what is offered.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "tests/support/ruled.hpp"

namespace {

using namespace mocksmtp::smtp;
using moment = verdict::closing::moment;
using tests::ruled_house;
using tests::talk;

constexpr std::string_view envelope_of_one = "HELO a.example\r\nMAIL FROM:<a@b.example>\r\nRCPT TO:<c@d.example>\r\n";
const std::string one_mail = std::string(envelope_of_one) + "DATA\r\n0123456789\r\n.\r\n";

std::string last_line(const std::string& said) {
    const auto end = said.rfind("\r\n", said.size() - 3);
    return said.substr(end == std::string::npos ? 0 : end + 2);
}

}  // namespace

TEST_CASE("a preset is said in the persona's words, about the address at hand") {
    ruled_house rcpt(stage::rcpt, {.answer = reply_id::mailbox_full});
    CHECK(talk(rcpt.how).send(envelope_of_one).ends_with("452 4.2.2 <c@d.example>: Mailbox is full\r\n"));
    ruled_house mail(stage::mail, {.answer = reply_id::sender_rejected});
    CHECK(talk(mail.how)
              .send("MAIL FROM:<a@b.example>\r\n")
              .ends_with("550 5.7.1 <a@b.example>: Sender address rejected\r\n"));
}

TEST_CASE("a raw reply leaves octet by octet as it is, and its first three digits count") {
    ruled_house garbled(stage::noop, {.answer = raw_reply("25\x01 what\n")});
    talk first(garbled.how);
    first.heard();
    CHECK(first.send("NOOP\r\n") == "25\x01 what\n");
    CHECK(first.send("RSET\r\n") == "250 2.0.0 Ok\r\n");

    ruled_house cut(stage::data, {.answer = raw_reply("354 go\r\n")});
    talk second(cut.how);
    CHECK(last_line(second.send(one_mail)).starts_with("250 2.0.0 Ok: queued"));
    CHECK(second.book().messages.size() == 1);
}

TEST_CASE("a 421 that is to keep the session open does not close it") {
    ruled_house house(stage::noop, {.answer = reply{421, std::nullopt, {"busy"}}, .keep_open = true});
    talk session(house.how);
    session.heard();
    CHECK(session.send("NOOP\r\n") == "421 busy\r\n");
    CHECK(session.send("RSET\r\n") == "250 2.0.0 Ok\r\n");
}

TEST_CASE("a connection is cut in the middle of a reply") {
    ruled_house house(stage::rset, {.close = verdict::closing{hang_up::how::rst, moment::mid_reply}});
    talk session(house.how);
    session.heard();
    CHECK(session.send("RSET\r\nNOOP\r\n") == "250 2.0");
    CHECK(session.actions() == std::vector<std::string>{"rst"});
    CHECK(session.book().contains("reply 250 2.0 by rule-1"));
    CHECK(session.book().contains("rule_acted rset by rule-1"));
    CHECK(session.book().contains("session_ended rule"));
}

TEST_CASE("after its reply a connection is half closed, and the session is over") {
    ruled_house house(stage::rset, {.close = verdict::closing{hang_up::how::half, moment::after}});
    talk session(house.how);
    session.heard();
    CHECK(session.send("RSET\r\nNOOP\r\n") == "250 2.0.0 Ok\r\n");
    CHECK(session.actions() == std::vector<std::string>{"half"});
}

TEST_CASE("a reply dribbles, and what follows waits its turn") {
    ruled_house house(stage::helo, {.dribble = pace{3, std::chrono::milliseconds(1)}});
    talk session(house.how);
    session.heard();
    CHECK(session.send("HELO a.example\r\nNOOP\r\n") == "250 mock.test\r\n250 2.0.0 Ok\r\n");
    CHECK(session.actions() == std::vector<std::string>{"dribble 3"});
}

TEST_CASE("slow reading is a pause in which nothing is read, behind a delay in which it is") {
    ruled_house house(stage::noop, {.delay = std::chrono::milliseconds(5), .slow_read = std::chrono::milliseconds(7)});
    talk session(house.how);
    session.heard();
    CHECK(session.send("NOOP\r\n") == "250 2.0.0 Ok\r\n");
    CHECK(session.actions() == std::vector<std::string>{"pause 5", "deaf pause 7"});
}

TEST_CASE("inside a body a rule acts at its octet, however the stream is cut") {
    for (const bool bytewise : {false, true}) {
        ruled_house house(stage::body, {.close = verdict::closing{hang_up::how::rst, moment::before}});
        house.rules.stops = {4};
        talk session(house.how);
        bytewise ? session.send_bytewise(one_mail) : session.send(one_mail);
        CHECK(session.actions() == std::vector<std::string>{"rst"});
        CHECK(session.book().contains("rule_acted body by rule-1"));
        CHECK(session.book().contains("transaction_ended lost rule"));
        CHECK(session.book().messages.empty());
    }
}

TEST_CASE("a body goes on unharmed behind a pause, a hold and a second stop") {
    ruled_house house(stage::body, {.hold_at_most = std::chrono::seconds(1), .delay = std::chrono::milliseconds(5)});
    house.rules.stops = {0, 3};
    talk session(house.how);
    CHECK(last_line(session.send(one_mail)).starts_with("354"));
    session.release(std::nullopt);
    CHECK(session.actions() == std::vector<std::string>{"hold", "deaf pause 5", "hold"});
    CHECK(session.release(std::nullopt).starts_with("250"));
    CHECK(session.book().messages == std::vector<std::string>{"0123456789\r\n"});
    CHECK(!session.book().contains("diagnosed talked_before_reply"));
}

TEST_CASE("chunks of BDAT are one body for the stops in it") {
    std::vector<std::uint64_t> seen;
    ruled_house house(stage::body, {});
    house.rules.stops = {0, 2, 5, 6};
    house.rules.decide = [&](const situation& now) -> std::optional<verdict> {
        if (now.at == stage::body) seen.push_back(now.octets);
        return std::nullopt;
    };
    talk session(house.how);
    const std::string said = session.send(std::string(envelope_of_one) + "BDAT 0\r\nBDAT 5\r\n01234BDAT 1 LAST\r\n5");
    CHECK(seen == std::vector<std::uint64_t>{0, 2, 5, 6});
    CHECK(session.book().messages == std::vector<std::string>{"012345"});
    CHECK(last_line(said).starts_with("250 2.0.0 Ok: queued"));
}

TEST_CASE("a mute session in a body neither answers nor times out with words") {
    ruled_house house(stage::body, {.mute = true});
    house.rules.stops = {1};
    talk session(house.how);
    CHECK(last_line(session.send(one_mail)).starts_with("354"));
    CHECK(session.send("QUIT\r\n").empty());
    CHECK(session.time_out().empty());
    CHECK(session.closed());
    CHECK(session.book().contains("session_ended timeout"));
}

TEST_CASE("what EHLO offers can be added to, taken from and replaced, and is recorded as offered") {
    ruled_house house(
        stage::helo,
        {.strip_starttls = true,
         .offer = changed_offer{
             .add = {"X-NEW one"}, .remove = {"pipelining"}, .replace = {"SIZE 7"}, .mechanisms = {{"LOGIN"}}}});
    talk session(house.how);
    const std::string said = session.send("EHLO a.example\r\n");
    CHECK(said.find("PIPELINING") == std::string::npos);
    CHECK(said.find("STARTTLS") == std::string::npos);
    CHECK(said.find("250-SIZE 7\r\n") != std::string::npos);
    CHECK(said.find("250-AUTH LOGIN\r\n") != std::string::npos);
    CHECK(said.ends_with("250 X-NEW one\r\n"));
    session.send("AUTH PLAIN AHRlc3QAc2VjcmV0\r\n");
    CHECK(session.book().attempts.at(0).offered == std::vector<std::string>{"LOGIN"});
}

TEST_CASE("STARTTLS that is stripped is not available, and one that is faulted starts so") {
    ruled_house stripped(stage::starttls, {.strip_starttls = true});
    talk first(stripped.how);
    first.send("EHLO a.example\r\n");
    CHECK(first.send("STARTTLS\r\n") == "454 4.7.0 TLS is not available\r\n");
    CHECK(first.handshakes() == 0);

    const tls_fault expired{.shown = tls_fault::certificate::expired};
    ruled_house faulted(stage::starttls, {.tls = expired});
    talk second(faulted.how);
    second.send("EHLO a.example\r\n");
    CHECK(second.send("STARTTLS\r\n").starts_with("220"));
    CHECK(second.last_fault() == expired);
}

TEST_CASE("an implicit handshake is faulted, parked and refused before it begins") {
    ruled_house faulted(stage::starttls, {.hold_at_most = std::chrono::seconds(1), .tls = tls_fault{.refuse = true}});
    faulted.how.kind = listener_kind::tls;
    talk first(faulted.how);
    CHECK(first.actions() == std::vector<std::string>{"hold"});
    CHECK(first.handshakes() == 0);
    CHECK(first.release(std::nullopt).starts_with("220"));
    CHECK(first.last_fault() == tls_fault{.refuse = true});
    CHECK(first.book().contains("rule_acted starttls by rule-1"));

    ruled_house closed(stage::starttls, {.close = verdict::closing{hang_up::how::rst, moment::before}});
    closed.how.kind = listener_kind::tls;
    talk second(closed.how);
    CHECK(second.heard().empty());
    CHECK(second.actions() == std::vector<std::string>{"rst"});
    CHECK(second.handshakes() == 0);
}

TEST_CASE("a rule at a challenge has the last word, and knows which challenge it is") {
    std::vector<std::string> moments;
    ruled_house house(stage::auth, {});
    house.rules.decide = [&](const situation& now) -> std::optional<verdict> {
        if (now.at != stage::auth) return std::nullopt;
        moments.push_back((now.moment.to_command ? "command " : "") + std::to_string(now.moment.challenge) + ' ' +
                          std::string(now.user));
        if (now.moment.challenge != 2) return std::nullopt;
        return verdict{.by = {"no-password", 1}, .answer = reply_id::auth_temporary_failure};
    };
    talk session(house.how);
    session.send("EHLO a.example\r\nAUTH LOGIN\r\n");
    CHECK(session.send("dGVzdA==\r\n") == "454 4.7.0 Temporary authentication failure\r\n");
    CHECK(moments == std::vector<std::string>{"command 1 ", "2 test"});
    CHECK(session.book().attempts.at(0).outcome == attempt_outcome::refused);
    CHECK(session.book().attempts.at(0).rule == rule_hit{"no-password", 1});
    session.send("AUTH PLAIN AHRlc3QAc2VjcmV0\r\n");
    CHECK(moments.back() == "command 0 test");
}

TEST_CASE("a 250 for a message that is not kept looks like any other") {
    ruled_house house(stage::message, {.keep = false});
    talk session(house.how);
    const std::string said = last_line(session.send(one_mail));
    CHECK(said.starts_with("250 2.0.0 Ok: queued as "));
    CHECK(said.size() > std::string_view("250 2.0.0 Ok: queued as \r\n").size());
    CHECK(talk(house.how).send(one_mail).ends_with(said));
}

TEST_CASE("a rule learns which session it has touched, one at the connection included") {
    ruled_house house(stage::connect, {.answer = reply{220, std::nullopt, {"hello"}}});
    talk session(house.how);
    CHECK(session.heard() == "220 hello\r\n");
    CHECK(house.rules.touched == std::vector<mocksmtp::base::session_id>{{1}});
    CHECK(session.book().contains("reply 220 hello by rule-1"));
}

TEST_CASE("a session is dismissed from whatever it waits for") {
    talk idle;
    idle.send("HELO a.example\r\n");
    CHECK(idle.dismiss(std::nullopt, hang_up::how::fin) == "421 4.3.2 mock.test Service shutting down\r\n");
    CHECK(idle.closed());
    CHECK(idle.book().contains("session_ended shutdown"));

    ruled_house house(stage::noop, {.hold_at_most = std::chrono::seconds(30)});
    talk held(house.how);
    held.send("NOOP\r\n");
    CHECK(held.dismiss(reply{450, std::nullopt, {"later"}}, hang_up::how::rst) == "450 later\r\n");
    CHECK(held.book().contains("hold_closed h1"));
    CHECK(held.actions() == std::vector<std::string>{"hold", "rst"});

    talk silent;
    silent.heard();
    CHECK(silent.dismiss(std::nullopt, hang_up::how::fin).starts_with("421"));
    CHECK(silent.book().lines.empty());
}

TEST_CASE("rules see nothing of what may be a password, and of AUTH the mechanism alone") {
    std::vector<std::string> seen;
    ruled_house house(stage::unknown, {});
    house.rules.decide = [&](const situation& now) -> std::optional<verdict> {
        if (now.at == stage::unknown || now.at == stage::auth)
            seen.push_back(std::string(now.verb) + "|" + std::string(now.argument));
        return std::nullopt;
    };
    house.how.limits.require_tls = true;
    talk session(house.how);
    session.send(
        "EHLO a.example\r\nAUTH LOGIN\r\ndGVzdA==\r\nc2VjcmV0\r\nAUTH PLAIN AHRlc3QAc2VjcmV0\r\nNONSENSE x\r\n");
    CHECK(seen == std::vector<std::string>{"AUTH|LOGIN", "|", "|", "AUTH|PLAIN", "|"});
    session.send("NOOP\r\nNONSENSE x\r\n");
    CHECK(seen.back() == "NONSENSE|x");
}

TEST_CASE("behind a greeting that refuses service nothing but QUIT is served (RFC 5321 3.1)") {
    ruled_house closed(stage::connect, {.answer = reply{554, std::nullopt, {"no service"}}});
    talk client(closed.how);
    CHECK(client.heard() == "554 no service\r\n");
    CHECK(client.send("EHLO a.example\r\n").starts_with("503 5.5.1 "));
    CHECK(client.send("MAIL FROM:<a@b.example>\r\n").starts_with("503 5.5.1 "));
    CHECK(client.send("QUIT\r\n").starts_with("221 "));
}

TEST_CASE("a chunk that a rule refuses once spoils its message: all that follow are told the same") {
    ruled_house once(stage::bdat, {.answer = reply{451, enhanced_code{4, 3, 0}, {"chunk failed"}}});
    once.rules.decide = [first = true, usual = once.rules.decide](const situation& now) mutable {
        return now.at == stage::bdat && !std::exchange(first, false) ? std::nullopt : usual(now);
    };
    talk client(once.how);
    client.send(envelope_of_one);
    CHECK(client.send("BDAT 5\r\nabcde") == "451 4.3.0 chunk failed\r\n");
    CHECK(client.send("BDAT 2 LAST\r\nfg") == "451 4.3.0 chunk failed\r\n");
}

TEST_CASE("a DATA that a rule refuses leaves the transaction open to the client, and has ended it in the records") {
    ruled_house house(stage::data, {.answer = reply{451, std::nullopt, {"later"}}});
    talk client(house.how);
    client.send(envelope_of_one);
    CHECK(client.send("DATA\r\n") == "451 later\r\n");
    CHECK(client.book().contains("transaction_ended refused rule data 0 -> 451"));
    CHECK(client.send("MAIL FROM:<a@b.example>\r\n").starts_with("503 "));
    client.send("RSET\r\nQUIT\r\n");
    CHECK(std::ranges::count_if(client.book().lines,
                                [](const std::string& one) { return one.starts_with("transaction_ended"); }) == 1);
}

TEST_CASE("what a client does in a transaction whose DATA a rule refused is another one in the records") {
    ruled_house house(stage::data, {.answer = reply{451, std::nullopt, {"later"}}});
    house.rules.decide = [first = true, usual = house.rules.decide](const situation& now) mutable {
        return now.at == stage::data && !std::exchange(first, false) ? std::nullopt : usual(now);
    };
    talk client(house.how);
    client.send(envelope_of_one);
    client.send("DATA\r\n");
    const auto before = static_cast<std::ptrdiff_t>(client.book().lines.size());
    client.send("DATA\r\n");
    client.send("hi\r\n.\r\n");
    std::vector<std::string> told;
    std::copy_if(client.book().lines.begin() + before, client.book().lines.end(), std::back_inserter(told),
                 [](const std::string& one) { return one.starts_with("transaction") || one.starts_with("recipient"); });
    CHECK(told == std::vector<std::string>{"transaction_opened <a@b.example> -> 250", "recipient <c@d.example> -> 250",
                                           "transaction_ended accepted end_of_data data 4 -> 250"});
    CHECK(client.book().messages == std::vector<std::string>{"hi\r\n"});
}

TEST_CASE("the end of a message that is not there is not answered with a rule's 250") {
    bool had_to_refuse = false;
    ruled_house house(stage::message, {.answer = reply{250, std::nullopt, {"fine"}}});
    house.rules.decide = [&, usual = house.rules.decide](const situation& now) {
        had_to_refuse = had_to_refuse || now.has_to_refuse;
        return usual(now);
    };
    talk client(house.how);
    client.send("HELO a.example\r\n");
    CHECK(client.send("BDAT 2 LAST\r\nab").starts_with("503 "));
    CHECK(had_to_refuse);
}

TEST_CASE("half a reply may dribble") {
    ruled_house house(stage::rset, {.dribble = pace{1, std::chrono::milliseconds(1)},
                                    .close = verdict::closing{hang_up::how::fin, moment::mid_reply}});
    talk session(house.how);
    session.heard();
    CHECK(session.send("RSET\r\n") == "250 2.0");
    CHECK(session.actions() == std::vector<std::string>{"dribble 1", "fin"});
}
