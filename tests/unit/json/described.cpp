#include "api/json/described_facts.hpp"

#include "mocksmtp/match/describe.hpp"
#include "reading.hpp"

using namespace testing;
namespace match = mocksmtp::match;

namespace {

struct described {
    explicit described(std::string_view text, match::stage at = match::stage::message)
        : what(json(text)), facts({what, "", mistakes}, at) {}

    std::string has(std::string_view name) const {
        return match::show(facts.of(std::get<match::field>(match::parse_field(name))));
    }

    value what;
    std::vector<api::json::mistake> mistakes{};
    api::json::described_facts facts;
};

}  // namespace

TEST_CASE("a described situation has the values that are said") {
    const described made(R"({"from":"<>","to":["a@x.test","b@x.test"],"size":100,"tls":true,"session":"s3",)"
                         R"("headers":{"X-A":"1"},"subject":null})");
    CHECK(lines_of(made.mistakes) == complaints{});
    CHECK(made.facts.of({match::field_id::from, {}})[0] == match::value(std::string_view()));
    CHECK(made.has("to") == "a@x.test, b@x.test");
    CHECK(made.has("size") == "100");
    CHECK(made.has("tls") == "true");
    CHECK(made.has("session") == "s3");
    CHECK(made.has("headers.x-a") == "1");
    CHECK(made.has("subject") == "absent");
    CHECK(made.has("helo") == "absent");
}

TEST_CASE("what is never absent is there in a described situation too") {
    const described made(R"({"to":["a@x.test","b@x.test"],"attachment":"a.pdf"})");
    CHECK(made.has("tls") == "false");
    CHECK(made.has("recipient_count") == "2");
    CHECK(made.has("attachment_count") == "1");
    CHECK(made.has("inline_count") == "0");
}

TEST_CASE("the facts of a described situation stand by themselves") {
    const described made(R"({"match":{"to":"b@x.test"}})", match::stage::rcpt);
    CHECK(lines_of(made.mistakes) ==
          complaints{"/match: fields stand here by themselves, without an object match around them"});
}

TEST_CASE("what a described situation cannot have is a mistake") {
    const described made(R"({"subject":"x","from":["a@x.test"],"size":"big","helo":5,"bananas":1,"to":{}})",
                         match::stage::rcpt);
    const auto found = lines_of(made.mistakes);
    REQUIRE(found.size() == 6);
    CHECK(found[0].starts_with("/subject: "));
    CHECK(found[1] == "/from: from is one value, not a list");
    CHECK(found[2] == "/size: size is a number");
    CHECK(found[3] == "/helo: helo is text");
    CHECK(found[4].starts_with("/bananas: there is no field \"bananas\""));
    CHECK(found[5] == "/to: a value: null, true, false, a whole number or a string");
}
