// What a report says of rules: refusals and retries, cut connections, silence, holds, messages not kept or kept
// unheard.
#include "helpers.hpp"
#include "mocksmtp/verify/report.hpp"
#include "tests/unit/store/client.hpp"

using namespace mocksmtp;
using testing::expecting;
using testing::explain;
using testing::has;

namespace {

const auto mail_to_bob = [] { return expecting("1", "to", "bob@example.test"); };
constexpr std::string_view retry_hint =
    "hint: rule greylist told the client to retry <bob@example.test>; it has not yet\n";

smtp::addressed greylisted(std::string address, std::uint64_t hit = 1) {
    return {
        std::move(address), {}, {451, smtp::enhanced_code{4, 7, 1}, {"Greylisted"}}, smtp::rule_hit{"greylist", hit}};
}

void refuse(testing::client& sender, const std::string& to, std::uint64_t hit = 1,
            std::string from = "app@example.test") {
    sender.begin(from);
    sender.line().record(smtp::recipient_answered{greylisted(to, hit)});
    sender.end_transaction(smtp::transaction_outcome::refused, smtp::transaction_end::rset);
}

// Data came and was answered, by a rule; whether the message is kept is said apart.
void end_of_data(testing::client& sender, int code, smtp::rule_hit by) {
    sender.line().record(
        smtp::transaction_ended{code < 400 ? smtp::transaction_outcome::accepted : smtp::transaction_outcome::refused,
                                smtp::transaction_end::end_of_data,
                                smtp::data_facts{smtp::body_via::data, 45, testing::said(code, "So")}, std::move(by)});
}

base::message_id keep(testing::client& sender, const smtp::rule_hit& by) {
    smtp::received_message raw;
    raw.bytes.append("Subject: Hello\r\n\r\nHi\r\n");
    return sender.line().keep(std::move(raw), {"ESMTP", by});
}

}  // namespace

TEST_CASE("that a client has not retried is said only as long as it is true") {
    store::scope scope;
    testing::client sender(scope);
    sender.hello();
    refuse(sender, "bob@example.test");
    CHECK(has(explain(scope, mail_to_bob()).text, retry_hint));
    sender.send({.from = "other@example.test"});
    sender.send({.to = {"carol@example.test"}});
    CHECK(has(explain(scope, expecting("5")).text, retry_hint));
    refuse(sender, "bob@example.test", 2);
    const auto twice = explain(scope, expecting("5")).text;
    CHECK(has(twice, "by rule greylist (hit 2)\n"));
    CHECK(twice.find(retry_hint) == twice.rfind(retry_hint));
    sender.send({.to = {"bob@EXAMPLE.test"}});
    CHECK_FALSE(has(explain(scope, expecting("5")).text, "it has not yet"));
}

TEST_CASE("a recipient retried within its transaction needs no retry, one whose message was put off does") {
    store::scope scope;
    testing::client sender(scope);
    sender.hello();
    sender.begin();
    sender.line().record(smtp::recipient_answered{greylisted("bob@example.test")});
    sender.recipient("bob@example.test");
    CHECK_FALSE(has(explain(scope, mail_to_bob()).text, "it has not yet"));
    end_of_data(sender, 452, {"greylist", 2});
    const auto made = explain(scope, mail_to_bob());
    CHECK(has(made.text, retry_hint));
    CHECK(has(made.text, "s1  message of 45 octets to <bob@example.test> -> 452 So   by rule greylist (hit 2)\n"));
    CHECK(has(made.summary, "2 refused by rule greylist"));
}

TEST_CASE("a sender put off at MAIL is told by its address, a refusal for good asks for no retry") {
    store::scope scope;
    testing::client sender(scope);
    sender.hello();
    sender.line().record(smtp::transaction_opened{greylisted("app@example.test")});
    sender.end_transaction(smtp::transaction_outcome::refused, smtp::transaction_end::mail_refused);
    CHECK(has(explain(scope, mail_to_bob()).text,
              "hint: rule greylist told the client to retry mail from <app@example.test>; it has not yet\n"));
    sender.begin();
    sender.recipient("bob@example.test", 550);
    sender.end_transaction(smtp::transaction_outcome::refused, smtp::transaction_end::rset);
    CHECK_FALSE(has(explain(scope, mail_to_bob()).text, "it has not yet"));
}

TEST_CASE("refusals are counted for the rules that made them and no others") {
    store::scope scope;
    testing::client sender(scope);
    sender.hello();
    refuse(sender, "bob@example.test");
    sender.begin();
    sender.recipient("carol@example.test", 550);
    sender.recipient("dave@example.test", 550);
    sender.end_transaction(smtp::transaction_outcome::refused, smtp::transaction_end::rset);
    CHECK(has(explain(scope, mail_to_bob()).summary, "got 0; 1 refused by rule greylist"));
    CHECK(has(explain(scope, expecting("1")).summary, "got 0; 3 refused, 1 of them by rule greylist"));
    smtp::addressed eve = greylisted("eve@example.test");
    eve.rule->rule = "another";
    sender.begin();
    sender.line().record(smtp::recipient_answered{eve});
    sender.end_transaction(smtp::transaction_outcome::refused, smtp::transaction_end::rset);
    CHECK(has(explain(scope, expecting("1")).summary, "got 0; 4 refused, 2 of them by rules another, greylist"));
}

TEST_CASE("a rule that closes the connection without a word is named, with the stage") {
    store::scope scope;
    testing::client sender(scope);
    sender.hello();
    sender.begin();
    sender.recipient("bob@example.test");
    sender.data();
    sender.line().record(smtp::rule_acted{match::stage::body, {"drop", 1}});
    sender.end_transaction(smtp::transaction_outcome::lost, smtp::transaction_end::rule);
    sender.line().record(smtp::session_ended{smtp::session_end::rule});
    const auto made = explain(scope, mail_to_bob());
    CHECK(made.summary == "expected exactly 1 message to bob@example.test, got 0; 1 connection closed by rule drop");
    CHECK(has(made.text, "got 0: 1 connection closed by rule drop\n"));
    CHECK(has(made.text,
              "tried but not accepted:\n    s1  mail from <app@example.test> to <bob@example.test> lost: rule drop "
              "closed the connection at body (hit 1)\n"));
}

TEST_CASE("a rule that closes the connection before any mail is named, with words or without") {
    store::scope scope;
    testing::client silent(scope), told(scope);
    silent.hello();
    silent.line().record(smtp::rule_acted{match::stage::mail, {"drop", 1}});
    silent.line().record(smtp::session_ended{smtp::session_end::rule});
    told.hello();
    told.reply(testing::said(421, "Not now"), smtp::rule_hit{"busy", 3});
    told.line().record(smtp::session_ended{smtp::session_end::rule});
    const auto made = explain(scope, mail_to_bob());
    CHECK(has(made.text,
              "    s1  rule drop closed the connection at mail (hit 1)\n"
              "    s2  rule busy closed the connection (hit 3)\n"));
    CHECK(has(made.summary, "2 connections closed by rules busy, drop"));
}

TEST_CASE("a rule that leaves the client without an answer is named as long as nothing is said") {
    store::scope scope;
    testing::client sender(scope);
    sender.hello();
    sender.line().record(smtp::rule_acted{match::stage::rcpt, {"mute", 1}});
    CHECK(has(explain(scope, mail_to_bob()).text,
              "    s1  rule mute acted at rcpt (hit 1), and nothing was said since\n"));
    CHECK(has(explain(scope, mail_to_bob()).summary, "1 client left without an answer by rule mute"));
    sender.command("NOOP");
    CHECK_FALSE(has(explain(scope, mail_to_bob()).text, "nothing was said"));
    sender.line().record(smtp::rule_acted{match::stage::noop, {"mute", 2}});
    sender.vanish();
    CHECK(has(explain(scope, mail_to_bob()).text,
              "rule mute acted at noop (hit 2), and nothing was said since, ended by disconnected\n"));
}

TEST_CASE("a handshake that a rule has spoilt names it") {
    store::scope scope;
    testing::client sender(scope);
    sender.line().opened();
    sender.line().record(smtp::rule_acted{match::stage::starttls, {"expired", 1}});
    sender.line().record(
        smtp::tls_failed{{.alert = "certificate_expired", .detail = "client alert certificate_expired"}});
    sender.line().record(smtp::session_ended{smtp::session_end::tls_failed});
    const auto made = explain(scope, mail_to_bob());
    CHECK(has(made.text, "s1  TLS handshake failed: client alert certificate_expired   by rule expired (hit 1)\n"));
    CHECK(has(made.summary, "1 TLS handshake failed, by rule expired: client alert certificate_expired"));
}

TEST_CASE("a parked session is the cause, and how to let it go on stands beside") {
    store::scope scope;
    testing::client sender(scope);
    sender.hello();
    sender.begin();
    sender.recipient("bob@example.test");
    const auto id = sender.line().hold_opened({.at = match::stage::message, .by = {"stall", 1}});
    const auto made = explain(scope, mail_to_bob());
    CHECK(made.summary ==
          "expected exactly 1 message to bob@example.test, got 0; session s1 is held at message by rule stall (h1): "
          "release it");
    CHECK(has(made.text, "got 0: session s1 is held at message by rule stall (h1): release it\n"));
    const auto none = verify::alone(expecting("0"));
    const verify::grounds by(scope);
    auto seen = verify::judge(by, none);
    seen.still_open = true;
    const auto stuck = verify::explain(by, none, seen);
    CHECK(has(stuck.summary, "got 0; session s1 is held at message"));
    sender.line().record(smtp::hold_closed{id, true});
    CHECK_FALSE(has(explain(scope, mail_to_bob()).text, "is held"));
}

TEST_CASE("a session parked before it sent mail has not given up") {
    store::scope scope;
    testing::client sender(scope);
    sender.hello();
    sender.line().hold_opened({.at = match::stage::mail, .by = {"stall", 1}});
    CHECK_FALSE(has(explain(scope, mail_to_bob()).text, "sent no mail"));
}

TEST_CASE("an expectation of holds shows the holds, and does not tell to release them") {
    store::scope scope;
    testing::client sender(scope);
    sender.hello();
    sender.begin();
    sender.line().hold_opened(
        {.at = match::stage::rcpt, .by = {"stall", 1}, .from = "app@example.test", .to = {"bob@example.test"}});
    auto two = expecting("2");
    two.what = match::item_kind::hold;
    const auto made = explain(scope, two);
    CHECK(has(made.summary, "expected exactly 2 holds, got 1"));
    CHECK(has(made.text,
              "captured, oldest first:\n    h1  s1 at rcpt  app@example.test -> bob@example.test  by rule stall (hit "
              "1)\n"));
    CHECK_FALSE(has(made.text, "release it"));
}

TEST_CASE("a message that was acknowledged and not kept is told by its rule") {
    store::scope scope;
    testing::client sender(scope);
    sender.hello();
    sender.begin();
    sender.recipient("bob@example.test");
    end_of_data(sender, 250, {"blackhole", 1});
    const auto made = explain(scope, mail_to_bob());
    CHECK(made.summary ==
          "expected exactly 1 message to bob@example.test, got 0; 1 answered 250 but not kept, by rule blackhole");
    CHECK(has(made.text,
              "    s1  message of 45 octets to <bob@example.test> -> 250 but not kept, by rule blackhole (hit 1)\n"));
}

TEST_CASE("a reply that was never said is not told") {
    store::scope scope;
    testing::client sender(scope);
    sender.hello();
    sender.begin();
    sender.recipient("bob@example.test");
    const smtp::rule_hit cut{"cut", 1};
    end_of_data(sender, 250, cut);
    sender.line().record(smtp::rule_acted{.at = match::stage::message, .by = cut});
    const auto made = explain(scope, mail_to_bob());
    CHECK(made.summary ==
          "expected exactly 1 message to bob@example.test, got 0; 1 neither kept nor answered, by rule cut");
    CHECK(
        has(made.text,
            "    s1  message of 45 octets to <bob@example.test> -> neither kept nor answered, by rule cut (hit 1)\n"));
}

TEST_CASE("a message that was deleted or accepted as usual was kept") {
    store::scope scope;
    testing::client sender(scope);
    sender.hello();
    scope.erase(sender.send());
    CHECK_FALSE(has(explain(scope, mail_to_bob()).text, "not kept"));
}

TEST_CASE("a message that was kept though its client was refused says so, where there are too few and too many") {
    store::scope scope;
    testing::client sender(scope);
    sender.hello();
    sender.begin();
    sender.recipient("bob@example.test");
    const smtp::rule_hit trap{"trap", 1};
    keep(sender, trap);
    end_of_data(sender, 451, trap);
    const auto what = expecting("0");
    const auto many = explain(scope, what);
    CHECK(has(many.text,
              "s1  message of 45 octets to <bob@example.test> -> 451 So, kept as m1   by rule trap (hit 1)\n"));
    const std::string_view hint =
        "hint: m1 was kept, but rule trap told the client 451 (hit 1); it may send it again\n";
    CHECK(has(many.text, hint));
    CHECK(has(explain(scope, expecting("2")).text, hint));
}

TEST_CASE("a message that was kept though its client never heard of it says so") {
    store::scope scope;
    testing::client sender(scope);
    sender.hello();
    const smtp::rule_hit trap{"trap", 1};
    const std::string_view hint =
        "hint: m1 was kept, but rule trap kept its reply from the client (hit 1); it may send it again\n";
    const auto two = expecting("2");
    sender.begin();
    sender.recipient("bob@example.test");
    keep(sender, trap);
    end_of_data(sender, 250, trap);
    CHECK_FALSE(has(explain(scope, two).text, hint));
    sender.line().record(smtp::rule_acted{match::stage::message, trap});
    CHECK(has(explain(scope, two).text, hint));
    CHECK_FALSE(has(explain(scope, two).text, "not kept"));
}

TEST_CASE("a malformed reply is shown with its octets") {
    store::scope scope;
    testing::client sender(scope);
    sender.hello();
    sender.begin();
    smtp::addressed bob = greylisted("bob@example.test");
    bob.answer = smtp::raw_reply("451_later\r\n");
    sender.line().record(smtp::recipient_answered{bob});
    CHECK(has(explain(scope, mail_to_bob()).text,
              "RCPT TO:<bob@example.test> -> \"451_later\\r\\n\"   by rule greylist (hit 1)\n"));
}
