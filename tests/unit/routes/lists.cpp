#include "world.hpp"

using namespace testing;

namespace {

std::string ids_of(const value& list) {
    std::string ids;
    for (const auto& each : list) ids += (ids.empty() ? "" : " ") + each["id"].get<std::string>();
    return ids;
}

void send_three(world& here) {
    client sender(here.scope);
    sender.hello();
    sender.send({.to = {"alice@example.test"}});
    sender.send({.to = {"bob@example.test"}});
    sender.send({.to = {"alice@example.test"}, .bytes = "Subject: Other\r\n\r\n"});
    sender.quit();
}

}  // namespace

TEST_CASE("messages are listed oldest first, with their total") {
    world here;
    send_three(here);
    const auto all = json_of(here.get("/v1/messages"));
    CHECK(all["total"] == 3);
    CHECK(ids_of(all["messages"]) == "m1 m2 m3");
    CHECK(ids_of(json_of(here.get("/v1/messages?order=newest"))["messages"]) == "m3 m2 m1");
    CHECK(ids_of(json_of(here.get("/v1/messages?to=alice@example.test"))["messages"]) == "m1 m3");
    CHECK(json_of(here.get("/v1/messages?to=nobody@example.test"))["messages"].empty());
}

TEST_CASE("pages cut a list and keep its total") {
    world here;
    send_three(here);
    const auto page = json_of(here.get("/v1/messages?limit=2&page=2"));
    CHECK(page["total"] == 3);
    CHECK(ids_of(page["messages"]) == "m3");
    CHECK(json_of(here.get("/v1/messages?limit=2&page=3"))["messages"].empty());
}

TEST_CASE("since makes earlier things not exist") {
    world here;
    send_three(here);
    const auto cursor = json_of(here.get("/v1/messages"))["messages"][1]["cursor"].get<std::string>();
    CHECK(ids_of(json_of(here.get("/v1/messages?since=" + cursor))["messages"]) == "m3");
    CHECK(json_of(here.get("/v1/messages?since=now"))["total"] == 0);
    CHECK(here.get("/v1/messages?since=1.999").status == 400);
    CHECK(here.get("/v1/messages?since=yesterday").status == 400);
    CHECK(here.get("/v1/messages?since=mark:none").status == 400);
    CHECK(body_of(here.get("/v1/messages?since=mark:none")).find("reset") == std::string::npos);
    here.scope.reset();
    const auto old = here.get("/v1/messages?since=" + cursor);
    CHECK(old.status == 409);
    CHECK(json_of(old)["detail"].get<std::string>().find("from before a reset") != std::string::npos);
    CHECK(json_of(here.get("/v1/messages?since=mark:none"))["detail"] ==
          "since: there is no mark \"none\"; there was a reset, which forgets the marks before it");
}

TEST_CASE("attempts, transactions and sessions are listed the same way") {
    world here;
    client sender(here.scope);
    sender.hello();
    sender.login("app");
    sender.send();
    CHECK(ids_of(json_of(here.get("/v1/auth-attempts?user=app"))["auth_attempts"]) == "a1");
    CHECK(ids_of(json_of(here.get("/v1/transactions?outcome=accepted"))["transactions"]) == "t1");
    CHECK(ids_of(json_of(here.get("/v1/sessions?helo=app.local"))["sessions"]) == "s1");
    CHECK(json_of(here.get("/v1/auth-attempts/a1"))["mechanism"] == "PLAIN");
    CHECK(json_of(here.get("/v1/transactions/t1"))["outcome"] == "accepted");
    CHECK(json_of(here.get("/v1/sessions/s1"))["state"] == "open");
}

TEST_CASE("ids that do not exist are 404, ids of another kind too") {
    world here;
    CHECK(here.get("/v1/messages/m1").status == 404);
    CHECK(json_of(here.get("/v1/messages/s1"))["detail"] == "there is no message s1; ids look like m1");
    CHECK(here.get("/v1/sessions/m1").status == 404);
    CHECK(here.get("/v1/auth-attempts/a0").status == 404);
    CHECK(here.get("/v1/transactions/t01").status == 404);
}

TEST_CASE("deleting needs a filter or all=true, and reads delete nothing") {
    world here;
    send_three(here);
    CHECK(here.answered("DELETE", "/v1/messages").status == 400);
    CHECK(here.answered("DELETE", "/v1/messages?all=true&to=alice@example.test").status == 400);
    CHECK(here.answered("DELETE", "/v1/messages?count=1").status == 400);
    const auto some = json_of(here.answered("DELETE", "/v1/messages?to=alice@example.test"));
    CHECK(some["deleted"] == 2);
    CHECK(some["ids"] == value{"m1", "m3"});
    CHECK(ids_of(json_of(here.get("/v1/messages"))["messages"]) == "m2");
    CHECK(json_of(here.answered("DELETE", "/v1/messages?all=true"))["deleted"] == 1);
    CHECK(json_of(here.get("/v1/messages"))["total"] == 0);
}

TEST_CASE("a long list comes in pieces, and what is deleted meanwhile is left out") {
    world here;
    client sender(here.scope);
    sender.hello();
    for (int i = 0; i < 200; ++i) sender.send();
    const auto made = here.get("/v1/messages");
    auto& source = *std::get<std::shared_ptr<routes::body_source>>(made.body);
    const auto first = source.next();
    REQUIRE(std::holds_alternative<std::string>(first));
    CHECK(std::get<std::string>(first).size() < 40000);
    here.scope.erase(base::message_id{200});
    const auto all = value::parse(std::get<std::string>(first) + body_of(made));
    CHECK(all["total"] == 200);
    CHECK(all["messages"].size() == 199);
}

TEST_CASE("a filter over many items is looked at in slices, and what comes meanwhile is no part of the answer") {
    world here;
    client sender(here.scope);
    sender.hello();
    for (int i = 0; i < 500; ++i) sender.send({.to = {i % 100 == 99 ? "bob@example.test" : "alice@example.test"}});
    auto answered = here.ask("GET", "/v1/messages?to.prefix=bob&limit=2&page=2");
    auto source = std::get<std::shared_ptr<routes::body_source>>(std::get<routes::response>(answered).body);
    std::string body;
    std::size_t pieces = 0;
    for (;; ++pieces) {
        auto piece = source->next();
        if (std::holds_alternative<routes::body_source::end>(piece)) break;
        body += std::get<std::string>(piece);
        sender.send({.to = {"bob@example.test"}});
    }
    CHECK(pieces > 5);
    const auto list = value::parse(body);
    CHECK(list["total"] == 5);
    CHECK(ids_of(list["messages"]) == "m300 m400");
}

TEST_CASE("newest first counts its pages from the end, with a filter and without one") {
    world here;
    client sender(here.scope);
    sender.hello();
    for (int i = 0; i < 200; ++i) sender.send({.to = {i % 2 == 0 ? "bob@example.test" : "alice@example.test"}});
    CHECK(ids_of(json_of(here.get("/v1/messages?limit=2&page=2&order=newest"))["messages"]) == "m198 m197");
    CHECK(ids_of(json_of(here.get("/v1/messages?limit=2&page=2"))["messages"]) == "m3 m4");
    CHECK(ids_of(json_of(here.get("/v1/messages?to.prefix=bob&limit=2&page=2&order=newest"))["messages"]) ==
          "m195 m193");
    here.scope.erase(mocksmtp::base::message_id{197});
    const auto page = json_of(here.get("/v1/messages?limit=2&page=2&order=newest"));
    CHECK(ids_of(page["messages"]) == "m198 m196");
    CHECK(page["total"] == 199);
}
