// POST /v1/verify, without sockets.
#include "world.hpp"

using namespace testing;
using namespace std::chrono_literals;

namespace {

const routes::header json_body{"Content-Type", "application/json"};

routes::answer verify(world& here, std::string body, std::string target = "/v1/verify") {
    return here.ask("POST", std::move(target), {json_body}, std::move(body));
}
routes::response answered(world& here, std::string body, std::string target = "/v1/verify") {
    auto made = verify(here, std::move(body), std::move(target));
    REQUIRE(std::holds_alternative<routes::response>(made));
    return std::get<routes::response>(std::move(made));
}

}  // namespace

TEST_CASE("expectations that hold are answered with what fulfils them") {
    world here;
    client sender(here.scope);
    sender.hello();
    sender.login("app");
    sender.send();
    const auto made = answered(here, R"({"label": "signup", "nothing_else": ["messages", "auth_attempts"], "expect": [
        {"name": "mail", "match": {"to": "bob@example.test"}, "count": 1}, {"what": "auth_attempts"}]})");
    CHECK(made.status == 200);
    const auto body = json_of(made);
    CHECK(body["label"] == "signup");
    CHECK(body["results"] == value::parse(R"([{"name": "mail", "what": "messages", "count": 1, "ids": ["m1"]},
        {"name": null, "what": "auth_attempts", "count": 1, "ids": ["a1"]}])"));
}

TEST_CASE("a format that is asked for goes before what the client accepts") {
    world here;
    const std::vector<routes::header> text = {{"Accept", "text/plain"}, json_body};
    const auto form_of = [&](const char* method, const char* target) {
        const auto made = here.answered(method, target, text, R"({"expect":[{"count":1}]})");
        CHECK(made.status == 417);
        return made.content_type;
    };
    CHECK(form_of("POST", "/v1/verify").starts_with("text/plain"));
    CHECK(form_of("POST", "/v1/verify?format=json") == "application/problem+json");
    CHECK(form_of("GET", "/v1/messages?count=1").starts_with("text/plain"));
    CHECK(form_of("GET", "/v1/messages?count=1&format=json") == "application/problem+json");
    CHECK(form_of("GET", "/v1/message/link?wait=0s&format=json") == "application/problem+json");
    client sender(here.scope);
    sender.hello();
    sender.send({.bytes = "Subject: x\r\n\r\nhttps://a.test/ and the code: 482913\r\n"});
    CHECK(body_of(here.get("/v1/message/link", text)) == "https://a.test/");
    CHECK(json_of(here.get("/v1/message/link?format=json", text))["url"] == "https://a.test/");
    CHECK(json_of(here.get("/v1/message/code?format=json", text))["code"] == "482913");
}

TEST_CASE("expectations that do not hold are answered with results, differences and a journal entry") {
    world here;
    client sender(here.scope);
    sender.hello();
    sender.send();
    const auto made =
        answered(here, R"({"expect": [{"name": "bye", "match": {"to": "bob@example.test", "subject": "Bye"}},
        {"match": {"to": "bob@example.test"}, "must": {"subject": "Bye"}}]})");
    CHECK(made.status == 417);
    CHECK(made.reason.starts_with("bye: expected at least 1 message to bob@example.test with subject = Bye, got 0; "));
    const auto body = json_of(made);
    CHECK(body["results"][0]["ok"] == false);
    CHECK(body["results"][0]["candidates"][0]["id"] == "m1");
    const auto& difference = body["results"][0]["candidates"][0]["differences"][1];
    CHECK(difference["field"] == "subject");
    CHECK(difference["expected"] == "Bye");
    CHECK(difference["actual"] == "Hello");
    CHECK(difference["because"] == "subject differs at character 1");
    CHECK(body["results"][1]["because"] == "m1 is not as it must be: subject differs at character 1");
    CHECK(body["captured"] == value::array({"m1"}));
    REQUIRE(here.reports.size() == 1);
    CHECK(here.reports[0].find(" after ") == std::string::npos);
}

TEST_CASE("the report of a verification comes as text for those who ask") {
    world here;
    const auto made = answered(here, R"({"expect": [{}]})", "/v1/verify?format=text");
    CHECK(made.content_type.starts_with("text/plain"));
    CHECK(body_of(made).starts_with("expected at least 1 message\ngot 0 after 0.0 s: nobody connected\n"));
}

TEST_CASE("a failure is known by the label, else by the name of the first that does not hold") {
    world here;
    const auto made = answered(here, R"({"label": "checkout test", "expect": [{"name": "mail"}]})");
    CHECK(here.reports.back().find("\ncheckout test: its only expectation does not hold\n") != std::string::npos);
    CHECK(here.names.back() == "checkout test");
    CHECK(json_of(made)["label"] == "checkout test");
    answered(here, R"({"expect": [{"name": "mail"}]})");
    CHECK(here.names.back() == "mail");
    CHECK(json_of(here.get("/v1/message?wait=0s&label=reset%20mail"))["label"] == "reset mail");
    CHECK(here.names.back() == "reset mail");
    CHECK(json_of(here.get("/v1/message?wait=0s"))["label"].is_null());
    client sender(here.scope);
    sender.hello();
    sender.send();
    sender.send({.to = {"carol@example.test"}});
    answered(here, R"({"in_order": true, "expect": [{"name": "l", "match": {"to": "carol@example.test"}},
        {"name": "b", "match": {"to": "bob@example.test"}}]})");
    CHECK(here.names.back().empty());
    CHECK(here.reports.back().starts_with("expected everything in order: m1 of \"b\" came before m2 of \"l\"\n"));
}

TEST_CASE("a verification waits, and one whose client goes away is journalled") {
    world here;
    auto made = verify(here, R"({"wait": "5s", "expect": [{"match": {"to": "bob@example.test"}}]})");
    REQUIRE(std::holds_alternative<routes::not_yet>(made));
    auto& waiting = std::get<routes::not_yet>(made);
    CHECK(waiting.next.when == here.now.now + 5s);
    waiting.abandoned();
    const auto events = here.scope.events_since(0, 10);
    REQUIRE(events.size() == 1);
    CHECK(events[0].kind == store::event_kind::expectation_abandoned);
    client sender(here.scope);
    sender.hello();
    sender.send();
    auto seen = waiting.look({here.now.now + 1s, here.now.now});
    REQUIRE(std::holds_alternative<routes::response>(seen));
    CHECK(std::get<routes::response>(seen).status == 200);
}

TEST_CASE("a verification that is wrong is 400, 409 and 415") {
    world here;
    CHECK(answered(here, "{}").status == 400);
    CHECK(json_of(answered(here, R"({"expect": [{}], "since": "mark:x"})"))["errors"][0]["pointer"] == "/since");
    CHECK(answered(here, R"({"expect": [{}]})", "/v1/verify?fromat=text").status == 400);
    here.scope.reset();
    CHECK(answered(here, R"({"expect": [{}], "since": "1.0"})").status == 409);
    CHECK(here.answered("POST", "/v1/verify", {}, "{}").status == 415);
}
