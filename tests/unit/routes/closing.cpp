#include "world.hpp"

using namespace testing;
using mocksmtp::base::session_id;
using ending = mocksmtp::smtp::hang_up::how;

namespace {

routes::response close(world& here, const std::string& body) {
    return here.answered("POST", "/v1/sessions/close", {{"Content-Type", "application/json"}}, body);
}

}  // namespace

TEST_CASE("the open sessions that match are closed, with this reply and in this way") {
    world here;
    client first(here.scope), second(here.scope), gone(here.scope);
    first.hello();
    second.hello();
    gone.hello();
    gone.quit();
    const auto both = json_of(close(here, R"({"match":{"listener":"smtp"}})"));
    CHECK(both["closed"] == 2);
    CHECK(both["sessions"] == value::array({"s1", "s2"}));
    CHECK(both["cursor"] == here.scope.position().text());
    REQUIRE(here.dismissed);
    CHECK_FALSE(here.dismissed->farewell);
    CHECK(here.dismissed->way == ending::fin);

    close(here, R"({"match":{"session":"s2"},"reply":"450 4.3.2 Bye","how":"rst"})");
    CHECK(here.dismissed->only == std::vector{session_id{2}});
    CHECK(std::get<mocksmtp::smtp::reply>(here.dismissed->farewell.value()).code == 450);
    CHECK(here.dismissed->way == ending::rst);

    CHECK(json_of(close(here, R"({"match":{"helo":"nobody.test"}})"))["closed"] == 0);
    CHECK(here.dismissed->only->empty());
}

TEST_CASE("everybody is closed only if that is said") {
    world here;
    CHECK(close(here, R"({"all":true,"how":"half"})").status == 200);
    REQUIRE(here.dismissed);
    CHECK_FALSE(here.dismissed->only);
    CHECK(here.dismissed->way == ending::half);
    CHECK(close(here, R"({"all":true,"match":{}})").status == 200);
}

TEST_CASE("an order to close that is wrong closes nothing and says where") {
    world here;
    const auto refused = [&](const char* body) {
        const auto said = close(here, body);
        CHECK_MESSAGE(said.status == 400, body);
        std::string all;
        const auto made = json_of(said);
        for (const auto& each : made["errors"])
            all += each["pointer"].get<std::string>() + " " + each.value("did_you_mean", "") + ";";
        return all;
    };
    CHECK(refused("{}") == "/match ;");
    CHECK(refused(R"({"match":{}})") == "/match ;");
    CHECK(refused(R"({"all":false})") == "/match ;");
    CHECK(refused(R"({"all":true,"match":{"helo":"a.test"}})") == "/all ;");
    CHECK(refused(R"({"macth":{"helo":"a.test"}})") == "/macth match;");
    CHECK(refused(R"({"match":{"hello":"a.test"}})") == "/match/hello helo;");
    CHECK(refused(R"({"match":{"subject":"x"}})") == "/match/subject ;");
    CHECK(refused(R"({"match":{"helo":{"regex":"("}}})") == "/match/helo/regex ;");
    CHECK(refused(R"({"all":true,"reply":"999 no"})") == "/reply ;");
    CHECK(refused(R"({"all":true,"how":"reset"})").find("/how ") == 0);
    CHECK(refused(R"({"all":"yes"})") == "/all ;");
    CHECK(refused("[]") == " ;");
    CHECK(here.answered("POST", "/v1/sessions/close", {}, R"({"all":true})").status == 415);
    CHECK_FALSE(here.dismissed);
}
