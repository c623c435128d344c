#include "world.hpp"

using namespace testing;

namespace {

struct rules_world : world {
    routes::response send(std::string method, std::string target, std::string body) {
        return answered(std::move(method), std::move(target), {{"Content-Type", "application/json"}}, std::move(body));
    }
    // The ids of all rules, in the order in which they are asked.
    std::string ids() {
        std::string all;
        const auto listed = json_of(get("/v1/rules"));
        for (const auto& each : listed["rules"]) all += (all.empty() ? "" : " ") + each["id"].get<std::string>();
        return all;
    }
    // "/3/match/to/regex regex" of each mistake, blanks between.
    std::string refused(std::string method, std::string target, std::string body) {
        const auto said = send(std::move(method), std::move(target), body);
        CHECK_MESSAGE(said.status == 400, body);
        std::string all;
        const auto problem = json_of(said);
        for (const auto& each : problem["errors"]) {
            all += (all.empty() ? "" : " ") + each["pointer"].get<std::string>();
            if (each.contains("did_you_mean")) all += "=" + each["did_you_mean"].get<std::string>();
        }
        return all;
    }
};

const char* const greylist = R"({"on":"rcpt","match":{"to":"alice@example.com"},"times":2,"reply":"451 4.7.1 Later"})";

}  // namespace

TEST_CASE("a rule can be put, seen, put again and removed") {
    rules_world here;
    const auto added = here.send("PUT", "/v1/rules/greylist-alice", greylist);
    CHECK(added.status == 201);
    CHECK(json_of(added)["id"] == "greylist-alice");
    CHECK(json_of(added)["origin"] == "added");
    CHECK(json_of(added)["hits"] == 0);
    CHECK(json_of(here.get("/v1/rules/greylist-alice")) == json_of(added));
    CHECK(json_of(here.get("/v1/rules"))["scenarios"] == value::object());

    const auto replaced = here.send("PUT", "/v1/rules/greylist-alice", R"({"on":"mail","reply":"451 No"})");
    CHECK(replaced.status == 200);
    CHECK(json_of(replaced)["on"] == "mail");
    CHECK(here.ids() == "greylist-alice");

    CHECK(json_of(here.answered("DELETE", "/v1/rules/greylist-alice")) == value({{"deleted", "greylist-alice"}}));
    CHECK(here.ids().empty());
}

TEST_CASE("a rule that is put moves to the front, armed anew") {
    rules_world here;
    here.send("PUT", "/v1/rules/one", greylist);
    here.send("PUT", "/v1/rules/two", greylist);
    CHECK(here.ids() == "two one");
    here.send("PUT", "/v1/rules/one", greylist);
    CHECK(here.ids() == "one two");
}

TEST_CASE("a posted rule is new: its id is given, or made") {
    rules_world here;
    const auto made = here.send("POST", "/v1/rules", greylist);
    CHECK(made.status == 201);
    const auto id = json_of(made)["id"].get<std::string>();
    CHECK_FALSE(id.empty());
    CHECK(here.get("/v1/rules/" + id).status == 200);
    CHECK(here.send("POST", "/v1/rules", R"({"id":"mine","on":"rcpt","mute":true})").status == 201);
    const auto again = here.send("POST", "/v1/rules", R"({"id":"mine","on":"mail","mute":true})");
    CHECK(again.status == 409);
    CHECK(json_of(again)["detail"] == "there is a rule mine already; PUT /v1/rules/mine replaces it");
    CHECK(json_of(here.get("/v1/rules/mine"))["on"] == "rcpt");
}

TEST_CASE("the whole overlay can be replaced, as a list or in an object") {
    rules_world here;
    here.send("PUT", "/v1/rules/old", greylist);
    const auto replaced =
        here.send("PUT", "/v1/rules", R"([{"id":"a","on":"rcpt","mute":true},{"id":"b","on":"rcpt","mute":true}])");
    CHECK(replaced.status == 200);
    CHECK(json_of(replaced)["rules"].size() == 2);
    CHECK(here.get("/v1/rules/old").status == 404);
    CHECK(here.send("PUT", "/v1/rules", R"({"rules":[]})").status == 200);
    CHECK(here.ids().empty());
}

TEST_CASE("nothing changes while anything is wrong, and every mistake is named") {
    rules_world here;
    here.send("PUT", "/v1/rules/old", greylist);
    CHECK(here.refused("PUT", "/v1/rules",
                       R"([{"on":"rcpt","mute":true},{"on":"rcpt","match":{"to":{"regex":"("}},)"
                       R"("mute":true},{"on":"rcpt","mut":true}])") == "/1/match/to/regex /2/mut=mute");
    CHECK(
        here.refused("PUT", "/v1/rules", R"({"rules":[{"on":"rcpt","match":{"headers":{"x-a":"1"}},"mute":true}]})") ==
        "/rules/0/match/headers/x-a");
    CHECK(here.refused("PUT", "/v1/rules",
                       R"([{"id":"a","on":"rcpt","mute":true},{"id":"a","on":"rcpt","mute":true}])") == "/1/id");
    CHECK(here.refused("PUT", "/v1/rules", R"({"rule":[]})") == "");
    CHECK(here.refused("PUT", "/v1/rules", R"({"rules":[],"x":1})") == "/x");
    CHECK(here.refused("PUT", "/v1/rules", "5") == "");
    CHECK(here.refused("PUT", "/v1/rules/old", R"({"id":"new","on":"rcpt","mut":true})") == "/id /mut=mute");
    CHECK(here.refused("PUT", "/v1/rules/o%20ld", greylist) == "/id");
    CHECK(here.refused("PUT", "/v1/rules/old", "[]") == "");
    CHECK(here.refused("POST", "/v1/rules", R"({"on":"rcpt","id":"a b","mute":true})") == "/id");
    CHECK(here.answered("PUT", "/v1/rules/old", {}, greylist).status == 415);
    CHECK(here.answered("PUT", "/v1/rules", {}, "[]").status == 415);
    CHECK(here.ids() == "old");
    CHECK(json_of(here.get("/v1/rules/old"))["on"] == "rcpt");
}

TEST_CASE("a rule that is not there is 404, with the id that was meant") {
    rules_world here;
    here.send("PUT", "/v1/rules/greylist-alice", greylist);
    const auto missing = here.get("/v1/rules/greylist-alcie");
    CHECK(missing.status == 404);
    CHECK(json_of(missing)["detail"] == "there is no rule greylist-alcie; did you mean greylist-alice?");
    CHECK(json_of(missing)["errors"][0]["did_you_mean"] == "greylist-alice");
    CHECK(here.answered("DELETE", "/v1/rules/nobody").status == 404);
}

TEST_CASE("deleting all rules that were added has to be meant") {
    rules_world here;
    here.send("PUT", "/v1/rules/one", greylist);
    CHECK(here.answered("DELETE", "/v1/rules").status == 400);
    CHECK(here.answered("DELETE", "/v1/rules?all=false").status == 400);
    CHECK(here.answered("DELETE", "/v1/rules?al=true").status == 400);
    CHECK(here.ids() == "one");
    CHECK(json_of(here.answered("DELETE", "/v1/rules?all=true"))["ids"] == value::array({"one"}));
    CHECK(here.ids().empty());
}

TEST_CASE("a described situation tells which rule would act, and why the others would not") {
    rules_world here;
    here.send("PUT", "/v1/rules/last", R"({"on":"rcpt","reply":"550 No","close":"rst"})");
    here.send("PUT", "/v1/rules/alice", greylist);
    const auto said =
        json_of(here.send("POST", "/v1/rules/check", R"({"on":"rcpt","from":"<>","to":"bob@example.com"})"));
    CHECK(said["on"] == "rcpt");
    CHECK(said["acts"] == "last");
    CHECK(api::json::dump(said["would"]) == R"({"reply":"550 No","close":"rst"})");
    REQUIRE(said["rules"].size() == 2);
    CHECK(said["rules"][0]["id"] == "alice");
    CHECK(said["rules"][0]["acts"] == false);
    CHECK(said["rules"][1]["acts"] == true);
    const auto alice = json_of(here.send("POST", "/v1/rules/check", R"({"on":"rcpt","to":"alice@EXAMPLE.com"})"));
    CHECK(alice["acts"] == "alice");
    CHECK(json_of(here.send("POST", "/v1/rules/check", R"({"on":"mail"})"))["would"] == nullptr);
    CHECK(json_of(here.get("/v1/rules/alice"))["evaluations"] == 0);
}

TEST_CASE("of several recipients the last is the one that is asked about") {
    rules_world here;
    here.send("PUT", "/v1/rules/alice", greylist);
    const auto acts = [&](const char* to) {
        return json_of(here.send("POST", "/v1/rules/check", R"({"on":"rcpt","to":)" + std::string(to) + "}"))["acts"];
    };
    CHECK(acts(R"(["alice@example.com","bob@example.com"])") == nullptr);
    CHECK(acts(R"(["bob@example.com","alice@example.com"])") == "alice");
}

TEST_CASE("a described situation is one step of an exchange, or so many octets into a message") {
    rules_world here;
    here.send("PUT", "/v1/rules/first", R"({"on":"auth","step":1,"reply":"535 No"})");
    here.send("PUT", "/v1/rules/command", R"({"on":"auth","step":0,"reply":"535 No"})");
    here.send("PUT", "/v1/rules/end", R"({"on":"auth","match":{"mechanism":"PLAIN"},"reply":"535 No"})");
    here.send("PUT", "/v1/rules/body", R"({"on":"body","after":100,"close":"rst"})");
    const auto acts = [&](const char* body) { return json_of(here.send("POST", "/v1/rules/check", body))["acts"]; };
    CHECK(acts(R"({"on":"auth","step":0})") == "command");
    CHECK(acts(R"({"on":"auth","step":1})") == "first");
    CHECK(acts(R"({"on":"auth","step":2})") == nullptr);
    CHECK(acts(R"({"on":"auth","mechanism":"plain"})") == "end");
    CHECK(acts(R"({"on":"body","after":100})") == "body");
    CHECK(acts(R"({"on":"body","after":99})") == nullptr);
}

TEST_CASE("a situation that cannot be is refused with everything that is wrong with it") {
    rules_world here;
    CHECK(here.refused("POST", "/v1/rules/check",
                       R"({"on":"rcpt","subject":"x","step":1,"headers":{"x-a":"1"},"tow":"x"})") ==
          "/step /subject /headers/x-a /tow=to");
    CHECK(here.refused("POST", "/v1/rules/check", R"({"on":"rpct"})") == "/on=rcpt");
    CHECK(here.refused("POST", "/v1/rules/check", "{}") == "/on");
    CHECK(here.refused("POST", "/v1/rules/check", R"({"on":"rcpt","after":5})") == "/after");
}

TEST_CASE("however much is wrong, an answer lists no more than the first hundred mistakes") {
    rules_world here;
    std::string list;
    for (int i = 0; i < 300; ++i) list += (list.empty() ? "" : ",") + std::string(R"({"onn":"rcpt"})");
    const auto errors_of = [&](const char* method, const char* target, const std::string& body) {
        const auto said = here.send(method, target, body);
        CHECK(said.status == 400);
        return json_of(said)["errors"];
    };
    const auto rules = errors_of("PUT", "/v1/rules", "[" + list + "]");
    REQUIRE(rules.size() == 100);
    CHECK(rules[0]["pointer"] == "/0/onn");
    CHECK(errors_of("POST", "/v1/verify", "{\"expect\":[" + list + "]}").size() == 100);
    CHECK(errors_of("POST", "/v1/messages/search", R"({"match":{"to":{"any_of":[)" + list + "]}}}").size() == 100);
    CHECK(errors_of("POST", "/v1/import", R"({"format":"mocksmtp export 1","sessions":[)" + list + "]}").size() == 100);
    std::string query;
    for (int i = 0; i < 300; ++i) query += (i == 0 ? "?x" : "&x") + std::to_string(i) + "=1";
    CHECK(json_of(here.get("/v1/messages" + query))["errors"].size() == 100);
    CHECK(json_of(here.get("/v1/state" + query))["errors"].size() == 100);
}
