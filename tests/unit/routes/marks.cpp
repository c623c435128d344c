#include "world.hpp"

using namespace testing;

TEST_CASE("a mark is a named position behind which things can be asked for") {
    world here;
    client sender(here.scope);
    sender.hello();
    sender.send();
    const auto made = here.answered("POST", "/v1/marks", as_json, R"({"label":"signup"})");
    CHECK(made.status == 201);
    CHECK(json_of(made)["label"] == "signup");
    CHECK(json_of(made)["cursor"] == here.scope.position().text());
    sender.send();
    const auto later = json_of(here.get("/v1/messages?since=mark:signup"));
    REQUIRE(later["messages"].size() == 1);
    CHECK(later["messages"][0]["id"] == "m2");
}

TEST_CASE("marks are listed as the journal has them, a label that is made again at its new place") {
    world here;
    for (const char* label : {"b", "a", "b"})
        here.answered("POST", "/v1/marks", as_json, value({{"label", label}}).dump());
    const auto listed = json_of(here.get("/v1/marks"));
    CHECK(listed["marks"] == value::parse(R"([{"cursor":"1.2","label":"a"},{"cursor":"1.3","label":"b"}])"));
    CHECK(listed["cursor"] == "1.3");
    here.answered("POST", "/v1/reset");
    CHECK(json_of(here.get("/v1/marks"))["marks"].empty());
}

TEST_CASE("a mark that is wrong is not made") {
    world here;
    const auto refused = [&](const char* body) {
        const auto said = here.answered("POST", "/v1/marks", as_json, body);
        CHECK_MESSAGE(said.status == 400, body);
        const auto first = json_of(said)["errors"][0];
        return first["pointer"].get<std::string>() + " " + first.value("did_you_mean", "");
    };
    CHECK(refused("{}") == " ");
    CHECK(refused("[]") == " ");
    CHECK(refused(R"({"lable":"x"})") == "/lable label");
    CHECK(refused(R"({"label":""})") == "/label ");
    CHECK(refused(R"({"label":7})") == "/label ");
    CHECK(refused(R"({"label":"two\nlines"})") == "/label ");
    CHECK(here.answered("POST", "/v1/marks", {}, R"({"label":"x"})").status == 415);
    CHECK(here.answered("POST", "/v1/marks?x=1", as_json, R"({"label":"x"})").status == 400);
    CHECK(here.scope.position().n == 0);
}
