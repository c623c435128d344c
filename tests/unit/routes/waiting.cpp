#include <iterator>
#include <stdexcept>

#include "world.hpp"

using namespace testing;
using namespace std::chrono_literals;

namespace {

std::optional<routes::response> look(const routes::not_yet& waiting, routes::moment at) {
    auto seen = waiting.look(at);
    if (auto* made = std::get_if<routes::response>(&seen)) return std::move(*made);
    return std::nullopt;
}

}  // namespace

TEST_CASE("the one message is waited for and answered once all is quiet") {
    world here;
    const auto waiting = here.waiting("/v1/message?to=bob@example.test&wait=2s");
    CHECK(waiting.next.when == here.now.now + 2s);
    client sender(here.scope);
    sender.hello();
    sender.send();
    CHECK_FALSE(look(waiting, {here.now.now + 10ms, here.now.now + 10ms}).has_value());
    const auto made = look(waiting, {here.now.now + 110ms, here.now.now + 10ms});
    REQUIRE(made.has_value());
    CHECK(made->status == 200);
    CHECK(json_of(*made)["id"] == "m1");
}

TEST_CASE("a message that is already there is answered at once") {
    world here;
    client sender(here.scope);
    sender.hello();
    sender.send();
    CHECK(json_of(here.get("/v1/message?to=bob@example.test"))["id"] == "m1");
}

TEST_CASE("an unmet expectation is 417 with one line, a report, a journal entry and a line for the log") {
    world here;
    const auto waiting = here.waiting("/v1/message?to=bob@example.test&wait=2s");
    const auto made = look(waiting, {here.now.now + 2s, 1s});
    REQUIRE(made.has_value());
    CHECK(made->status == 417);
    CHECK(made->reason == "expected exactly 1 message to bob@example.test in 2s, got 0; nobody connected");
    const auto body = json_of(*made);
    CHECK(body.begin().key() == "detail");
    CHECK(std::next(body.begin()).key() == "report");
    CHECK(body["report"].get<std::string>().find("after 2.0 s") != std::string::npos);
    CHECK(body["got"] == 0);
    CHECK(body["elapsed"] == "2000ms");
    REQUIRE(here.reports.size() == 1);
    const auto events = here.scope.events_since(0, 10);
    REQUIRE(events.size() == 1);
    CHECK(events[0].kind == store::event_kind::expectation_failed);
    CHECK(std::get<store::remark>(events[0].what).text.find("after 2.0 s") == std::string::npos);
}

TEST_CASE("a report is plain text for those who ask for it") {
    world here;
    for (const auto& made :
         {here.get("/v1/message?wait=0s", {{"Accept", "text/plain"}}), here.get("/v1/message?wait=0s&format=text")}) {
        CHECK(made.status == 417);
        CHECK(made.content_type == "text/plain; charset=utf-8");
        CHECK(body_of(made).starts_with("expected exactly 1 message\n"));
    }
    CHECK(here.get("/v1/message?wait=0s", {{"Accept", "application/json, text/plain, */*"}}).content_type ==
          "application/problem+json");
}

TEST_CASE("one too many is 417 at once, unless any will do") {
    world here;
    client sender(here.scope);
    sender.hello();
    sender.send();
    sender.send();
    const auto made = here.get("/v1/message?to=bob@example.test");
    CHECK(made.status == 417);
    CHECK(json_of(made)["matched"] == value{"m1", "m2"});
    CHECK(json_of(here.get("/v1/message?to=bob@example.test&pick=latest"))["id"] == "m2");
    CHECK(json_of(here.get("/v1/message?to=bob@example.test&pick=first"))["id"] == "m1");
}

TEST_CASE("a second message during the settling fails the expectation of one") {
    world here;
    client sender(here.scope);
    sender.hello();
    sender.send();
    here.now.last_change = here.now.now;
    const auto waiting = here.waiting("/v1/messages?count=1");
    sender.send();
    const auto made = look(waiting, {here.now.now + 50ms, here.now.now + 50ms});
    REQUIRE(made.has_value());
    CHECK(made->status == 417);
}

TEST_CASE("an open transaction keeps an upper bound from settling until it ends") {
    world here;
    client sender(here.scope);
    sender.hello();
    sender.begin();
    const auto waiting = here.waiting("/v1/messages?count=0&settle=idle");
    CHECK_FALSE(look(waiting, {here.now.now + 1s, 1s}).has_value());
    sender.end_transaction(smtp::transaction_outcome::abandoned, smtp::transaction_end::rset);
    const auto made = look(waiting, {here.now.now + 1200ms, here.now.now + 1s});
    REQUIRE(made.has_value());
    CHECK(made->status == 200);
    CHECK(json_of(*made)["total"] == 0);
}

TEST_CASE("a list waits for its lower bound and answers as soon as it is reached") {
    world here;
    const auto waiting = here.waiting("/v1/messages?count=2..&wait=10s");
    client sender(here.scope);
    sender.hello();
    sender.send();
    CHECK_FALSE(look(waiting, {here.now.now + 10ms, here.now.now}).has_value());
    sender.send();
    const auto made = look(waiting, {here.now.now + 20ms, here.now.now + 20ms});
    REQUIRE(made.has_value());
    CHECK(json_of(*made)["messages"].size() == 2);
}

TEST_CASE("what must hold of a message is reported as its own failure") {
    world here;
    client sender(here.scope);
    sender.hello();
    sender.send();
    CHECK(here.get("/v1/messages?to=bob@example.test&must.subject=Hello").status == 200);
    const auto made = here.get("/v1/messages?to=bob@example.test&must.subject=Bye");
    CHECK(made.status == 417);
    CHECK(json_of(made)["report"].get<std::string>().find("but was   Hello") != std::string::npos);
}

TEST_CASE("a reset during a wait with a cursor is 409, without one the wait goes on") {
    world here;
    client sender(here.scope);
    sender.hello();
    const auto with_cursor = here.waiting("/v1/message?since=now&wait=5s");
    const auto without = here.waiting("/v1/message?wait=5s");
    here.scope.reset();
    CHECK(look(with_cursor, here.now)->status == 409);
    CHECK_FALSE(look(without, here.now).has_value());
    sender.send();
    CHECK(look(without, {here.now.now + 1s, 1s})->status == 200);
}

TEST_CASE("a client that goes away while it waits leaves a journal entry") {
    world here;
    const auto waiting = here.waiting("/v1/message?to=bob@example.test");
    waiting.abandoned();
    const auto events = here.scope.events_since(0, 10);
    REQUIRE(events.size() == 1);
    CHECK(events[0].kind == store::event_kind::expectation_abandoned);
}

TEST_CASE("readiness waits for the listeners' answer, and not for ever") {
    world here;
    std::function<void(routes::readiness)> done;
    here.around.check_ready = [&done](std::function<void(routes::readiness)> to) { done = std::move(to); };
    const auto waiting = here.waiting("/readyz");
    int pokes = 0;
    waiting.begin([&pokes] { ++pokes; });
    CHECK_FALSE(look(waiting, here.now).has_value());
    done({false, "smtps does not answer"});
    CHECK(pokes == 1);
    CHECK(look(waiting, here.now)->status == 503);
    CHECK(body_of(*look(waiting, here.now)) == "not ready: smtps does not answer\n");
    const auto silent = here.waiting("/readyz");
    CHECK(look(silent, {silent.next.when, 1s})->status == 503);
}

TEST_CASE("what goes wrong after a wait is answered like everything else") {
    world here;
    here.around.expectation_failed = [](const std::string&, const std::string&) {
        throw std::runtime_error("the disk is full");
    };
    const auto waiting = here.waiting("/v1/message?wait=2s");
    const auto made = look(waiting, {here.now.now + 2s, here.now.last_change});
    REQUIRE(made.has_value());
    CHECK(made->status == 500);
    CHECK(json_of(*made)["detail"] == "the server could not answer: the disk is full");
    CHECK(header_of(*made, "Mock-Cursor") == here.scope.position().text());
    CHECK(header_of(*made, "X-Content-Type-Options") == "nosniff");
    CHECK(header_of(*made, "Cache-Control") == "no-store");
}
