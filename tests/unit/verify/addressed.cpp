// What went to exactly the recipient that is asked for, beside what went to others that are like it.
#include "helpers.hpp"
#include "mocksmtp/verify/report.hpp"
#include "tests/unit/store/client.hpp"

using namespace mocksmtp;
using testing::expecting;
using testing::explain;
using testing::has;

namespace {

// Somebody whose name is one letter away has mail.
struct neighbour {
    store::scope scope;
    testing::client sender{scope};

    neighbour() {
        sender.hello();
        sender.send({.to = {"marion@example.test"}});
    }
    void begin() {
        sender.begin();
        sender.recipient("marian@example.test");
    }
    verify::report told() const { return explain(scope, expecting("1", "to", "marian@example.test")); }
};

}  // namespace

TEST_CASE("a near miss is the cause only where nothing went to the recipient itself") {
    neighbour with;
    CHECK(has(with.told().summary, "got 0; to differs at character 5"));
    with.begin();
    CHECK(has(with.told().summary, "got 0; transaction t2 to <marian@example.test> is still open"));
    with.sender.end_transaction(smtp::transaction_outcome::abandoned, smtp::transaction_end::quit);
    CHECK(has(with.told().summary, "got 0; 1 transaction given up by the client"));
    CHECK(has(with.told().text, "mail from <app@example.test> to <marian@example.test> abandoned by quit\n"));
    CHECK(has(with.told().text, "closest: m1"));
    with.sender.send({.to = {}, .refused = {"marian@example.test"}});
    CHECK(has(with.told().summary, "got 0; 1 refused: 550 No"));
}

TEST_CASE("a recipient who was refused is not only one of the header") {
    store::scope scope;
    testing::client sender(scope);
    sender.hello();
    sender.send({.to = {"ann@example.test"}});  // with bob in its To header
    CHECK(has(explain(scope, expecting("1", "to", "bob@example.test")).summary, "m1 has it in its To header"));
    sender.send({.to = {"ann@example.test"}, .refused = {"bob@example.test"}});
    CHECK(has(explain(scope, expecting("1", "to", "bob@example.test")).summary, "got 0; 1 refused: 550 No"));
}

TEST_CASE("a connection that a rule cut while the recipient's mail came outranks a near miss") {
    neighbour with;
    with.begin();
    with.sender.line().record(smtp::rule_acted{match::stage::body, {"drop", 1}});
    with.sender.end_transaction(smtp::transaction_outcome::lost, smtp::transaction_end::rule);
    with.sender.line().record(smtp::session_ended{smtp::session_end::rule});
    CHECK(has(with.told().summary, "got 0; 1 connection closed by rule drop"));
}

TEST_CASE("mail that is not there any more says so") {
    neighbour with;
    with.sender.send({.to = {}, .refused = {"marian@example.test"}});
    const auto kept = with.sender.send({.to = {"marian@example.test"}});
    with.scope.erase(kept);
    const auto made = with.told();
    CHECK(has(made.summary, "got 0; m3 to <marian@example.test> was deleted"));
    CHECK(has(made.text, "hint: 1 message was deleted or taken\n"));
    CHECK_FALSE(has(explain(with.scope, expecting("1", "to", "alice@example.test")).summary, "was deleted"));
}

TEST_CASE("mail that has made way for newer mail says so") {
    store::scope scope({.limits = {.max_messages = 1, .full = store::when_full::evict_oldest}});
    testing::client sender(scope);
    sender.hello();
    sender.send();
    sender.send({.to = {"bobby@example.test"}, .bytes = "Subject: Newer\r\n\r\nHi\r\n"});
    const auto made = explain(scope, expecting("1", "to", "bob@example.test"));
    CHECK(has(made.summary, "got 0; m1 to <bob@example.test> has made way for newer ones"));
    CHECK_FALSE(has(made.text, "deleted"));
}

TEST_CASE("a name that is another one is no near miss, however short it is") {
    store::scope scope;
    testing::client sender(scope);
    sender.hello();
    for (const auto* to : {"l@y.test", "user1@example.test", "carol@example.test"}) sender.send({.to = {to}});
    for (const auto* asked : {"m@y.test", "l@z.test", "user2@example.test", "user@example.test", "user12@example.test"})
        CHECK_FALSE(has(explain(scope, expecting("1", "to", asked)).text, "closest"));
    for (const auto* asked : {"carl@example.test", "acrol@example.test", "carol@exmaple.test", "carol@example.tst"})
        CHECK(has(explain(scope, expecting("1", "to", asked)).text, "closest: m3"));
}

TEST_CASE("that somebody else has not retried says nothing of who is waited for") {
    store::scope scope;
    testing::client sender(scope);
    sender.hello();
    const auto put_off = [&](const std::string& from, const std::string& to) {
        sender.begin(from);
        sender.recipient(to, 451);
        sender.end_transaction(smtp::transaction_outcome::refused, smtp::transaction_end::rset);
    };
    const auto to_bob = expecting("1", "to", "bob@example.test");
    put_off("app@example.test", "zoe@example.test");
    CHECK_FALSE(has(explain(scope, to_bob).text, "told the client to retry"));
    CHECK(has(explain(scope, expecting("1")).text, "told the client to retry <zoe@example.test>"));
    put_off("shop@example.test", "bob@example.test");
    CHECK(has(explain(scope, to_bob).text, "told the client to retry <bob@example.test>; it has not yet\n"));
    auto of_app = to_bob;
    testing::add(of_app.which, "from", match::equal_to("app@example.test"));
    CHECK_FALSE(has(explain(scope, of_app).text, "told the client to retry"));
}
