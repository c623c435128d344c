#include "api/routes/guard.hpp"

#include "world.hpp"

using namespace testing;

TEST_CASE("hosts that no web page can speak for are our own") {
    for (const auto* own : {"127.0.0.1", "127.0.0.1:8025", "[::1]:8025", "localhost", "LOCALHOST:1", "mocksmtp",
                            "a.localhost", "mail.local", "x.internal", "mock.test", "mock.svc",
                            "mock.ns.svc.cluster.local", "host.docker.internal:8025", "localhost.", "mock.test.:8025"})
        CHECK_MESSAGE(routes::is_own_host(own, {}), own);
    for (const auto* foreign : {"example.com", "evil.test.example.com", "", "localhost.evil.org:8025",
                                "1.2.3.4.evil.org", "[::1", "[evil.org]", "[]:8025",
                                "attest"
                                ".org"})
        CHECK_MESSAGE(!routes::is_own_host(foreign, {}), foreign);
    const std::vector<std::string> allowed = {"mail.example.com"};
    CHECK(routes::is_own_host("mail.example.com:8025", allowed));
}

TEST_CASE("a foreign Host is 403 and names the option that allows it") {
    world here;
    for (const auto* path : {"/v1/state", "/v1/scopes/w3/state"}) {
        const routes::request asked{.target = path, .headers = {{"Host", "evil.example.com"}}, .body = {}};
        const auto made = std::get<routes::response>(routes::handle(asked, here.around, here.now));
        CHECK_MESSAGE(made.status == 403, path);
        CHECK(json_of(made)["detail"].get<std::string>().find("--allow-host evil.example.com") != std::string::npos);
    }
    CHECK(here.scoped.empty());
}

TEST_CASE("an empty Host is told without an option that would allow it") {
    world here;
    for (const auto* host : {"", ":8025"}) {
        const routes::request asked{.target = "/livez", .headers = {{"Host", host}}, .body = {}};
        const auto made = std::get<routes::response>(routes::handle(asked, here.around, here.now));
        CHECK(made.status == 403);
        CHECK(json_of(made)["detail"] == "the Host header names no host; it has to name this one");
    }
}

TEST_CASE("a Host that names no host is 400") {
    world here;
    for (const auto* wrong :
         {"[::1].evil.com", "[::1", "[evil.org]", "a b", "user@localhost", "localhost:abc", "a:1:2", "a/b", "\xff"}) {
        const routes::request asked{.target = "/livez", .headers = {{"Host", wrong}}, .body = {}};
        CHECK_MESSAGE(std::get<routes::response>(routes::handle(asked, here.around, here.now)).status == 400, wrong);
    }
    for (const auto* right : {"localhost:", "my_mock:8025", "[::1]:8025", "[::ffff:127.0.0.1]"}) {
        const routes::request asked{.target = "/livez", .headers = {{"Host", right}}, .body = {}};
        CHECK_MESSAGE(std::get<routes::response>(routes::handle(asked, here.around, here.now)).status == 200, right);
    }
}

TEST_CASE("HTTP/1.1 needs one Host header, HTTP/1.0 none") {
    world here;
    routes::request asked{.target = "/v1/state", .headers = {}, .body = {}};
    CHECK(std::get<routes::response>(routes::handle(asked, here.around, here.now)).status == 400);
    asked.http_1_0 = true;
    CHECK(std::get<routes::response>(routes::handle(asked, here.around, here.now)).status == 200);
    asked.headers = {{"Host", "localhost"}, {"Host", "evil.example.com"}};
    CHECK(std::get<routes::response>(routes::handle(asked, here.around, here.now)).status == 400);
}

TEST_CASE("with a token, everything but health needs it") {
    world here;
    here.around.api_token = "s3cret";
    const auto refused = here.get("/v1/state");
    CHECK(refused.status == 401);
    CHECK(header_of(refused, "WWW-Authenticate") == "Bearer");
    CHECK(here.get("/v1/state", {{"Authorization", "Bearer wrong"}}).status == 401);
    CHECK(here.get("/v1/state", {{"Authorization", "bearer s3cret"}}).status == 200);
    CHECK(here.get("/livez").status == 200);
    CHECK(here.get("/").status == 200);
    for (const auto* scoped : {"/v1/scopes/w3/state", "/v1/scopes/w3/livez", "/v1/scopes/default/state"}) {
        CHECK_MESSAGE(here.get(scoped).status == 401, scoped);
        CHECK(here.scoped.empty());
    }
    CHECK(here.get("/v1/scopes/w3/state", {{"Authorization", "Bearer s3cret"}}).status == 200);
}

TEST_CASE("a page of another site cannot change anything") {
    world here;
    CHECK(here.answered("POST", "/v1/reset", {{"Origin", "http://evil.example.com"}}).status == 403);
    CHECK(here.answered("POST", "/v1/reset", {{"Origin", "null"}}).status == 403);
    CHECK(here.answered("POST", "/v1/reset", {{"Sec-Fetch-Site", "cross-site"}}).status == 403);
    CHECK(here.answered("DELETE", "/v1/messages?all=true", {{"Sec-Fetch-Site", "same-site"}}).status == 403);
    CHECK(here.scope.position().epoch == 1);
    CHECK(here.answered("POST", "/v1/reset", {{"Origin", "http://localhost:8025"}}).status == 200);
    CHECK(here.get("/v1/state", {{"Origin", "http://evil.example.com"}}).status == 200);
}
