#include "world.hpp"

using namespace testing;
using namespace std::chrono_literals;

namespace {

const std::vector<routes::header> json_body = {{"Content-Type", "application/json"}};

// A client whose message waits for a test to release it.
base::hold_id park_message(client& sender, std::string_view octets) {
    sender.hello();
    sender.begin();
    sender.recipient("bob@example.test");
    sender.data();
    auto message = std::make_shared<smtp::received_message>();
    message->bytes.append(octets);
    return sender.line().hold_opened({.at = match::stage::message,
                                      .by = {"stall", 2},
                                      .verb = "DATA",
                                      .from = "app@example.test",
                                      .to = {"bob@example.test"},
                                      .message = std::move(message)});
}

}  // namespace

TEST_CASE("a hold shows where its session is parked, by which rule, and what it has at hand") {
    world here;
    client sender(here.scope);
    park_message(sender, "Hi\r\n");
    const auto made = json_of(here.get("/v1/holds/h1"));
    std::string keys;
    for (const auto& [key, item] : made.items()) keys += (keys.empty() ? "" : " ") + key;
    CHECK(
        keys ==
        "id cursor session transaction scopes opened_at listener peer helo user tls stage rule hit verb argument from "
        "to size");
    CHECK(made["session"] == "s1");
    CHECK(made["transaction"] == "t1");
    CHECK(made["scopes"] == value::array({"default"}));
    CHECK(made["cursor"] == here.scope.position().text());
    CHECK(made["helo"] == "app.local");
    CHECK(made["user"].is_null());
    CHECK(made["stage"] == "message");
    CHECK(made["rule"] == "stall");
    CHECK(made["hit"] == 2);
    CHECK(made["verb"] == "DATA");
    CHECK(made["argument"].is_null());
    CHECK(made["from"] == "app@example.test");
    CHECK(made["to"] == value::array({"bob@example.test"}));
    CHECK(made["size"] == 4);
}

TEST_CASE("a held message is in its hold with every octet, and among the messages only after release") {
    world here;
    client sender(here.scope);
    const std::string octets("A: \0\xFF\r\n\r\nx\n", 12);
    park_message(sender, octets);
    CHECK(body_of(here.get("/v1/holds/h1/raw")) == octets);
    CHECK(here.get("/v1/holds/h1/raw").content_type == "message/rfc822");
    CHECK(json_of(here.get("/v1/messages"))["total"] == 0);
    here.release = [&](base::hold_id id, const auto&) {
        sender.line().record(smtp::hold_closed{id, true});
        sender.accept(octets);
        return true;
    };
    const auto released = here.answered("POST", "/v1/holds/h1/release");
    CHECK(released.status == 200);
    CHECK(json_of(released)["id"] == "h1");
    CHECK(json_of(released)["size"] == 12);
    CHECK(body_of(here.get("/v1/messages/m1/raw")) == octets);
    CHECK(json_of(here.get("/v1/holds"))["holds"].empty());
    CHECK(here.get("/v1/holds/h1").status == 404);
    CHECK(here.get("/v1/holds/h1/raw").status == 404);
    CHECK(here.answered("POST", "/v1/holds/h1/release").status == 404);
}

TEST_CASE("where no message is held there are no octets") {
    world here;
    client sender(here.scope);
    sender.hello();
    sender.line().hold_opened({.at = match::stage::rcpt, .by = {"stall", 1}});
    const auto made = here.get("/v1/holds/h1/raw");
    CHECK(made.status == 404);
    CHECK(json_of(made)["detail"] == "h1 holds no message: its session is parked at rcpt");
}

TEST_CASE("holds are filtered, counted and paged like every list") {
    world here;
    client one(here.scope), two(here.scope);
    park_message(one, "Hi\r\n");
    two.hello();
    two.line().hold_opened({.at = match::stage::noop, .by = {"other", 1}, .verb = "NOOP", .argument = "x"});
    const auto ids = [&](std::string target) {
        const auto list = json_of(here.get(std::move(target)));
        std::string made;
        for (const auto& each : list["holds"]) made += each["id"].get<std::string>() + " ";
        return made;
    };
    CHECK(ids("/v1/holds") == "h1 h2 ");
    CHECK(ids("/v1/holds?to=bob@example.test") == "h1 ");
    CHECK(ids("/v1/holds?stage=message&rule=stall&size.gt=3&session=s1") == "h1 ");
    CHECK(ids("/v1/holds?verb=noop&argument=x") == "h2 ");
    CHECK(ids("/v1/holds?order=newest&limit=1") == "h2 ");
    CHECK(ids("/v1/holds?count=2&settle=0s") == "h1 h2 ");
    CHECK(here.get("/v1/holds?subject=Hi").status == 400);
    CHECK(here.get("/v1/holds?view=summary").status == 400);
    const auto failed = here.get("/v1/holds?to=carol@example.test&stage=message&count=1");
    CHECK(failed.status == 417);
    CHECK(failed.reason ==
          "expected exactly 1 hold to carol@example.test with stage = message, got 0; to differs at character 1");
    CHECK(json_of(failed)["report"].get<std::string>().find(
              "captured, oldest first:\n    h1  s1 at message  app@example.test -> bob@example.test  4 octets  by rule "
              "stall (hit 2)\n    h2  s2 at noop  by rule other (hit 1)\n") != std::string::npos);
}

TEST_CASE("who waits for a hold is answered when it begins, and who waits for its end when it ends") {
    world here;
    client sender(here.scope);
    std::size_t told = 0;
    const auto listening = here.scope.subscribers().subscribe([&](const store::notice& what) {
        if (what.kind == store::event_kind::hold_opened || what.kind == store::event_kind::hold_closed) ++told;
    });
    const auto begins = here.waiting("/v1/holds?to=bob@example.test&wait=5s");
    CHECK(std::holds_alternative<routes::look_at>(begins.look(here.now)));
    const auto id = park_message(sender, "Hi\r\n");
    CHECK(told == 1);
    const auto begun = begins.look(here.now);
    REQUIRE(std::holds_alternative<routes::response>(begun));
    CHECK(json_of(std::get<routes::response>(begun))["holds"][0]["id"] == "h1");
    CHECK(std::holds_alternative<routes::not_yet>(here.ask("GET", "/v1/holds?since=now&wait=5s")));
    sender.line().record(smtp::hold_closed{id, true});
    CHECK(told == 2);
    CHECK(here.get("/v1/holds?count=0&settle=0s").status == 200);
}

TEST_CASE("a released session says what it is told to, in any form that a rule knows") {
    world here;
    client sender(here.scope);
    park_message(sender, "Hi\r\n");
    std::vector<std::optional<rules::answer>> heard;
    here.release = [&](base::hold_id, const auto& instead) {
        heard.push_back(instead);
        return true;
    };
    const auto say = [&](std::string body) {
        return here.answered("POST", "/v1/holds/h1/release", json_body, std::move(body)).status;
    };
    CHECK(say("{}") == 200);
    CHECK(say(R"({"reply": "451 4.7.1 Later"})") == 200);
    CHECK(say(R"({"reply": {"raw": "25"}})") == 200);
    CHECK(say(R"({"reply": {"preset": "mailbox_full"}})") == 200);
    REQUIRE(heard.size() == 4);
    CHECK_FALSE(heard[0]);
    CHECK(std::get<smtp::reply>(*heard[1]) == smtp::reply{451, smtp::enhanced_code{4, 7, 1}, {"Later"}});
    CHECK(std::get<smtp::reply>(*heard[2]).raw == "25");
    CHECK(std::get<smtp::reply_id>(*heard[3]) == smtp::reply_id::mailbox_full);
}

TEST_CASE("a release that is wrong releases nothing and says where it is wrong") {
    world here;
    client sender(here.scope);
    park_message(sender, "Hi\r\n");
    int released = 0;
    here.release = [&](base::hold_id, const auto&) { return ++released > 0; };
    const auto refused = [&](std::string body) {
        const auto made = here.answered("POST", "/v1/holds/h1/release", json_body, std::move(body));
        CHECK(made.status == 400);
        const auto first = json_of(made)["errors"][0];
        return first["pointer"].get<std::string>() + " " + first.value("did_you_mean", "");
    };
    CHECK(refused(R"({"replay": "250 Ok"})") == "/replay reply");
    CHECK(refused(R"({"reply": "Ok"})") == "/reply ");
    CHECK(refused(R"({"reply": {"preset": "mailbox_ful"}})") == "/reply/preset mailbox_full");
    CHECK(refused("[]") == " ");
    CHECK(here.answered("POST", "/v1/holds/h1/release", {}, R"({"reply": "250 Ok"})").status == 415);
    CHECK(here.answered("POST", "/v1/holds/h1/release?all=true").status == 400);
    CHECK(here.answered("POST", "/v1/holds/m1/release").status == 404);
    CHECK(here.get("/v1/holds/h1/release").status == 405);
    CHECK(released == 0);
}

TEST_CASE("a hold that ends while it is being released is 404") {
    world here;
    client sender(here.scope);
    park_message(sender, "Hi\r\n");
    const auto made = here.answered("POST", "/v1/holds/h1/release");
    CHECK(made.status == 404);
    CHECK(json_of(made)["detail"] == "there is no hold h1 any more");
}
