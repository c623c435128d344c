#include "api/routes/route.hpp"
#include "world.hpp"

using namespace testing;

TEST_CASE("every answer carries the journal position it is true at") {
    world here;
    client sender(here.scope);
    sender.hello();
    const auto made = here.get("/v1/state");
    CHECK(header_of(made, "Mock-Cursor") == here.scope.position().text());
    CHECK(json_of(made)["cursor"] == here.scope.position().text());
}

TEST_CASE("a path that is not there is 404 and says what may have been meant") {
    world here;
    const auto made = here.get("/v1/mesages");
    CHECK(made.status == 404);
    CHECK(made.content_type == "application/problem+json");
    CHECK(json_of(made)["detail"].get<std::string>().find("did you mean /v1/message") != std::string::npos);
    CHECK(json_of(made)["detail"] == made.reason);
}

TEST_CASE("a method that is not possible is 405 with those that are") {
    world here;
    const auto made = here.answered("PATCH", "/v1/messages");
    CHECK(made.status == 405);
    CHECK(header_of(made, "Allow") == "GET, HEAD, DELETE, OPTIONS");
}

TEST_CASE("OPTIONS tells the methods, HEAD is a GET") {
    world here;
    const auto options = here.answered("OPTIONS", "/v1/reset");
    CHECK(options.status == 204);
    CHECK(header_of(options, "Allow") == "POST, OPTIONS");
    CHECK(here.answered("HEAD", "/v1/state").status == 200);
}

TEST_CASE("a type that is not there is 406") {
    world here;
    CHECK(here.get("/v1/state", {{"Accept", "text/html"}}).status == 406);
    CHECK(here.get("/v1/state", {{"Accept", "text/html;q=0.9, */*;q=0.1"}}).status == 200);
    CHECK(here.get("/v1/state", {{"Accept", "application/*"}}).status == 200);
    CHECK(here.get("/v1/state", {{"Accept", "application/json;q=0"}}).status == 406);
    CHECK(here.get("/v1/state", {{"Accept", "application/problem+json"}}).status == 200);
    CHECK(here.get("/v1/message?wait=0s", {{"Accept", "application/problem+json"}}).status == 417);
    CHECK(json_of(here.get("/v1/message", {{"Accept", "image/png"}}))["detail"] ==
          "this is available as application/json or text/plain only");
}

TEST_CASE("a target that RFC 3986 does not allow is 400") {
    world here;
    const auto made = here.get("/v1/messages?subject=\"Hello\"");
    CHECK(made.status == 400);
    CHECK(json_of(made)["errors"][0]["detail"].get<std::string>().find("%22") != std::string::npos);
}

TEST_CASE("double slashes are one, and a slash at the end is none") {
    world here;
    CHECK(here.get("//v1//state/").status == 200);
}

TEST_CASE("a path of the table fits only what has as many pieces") {
    using routes::match_path;
    CHECK(match_path("/v1/messages/{id}/parts/{part}", {"v1", "messages", "m1", "parts", "1.2"}) ==
          std::vector<std::string>{"m1", "1.2"});
    CHECK_FALSE(match_path("/v1/messages/{id}", {"v1", "messages"}).has_value());
    CHECK_FALSE(match_path("/v1/messages", {"v1", "sessions"}).has_value());
    CHECK(match_path("/", {}).has_value());
}

TEST_CASE("the media type with the greatest weight is preferred, by its name or its family's") {
    const auto preferred = [](std::string accept) {
        const routes::request asked{.headers = {{"Accept", std::move(accept)}}, .body = {}};
        return std::string(routes::prefers(asked, "text/plain") ? "text " : "") +
               (routes::prefers(asked, "text/event-stream", {"application/x-ndjson"}) ? "stream" : "");
    };
    CHECK(preferred("*/*").empty());
    CHECK(preferred("text/plain, */*") == "text ");
    CHECK(preferred("text/*") == "text stream");
    CHECK(preferred("application/json, text/plain, */*").empty());
    CHECK(preferred("application/json;q=0.5, text/plain") == "text ");
    CHECK(preferred("text/event-stream;q=0.1, application/x-ndjson;q=0.9").empty());
    CHECK(preferred("text/event-stream, application/x-ndjson;q=0.9") == "stream");
    CHECK(preferred("text/plain;q=0, text/*").find("text") == std::string::npos);
}

TEST_CASE("a coding is used only for those who ask for it") {
    const auto wants = [](std::string text) {
        return routes::wants_coding({.headers = {{"Accept-Encoding", std::move(text)}}, .body = {}}, "gzip");
    };
    CHECK(wants("gzip"));
    CHECK(wants("br;q=1.0, GZIP;q=0.8"));
    CHECK(wants("*"));
    CHECK_FALSE(wants("gzip;q=0"));
    CHECK_FALSE(wants("gzip;q=0, *"));
    CHECK_FALSE(wants("br"));
    CHECK_FALSE(wants(""));
    CHECK_FALSE(routes::wants_coding({}, "gzip"));
}

TEST_CASE("a body that is compressed is 415") {
    world here;
    const auto made =
        here.answered("PUT", "/v1/rules/x", {{"Content-Type", "application/json"}, {"Content-Encoding", "gzip"}}, "{}");
    CHECK(made.status == 415);
}

TEST_CASE("a path that is spelled out in the table is no id") {
    world here;
    CHECK(header_of(here.answered("OPTIONS", "/v1/rules/check"), "Allow") == "POST, OPTIONS");
    CHECK(here.get("/v1/rules/check").status == 405);
    CHECK(here.get("/v1/sessions/close").status == 405);
}
