#include <algorithm>
#include <string>
#include <vector>

#include "world.hpp"

using namespace testing;

namespace {

void send(client& from, const char* to) { from.send({.to = {to}}); }

}  // namespace

TEST_CASE("a snapshot is the same whichever of two sessions came first") {
    world one, other;
    for (auto* each : {&one, &other}) {
        client first(each->scope), second(each->scope);
        const bool swapped = each == &other;
        for (auto* who : {swapped ? &second : &first, swapped ? &first : &second}) {
            who->hello();
            if (who == &first) who->login("app");
            send(*who, who == &first ? "bob@example.test" : "alice@example.test");
        }
    }
    CHECK(body_of(one.get("/v1/export")) != body_of(other.get("/v1/export")));
    CHECK(body_of(one.get("/v1/snapshot")) == body_of(other.get("/v1/snapshot")));
    const auto shown = json_of(one.get("/v1/snapshot"));
    REQUIRE(shown["messages"].size() == 2);
    CHECK(shown["messages"][0]["to"] == value::array({"alice@example.test"}));
    CHECK(shown["messages"][0]["auth"] == nullptr);
    CHECK(shown["messages"][1]["auth"]["user"] == "app");
    CHECK(shown["auth_attempts"].size() == 1);
    CHECK(shown["not_accepted"].empty());
}

TEST_CASE("a snapshot has nothing of ids, times and clients, and only what came since") {
    world here;
    client sender(here.scope);
    sender.hello();
    send(sender, "bob@example.test");
    const auto mark = here.scope.mark("later");
    send(sender, "carol@example.test");
    const auto all = body_of(here.get("/v1/snapshot"));
    for (const auto* hidden : {"\"m1\"", "2000-01-01", "127.0.0.1", "app.local", "cursor"})
        CHECK_MESSAGE(all.find(hidden) == std::string::npos, hidden);
    CHECK(json_of(here.get("/v1/snapshot"))["messages"].size() == 2);
    CHECK(json_of(here.get("/v1/snapshot?since=mark:later"))["messages"].size() == 1);
    CHECK(json_of(here.get("/v1/snapshot?since=" + mark.text()))["messages"].size() == 1);
    CHECK(here.get("/v1/snapshot?since=9.9").status == 400);
    CHECK(here.get("/v1/snapshot?sine=now").status == 400);
}

TEST_CASE("a snapshot does not tell in which order recipients were named") {
    world one, other;
    for (auto* each : {&one, &other}) {
        client sender(each->scope);
        sender.hello();
        std::vector<std::string> to{"bob@example.test", "alice@example.test"},
            refused{"z@example.test", "y@example.test"};
        if (each == &other) {
            std::ranges::reverse(to);
            std::ranges::reverse(refused);
        }
        sender.send({.to = to, .refused = refused, .bytes = "Subject: Hello\r\n\r\nHi\r\n"});
    }
    CHECK(body_of(one.get("/v1/snapshot")) == body_of(other.get("/v1/snapshot")));
    const auto message = json_of(one.get("/v1/snapshot"))["messages"][0];
    CHECK(message["to"] == value::array({"alice@example.test", "bob@example.test"}));
    CHECK(message["bcc"] == message["to"]);
    CHECK(message["refused"] == value::array({"y@example.test", "z@example.test"}));
}
