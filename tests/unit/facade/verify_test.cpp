// Several expectations at once, from a C++ test.
#include "mocksmtp/mock_server.hpp"

#include <doctest/doctest.h>

#include <stdexcept>
#include <string>
#include <thread>

#include "mocksmtp/match/matcher.hpp"
#include "tests/unit/facade/client.hpp"

using namespace mocksmtp;
using tests::client;
using namespace std::chrono_literals;

namespace {

verify::expectation mail_to(std::string recipient) {
    verify::expectation made;
    const match::field to{match::field_id::to, {}};
    made.which.add(to, std::get<match::matcher>(match::compile(to, match::equal_to(std::move(recipient)))));
    return made;
}

}  // namespace

TEST_CASE("a verification returns once all of it holds") {
    mock_server mail;
    std::thread app([port = mail.smtp_port()] {
        client one(port);
        one.send("bob@example.test");
        one.send("carol@example.test");
    });
    auto what = verify::alone(mail_to("carol@example.test"), 60s);
    what.expect.push_back(mail_to("bob@example.test"));
    what.nothing_else = {match::item_kind::message};
    mail.verify(what);
    app.join();
}

TEST_CASE("a verification that does not hold throws its report, and is journalled") {
    mock_server mail;
    client(mail.smtp_port()).send("bob@example.test");
    auto what = verify::alone(mail_to("bob@example.test"));
    what.every_rule_used = true;
    mail.verify(what);
    mail.put_rule({.id = "never", .on = {rules::stage::noop}, .reply = smtp::reply_id::greylisted});
    std::string report;
    try {
        mail.verify(what);
    } catch (const expectation_failed& failed) {
        report = failed.what();
    }
    CHECK(report.starts_with(
        "expected every rule to act: rule never never acted\n    never  on noop  0 hits, 0 matches"));
}

TEST_CASE("an upper bound is watched until nothing is going on") {
    mock_server mail;
    client(mail.smtp_port()).send("bob@example.test");
    auto one = mail_to("bob@example.test");
    one.count = {1, 1};
    mail.verify(verify::alone(one));
    client(mail.smtp_port()).send("bob@example.test");
    CHECK_THROWS_AS(mail.verify(verify::alone(one)), expectation_failed);
}

TEST_CASE("only what comes after a position is looked at, in a scope by its own") {
    mock_server mail;
    auto w3 = mail.scope("w3");
    const auto seen = [](auto& by) {
        const auto what = verify::alone({}, {}, by.position());
        return [&by, what] {
            try {
                by.verify(what);
            } catch (const expectation_failed&) {
                return false;
            }
            return true;
        };
    };
    client app(mail.smtp_port());
    app.send("a@w3.scope.test");
    const auto seen_by_all = seen(mail);
    const auto seen_by_w3 = seen(w3);
    CHECK_FALSE(seen_by_all());
    CHECK_FALSE(seen_by_w3());
    app.send("bob@example.test");
    CHECK(seen_by_all());
    CHECK_FALSE(seen_by_w3());
    app.send("a@w3.scope.test");
    CHECK(seen_by_w3());
}

TEST_CASE("what nothing can be is no expectation, so that to forbid it does not always succeed") {
    mock_server mail;
    const auto refusal = [&mail](match::item_kind what, match::field_id asked, const std::string& value) {
        verify::expectation forbidden;
        forbidden.what = what;
        const match::field on{asked, {}};
        forbidden.which.add(on, std::get<match::matcher>(match::compile(on, match::equal_to(value))));
        forbidden.count = {0, 0};
        try {
            mail.verify(verify::alone(forbidden));
        } catch (const std::invalid_argument& why) {
            return std::string(why.what());
        }
        return std::string();
    };
    using match::field_id, match::item_kind;
    CHECK(refusal(item_kind::session, field_id::subject, "Hi") ==
          "expect[0].which: sessions do not know subject; messages do");
    const auto stray = refusal(item_kind::auth_attempt, field_id::outcome, "acepted");
    CHECK(stray.starts_with("expect[0].which: "));
    CHECK(stray.ends_with("did you mean accepted?"));
    CHECK(refusal(item_kind::auth_attempt, field_id::outcome, "Refused").empty());
}
