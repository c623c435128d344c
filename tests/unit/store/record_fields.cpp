#include "mocksmtp/store/record_fields.hpp"

#include <doctest/doctest.h>

#include "mocksmtp/base/rfc3339.hpp"
#include "mocksmtp/match/field_table.hpp"
#include "tests/unit/store/client.hpp"

using namespace testing;

namespace {

std::string shown(const match::value& one) {
    if (const auto* text = std::get_if<std::string_view>(&one)) return std::string(*text);
    if (const auto* flag = std::get_if<bool>(&one)) return *flag ? "true" : "false";
    if (const auto* number = std::get_if<std::int64_t>(&one)) return std::to_string(*number);
    if (const auto* id = std::get_if<match::ordinal>(&one)) return id->letter + std::to_string(id->number);
    if (const auto* time = std::get_if<base::timestamp>(&one)) return base::format_time(*time);
    return "?";
}

// The field's values, joined by commas; "-" where it is absent.
std::string ask(const match::facts& of, std::string_view field) {
    const auto found = of.of(std::get<match::field>(match::parse_field(field)));
    std::string joined;
    for (const auto& one : found) joined += (joined.empty() ? "" : ",") + shown(one);
    return found.empty() ? "-" : joined;
}

// Whether every value is of the type the table gives its field.
void check_types(const match::facts& of, match::item_kind kind) {
    for (const auto& row : match::all_fields()) {
        if (!row.kinds.has(kind)) continue;
        CAPTURE(row.name);
        const auto named = row.id == match::field_id::headers || row.id == match::field_id::mailboxes;
        const auto found = of.of({row.id, named ? "to" : ""});
        if (row.how_many == match::arity::one) CHECK(found.size() <= 1);
        if (match::is_never_absent(row.id)) CHECK(found.size() == 1);
        for (const auto& one : found) {
            switch (row.type) {
                case match::field_type::ordinal:
                    CHECK(std::holds_alternative<match::ordinal>(one));
                    break;
                case match::field_type::number:
                    CHECK(std::holds_alternative<std::int64_t>(one));
                    break;
                case match::field_type::boolean:
                    CHECK(std::holds_alternative<bool>(one));
                    break;
                case match::field_type::time:
                    CHECK(std::holds_alternative<base::timestamp>(one));
                    break;
                case match::field_type::text:
                case match::field_type::token:
                case match::field_type::address:
                    CHECK(std::holds_alternative<std::string_view>(one));
                    break;
            }
        }
    }
}

// A session in which everything happens once.
struct full_house {
    store::scope in;
    client one{in};

    full_house() {
        one.line().opened();
        one.line().record(smtp::tls_started{{smtp::tls_mode::implicit, "TLSv1.3", "CIPHER", "mock", {}}});
        one.line().record(smtp::greeted{"EHLO", "app.local"});
        one.login("app");
        one.line().record(smtp::transaction_opened{path("a@b.test")});
        one.recipient("bob@b.test");
        one.recipient("eve@b.test");
        auto dave = path("dave@b.test", 550);
        dave.rule = smtp::rule_hit{"no-dave", 1};
        one.line().record(smtp::recipient_answered{dave});
        one.reply(dave.answer, dave.rule);
        one.line().record(smtp::diagnosed{{base::diagnostic_code::space_after_colon, "", 10}, true});
        one.accept("Subject: Hello\r\nTo: Bob <bob@b.test>\r\nX-Tenant: 42\r\nMessage-ID: <1@b>\r\n\r\nText\r\n",
                   smtp::rule_hit{"late", 1});
    }
};

}  // namespace

TEST_CASE("a message answers its envelope, session and content") {
    full_house with;
    const store::message_fields of(*with.in.find(base::message_id{1}));
    check_types(of, match::item_kind::message);
    CHECK(ask(of, "id") == "m1");
    CHECK(ask(of, "from") == "a@b.test");
    CHECK(ask(of, "to") == "bob@b.test,eve@b.test");
    CHECK(ask(of, "refused") == "dave@b.test");
    CHECK(ask(of, "bcc") == "eve@b.test");
    CHECK(ask(of, "recipient_count") == "3");
    CHECK(ask(of, "scope") == "default");
    CHECK(ask(of, "session") == "s1");
    CHECK(ask(of, "transaction") == "t1");
    CHECK(ask(of, "listener") == "smtp");
    CHECK(ask(of, "peer") == "127.0.0.1");
    CHECK(ask(of, "helo") == "app.local");
    CHECK(ask(of, "protocol") == "ESMTP");
    CHECK(ask(of, "user") == "app");
    CHECK(ask(of, "authzid") == "-");
    CHECK(ask(of, "mechanism") == "PLAIN");
    CHECK(ask(of, "tls") == "true");
    CHECK(ask(of, "tls_version") == "TLSv1.3");
    CHECK(ask(of, "tls_mode") == "implicit");
    CHECK(ask(of, "tls_cipher") == "CIPHER");
    CHECK(ask(of, "tls_sni") == "mock");
    CHECK(ask(of, "rule") == "no-dave,late");
    CHECK(ask(of, "subject") == "Hello");
    CHECK(ask(of, "message_id") == "<1@b>");
    CHECK(ask(of, "headers.x-tenant") == "42");
    CHECK(ask(of, "headers.x-other") == "-");
    CHECK(ask(of, "mailboxes.to") == "bob@b.test");
    CHECK(ask(of, "text") == "Text\n");
    CHECK(ask(of, "html") == "-");
    CHECK(ask(of, "attachment_count") == "0");
    CHECK(ask(of, "diagnostic") == "space_after_colon,date_missing,from_missing");
    CHECK(ask(of, "received_at") == base::format_time(with.in.find(base::message_id{1})->received_at));
}

TEST_CASE("a transaction answers how it ended and by what reply") {
    full_house with;
    const store::transaction_fields of(*with.in.find(base::transaction_id{1}));
    check_types(of, match::item_kind::transaction);
    CHECK(ask(of, "id") == "t1");
    CHECK(ask(of, "outcome") == "accepted");
    CHECK(ask(of, "ended_by") == "end_of_data");
    CHECK(ask(of, "reply_code") == "250");
    CHECK(ask(of, "rule") == "no-dave,late");
    CHECK(ask(of, "protocol") == "ESMTP");
    CHECK(std::stoi(ask(of, "size")) > 50);

    with.one.begin("");
    with.one.recipient("x@y", 451);
    with.one.recipient("z@y");
    const store::transaction_fields open(*with.in.find(base::transaction_id{2}));
    CHECK(ask(open, "from").empty());
    CHECK(ask(open, "outcome") == "-");
    CHECK(ask(open, "size") == "-");
    CHECK(ask(open, "reply_code") == "451");
}

TEST_CASE("an attempt answers what was tried and how it went") {
    full_house with;
    with.one.login("eve", smtp::attempt_outcome::refused);
    const store::attempt_fields of(*with.in.find(base::attempt_id{2}));
    check_types(of, match::item_kind::auth_attempt);
    CHECK(ask(of, "id") == "a2");
    CHECK(ask(of, "user") == "eve");
    CHECK(ask(of, "mechanism") == "PLAIN");
    CHECK(ask(of, "secret") == "pass");
    CHECK(ask(of, "outcome") == "refused");
    CHECK(ask(of, "reply_code") == "535");
    CHECK(ask(of, "verified") == "-");
    CHECK(ask(of, "initial_response") == "false");
    CHECK(ask(of, "helo") == "app.local");
}

TEST_CASE("a session answers what it came to") {
    full_house with;
    with.one.quit();
    const store::session_fields of(*with.in.find(base::session_id{1}));
    check_types(of, match::item_kind::session);
    CHECK(ask(of, "id") == "s1");
    CHECK(ask(of, "transaction") == "t1");
    CHECK(ask(of, "user") == "app");
    CHECK(ask(of, "ended_by") == "quit");
    CHECK(ask(of, "rule") == "no-dave");
    CHECK(ask(of, "diagnostic") == "space_after_colon");
    CHECK(ask(of, "tls_error") == "-");

    client other(with.in);
    other.line().opened();
    other.line().record(smtp::tls_failed{{smtp::tls_mode::starttls, "unknown_ca", true, "client alert unknown_ca"}});
    const store::session_fields failed(*with.in.find(base::session_id{2}));
    CHECK(ask(failed, "tls_error") == "unknown_ca");
    CHECK(ask(failed, "tls") == "false");
}

TEST_CASE("an event answers command, reply and the records it points to, never a secret") {
    full_house with;
    std::string told;
    for (const auto& event : with.in.events_since(0, 100)) {
        const store::event_fields of(event, with.in);
        check_types(of, match::item_kind::event);
        if (event.kind == store::event_kind::command) told += ask(of, "verb") + "(" + ask(of, "argument") + ") ";
        if (event.kind == store::event_kind::reply) told += ask(of, "reply_code") + " by " + ask(of, "rule") + "; ";
        if (event.kind == store::event_kind::message_accepted) told += "in " + ask(of, "transaction");
    }
    CHECK(told ==
          "AUTH(PLAIN) 235 by -; RCPT(TO:<bob@b.test>) 250 by -; RCPT(TO:<eve@b.test>) 250 by -; "
          "550 by no-dave; in t1");
}

TEST_CASE("an event answers the rule behind it, its own or that of its record") {
    full_house with;
    with.one.line().record(smtp::rule_acted{match::stage::quit, {"drop", 1}});
    with.one.line().hold_opened({.at = match::stage::noop, .by = {"stall", 1}});
    smtp::attempt attempt;
    attempt.rule = smtp::rule_hit{"no-app", 1};
    with.one.line().record(smtp::authentication_attempted{attempt});
    std::string told;
    for (const auto& event : with.in.events_since(0, 100)) {
        const store::event_fields of(event, with.in);
        if (ask(of, "rule") == "-") continue;
        told += std::string(store::name(event.kind)) + " " + ask(of, "rule") + " at " + ask(of, "stage") + "; ";
    }
    CHECK(told ==
          "reply no-dave at -; message_accepted late at -; transaction_ended late at -; rule_acted drop at quit; "
          "hold_opened stall at noop; authentication no-app at -; ");
}

TEST_CASE("a hold answers where its session is parked and what it has at hand") {
    full_house with;
    with.one.begin("x@y.test");
    auto message = std::make_shared<smtp::received_message>();
    message->bytes.append("Hi\r\n");
    const auto id = with.one.line().hold_opened({.at = match::stage::message,
                                                 .by = {"stall", 3},
                                                 .verb = "DATA",
                                                 .argument = "",
                                                 .user = "app",
                                                 .from = "x@y.test",
                                                 .to = {"bob@b.test", "eve@b.test"},
                                                 .message = message});
    const store::hold_fields of(*with.in.find(id));
    check_types(of, match::item_kind::hold);
    CHECK(ask(of, "id") == "h1");
    CHECK(ask(of, "stage") == "message");
    CHECK(ask(of, "rule") == "stall");
    CHECK(ask(of, "verb") == "DATA");
    CHECK(ask(of, "argument") == "-");
    CHECK(ask(of, "from") == "x@y.test");
    CHECK(ask(of, "to") == "bob@b.test,eve@b.test");
    CHECK(ask(of, "size") == "4");
    CHECK(ask(of, "session") == "s1");
    CHECK(ask(of, "transaction") == "t2");
    CHECK(ask(of, "scope") == "default");
    CHECK(ask(of, "listener") == "smtp");
    CHECK(ask(of, "peer") == "127.0.0.1");
    CHECK(ask(of, "helo") == "app.local");
    CHECK(ask(of, "user") == "app");
    CHECK(ask(of, "mechanism") == "PLAIN");
    CHECK(ask(of, "tls") == "true");
    CHECK(ask(of, "tls_version") == "TLSv1.3");

    store::scope bare;
    client two(bare);
    two.line().opened();
    const store::hold_fields first(*bare.find(two.line().hold_opened({.at = match::stage::connect, .by = {"x", 1}})));
    check_types(first, match::item_kind::hold);
    for (const auto* absent : {"from", "to", "size", "user", "helo", "verb", "transaction", "tls_version"}) {
        CAPTURE(absent);
        CHECK(ask(first, absent) == "-");
    }
    CHECK(ask(first, "tls") == "false");
}
