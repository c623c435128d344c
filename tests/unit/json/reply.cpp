#include "api/json/reply_json.hpp"

#include "mocksmtp/rules/preset.hpp"
#include "reading.hpp"

using namespace testing;
namespace rules = mocksmtp::rules;
namespace smtp = mocksmtp::smtp;

namespace {

complaints wrong(std::string_view text) {
    const value what = json(text);
    std::vector<api::json::mistake> mistakes;
    const auto made = api::json::answer_of({what, "/reply", mistakes});
    CHECK_FALSE(made.has_value());
    return lines_of(mistakes);
}

rules::answer read(std::string_view text) {
    const value what = json(text);
    std::vector<api::json::mistake> mistakes;
    auto made = api::json::answer_of({what, "/reply", mistakes});
    CHECK(lines_of(mistakes) == complaints{});
    REQUIRE(made.has_value());
    return *made;
}

smtp::reply reply(std::string_view text) { return std::get<smtp::reply>(read(text)); }

std::string shown(std::string_view text) { return api::json::dump(api::json::to_json(read(text))); }

}  // namespace

TEST_CASE("a reply is a string with code, enhanced code and lines") {
    CHECK(reply(R"("451 4.7.1 Greylisted\nTry later")") ==
          smtp::reply{451, smtp::enhanced_code{4, 7, 1}, {"Greylisted", "Try later"}});
    CHECK(reply(R"("250")") == smtp::reply{250, {}, {""}});
    CHECK(reply(R"("550 a\n5501")") == smtp::reply{550, {}, {"a", "5501"}});
}

TEST_CASE("a reply is an object of the same") {
    CHECK(reply(R"({"code":451,"enhanced":"4.7.1","text":"a\nb"})") ==
          reply(R"({"code":451,"enhanced":"4.7.1","text":["a","b"]})"));
    CHECK(reply(R"({"code":250,"enhanced":null})") == smtp::reply{250, {}, {}});
}

TEST_CASE("raw octets are taken for the code they begin with unless another is said") {
    CHECK(reply(R"({"raw":"550 no\r\n"})").code == 550);
    CHECK(reply(R"({"raw":"25"})").code == 250);
    CHECK(reply(R"({"raw":"25","code":451})").code == 451);
    CHECK(reply(R"({"raw":"25"})").raw == "25");
}

TEST_CASE("every preset is read and shown by its name") {
    for (const auto& row : rules::presets()) {
        const auto text = "{\"preset\":\"" + std::string(row.name) + "\"}";
        CHECK(std::get<smtp::reply_id>(read(text)) == row.reply);
        CHECK(shown(text) == text);
    }
    const auto words = smtp::reply_book().say(smtp::reply_id::nothing_done);
    CHECK(api::json::to_json(rules::answer(smtp::reply_id::nothing_done)) == api::json::to_json(rules::answer(words)));
}

TEST_CASE("a reply is shown in the shortest form that is read the same") {
    for (const auto* text :
         {R"("451 4.7.1 a\nb")", R"("250 ")", R"({"code":250})", R"({"code":250,"text":"4.7.1 is no enhanced code"})",
          R"({"code":250,"text":["4.7.1 a","b"]})", R"({"raw":"25"})", R"({"raw":"250 ok\n","code":550})",
          R"({"raw":"550 no"})", R"({"code":250,"enhanced":"2.1.5","text":[""]})"}) {
        CAPTURE(text);
        CHECK(shown(shown(text)) == shown(text));
        CHECK(read(shown(text)) == read(text));
    }
    CHECK(shown(R"({"code":451,"enhanced":"4.7.1","text":["a","b"]})") == R"("451 4.7.1 a\nb")");
    CHECK(shown(R"({"code":250,"text":["4.7.1 a","b"]})") == R"({"code":250,"text":["4.7.1 a","b"]})");
    CHECK(shown(R"({"raw":"550 no","code":550})") == R"({"raw":"550 no"})");
}

TEST_CASE("what is no reply is told what one would be") {
    const complaints no_text{
        R"(/reply: a reply: its code (200 to 599), a blank and the text, such as "451 4.7.1 Greylisted")"};
    CHECK(wrong(R"("no")") == no_text);
    CHECK(wrong(R"("151 no")") == no_text);
    CHECK(wrong(R"("2500 no")") == no_text);
    CHECK(wrong("5").front().starts_with("/reply: a reply as a string, such as"));
    CHECK(wrong(R"("250 a\r\n")").front().starts_with("/reply: lines without CR"));
    CHECK(wrong(R"("550 a\n550 b")").front().starts_with("/reply: further lines without their code"));
    CHECK(wrong(R"("550 a\n550-b")").front().starts_with("/reply: further lines without their code"));
    CHECK(wrong(R"({"raw":"0","code":600})") == complaints{"/reply/code: a reply code, 200 to 599"});
    CHECK(wrong(R"({"text":"x"})") == complaints{R"(/reply: a reply as an object needs "code", "raw" or "preset")"});
    CHECK(wrong(R"({"code":"x","enhanced":"4.7","text":[1,"a\nb"],"txt":1})") ==
          complaints{"/reply/txt: unknown key (text)", "/reply/code: a reply code, 200 to 599",
                     "/reply/enhanced: an enhanced status code, such as \"4.7.1\"",
                     "/reply/text/0: one line, without CR, LF and NUL",
                     "/reply/text/1: one line, without CR, LF and NUL"});
    CHECK(wrong(R"({"preset":"mailbox_ful","code":1})") ==
          complaints{"/reply/code: does not stand beside \"preset\"", [] {
                         std::string all;
                         for (const auto& row : rules::presets())
                             all += (all.empty()                                ? ""
                                     : row.name == rules::presets().back().name ? " or "
                                                                                : ", ") +
                                    std::string(row.name);
                         return "/reply/preset: expected " + all + ", not \"mailbox_ful\" (mailbox_full)";
                     }()});
    CHECK(wrong(R"({"raw":""})") == complaints{"/reply/raw: a string that is not empty"});
    CHECK(wrong(R"({"raw":"x","text":"y"})") == complaints{"/reply/text: does not stand beside \"raw\""});
}
