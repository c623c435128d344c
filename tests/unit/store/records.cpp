#include "mocksmtp/store/records.hpp"

#include <doctest/doctest.h>

#include "mocksmtp/mail/view.hpp"
#include "tests/unit/store/client.hpp"

using namespace testing;

TEST_CASE("a mail becomes a session, a transaction and a message that know each other") {
    store::scope in;
    client one(in);
    one.hello();
    one.send({.to = {"bob@example.test", "carol@example.test"}, .refused = {"dave@example.test"}});
    one.quit();

    const auto* message = in.find(base::message_id{1});
    REQUIRE(message != nullptr);
    CHECK(message->id.text() == "m1");
    CHECK(message->facts.protocol == "ESMTP");
    CHECK(message->transaction == in.find(base::transaction_id{1}));
    CHECK(&message->session() == in.find(base::session_id{1}));
    CHECK(message->auth() == nullptr);
    CHECK(message->tls() == nullptr);

    const auto& mail = *message->transaction;
    CHECK(mail.from() == "app@example.test");
    CHECK(mail.accepted() == std::vector<std::string_view>{"bob@example.test", "carol@example.test"});
    CHECK(mail.refused() == std::vector<std::string_view>{"dave@example.test"});
    CHECK(mail.recipient_count() == 3);
    CHECK(mail.envelope().to.at(2) == path("dave@example.test", 550));
    CHECK(mail.outcome == smtp::transaction_outcome::accepted);
    CHECK(mail.data()->answer.code == 250);
    CHECK(mail.messages().size() == 1);
    CHECK(mail.helo->argument == "app.local");
    CHECK(mail.ended == message->at + 1);

    const auto& session = message->session();
    CHECK_FALSE(session.open());
    CHECK(session.ended_by == smtp::session_end::quit);
    CHECK(session.opened == 1);
    CHECK(session.closed == in.position().n);
    CHECK(session.commands == 7);
    CHECK(session.messages == 1);
    CHECK(session.transactions == std::vector<base::transaction_id>{{1}});
    CHECK(session.scope == "default");
}

TEST_CASE("an event's time is the logical clock's origin and one millisecond for each event up to it") {
    store::scope in;
    client one(in);
    one.hello();
    one.send();
    const auto* message = in.find(base::message_id{1});
    CHECK(message->received_at == base::clock_origin() + std::chrono::milliseconds(message->at));
    for (const auto& event : in.events_since(0, 1000))
        CHECK(event.time == base::clock_origin() + std::chrono::milliseconds(event.at.n));
}

TEST_CASE("how often a test asked in vain moves no later time") {
    const auto received = [](int asked) {
        store::scope in;
        client one(in);
        one.hello();
        for (int i = 0; i < asked; ++i) in.note(store::event_kind::expectation_failed, "nothing yet");
        in.mark("asked");
        one.send();
        return in.find(base::message_id{1})->received_at;
    };
    CHECK(received(3) == received(0));
}

TEST_CASE("the bytes are kept as they came, and read and hashed when asked") {
    store::scope in;
    client one(in);
    one.hello();
    using namespace std::string_literals;
    const std::string bytes = "Subject: =?utf-8?Q?R=C3=A9?=\r\n\r\nNUL \0 inside\n"s;
    one.send({.bytes = bytes});
    const auto* message = in.find(base::message_id{1});
    CHECK(message->raw.bytes.view() == bytes);
    CHECK(message->raw.bytes.capacity() == bytes.size());
    CHECK(message->view().subject() == "R\xc3\xa9");
    CHECK(message->sha256().size() == 64);
    CHECK(&message->view() == &message->view());
}

TEST_CASE("an attempt knows what followed it, a message knows its attempt") {
    store::scope in;
    client one(in);
    one.hello();
    one.login("eve", smtp::attempt_outcome::refused);
    one.login("app");
    one.send();
    one.send();
    const auto* message = in.find(base::message_id{2});
    REQUIRE(message->auth() != nullptr);
    CHECK(message->auth()->id.text() == "a2");
    CHECK(message->auth()->what.found.user == "app");
    CHECK(message->auth()->messages == 2);
    CHECK(in.find(base::attempt_id{1})->messages == 0);
    CHECK(in.find(base::session_id{1})->attempts.size() == 2);
}

TEST_CASE("STARTTLS forgets greeting and authentication, and later mail is under TLS") {
    store::scope in;
    client one(in);
    one.hello("before");
    one.login("app");
    one.send();
    one.line().record(smtp::tls_started{{smtp::tls_mode::starttls, "TLSv1.3", "CIPHER", {}, {}}});
    CHECK(in.find(base::session_id{1})->helo == nullptr);
    CHECK(in.find(base::session_id{1})->auth == nullptr);
    one.send();
    CHECK(in.find(base::message_id{1})->tls() == nullptr);
    CHECK(in.find(base::message_id{1})->auth() != nullptr);
    CHECK(in.find(base::message_id{2})->tls()->version == "TLSv1.3");
    CHECK(in.find(base::message_id{2})->auth() == nullptr);
}

TEST_CASE("recipients named in no To or Cc are blind copies; domains compare without case") {
    store::scope in;
    client one(in);
    one.hello();
    one.send({.to = {"bob@EXAMPLE.test", "carol@example.test", "dan@example.test"},
              .bytes = "To: Bob <bob@example.test>\r\nCc: dan@example.test\r\n\r\n"});
    CHECK(in.find(base::message_id{1})->bcc() == std::vector<std::string_view>{"carol@example.test"});
}

TEST_CASE("diagnostics of a transaction are its message's and its session's") {
    store::scope in;
    client one(in);
    one.hello();
    one.line().record(smtp::diagnosed{{base::diagnostic_code::ehlo_repeated, "", {}}, false});
    one.begin();
    one.line().record(smtp::diagnosed{{base::diagnostic_code::space_after_colon, "", 10}, true});
    one.accept("Date: Mon, 30 Nov 2026 10:00:00 +0000\r\nMessage-ID: <1@b>\r\n\r\nHi");
    const auto found = in.find(base::message_id{1})->diagnostics();
    REQUIRE(found.size() == 2);
    CHECK(found[0].code == base::diagnostic_code::space_after_colon);
    CHECK(found[1].code == base::diagnostic_code::from_missing);
    CHECK(in.find(base::session_id{1})->diagnostics.size() == 2);
}

TEST_CASE("a transaction that goes on where another has ended has the diagnostics of that one, the session each once") {
    store::scope in;
    client one(in);
    one.hello();
    one.begin();
    const base::diagnostic noted{base::diagnostic_code::space_after_colon, "", 10};
    one.line().record(smtp::diagnosed{noted, true});
    one.end_transaction(smtp::transaction_outcome::refused, smtp::transaction_end::rule);
    one.line().record(smtp::transaction_opened{path("app@example.test"), {noted}});
    CHECK(in.find(base::transaction_id{2})->diagnostics == std::vector{noted});
    CHECK(in.find(base::session_id{1})->diagnostics == std::vector{noted});
}

TEST_CASE("arrival facts are kept apart from the journal") {
    store::scope in;
    client one(in);
    one.hello();
    const auto before = in.position();
    one.line().arrived({match::stage::data});
    CHECK(in.position() == before);
    CHECK(in.find(base::session_id{1})->arrivals.size() == 1);
}

TEST_CASE("a connection whose client never spoke is a probe and leaves nothing else") {
    store::scope in;
    for (int i = 0; i < 3; ++i) client(in).vanish();
    CHECK(in.state().probes == 3);
    CHECK(in.position() == store::cursor{1, 0});
    client one(in);
    CHECK(one.hello().ordinal == 1);
    CHECK(in.find(base::session_id{1}) != nullptr);
}

TEST_CASE("a client that vanishes in a transaction leaves a lost one and a disconnected session") {
    store::scope in;
    client one(in);
    one.hello();
    one.begin();
    CHECK_FALSE(in.idle());
    one.vanish();
    CHECK(in.idle());
    CHECK(in.find(base::transaction_id{1})->outcome == smtp::transaction_outcome::lost);
    CHECK(in.find(base::session_id{1})->ended_by == smtp::session_end::disconnected);
    CHECK(in.state().open_sessions == 0);
}

TEST_CASE("refused recipients without end are only counted") {
    store::scope in;
    client one(in);
    one.hello();
    one.begin();
    for (int i = 0; i < 10'010; ++i) one.line().record(smtp::recipient_answered{path("nobody@example.test", 550)});
    const auto* mail = in.find(base::transaction_id{1});
    CHECK(mail->recipient_count() == 10'000);
    CHECK(mail->refused_left_out() == 10);
}

TEST_CASE("a session lists the rules that acted on it once each, with their latest hit") {
    store::scope in;
    client one(in);
    one.hello();
    const auto before = in.state().store_bytes;
    one.reply(said(451, "Later"), smtp::rule_hit{"greylist", 1});
    one.line().record(smtp::rule_acted{match::stage::data, {"drop", 9}});
    one.reply(said(451, "Later"), smtp::rule_hit{"greylist", 3});
    CHECK(in.find(base::session_id{1})->rules == std::vector<smtp::rule_hit>{{"greylist", 3}, {"drop", 9}});
    CHECK(in.state().store_bytes >= before + 2 * sizeof(smtp::rule_hit) + 12);
}
