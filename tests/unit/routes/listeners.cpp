#include "world.hpp"

using namespace testing;

TEST_CASE("a listener can be closed, for a while or for ever, and opened again") {
    world here;
    const auto closed = here.answered("PATCH", "/v1/listeners/smtp", as_json, R"({"accepting":false,"for":"3s"})");
    CHECK(closed.status == 200);
    CHECK(json_of(closed)["name"] == "smtp");
    CHECK(json_of(closed)["port"] == 2525);
    CHECK(json_of(closed)["accepting"] == false);
    CHECK(json_of(closed)["failure"] == nullptr);
    CHECK(json_of(here.get("/v1/listeners"))["listeners"][0] == json_of(closed));
    CHECK(json_of(here.get("/v1/listeners/smtp")) == json_of(closed));
    CHECK(here.get("/v1/listeners/smtp?x=1").status == 400);
    CHECK(here.get("/v1/listeners/smpt").status == 404);
    here.answered("PATCH", "/v1/listeners/smtp", as_json, R"({"accepting":false})");
    const auto opened = here.answered("PATCH", "/v1/listeners/smtp", as_json, R"({"accepting":true})");
    CHECK(json_of(opened)["accepting"] == true);
    CHECK(here.changes == std::vector<std::string>{"smtp closed for 3000", "smtp closed", "smtp opened"});
}

TEST_CASE("a listener that cannot be opened is 409, and shows why it is closed") {
    world here;
    here.accepting = false;
    here.trouble = "cannot listen on 127.0.0.1:2525: Address already in use";
    const auto refused = here.answered("PATCH", "/v1/listeners/smtp", as_json, R"({"accepting":true})");
    CHECK(refused.status == 409);
    CHECK(json_of(refused)["detail"] == here.trouble);
    CHECK(json_of(here.get("/v1/listeners"))["listeners"][0]["failure"] == here.trouble);
}

TEST_CASE("an unknown listener is 404, with the one that may have been meant") {
    world here;
    const auto missing = here.answered("PATCH", "/v1/listeners/smpt", as_json, R"({"accepting":true})");
    CHECK(missing.status == 404);
    CHECK(json_of(missing)["detail"] == "there is no listener smpt");
    CHECK(json_of(missing)["errors"][0]["did_you_mean"] == "smtp");
    CHECK(here.changes.empty());
}

TEST_CASE("a change of a listener that is wrong changes nothing and says where") {
    world here;
    const auto refused = [&](const char* body) {
        const auto said = here.answered("PATCH", "/v1/listeners/smtp", as_json, body);
        CHECK_MESSAGE(said.status == 400, body);
        std::string all;
        const auto made = json_of(said);
        for (const auto& each : made["errors"])
            all += each["pointer"].get<std::string>() + " " + each.value("did_you_mean", "") + ";";
        return all;
    };
    CHECK(refused("{}") == "/accepting ;");
    CHECK(refused(R"({"accepting":"no"})") == "/accepting ;");
    CHECK(refused(R"({"acepting":false})") == "/acepting accepting;/accepting ;");
    CHECK(refused(R"({"accepting":true,"a/b~c":1})") == "/a~1b~0c ;");
    CHECK(refused(R"({"accepting":true,"for":"3s"})") == "/for ;");
    CHECK(refused(R"({"accepting":false,"for":"3"})") == "/for ;");
    CHECK(refused(R"({"accepting":false,"for":"0s"})") == "/for ;");
    CHECK(refused(R"({"accepting":false,"for":3})") == "/for ;");
    CHECK(refused("[]") == " ;");
    CHECK(here.answered("PATCH", "/v1/listeners/smtp", {}, R"({"accepting":true})").status == 415);
    CHECK(here.answered("PATCH", "/v1/listeners/smtp?x=1", as_json, R"({"accepting":true})").status == 400);
    CHECK(here.changes.empty());
}
