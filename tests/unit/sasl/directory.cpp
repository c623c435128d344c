#include "mocksmtp/sasl/directory.hpp"

#include <doctest/doctest.h>

#include <string>
#include <utility>

using namespace mocksmtp::sasl;
using namespace std::string_literals;

namespace {

directory some_users() {
    directory users;
    users.accounts = {{.name = "app", .passwords = {"old", "new", "new"}},
                      {.name = "scram", .passwords = {"secret"}, .mechanisms = {"SCRAM-SHA-256", "Login"}},
                      {.name = "gone", .passwords = {"secret"}, .enabled = false},
                      {.name = "locked"},
                      {.name = "app", .passwords = {"second"}}};
    return users;
}

struct outcome {
    bool admitted;
    std::optional<bool> verified;
    std::string because;
    std::optional<std::size_t> credential = std::nullopt;
};

void check(const judgement& judged, const outcome& expected) {
    CHECK(judged.admitted == expected.admitted);
    CHECK(judged.verified == expected.verified);
    CHECK(judged.because == expected.because);
    CHECK(judged.credential == expected.credential);
}

constexpr auto nobody = "no users configured: every identity is accepted";

}  // namespace

TEST_CASE("without accounts and default password everybody is let in, verified by nobody") {
    const directory users;
    CHECK(users.open());
    check(users.judge({.user = "anybody", .mechanism = "PLAIN"}, "x"), {true, std::nullopt, nobody});
    bool asked = false;
    users.judge({.user = "anybody", .mechanism = "PLAIN"}, [&](std::string_view) { return asked = true; });
    CHECK_FALSE(asked);
}

TEST_CASE("an account or a default password closes the house") {
    CHECK_FALSE(some_users().open());
    directory users;
    users.default_password = "";
    CHECK_FALSE(users.open());
}

TEST_CASE("any of an account's passwords is right, and which one is told") {
    const auto users = some_users();
    check(users.judge({.user = "app", .mechanism = "PLAIN"}, "old"), {true, true, "password matches", 0});
    check(users.judge({.user = "app", .mechanism = "PLAIN"}, "new"), {true, true, "password matches", 1});
}

TEST_CASE("a wrong password is told from an unknown user") {
    const auto users = some_users();
    for (const auto* wrong : {"", "ol", "old ", "OLD", "second"})
        check(users.judge({.user = "app", .mechanism = "PLAIN"}, wrong), {false, false, "wrong password"});
    for (const auto* unknown : {"", "App", "app ", "ap", "nobody"})
        check(users.judge({.user = unknown, .mechanism = "PLAIN"}, "old"), {false, false, "no such user"});
    check(users.judge({.user = "app\0"s, .mechanism = "PLAIN"}, "old"), {false, false, "no such user"});
}

TEST_CASE("an account without passwords lets nobody in, not with an empty one either") {
    check(some_users().judge({.user = "locked", .mechanism = "LOGIN"}, ""), {false, false, "wrong password"});
}

TEST_CASE("a disabled account is refused after its password was verified") {
    const auto users = some_users();
    check(users.judge({.user = "gone", .mechanism = "PLAIN"}, "secret"), {false, true, "account disabled", 0});
    check(users.judge({.user = "gone", .mechanism = "PLAIN"}, "x"), {false, false, "wrong password"});
}

TEST_CASE("an account that names its mechanisms takes no other") {
    const auto users = some_users();
    check(users.judge({.user = "scram", .mechanism = "LOGIN"}, "secret"), {true, true, "password matches", 0});
    check(users.judge({.user = "scram", .mechanism = "PLAIN"}, "secret"),
          {false, true, "mechanism not allowed for this account", 0});
}

TEST_CASE("the default password is for names without an account only") {
    auto users = some_users();
    users.default_password = "guest";
    check(users.judge({.user = "anybody", .mechanism = "PLAIN"}, "guest"), {true, true, "default password"});
    check(users.judge({.user = "anybody", .mechanism = "PLAIN"}, "old"), {false, false, "wrong password"});
    check(users.judge({.user = "app", .mechanism = "PLAIN"}, "guest"), {false, false, "wrong password"});
}

TEST_CASE("a check is asked about every password, so that time does not tell which matched") {
    std::string asked;
    some_users().judge({.user = "app", .mechanism = "CRAM-MD5"}, [&](std::string_view password) {
        asked += std::string(password) + ' ';
        return password == "old";
    });
    CHECK(asked == "old new new ");
}

TEST_CASE("who proved an identity without a password is verified, and admitted if it is an account that may") {
    directory users;
    const auto proven = [&](std::string_view name) {
        return users.judge_proven({.user = name, .mechanism = "EXTERNAL", .credential = "certificate"});
    };
    CHECK(proven("anyone").admitted);
    CHECK(proven("anyone").verified == true);
    users.accounts = {{.name = "app", .passwords = {"one"}},
                      {.name = "off", .passwords = {"two"}, .enabled = false},
                      {.name = "other", .passwords = {"three"}, .mechanisms = {"PLAIN"}}};
    CHECK(proven("app").admitted);
    CHECK(proven("app").because == "certificate names an account");
    CHECK_FALSE(proven("app").credential);
    for (const auto& [name, because] :
         {std::pair{"off", "account disabled"}, std::pair{"other", "mechanism not allowed for this account"},
          std::pair{"anyone", "no such user"}}) {
        CHECK_FALSE(proven(name).admitted);
        CHECK(proven(name).verified == true);
        CHECK(proven(name).because == because);
    }
    users.default_password = "common";
    CHECK(proven("anyone").admitted);
    CHECK_FALSE(proven("off").admitted);
}
