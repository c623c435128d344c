#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "api/program/command_line.hpp"
#include "api/program/print_config.hpp"
#include "layered.hpp"
#include "mocksmtp/match/place.hpp"

using namespace testing;

namespace {

const std::string greylist = R"({"id":"g","on":"rcpt","match":{"to":"a@x.test"},"reply":"451 4.7.1 Later"})";
const std::string mute = R"({"on":"quit","mute":true})";

layer flags(texts values) {
    std::vector<std::string> words;
    for (auto& each : values) words.insert(words.end(), {"--rule", std::move(each)});
    return parse_command_line(words).options;
}

// The stages of the rules in force: "rcpt quit".
std::string stages(std::vector<layer> layers) {
    const auto all = of(std::move(layers));
    CHECK(all.problems == texts{});
    std::string names;
    for (const auto& each : all.values.mock.rules)
        names += (names.empty() ? "" : " ") + std::string(mocksmtp::match::name_of(each.on.front()));
    return names;
}

}  // namespace

TEST_CASE("rules are JSON wherever they are given") {
    CHECK(stages({flags({greylist, mute})}) == "rcpt quit");
    CHECK(stages({environment({"MOCKSMTP_RULE=" + greylist})}) == "rcpt");
    CHECK(stages({environment({"MOCKSMTP_RULE=" + greylist + "\n" + mute + "\n"})}) == "rcpt quit");
    CHECK(stages({environment({"MOCKSMTP_RULE={\n\"on\": \"rcpt\",\n\"mute\": true\n}\n"})}) == "rcpt");
    CHECK(stages({environment(
              {"MOCKSMTP_RULE=[" + greylist + ", \"{\\\"on\\\":\\\"quit\\\",\\\"mute\\\":true}\"]"})}) == "rcpt quit");
    CHECK(stages({file("{\"rule\": [" + greylist + ", // two\n\"{\\\"on\\\":\\\"quit\\\",\\\"mute\\\":true}\"]}")}) ==
          "rcpt quit");
    CHECK(stages({file("{\"rule\": " + mute + "}")}) == "quit");
    CHECK(stages({file("{\"rule\": " + mute + "}"), flags({greylist})}) == "rcpt");
}

TEST_CASE("what is wrong with a rule is named with its source, its place and the remedy") {
    const std::string wrong = R"({"on":"rcpt","match":{"too":"x"},"mute":true})";
    const std::string why = "/match/too: there is no field \"too\"; did you mean to?";
    CHECK(only_problem({flags({wrong})}) == "--rule: " + why);
    CHECK(only_problem({flags({mute, wrong})}) == "--rule no. 2: " + why);
    CHECK(only_problem({environment({"MOCKSMTP_RULE=" + wrong})}) == "environment MOCKSMTP_RULE: " + why);
    CHECK(only_problem({environment({"MOCKSMTP_RULE=" + mute + "\n\n" + wrong})}) ==
          "environment MOCKSMTP_RULE: line 3: " + why);
    CHECK(only_problem({environment({"MOCKSMTP_RULE=[" + mute + "," + wrong + "]"})}) ==
          "environment MOCKSMTP_RULE: /1" + why);
    CHECK(only_problem({environment({"MOCKSMTP_RULE=[5]"})}) ==
          "environment MOCKSMTP_RULE: /0: expected a rule as an object, or as text");
    CHECK(only_problem({file("{\"rule\": [" + mute + "," + wrong + "]}")}) == "config.json: /rule/1" + why);
    CHECK(only_problem({file("{\"rule\": \"x\"}")}).starts_with("config.json: /rule: no JSON: "));
    CHECK(only_problem({file("{\"rule\": 5}")}) ==
          "config.json: /rule: expected an object, or JSON as text, or a list of them");
    CHECK(only_problem({file(R"({"rule": {"on":"rcpt","on":"data","mute":true}})")}) ==
          "config.json: /rule: the key \"on\" stands twice in one object");
    CHECK(only_problem({environment({R"(MOCKSMTP_RULE=[{"on":"rcpt","on":"data","mute":true}])"})})
              .ends_with("the key \"on\" stands twice in one object"));
    CHECK(only_problem({flags({"{"})}).starts_with("--rule: no JSON: "));
    CHECK(only_problem({flags({greylist, greylist})}) == "--rule no. 2: /id: another rule has this id");
    CHECK(of({flags({R"({"on":"rcpt","mut":true,"delay":1})"})}).problems.size() == 2);
}

TEST_CASE("a rule is printed as an object that is accepted again, but for the secret it matches") {
    auto all = of({flags({greylist, R"({"on":"auth","match":{"secret":"pa55"},"reply":{"code":535,"text":"No"}})"})});
    REQUIRE(all.problems == texts{});
    const auto text = print_config(all, sources::left_out);
    CHECK(text.find("\"rule\": [" + greylist) != text.npos);
    CHECK(text.find(R"({"on":"auth","match":{"secret":"********"},"reply":"535 No"})") != text.npos);
    CHECK(only_problem({file(text)}) ==
          "config.json: /rule/1/match/secret: stars stand for what was not shown; --print-config --show-secrets shows "
          "it");
    all.values.mock.show_secrets = true;
    CHECK(stages({file(print_config(all, sources::left_out))}) == "rcpt auth");
}
