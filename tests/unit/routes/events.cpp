#include "world.hpp"

#include <algorithm>

using namespace testing;

namespace {

std::size_t lines_in(const std::string& text) {
    return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

}  // namespace

TEST_CASE("the journal is one JSON object a line") {
    world here;
    client sender(here.scope);
    sender.hello();
    sender.send();
    const auto made = here.get("/v1/events");
    CHECK(made.content_type == "application/x-ndjson");
    const auto text = body_of(made);
    CHECK(lines_in(text) == here.scope.position().n);
    const auto first = value::parse(text.substr(0, text.find('\n')));
    CHECK(first["cursor"] == "1.1");
    CHECK(first["event"] == "session_opened");
    CHECK(first["session"] == "s1");
}

TEST_CASE("events can be filtered and begin behind a cursor") {
    world here;
    client first(here.scope);
    first.hello();
    const auto cursor = here.scope.position().text();
    client second(here.scope);
    second.hello();
    first.quit();
    const auto of_second = body_of(here.get("/v1/events?session=s2&since=" + cursor));
    CHECK(lines_in(of_second) > 0);
    CHECK(of_second.find("\"session\":\"s1\"") == std::string::npos);
    CHECK(here.get("/v1/events?subjct=x").status == 400);
    CHECK(json_of(here.get("/v1/events?kind=reply"))["errors"][0]["did_you_mean"] == "event");
    CHECK(here.get("/v1/events?follow=maybe").status == 400);
    CHECK(here.get("/v1/events?format=xml").status == 400);
    for (const auto* twice : {"since=now&since=now", "follow=false&follow=false", "format=jsonl&format=sse"}) {
        const auto refused = here.get(std::string("/v1/events?") + twice);
        CHECK_MESSAGE(refused.status == 400, twice);
        CHECK(json_of(refused)["errors"][0]["detail"] == "given twice");
    }
}

TEST_CASE("Server-Sent Events go on, take up behind Last-Event-ID and tell of a reset") {
    world here;
    client sender(here.scope);
    sender.hello();
    const auto cursor = here.scope.position().text();
    const auto made = here.get("/v1/events", {{"Accept", "text/event-stream"}, {"Last-Event-ID", cursor}});
    CHECK(made.content_type == "text/event-stream");
    auto& source = *std::get<std::shared_ptr<routes::body_source>>(made.body);
    CHECK(std::holds_alternative<routes::body_source::nothing_yet>(source.next()));
    CHECK(source.heartbeat() == ": still here\n\n");
    sender.command("NOOP");
    const auto piece = std::get<std::string>(source.next());
    CHECK(piece.starts_with("id: 1." + std::to_string(here.scope.position().n - 1) + "\nevent: command\ndata: {"));
    here.scope.reset();
    CHECK(
        std::get<std::string>(source.next())
            .starts_with(
                "id: 2.0\nevent: reset\ndata: "
                "{\"cursor\":\"2.0\",\"time\":\"2000-01-01T00:00:00.000Z\",\"event\":\"reset\",\"session\":null}\n\n"));
    CHECK(here.get("/v1/events", {{"Accept", "text/event-stream"}, {"Last-Event-ID", cursor}}).status == 409);
    const auto unknown = here.get("/v1/events?format=sse", {{"Last-Event-ID", "7.7"}});
    CHECK(unknown.status == 400);
    CHECK(json_of(unknown)["errors"][0]["parameter"] == "Last-Event-ID");
}
