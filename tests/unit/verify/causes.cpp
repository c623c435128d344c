// The causes that a report can name, each alone.
#include "helpers.hpp"
#include "tests/unit/store/client.hpp"

using namespace mocksmtp;
using testing::expecting;
using testing::explain;
using testing::has;

namespace {

void park(testing::client& in, const std::string& recipient) {
    in.hello();
    in.begin();
    in.line().hold_opened(
        {.at = match::stage::rcpt, .by = {"stall", 1}, .from = "app@example.test", .to = {recipient}});
}

// As a call that asks in vain leaves it in the journal.
void fail(store::scope& in, const verify::expectation& what) {
    in.note(store::event_kind::expectation_failed, explain(in, what).text);
}

}  // namespace

TEST_CASE("a listener that is closed is the cause where nobody came, and else a hint") {
    store::scope scope;
    const verify::grounds by(scope, {}, {}, {"smtp", "smtps"});
    const auto what = verify::alone(expecting("1"));
    CHECK(has(explain(by, what).summary, "got 0; listeners smtp, smtps do not accept connections"));
    testing::client sender(scope);
    sender.hello();
    const verify::grounds later(scope, {}, {}, {"smtp"});
    CHECK(has(explain(later, what).text, "hint: listener smtp does not accept connections\n"));
    CHECK_FALSE(has(explain(later, what).summary, "accept connections"));
}

TEST_CASE("a parked session is the cause only if its mail could be what is missing") {
    store::scope scope;
    testing::client carols(scope), bobs(scope);
    park(carols, "carol@example.test");
    CHECK_FALSE(has(explain(scope, expecting("1", "to", "bob@example.test")).summary, "is held"));
    CHECK_FALSE(has(explain(scope, expecting("1", "from", "shop@example.test")).summary, "is held"));
    park(bobs, "bob@example.test");
    CHECK(has(explain(scope, expecting("1", "to", "bob@example.test")).summary,
              "got 0; session s2 is held at rcpt by rule stall (h2): release it"));
    CHECK(has(explain(scope, expecting("1", "subject", "Hello")).summary, "session s1 is held"));
}

TEST_CASE("mail that a reset has fenced is the cause if it could be what is missing") {
    store::scope scope;
    testing::client carols(scope), bobs(scope);
    for (auto* each : {&carols, &bobs}) {
        each->hello();
        each->begin();
        each->recipient(each == &bobs ? "bob@example.test" : "carol@example.test");
    }
    scope.reset();
    bobs.end_transaction(smtp::transaction_outcome::abandoned, smtp::transaction_end::rset);
    carols.end_transaction(smtp::transaction_outcome::abandoned, smtp::transaction_end::rset);
    CHECK(has(explain(scope, expecting("1", "to", "bob@example.test")).summary,
              "got 0; mail from <app@example.test> to <bob@example.test> began before the reset, and was not stored"));
    CHECK(has(explain(scope, expecting("1", "subject", "Hello")).summary, "to <carol@example.test> began before"));
    CHECK(has(explain(scope, expecting("1", "to", "dave@example.test")).summary,
              "got 0; nobody has connected since the reset"));
}

TEST_CASE("a log-in from before the reset is the cause if it could be what is missing") {
    store::scope scope;
    testing::client sender(scope);
    sender.hello();
    sender.login("shop");
    scope.reset();
    sender.send();
    auto what = expecting("1", "user", "shop");
    what.what = match::item_kind::auth_attempt;
    CHECK(has(explain(scope, what).summary, "got 0; s1 logged in as \"shop\" before the reset"));
    auto other = expecting("1", "user", "app");
    other.what = match::item_kind::auth_attempt;
    CHECK_FALSE(has(explain(scope, other).text, "before the reset"));
}
TEST_CASE("what became of the mail of others is not the cause, what everybody met with is") {
    store::scope scope;
    testing::client sender(scope);
    sender.hello();
    sender.begin();
    sender.recipient("carol@example.test", 550);
    sender.end_transaction(smtp::transaction_outcome::refused, smtp::transaction_end::rset);
    CHECK_FALSE(has(explain(scope, expecting("1", "to", "bob@example.test")).summary, ";"));
    CHECK(has(explain(scope, expecting("1")).summary, "got 0; 1 refused: 550 No"));
    sender.login("app", smtp::attempt_outcome::refused);
    CHECK(has(explain(scope, expecting("1", "to", "bob@example.test")).summary,
              "got 0; never got past AUTH: 1 AUTH attempt not accepted"));
    sender.send({.to = {"carol@example.test"}, .bytes = "Subject: Hello\r\n\r\nHi\r\n"});
    CHECK_FALSE(has(explain(scope, expecting("1", "to", "bob@example.test")).summary, "AUTH"));
}

TEST_CASE("mail that came twice says whether it is the same mail") {
    store::scope scope;
    testing::client sender(scope);
    sender.hello();
    sender.send();
    sender.send();
    CHECK(has(explain(scope, expecting("1")).summary, "got 2; m1 and m2 are the same mail, byte for byte"));
    scope.erase(base::message_id{2});
    sender.send({.bytes = "Message-ID: <1@x>\r\n\r\nA\r\n"});
    sender.send({.bytes = "Message-ID: <1@x>\r\n\r\nB\r\n"});
    CHECK(has(explain(scope, expecting("1")).summary, "m3 and m4 have the same Message-ID, <1@x>"));
}

TEST_CASE("a newsletter to several recipients did not come twice") {
    store::scope scope;
    testing::client sender(scope);
    sender.hello();
    for (const auto* to : {"ann@example.test", "ben@example.test", "cat@example.test"})
        sender.send({.to = {to}, .bytes = "Message-ID: <1@x>\r\n\r\nNews\r\n"});
    sender.send(
        {.from = "other@example.test", .to = {"ann@example.test"}, .bytes = "Message-ID: <1@x>\r\n\r\nNews\r\n"});
    CHECK(explain(scope, expecting("1")).summary == "expected exactly 1 message, got 4");
    sender.send({.to = {"dan@example.test", "ben@example.test"}, .bytes = "Message-ID: <1@x>\r\n\r\nNews\r\n"});
    CHECK(has(explain(scope, expecting("1")).summary, "got 5; m2 and m5 are the same mail, byte for byte"));
}

TEST_CASE("mail that was not what had been waited for did not come too late") {
    store::scope scope;
    testing::client sender(scope);
    sender.hello();
    auto reset = expecting("1", "to", "bob@example.test");
    testing::add(reset.which, "subject", match::equal_to("Reset"));
    fail(scope, reset);
    auto contains = expecting("1", "to", "bob@example.test");
    testing::add(contains.which, "subject", {.contains = "Hello"});
    fail(scope, contains);
    auto must = expecting("1", "to", "bob@example.test");
    testing::add(must.must, "subject", match::equal_to("Reset"));
    fail(scope, must);
    sender.send();
    CHECK_FALSE(has(explain(scope, expecting("0")).text, "had failed"));
    sender.send({.bytes = "Subject: Reset\r\n\r\nHi\r\n"});
    CHECK(
        has(explain(scope, expecting("0")).summary,
            "m2 came after this had failed: expected exactly 1 message, to = bob@example.test, must subject = Reset"));
}

TEST_CASE("mail that came after an expectation of it had failed says so") {
    store::scope scope;
    testing::client sender(scope);
    sender.hello();
    fail(scope, expecting("1", "to", "carol@example.test"));
    fail(scope, expecting("1"));
    sender.send();
    fail(scope, expecting("0", "to", "bob@example.test"));
    sender.send({.bytes = "Subject: Another\r\n\r\nHi\r\n"});
    CHECK_FALSE(has(explain(scope, expecting("0")).text, "had failed"));  // nobody had waited for more of Bob's
    fail(scope, expecting("3", "to", "bob@EXAMPLE.test"));
    CHECK_FALSE(has(explain(scope, expecting("0")).text, "had failed"));
    sender.send({.to = {"dave@example.test", "bob@example.test"}});
    const std::string_view clause = "m3 came after this had failed: expected exactly 3 messages, to = bob@EXAMPLE.test";
    CHECK(has(explain(scope, expecting("0", "to", "dave@example.test")).text, clause));
    scope.erase(base::message_id{1});
    CHECK(has(explain(scope, expecting("1")).text, clause));
    CHECK(has(explain(scope, expecting("0")).summary, "got 2; m3 came after this had failed"));
    CHECK_FALSE(has(explain(scope, expecting("2", "to", "carol@example.test")).text, "had failed"));
}

TEST_CASE("an open transaction to the recipient is the cause as long as its mail is missing") {
    store::scope scope;
    testing::client sender(scope);
    sender.hello();
    sender.begin();
    sender.recipient("bob@example.test");
    CHECK(has(explain(scope, expecting("1", "to", "bob@example.test")).summary,
              "transaction t1 to <bob@example.test> is still open"));
    CHECK_FALSE(has(explain(scope, expecting("1", "to", "carol@example.test")).summary, "still open"));
}

TEST_CASE("a refusal of somebody else is not the cause") {
    store::scope scope;
    testing::client sender(scope);
    sender.hello();
    sender.send({.bytes = "Subject: Helo\r\n\r\nHi\r\n"});
    sender.send({.to = {}, .refused = {"carol@example.test"}, .bytes = "Subject: Other\r\n\r\nHi\r\n"});
    auto what = expecting("1", "to", "bob@example.test");
    testing::add(what.which, "subject", match::equal_to("Hello"));
    CHECK(has(explain(scope, what).summary, "subject differs at character 4"));
    CHECK(has(explain(scope, expecting("1", "to", "carol@example.test")).summary, "got 0; 1 refused"));
}

TEST_CASE("a spent rule that let something pass is the cause where nothing was to pass") {
    store::scope scope;
    rules::rule_set set(scope.clock(), {});
    rules::rule once;
    once.id = "once";
    once.on = {match::stage::rcpt};
    once.times = 1;
    once.reply = smtp::reply_id::greylisted;
    set.put(once);
    testing::client sender(scope);
    sender.hello();
    sender.send();
    sender.send();
    testing::ask(set, base::session_id{1}, "bob@example.test");
    CHECK_FALSE(has(explain(verify::grounds(scope, set.all()), verify::alone(expecting("0"))).text, "spent"));
    testing::ask(set, base::session_id{1}, "bob@example.test");
    scope.erase(base::message_id{2});
    const verify::grounds by(scope, set.all());
    CHECK(has(explain(by, verify::alone(expecting("0"))).summary,
              "got 1; rule once is spent after 1 hit, and let s1 pass"));
    sender.send({.bytes = "Subject: Another\r\n\r\nHi\r\n"});
    const auto two = explain(by, verify::alone(expecting("1")));
    CHECK_FALSE(has(two.summary, "spent"));
    CHECK(has(two.text, "hint: rule once is spent after 1 hit, and let s1 pass\n"));
}

TEST_CASE("a recipient that is only mistyped is the cause, and another one is not") {
    store::scope scope;
    testing::client sender(scope);
    sender.hello();
    sender.send({.to = {"bbo@example.test"}, .bytes = "Subject: Hello\r\n\r\nHi\r\n"});
    for (int i = 0; i < 60; ++i) sender.send({.to = {"carol@example.test"}, .bytes = "Subject: Hello\r\n\r\nHi\r\n"});
    const auto made = explain(scope, expecting("1", "to", "bob@example.test"));
    CHECK(has(made.summary, "got 0; to differs at character 2"));
    CHECK(has(made.text, "closest: m1 (1 of 1 condition differs)\n"));
    CHECK_FALSE(has(explain(scope, expecting("1", "to", "dave@example.test")).summary, ";"));
    sender.send({.to = {"a@b.test"}});
    CHECK_FALSE(has(explain(scope, expecting("1", "to", "xyz@b.test")).text, "closest"));
}

TEST_CASE("among too many the one that is wrong is the cause, unless there is a better one") {
    store::scope scope;
    testing::client sender(scope);
    sender.hello();
    sender.send();
    sender.send({.bytes = "Subject: Goodbye\r\n\r\nHi\r\n"});
    auto what = expecting("1");
    testing::add(what.must, "subject", match::equal_to("Hello"));
    CHECK(has(explain(scope, what).summary, "got 2; m2 is not as it must be: subject differs at character 1"));
    sender.send();
    CHECK(has(explain(scope, what).summary, "got 3; m1 and m3 are the same mail"));
}

TEST_CASE("texts that differ in normalisation or encoding say so") {
    store::scope scope;
    testing::client sender(scope);
    sender.hello();
    sender.send({.bytes = "Subject: =?utf-8?Q?re=CC=81sum=C3=A9?=\r\n\r\nHi\r\n"});
    const auto cause = [&](std::string subject) {
        auto what = expecting("1", "to", "bob@example.test");
        testing::add(what.which, "subject", match::equal_to(std::move(subject)));
        return explain(scope, what).results[0].because;
    };
    CHECK(cause("r\u00e9sum\u00e9") == "subject looks the same, but its Unicode normalisation differs");
    scope.erase(base::message_id{1});
    sender.send({.bytes = "Subject: =?iso-8859-1?Q?r=C3=A9sum=C3=A9?=\r\n\r\nHi\r\n"});
    CHECK(cause("r\u00e9sum\u00e9") == "subject differs in encoding only: UTF-8 was taken for Latin-1");
}
