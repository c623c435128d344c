#include "mocksmtp/store/import.hpp"
#include "world.hpp"

using namespace testing;

namespace {

// A little of everything that an export can hold.
void live_through_a_lot(world& here) {
    client sender(here.scope);
    sender.hello();
    sender.login("app");
    sender.send();
    here.answered("POST", "/v1/marks", as_json, R"({"label":"half way"})");
    sender.send({.to = {"bob@example.test", "carol@example.test"}, .refused = {"dave@example.test"}});
    client other(here.scope);
    other.hello();
    sender.quit();
    here.get("/v1/message?to=nobody@example.test&wait=0s");
    here.answered("DELETE", "/v1/messages?all=true");
    other.send();
}

std::string exported(world& from) { return body_of(from.get("/v1/export")); }

routes::response imported(world& into, std::string document) {
    return into.answered("POST", "/v1/import", as_json, std::move(document));
}

}  // namespace

TEST_CASE("what is exported, imported into a fresh mock and exported again is the same bytes") {
    world here, there;
    live_through_a_lot(here);
    const auto document = exported(here);
    const auto said = imported(there, document);
    CHECK_MESSAGE(said.status == 201, body_of(said));
    CHECK(json_of(said)["messages"] == 1);
    CHECK(json_of(said)["sessions"] == 2);
    CHECK(exported(there) == document);
    for (const auto* path : {"/v1/messages", "/v1/sessions", "/v1/transactions", "/v1/auth-attempts", "/v1/marks",
                             "/v1/events", "/v1/sessions/s1/transcript?format=text", "/v1/snapshot"})
        CHECK_MESSAGE(body_of(there.get(path)) == body_of(here.get(path)), path);
    CHECK(there.scope.clock().now() == here.scope.clock().now());
    CHECK(there.scope.clock().advanced() == here.scope.clock().advanced());
}

TEST_CASE("an import has the epoch, and what comes afterwards goes on from it") {
    world here, there;
    here.scope.reset();
    live_through_a_lot(here);
    CHECK(imported(there, exported(here)).status == 201);
    CHECK(there.scope.position() == here.scope.position());
    client sender(there.scope);
    sender.hello();
    sender.send();
    CHECK(json_of(there.get("/v1/messages?since=mark:half%20way"))["messages"].back()["id"] == "m4");
    there.scope.reset();
    CHECK(there.scope.position().epoch == 3);
}

TEST_CASE("the id of a message that was deleted before the export is not given again") {
    world here, there;
    client sender(here.scope);
    sender.hello();
    sender.send();
    here.answered("DELETE", "/v1/messages?all=true");
    CHECK(imported(there, exported(here)).status == 201);
    client other(there.scope);
    other.hello();
    CHECK(other.send().text() == "m2");
}

TEST_CASE("an export that shows secrets is for a mock that shows them too") {
    world here, there;
    here.around.show_secrets = true;
    live_through_a_lot(here);
    const auto document = exported(here);
    const auto refused = imported(there, document);
    CHECK(refused.status == 400);
    CHECK(json_of(refused)["errors"][0]["pointer"] == "/secrets");
    there.around.show_secrets = true;
    CHECK(imported(there, document).status == 201);
    CHECK(exported(there) == document);
}

TEST_CASE("what an export has hidden stays hidden in a mock that shows secrets, and is exported as it came") {
    world here, there, last;
    live_through_a_lot(here);
    const auto document = exported(here);
    there.around.show_secrets = true;
    const auto said = imported(there, document);
    REQUIRE_MESSAGE(said.status == 201, body_of(said));
    for (const auto* path : {"/v1/auth-attempts", "/v1/events", "/v1/sessions/s1/transcript?format=text",
                             "/v1/sessions/s1/transcript?format=bytes"})
        CHECK_MESSAGE(body_of(there.get(path)) == body_of(here.get(path)), path);
    last.around.show_secrets = true;
    CHECK(imported(last, exported(there)).status == 201);
    CHECK(exported(last) == exported(there));
}

TEST_CASE("octets that are no UTF-8 are the same behind an import") {
    world here, there;
    client sender(here.scope);
    sender.hello();
    sender.command("NOOP caf\xE9");
    sender.send({.to = {"b\xFCrger@example.test"}});
    sender.reply(smtp::reply{.code = 250, .lines = {{"Ok"}}, .raw = {"250 \xFF\xFE\r\n"}});
    const auto said = imported(there, exported(here));
    REQUIRE_MESSAGE(said.status == 201, body_of(said));
    CHECK(exported(there) == exported(here));
    const auto* const octets = "/v1/sessions/s1/transcript?format=bytes";
    CHECK(body_of(there.get(octets)) == body_of(here.get(octets)));
    CHECK(there.get("/v1/messages/m1").status == 200);
    CHECK(there.scope.find(base::transaction_id{1})->accepted().front() == "b\xFCrger@example.test");
}

TEST_CASE("an export that lacks the octets of what is no UTF-8 is refused for that") {
    world here, there;
    client sender(here.scope);
    sender.hello();
    sender.command("NOOP caf\xE9");
    auto document = value::parse(exported(here));
    for (auto& each : document["sessions"][0]["events"]) each.erase("octets");
    const auto said = imported(there, document.dump());
    CHECK(said.status == 400);
    CHECK(body_of(said).find("its octets are missing") != std::string::npos);
}

TEST_CASE("only a fresh or reset mock takes an import") {
    world here, there;
    live_through_a_lot(here);
    client sender(there.scope);
    sender.hello();
    CHECK(imported(there, exported(here)).status == 409);
    sender.quit();
    there.answered("POST", "/v1/reset");
    CHECK(imported(there, exported(here)).status == 201);
}

TEST_CASE("an import with anything wrong changes nothing and says where") {
    world here, there;
    live_through_a_lot(here);
    const auto document = value::parse(exported(here));
    const auto refused = [&](const char* pointer, const value& instead) {
        auto changed = document;
        changed[value::json_pointer(pointer)] = instead;
        const auto said = imported(there, changed.dump());
        CHECK_MESSAGE(said.status == 400, pointer);
        CHECK(there.scope.position() == store::cursor{1, 0});
        return json_of(said)["errors"][0]["pointer"].get<std::string>();
    };
    CHECK(refused("/format", "mocksmtp export 2") == "/format");
    CHECK(refused("/cursor", "soon") == "/cursor");
    CHECK(refused("/sessions/0/id", 1) == "/sessions/0/id");
    CHECK(refused("/sessions/0/events/0/event", "opened") == "/sessions/0/events/0/event");
    CHECK(refused("/sessions/1/message_items/0/raw/base64", "?") == "/sessions/1/message_items/0/raw/base64");
    CHECK(refused("/sessions/1/message_items/0/subject", "Other") == "/sessions/1/message_items/0/subject");
    CHECK(refused("/sessions/0/colour", "red") == "/sessions/0/colour");
    CHECK(refused("/sessions/1/id", "s1") == "");
    CHECK(refused("/sessions/1/id", "s99999999999") == "");
    CHECK(refused("/cursor", "1.2") == "");
    CHECK(imported(there, "[]").status == 400);
    CHECK(imported(there, "{}").status == 400);
    CHECK(there.answered("POST", "/v1/import", {}, document.dump()).status == 415);
    CHECK(imported(there, document.dump()).status == 201);
}

TEST_CASE("a mock that is read-only shows everything and changes nothing") {
    world here;
    live_through_a_lot(here);
    here.around.read_only = true;
    here.scope.freeze();
    const auto before = exported(here);
    CHECK(here.get("/v1/message?to=nobody@example.test&wait=0s").status == 417);
    CHECK(here.get("/v1/messages").status == 200);
    for (const auto& [method, path] :
         std::vector<std::pair<const char*, const char*>>{{"POST", "/v1/reset"},
                                                          {"DELETE", "/v1/messages?all=true"},
                                                          {"POST", "/v1/marks"},
                                                          {"PUT", "/v1/accounts/app"},
                                                          {"PATCH", "/v1/settings"},
                                                          {"POST", "/v1/import"}}) {
        const auto said = here.answered(method, path);
        CHECK_MESSAGE(said.status == 403, path);
        CHECK(json_of(said)["detail"].get<std::string>().find("--read-only") != std::string::npos);
    }
    CHECK(here.answered("POST", "/v1/rules/check", as_json, R"({"on":"rcpt"})").status != 403);
    CHECK(exported(here) == before);
}
