// The causes that a report can name, each alone.
#include "helpers.hpp"
#include "tests/unit/store/client.hpp"

using namespace mocksmtp;
using testing::expecting;
using testing::explain;
using testing::has;

TEST_CASE("a mail in another scope is found there") {
    store::scope here, there({.name = "w3", .limits = {}});
    testing::client sender(there);
    sender.hello();
    sender.send();
    const store::scope* const others[] = {&there};
    const verify::grounds by(here, {}, others);
    const auto made = explain(by, verify::alone(expecting("1", "to", "bob@example.test")));
    CHECK(has(made.summary, "got 0; m1 in scope w3 is as expected"));
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

TEST_CASE("mail that came after a wait had given up says so") {
    store::scope scope;
    testing::client sender(scope);
    sender.hello();
    scope.note(store::event_kind::expectation_failed, explain(scope, expecting("1", "to", "bob@example.test")).text);
    sender.send();
    CHECK(has(explain(scope, expecting("0")).text,
              "hint: m1 came after a wait had given up: expected exactly 1 message, to = bob@example.test\n"));
    CHECK_FALSE(has(explain(scope, expecting("2", "to", "carol@example.test")).text, "given up"));
}

TEST_CASE("a spent rule that let something pass is named") {
    store::scope scope;
    rules::rule_set set(scope.clock(), {});
    rules::rule once;
    once.id = "once";
    once.on = {match::stage::noop};
    once.times = 1;
    once.reply = smtp::reply_id::greylisted;
    set.put(once);
    testing::client sender(scope);
    sender.hello();
    sender.send();
    auto by = verify::grounds(scope, set.all());
    CHECK_FALSE(has(explain(by, verify::alone(expecting("0"))).text, "spent"));
}
