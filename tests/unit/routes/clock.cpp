#include "world.hpp"

using namespace testing;

TEST_CASE("an advanced clock shows in everything that happens afterwards, and is no event itself") {
    world here;
    const auto before = json_of(here.get("/v1/clock"));
    CHECK(before["clock"] == "logical");
    CHECK(before["now"] == "2000-01-01T00:00:00.000Z");
    CHECK(before["advanced"] == "0s");
    const auto after = json_of(here.answered("POST", "/v1/clock/advance", as_json, R"({"by":"10m"})"));
    CHECK(after["now"] == "2000-01-01T00:10:00.000Z");
    CHECK(after["advanced"] == "10m");
    CHECK(after["cursor"] == "1.0");
    client sender(here.scope);
    sender.hello();
    sender.send();
    const auto received = json_of(here.get("/v1/messages/m1"))["received_at"].get<std::string>();
    CHECK(received.starts_with("2000-01-01T00:10:00."));
    here.answered("POST", "/v1/reset");
    CHECK(json_of(here.get("/v1/clock"))["advanced"] == "0s");
    CHECK(json_of(here.get("/v1/clock"))["now"] == "2000-01-01T00:00:00.000Z");
}

TEST_CASE("an advance lets a rule's ttl run out") {
    world here;
    here.answered("PUT", "/v1/rules/short", as_json, R"({"on":"rcpt","ttl":"1m","reply":{"preset":"greylisted"}})");
    CHECK(json_of(here.get("/v1/rules/short"))["state"] == "armed");
    here.answered("POST", "/v1/clock/advance", as_json, R"({"by":"1m"})");
    CHECK(json_of(here.get("/v1/rules/short"))["state"] == "expired");
}

TEST_CASE("an advance that is wrong moves nothing") {
    world here;
    const auto refused = [&](const char* body) {
        const auto said = here.answered("POST", "/v1/clock/advance", as_json, body);
        CHECK_MESSAGE(said.status == 400, body);
        const auto first = json_of(said)["errors"][0];
        return first["pointer"].get<std::string>() + " " + first.value("did_you_mean", "");
    };
    CHECK(refused("{}") == " ");
    CHECK(refused(R"({"bye":"1m"})") == "/bye by");
    CHECK(refused(R"({"by":"10"})") == "/by ");
    CHECK(refused(R"({"by":60})") == "/by ");
    CHECK(refused(R"({"by":"0s"})") == "/by ");
    CHECK(refused(R"({"by":"-1m"})") == "/by ");
    CHECK(refused(R"({"by":"1001h"})") == "/by ");
    CHECK(here.answered("POST", "/v1/clock/advance", {}, R"({"by":"1m"})").status == 415);
    CHECK(json_of(here.get("/v1/clock"))["advanced"] == "0s");
}

TEST_CASE("the clock ends with the last year that can be shown") {
    world here;
    const auto advance = [&] {
        return here.answered("POST", "/v1/clock/advance", as_json, R"({"by":"1000h"})").status;
    };
    int advances = 0;
    while (advance() == 200) REQUIRE(++advances < 100'000);
    CHECK(json_of(here.get("/v1/clock"))["now"].get<std::string>().starts_with("9999-12-"));
    CHECK(advance() == 400);
}
