#include "world.hpp"

using namespace testing;

TEST_CASE("a reset begins a new epoch and keeps connections unless told to close them") {
    world here;
    client sender(here.scope);
    sender.hello();
    sender.send();
    const auto kept = json_of(here.answered("POST", "/v1/reset"));
    CHECK(kept["cursor"] == "2.0");
    CHECK(here.closed == 0);
    CHECK(json_of(here.get("/v1/messages"))["total"] == 0);
    const auto closed =
        here.answered("POST", "/v1/reset", {{"Content-Type", "application/json"}}, R"({"connections":"close"})");
    CHECK(closed.status == 200);
    CHECK(here.closed == 1);
}

TEST_CASE("a reset that is wrong resets nothing") {
    world here;
    const std::vector<routes::header> json = {{"Content-Type", "application/json; charset=utf-8"}};
    CHECK(here.answered("POST", "/v1/reset", {{"Content-Type", "text/plain"}}, "{}").status == 415);
    CHECK(here.answered("POST", "/v1/reset", {}, "{}").status == 415);
    CHECK(here.answered("POST", "/v1/reset", json, "[]").status == 400);
    CHECK(here.answered("POST", "/v1/reset", json, "{\"connections\":").status == 400);
    CHECK(here.answered("POST", "/v1/reset", json, R"({"connections":1})").status == 400);
    CHECK(here.answered("POST", "/v1/reset?al=true").status == 400);
    const auto unknown = here.answered("POST", "/v1/reset", json, R"({"conections":"close"})");
    CHECK(unknown.status == 400);
    CHECK(json_of(unknown)["errors"][0]["pointer"] == "/conections");
    CHECK(json_of(unknown)["errors"][0]["did_you_mean"] == "connections");
    const auto slashed = here.answered("POST", "/v1/reset", json, R"({"a/b~c":"close"})");
    CHECK(json_of(slashed)["errors"][0]["pointer"] == "/a~1b~0c");
    CHECK(here.scope.position().epoch == 1);
}

TEST_CASE("accounts can be added, replaced and removed") {
    world here;
    const std::vector<routes::header> json = {{"Content-Type", "application/json"}};
    CHECK(json_of(here.get("/v1/accounts"))["everyone_is_accepted"] == true);
    const auto added = here.answered("PUT", "/v1/accounts/a%40b.test", json, R"({"password":"one"})");
    CHECK(added.status == 201);
    CHECK(json_of(added)["name"] == "a@b.test");
    CHECK(json_of(added)["passwords"][0]["length"] == 3);
    CHECK(json_of(here.get("/v1/accounts"))["everyone_is_accepted"] == false);
    CHECK(here.users.judge({.user = "a@b.test", .mechanism = "PLAIN"}, "one").admitted);

    const auto replaced = here.answered("PUT", "/v1/accounts/a%40b.test", json,
                                        R"({"passwords":["two","three"],"mechanisms":["plain"],"enabled":false})");
    CHECK(replaced.status == 200);
    CHECK(json_of(replaced)["mechanisms"] == value::array({"PLAIN"}));
    CHECK(here.users.judge({.user = "a@b.test", .mechanism = "PLAIN"}, "three").because == "account disabled");
    CHECK(here.users.judge({.user = "a@b.test", .mechanism = "PLAIN"}, "one").verified == false);

    CHECK(here.get("/v1/accounts/nobody").status == 404);
    CHECK(json_of(here.answered("DELETE", "/v1/accounts/a%40b.test"))["everyone_is_accepted"] == true);
    CHECK(here.answered("DELETE", "/v1/accounts/a%40b.test").status == 404);
}

TEST_CASE("an account that is valid for a while expires by the mock's clock") {
    world here;
    const std::vector<routes::header> json = {{"Content-Type", "application/json"}};
    const auto made =
        json_of(here.answered("PUT", "/v1/accounts/app", json, R"({"passwords":["one","two"],"valid_for":"10m"})"));
    CHECK(made["valid_until"] == "2000-01-01T00:10:00.000Z");
    const auto log_in = [&](const char* password) {
        return here.users.judge({.user = "app", .mechanism = "PLAIN"}, password);
    };
    here.scope.clock().advance(std::chrono::minutes(10) - std::chrono::milliseconds(1));
    CHECK(log_in("two").admitted);
    here.scope.clock().tick();
    const auto late = log_in("two");
    CHECK_FALSE(late.admitted);
    CHECK(late.verified == true);
    CHECK(late.because == "password has expired");
    CHECK(log_in("three").because == "wrong password");
    here.answered("PUT", "/v1/accounts/app", json, R"({"password":"two"})");
    CHECK(log_in("two").admitted);
    CHECK(json_of(here.get("/v1/accounts/app"))["valid_until"] == nullptr);
}

TEST_CASE("an account that is wrong changes nothing and says where") {
    world here;
    const auto refused = [&](const char* body) {
        const auto said = here.answered("PUT", "/v1/accounts/app", {{"Content-Type", "application/json"}}, body);
        CHECK_MESSAGE(said.status == 400, body);
        const auto first = json_of(said)["errors"][0];
        return first["pointer"].get<std::string>() + " " + first.value("did_you_mean", "");
    };
    CHECK(refused("{}") == "/password ");
    CHECK(refused(R"({"pasword":"x"})") == "/pasword password");
    CHECK(refused(R"({"password":""})") == "/password ");
    CHECK(refused(R"({"passwords":["x",1]})") == "/passwords/1 ");
    CHECK(refused(R"({"passwords":[]})") == "/passwords ");
    CHECK(refused(R"({"password":"x","enabled":"yes"})") == "/enabled ");
    CHECK(refused(R"({"password":"x","valid_for":"soon"})") == "/valid_for ");
    CHECK(refused(R"({"password":"x","valid_fro":"1s"})") == "/valid_fro valid_for");
    CHECK(refused(R"({"password":"x","mechanisms":["LOGINN"]})") == "/mechanisms/0 LOGIN");
    CHECK(refused(R"({"password":"x","a/b~c":1})") == "/a~1b~0c ");
    CHECK(refused("[]") == " ");
    CHECK(here.answered("PUT", "/v1/accounts/app", {}, R"({"password":"x"})").status == 415);
    CHECK(here.users.open());
}

TEST_CASE("the state tells counts and what was left out") {
    world here;
    client sender(here.scope);
    sender.hello();
    sender.send();
    { client probe(here.scope); }
    const auto state = json_of(here.get("/v1/state"));
    CHECK(state["messages"] == 1);
    CHECK(state["sessions"] == 1);
    CHECK(state["open_sessions"] == 1);
    CHECK(state["probes"] == 1);
    CHECK(state["version"] == "1.2.3");
    CHECK(state["full"] == false);
}

TEST_CASE("listeners and the authority are shown, and its absence is 404") {
    world here;
    CHECK(json_of(here.get("/v1/listeners"))["listeners"][0]["port"] == 2525);
    CHECK(here.get("/v1/tls/ca.pem").content_type == "application/x-pem-file");
    here.around.ca_pem = [] { return std::string(); };
    CHECK(here.get("/v1/tls/ca.pem").status == 404);
}

TEST_CASE("metrics are in Prometheus text format") {
    world here;
    const auto text = body_of(here.get("/metrics"));
    CHECK(text.find("# TYPE mocksmtp_messages gauge\nmocksmtp_messages 0\n") != std::string::npos);
}

TEST_CASE("the first page shows commands with the real address, and nothing of the request runs in it") {
    world here;
    const auto made = here.get("/");
    CHECK(made.content_type == "text/html; charset=utf-8");
    CHECK(here.get("/?to=bob@example.test").status == 400);
    CHECK(body_of(made).find("smtp://localhost:2525") != std::string::npos);
    CHECK(body_of(made).find("http://localhost:8025/v1/message?to=bob@example.test") != std::string::npos);
    here.around.allow_host = {"a&lt;b"};
    const routes::request hostile{.target = "/", .headers = {{"Host", "a&lt;b"}}, .body = {}};
    const auto shown = body_of(std::get<routes::response>(routes::handle(hostile, here.around, here.now)));
    CHECK(shown.find("http://a&amp;lt;b/v1/message") != std::string::npos);
    CHECK(shown.find("http://a&lt;b") == std::string::npos);
}

TEST_CASE("an export tells everything session by session, and the same twice") {
    world here;
    client sender(here.scope);
    sender.hello();
    sender.login("app");
    sender.send();
    client other(here.scope);
    other.hello();
    sender.quit();
    here.get("/v1/message?to=nobody@example.test&wait=0s");
    const auto text = body_of(here.get("/v1/export"));
    CHECK(text == body_of(here.get("/v1/export")));
    const auto made = value::parse(text);
    REQUIRE(made["sessions"].size() == 2);
    CHECK(made["sessions"][0]["attempt_items"][0]["id"] == "a1");
    CHECK(made["sessions"][0]["transaction_items"][0]["id"] == "t1");
    CHECK(made["sessions"][0]["message_items"][0]["raw"]["terminator"] == ".\r\n");
    CHECK(made["sessions"][1]["events"][0]["session"] == "s2");
    CHECK(made["events"][0]["event"] == "expectation_failed");
    CHECK(text.find("AHVzZXIAcGFzcw==") == std::string::npos);
}

TEST_CASE("a reset in the middle of an export breaks it off instead of mixing two epochs") {
    world here;
    client sender(here.scope);
    sender.hello();
    const auto made = here.get("/v1/export");
    auto& source = *std::get<std::shared_ptr<routes::body_source>>(made.body);
    CHECK(std::holds_alternative<std::string>(source.next()));
    here.scope.reset();
    CHECK(std::holds_alternative<routes::body_source::broken>(source.next()));
}

TEST_CASE("a message that is deleted in the middle of an export breaks it off, a list by a reset only") {
    world here;
    client sender(here.scope);
    sender.hello();
    for (int i = 0; i < 5; ++i) sender.send({.bytes = "Subject: long\r\n\r\n" + std::string(70000, 'x')});
    const auto breaks_off = [&here](const std::string& target, const auto& act) {
        const auto made = here.get(target);
        auto& source = *std::get<std::shared_ptr<routes::body_source>>(made.body);
        CHECK(std::holds_alternative<std::string>(source.next()));
        act();
        auto piece = source.next();
        while (std::holds_alternative<std::string>(piece)) piece = source.next();
        return std::holds_alternative<routes::body_source::broken>(piece);
    };
    CHECK(breaks_off("/v1/export", [&] { here.scope.erase(mocksmtp::base::message_id{5}); }));
    CHECK_FALSE(breaks_off("/v1/export", [] {}));
    CHECK_FALSE(breaks_off("/v1/messages", [&] { here.scope.erase(mocksmtp::base::message_id{4}); }));
    CHECK(breaks_off("/v1/messages", [&] { here.scope.reset(); }));
}

TEST_CASE("a session that makes way in the middle of an export breaks it off") {
    world here;
    here.scope.limit({.max_store_bytes = 6000, .full = store::when_full::evict_oldest});
    {
        client sender(here.scope);
        sender.hello();
        sender.send();
        sender.quit();
    }
    const auto made = here.get("/v1/export");
    auto& source = *std::get<std::shared_ptr<routes::body_source>>(made.body);
    CHECK(std::holds_alternative<std::string>(source.next()));
    CHECK(std::holds_alternative<std::string>(source.next()));
    while (here.scope.find(mocksmtp::base::session_id{1}) != nullptr) {
        client other(here.scope);
        other.hello();
        other.send();
        other.quit();
    }
    CHECK(std::holds_alternative<routes::body_source::broken>(source.next()));
}
