#include <doctest/doctest.h>

#include "api/json/attempt_json.hpp"
#include "api/json/event_json.hpp"
#include "api/json/message_json.hpp"
#include "api/json/session_json.hpp"
#include "api/json/value.hpp"
#include "mocksmtp/base/digest.hpp"
#include "tests/unit/store/client.hpp"

using namespace mocksmtp;
using api::json::value;

namespace {

template <class... facts>
value shown(const facts&... what) {
    std::string made;
    api::json::writer to(made);
    api::json::show(to, what...);
    return value::parse(made);
}

const api::json::showing plainly{};

value message_of(const store::scope& in, base::message_id id) { return shown(*in.find(id), 1, plainly); }

std::string all_keys(const value& of) {
    std::string keys;
    for (const auto& [key, item] : of.items()) keys += (keys.empty() ? "" : " ") + key;
    return keys;
}

}  // namespace

TEST_CASE("a message shows its envelope, its origin and its content, in this order") {
    store::scope scope;
    testing::client sender(scope);
    sender.hello();
    const auto id =
        sender.send({.to = {"bob@example.test", "carol@example.test"},
                     .refused = {"dave@example.test"},
                     .bytes = "Subject: =?utf-8?Q?R=C3=A9?=\r\nTo: Bob <bob@example.test>\r\nX-Tenant: 42\r\n"
                              "Date: Fri, 20 Nov 2026 11:00:00 +0100\r\n\r\nHi\r\n"});
    const auto made = message_of(scope, id);
    CHECK(all_keys(made) ==
          "id cursor scope session transaction received_at size sha256 protocol from to refused bcc envelope auth tls "
          "peer helo "
          "listener subject mailboxes date message_id headers raw_headers text html links codes in_reply_to references "
          "list_unsubscribe auto_submitted calendars delivery_statuses attachments diagnostics");
    CHECK(made["id"] == "m1");
    CHECK(made["session"] == "s1");
    CHECK(made["from"] == "app@example.test");
    CHECK(made["to"] == value{"bob@example.test", "carol@example.test"});
    CHECK(made["refused"] == value::array({"dave@example.test"}));
    CHECK(made["bcc"] == value::array({"carol@example.test"}));
    CHECK(made["envelope"]["to"][2]["reply"]["code"] == 550);
    CHECK(made["auth"].is_null());
    CHECK(made["helo"] == "app.local");
    CHECK(made["subject"] == "Ré");
    CHECK(made["mailboxes"]["to"][0]["name"] == "Bob");
    CHECK(made["headers"]["x-tenant"] == value::array({"42"}));
    CHECK(made["raw_headers"][0]["raw"] == " =?utf-8?Q?R=C3=A9?=");
    CHECK(made["date"] == "2026-11-20T10:00:00Z");
    CHECK(made["text"] == "Hi\n");
    CHECK(made["html"].is_null());
}

TEST_CASE("a header that is no UTF-8 is shown with replacements and says so") {
    store::scope scope;
    testing::client sender(scope);
    sender.hello();
    const auto made = message_of(scope, sender.send({.bytes = "Subject: caf\xE9\r\n\r\n"}));
    CHECK(made["raw_headers"][0]["not_utf8"] == true);
    CHECK(made["subject"] == "caf\xEF\xBF\xBD");
}

TEST_CASE("a summary leaves headers and bodies out") {
    store::scope scope;
    testing::client sender(scope);
    sender.hello();
    const auto made = shown(*scope.find(sender.send()), 1, api::json::showing{.summary = true});
    CHECK(made.contains("subject"));
    CHECK_FALSE(made.contains("text"));
    CHECK_FALSE(made.contains("headers"));
}

TEST_CASE("a text of more than a megabyte is cut between characters and says so") {
    store::scope scope;
    testing::client sender(scope);
    sender.hello();
    std::string long_text = "Content-Type: text/plain; charset=utf-8\r\n\r\nx";
    while (long_text.size() < api::json::longest_body + 100) long_text += "\xC3\xA9";
    const auto made = message_of(scope, sender.send({.bytes = long_text}));
    CHECK(made["text_truncated"] == true);
    CHECK(made["text"].get<std::string>().size() == api::json::longest_body - 1);
}

TEST_CASE("secrets are digest and length unless they are to be shown") {
    store::scope scope;
    testing::client sender(scope);
    sender.hello();
    sender.login("app");
    const auto& attempt = *scope.find(base::attempt_id{1});
    const auto hidden = shown(attempt, 1, plainly);
    CHECK(hidden["secret"]["length"] == 4);
    CHECK(hidden["secret"]["sha256"] == base::hex(base::digest(base::hash::sha256, "pass")));
    CHECK(shown(attempt, 1, api::json::showing{.secrets = true})["secret"] == "pass");
    std::string events;
    for (const auto& each : scope.events_since(0, 100)) events += api::json::event_text(each, scope, plainly);
    CHECK(events.find("AHVzZXIAcGFzcw==") == std::string::npos);
    CHECK(events.find("\"line\":\"AUTH PLAIN \",\"secret\":{\"sha256\":") != std::string::npos);
}

TEST_CASE("what TCP timing decides is shown only when asked for") {
    store::scope scope;
    testing::client sender(scope);
    sender.hello();
    sender.line().arrived({match::stage::data});
    const auto& session = *scope.find(base::session_id{1});
    CHECK_FALSE(shown(session, 1, plainly).contains("arrival"));
    CHECK(shown(session, 1, api::json::showing{.arrival = true})["arrival"][0]["what"] == "pipelined_past_data");
}

TEST_CASE("an open transaction has neither outcome nor end") {
    store::scope scope;
    testing::client sender(scope);
    sender.hello();
    sender.begin();
    const auto open = shown(*scope.find(base::transaction_id{1}), 1);
    CHECK(open["outcome"].is_null());
    CHECK(open["ended_by"].is_null());
    CHECK(open["cursor"].is_null());
    sender.end_transaction(smtp::transaction_outcome::abandoned, smtp::transaction_end::rset);
    const auto ended = shown(*scope.find(base::transaction_id{1}), 1);
    CHECK(ended["outcome"] == "abandoned");
    CHECK(ended["ended_by"] == "rset");
}

TEST_CASE("whatever a rule has decided names the rule and its hit side by side") {
    store::scope scope;
    testing::client sender(scope);
    sender.hello();
    smtp::attempt attempt;
    attempt.mechanism = "PLAIN";
    attempt.rule = smtp::rule_hit{"no-app", 4};
    sender.line().record(smtp::authentication_attempted{attempt});
    sender.begin();
    auto bob = testing::path("bob@example.test");
    bob.rule = smtp::rule_hit{"slow-bob", 7};
    sender.line().record(smtp::recipient_answered{bob});
    sender.reply(bob.answer, bob.rule);
    const auto id = sender.accept("Hi", smtp::rule_hit{"late", 2});
    const auto names = [](const value& of) { return value{of["rule"], of["hit"]}; };
    CHECK(names(shown(*scope.find(base::attempt_id{1}), 1, plainly)) == value{"no-app", 4});
    const auto message = message_of(scope, id);
    CHECK(names(message) == value{"late", 2});
    CHECK(names(message["envelope"]["to"][0]) == value{"slow-bob", 7});
    CHECK_FALSE(message["envelope"]["from"].contains("hit"));
    CHECK(names(shown(*scope.find(base::transaction_id{1}), 1)) == value{"late", 2});
    CHECK(shown(*scope.find(base::session_id{1}), 1, plainly)["rules"] ==
          value::array({{{"rule", "slow-bob"}, {"hit", 7}}}));
}

TEST_CASE("what no rule has decided says so where it is always asked, and is silent elsewhere") {
    store::scope scope;
    testing::client sender(scope);
    sender.hello();
    sender.login("app");
    const auto message = message_of(scope, sender.send());
    CHECK_FALSE(message.contains("rule"));
    CHECK_FALSE(message.contains("hit"));
    const auto transaction = shown(*scope.find(base::transaction_id{1}), 1);
    CHECK((transaction["rule"].is_null() && transaction.contains("hit") && transaction["hit"].is_null()));
    const auto attempt = shown(*scope.find(base::attempt_id{1}), 1, plainly);
    CHECK((attempt["rule"].is_null() && attempt.contains("hit") && attempt["hit"].is_null()));
    CHECK(shown(*scope.find(base::session_id{1}), 1, plainly)["rules"] == value::array());
}

TEST_CASE("events name the rule behind them, those that only point to a record too") {
    store::scope scope;
    testing::client sender(scope);
    sender.hello();
    sender.line().record(smtp::rule_acted{match::stage::data, {"drop", 1}});
    sender.line().hold_opened({.at = match::stage::rcpt, .by = {"stall", 2}});
    sender.reply(testing::said(250, "Ok"), smtp::rule_hit{"slow", 3});
    smtp::attempt attempt;
    attempt.rule = smtp::rule_hit{"no-app", 4};
    sender.line().record(smtp::authentication_attempted{attempt});
    sender.begin();
    sender.accept("Hi", smtp::rule_hit{"late", 5});
    std::string told;
    for (const auto& each : scope.events_since(0, 100)) {
        const auto event = value::parse(api::json::event_text(each, scope, plainly));
        if (event.contains("rule") != event.contains("hit")) told += "half a rule ";
        if (!event.contains("rule")) continue;
        told += event["event"].get<std::string>() + " " + event["rule"].get<std::string>() + " " + event["hit"].dump();
        if (event.contains("stage")) told += " " + event["stage"].get<std::string>();
        told += "; ";
    }
    CHECK(told ==
          "rule_acted drop 1 data; hold_opened stall 2 rcpt; reply slow 3; authentication no-app 4; "
          "message_accepted late 5; transaction_ended late 5; ");
}
