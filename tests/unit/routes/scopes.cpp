// The API behind a scope's prefix, and the scopes themselves.
#include <algorithm>

#include "tests/unit/routes/world.hpp"

using namespace testing;

namespace {

struct shared_world : world {
    client connect() {
        return client(scopes.registry().observe({.listener = "smtp", .peer = "127.0.0.1", .local = "127.0.0.1"}));
    }
    void send(const std::string& to) {
        auto app = connect();
        app.hello();
        app.send({.to = {to}});
    }
    routes::response put(std::string target, std::string body) {
        return answered("PUT", std::move(target), {{"Content-Type", "application/json"}}, std::move(body));
    }
};

}  // namespace

TEST_CASE("behind the prefix the same call answers for the scope") {
    shared_world here;
    here.send("bob@example.test");
    here.send("a@w3.scope.test");
    CHECK(json_of(here.get("/v1/messages"))["total"] == 2);
    const auto mine = here.get("/v1/scopes/W3/messages");
    const auto shown = json_of(mine);
    CHECK(shown["total"] == 1);
    CHECK(shown["messages"][0]["id"] == "m1");
    CHECK(shown["messages"][0]["scope"] == "w3");
    CHECK(header_of(mine, "Mock-Cursor") == here.scopes.registry().find("w3")->story.position().text());
    CHECK(here.get("/v1/scopes/w3/messages/m1/raw").status == 200);
    CHECK(here.get("/v1/scopes/w3/messages/m2").status == 404);
    CHECK(json_of(here.get("/v1/scopes/default/messages"))["total"] == 2);
}

TEST_CASE("behind the prefix slips are told as without it") {
    shared_world here;
    CHECK(here.get("/v1/scopes/w3/nothing").status == 404);
    CHECK(json_of(here.get("/v1/scopes/W3/mesages"))["detail"] ==
          "nothing is at /v1/scopes/W3/mesages; did you mean /v1/scopes/w3/messages?");
    CHECK(here.get("/v1/scopes/no_name/messages").status == 404);
    CHECK(here.get("/v1/scopes/w3/scopes").status == 404);
    const auto wrong = here.answered("DELETE", "/v1/scopes/w3/state");
    CHECK(wrong.status == 405);
    CHECK(header_of(wrong, "Allow") == "GET, HEAD, OPTIONS");
    CHECK(here.answered("OPTIONS", "/v1/scopes/w3/messages").status == 204);
    CHECK(here.get("/v1/scopes/w3/messages?tto=x").status == 400);
    for (const auto* path : {"/v1/scopes/w3/nope", "/v1/scopes/w3/scope"}) {
        const auto said = json_of(here.get(path))["detail"].get<std::string>();
        CHECK_MESSAGE(said.find("w3/scopes") == std::string::npos, said);
    }
}

TEST_CASE("what a scope's answers name is there in the scope") {
    shared_world here;
    here.send("a@example.test");
    here.send("b@w3.scope.test");
    const auto report = json_of(here.get("/v1/scopes/w3/message/code?wait=0s"))["report"].get<std::string>();
    CHECK_MESSAGE(report.find("GET /v1/scopes/w3/messages/m1 shows") != std::string::npos, report);
    const std::string rule = R"({"id":"r","on":"rcpt","reply":"550 No"})";
    here.answered("POST", "/v1/scopes/w3/rules", as_json, rule);
    const auto taken = json_of(here.answered("POST", "/v1/scopes/w3/rules", as_json, rule));
    CHECK(taken["detail"] == "there is a rule r already; PUT /v1/scopes/w3/rules/r replaces it");
    const auto full = json_of(here.answered("POST", "/v1/scopes/w3/import", as_json, "{}"));
    CHECK(full["detail"].get<std::string>().ends_with("or POST /v1/scopes/w3/reset first"));
}

TEST_CASE("a wait in a scope ends with its mail, and its quiet is its own") {
    shared_world here;
    const auto waiting = here.waiting("/v1/scopes/w3/message?wait=5s");
    using std::chrono::seconds;
    here.send("bob@example.test");
    CHECK(std::holds_alternative<routes::look_at>(waiting.look({seconds(101), seconds(101)})));
    here.send("a@w3.scope.test");
    CHECK(std::holds_alternative<routes::look_at>(waiting.look({seconds(102), seconds(102)})));
    // Others go on; the scope has been quiet since it was last seen to change.
    const auto seen = waiting.look({seconds(103), seconds(103)});
    REQUIRE(std::holds_alternative<routes::response>(seen));
    CHECK(std::get<routes::response>(seen).status == 200);
}

TEST_CASE("a reset is that of the scope, or of the world, or of all") {
    shared_world here;
    here.send("a@w3.scope.test");
    const auto total = [&](const std::string& base) { return json_of(here.get(base + "/messages"))["total"]; };
    CHECK(here.answered("POST", "/v1/reset").status == 200);
    CHECK(total("/v1") == 0);
    CHECK(total("/v1/scopes/w3") == 1);
    CHECK(json_of(here.answered("POST", "/v1/scopes/w3/reset"))["cursor"] == "2.0");
    CHECK(total("/v1/scopes/w3") == 0);
    here.send("a@w3.scope.test");
    const std::vector<routes::header> json = {{"Content-Type", "application/json"}};
    CHECK(here.answered("POST", "/v1/reset", json, R"({"all": true})").status == 200);
    CHECK(total("/v1/scopes/w3") == 0);
    CHECK(here.answered("POST", "/v1/scopes/w3/reset", json, R"({"all": true})").status == 400);
    CHECK(here.answered("POST", "/v1/reset", json, R"({"all": 1})").status == 400);
    CHECK(here.answered("POST", "/v1/reset?all=yes").status == 400);
    CHECK(here.answered("POST", "/v1/reset?all=true", json, R"({"all": false})").status == 400);
    CHECK(here.answered("POST", "/v1/reset?all=false", json, R"({"all": true})").status == 400);
    CHECK(here.answered("POST", "/v1/reset?all=true", json, R"({"all": true})").status == 200);
}

TEST_CASE("a scope is declared, shown as it was written, and forgotten") {
    shared_world here;
    const auto made = here.put("/v1/scopes/w3", R"({"match":{"to":{"suffix":"@w3.test"},"user":"app"},"ttl":"10m"})");
    CHECK(made.status == 201);
    CHECK(json_of(made)["match"] == value::parse(R"({"to":{"suffix":"@w3.test"},"user":"app"})"));
    CHECK(json_of(made)["ttl"] == "10m");
    CHECK(json_of(made)["listen"] == nullptr);
    here.send("a@w3.test");
    CHECK(json_of(here.get("/v1/scopes/w3"))["messages"] == 0);  // nobody was logged in
    CHECK(here.put("/v1/scopes/w3", R"({"match":{"to":{"suffix":"@w3.test"}}})").status == 200);
    here.send("a@w3.test");
    CHECK(json_of(here.get("/v1/scopes/w3"))["messages"] == 1);
    CHECK(json_of(here.get("/v1/scopes"))["scopes"].size() == 1);
    CHECK(here.answered("PUT", "/v1/scopes/w3").status == 200);  // nothing but its name has to be said
    CHECK(here.answered("DELETE", "/v1/scopes/w3").status == 200);
    const auto again = here.answered("DELETE", "/v1/scopes/w3");
    CHECK(again.status == 200);
    CHECK(json_of(again)["deleted"].is_null());
    CHECK(json_of(here.get("/v1/scopes"))["scopes"].empty());
    here.send("a@w3.test");
    CHECK(here.get("/v1/scopes/w3").status == 404);
}

TEST_CASE("every mistake in a declaration has its place") {
    shared_world here;
    const auto wrong = here.put("/v1/scopes/w3", R"({"match":{"subject":"x","scope":"w3"},"ttl":"0s","tttl":"1s"})");
    CHECK(wrong.status == 400);
    std::vector<std::string> places;
    const auto told = json_of(wrong);
    for (const auto& each : told["errors"]) places.push_back(each["pointer"]);
    for (const char* place : {"/match/subject", "/match/scope", "/ttl", "/tttl"}) {
        CAPTURE(place);
        CHECK(std::ranges::find(places, place) != places.end());
    }
    for (const char* port : {"2525", "plain:", "plain:off", "plain:65536", "plain:127.0.0.1:25", "lmtp:25"}) {
        CAPTURE(port);
        CHECK(here.put("/v1/scopes/w3", R"({"listen":")" + std::string(port) + "\"}").status == 400);
    }
    CHECK(here.put("/v1/scopes/w3", R"({"listen":2525})").status == 400);
    CHECK(here.put("/v1/scopes/w3", "[]").status == 400);
    CHECK(here.put("/v1/scopes/default", "{}").status == 404);
    CHECK(here.put("/v1/scopes/w3", R"({"listen":"plain"})").status == 409);  // no sockets here
    CHECK(here.get("/v1/scopes/w3").status == 404);
}

TEST_CASE("a scope's rules are its own, and stand where it is known") {
    shared_world here;
    const std::string rule = R"({"id":"no","on":"rcpt","reply":"550 No"})";
    const std::vector<routes::header> json = {{"Content-Type", "application/json"}};
    CHECK(here.answered("POST", "/v1/scopes/w3/rules", json, rule).status == 201);
    CHECK(json_of(here.get("/v1/rules"))["rules"].empty());
    CHECK(json_of(here.get("/v1/scopes/w3/rules"))["rules"].size() == 1);
    const auto wrong = here.answered("POST", "/v1/scopes/w3/rules", json, R"({"on":["rcpt","mail"],"reply":"550 No"})");
    CHECK(wrong.status == 400);
    CHECK(json_of(wrong)["errors"][0]["pointer"] == "/on/1");
}
