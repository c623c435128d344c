#include "api/json/persona_json.hpp"

#include <set>

#include "mocksmtp/personas/catalogue.hpp"
#include "mocksmtp/smtp/reply_names.hpp"
#include "reading.hpp"

using namespace testing;
namespace personas = mocksmtp::personas;
namespace smtp = mocksmtp::smtp;

namespace {

smtp::persona read(const value& what) {
    auto made = api::json::persona_of(what);
    if (const auto* wrong = std::get_if<std::vector<api::json::mistake>>(&made)) {
        CHECK(lines_of(*wrong) == complaints{});
        return {};
    }
    return std::get<smtp::persona>(std::move(made));
}

complaints wrong(std::string_view text) {
    const auto made = api::json::persona_of(json(text));
    const auto* mistakes = std::get_if<std::vector<api::json::mistake>>(&made);
    REQUIRE_MESSAGE(mistakes != nullptr, text);
    return lines_of(*mistakes);
}

// With long lists of what there is cut off.
complaints without_lists(complaints all) {
    constexpr std::string_view expected = "expected ";
    for (std::string& each : all)
        if (const auto at = each.find(expected); at != each.npos && each.size() > 100)
            each = each.substr(0, at + expected.size()) + "...";
    return all;
}

// The same of a single one.
std::string beginning(const complaints& of) {
    REQUIRE(of.size() == 1);
    return of.front().substr(0, of.front().find("; there are"));
}

}  // namespace

TEST_CASE("every persona of the catalogue is read as it was written, and written as it was read") {
    for (const auto name : personas::names()) {
        CAPTURE(name);
        const auto face = *personas::find(name);
        const value shown = api::json::to_json(face);
        const auto again = read(shown);
        CHECK(again == face);
        CHECK(api::json::dump(api::json::to_json(again)) == api::json::dump(shown));
        // Through text, too.
        CHECK(read(json(api::json::dump_readable(shown))) == face);
    }
}

TEST_CASE("a persona is written whole: every reply and every member, in one order") {
    const value shown = api::json::to_json(*personas::find("postfix"));
    CHECK(shown["name"] == "postfix");
    CHECK(shown["replies"].size() == static_cast<std::size_t>(smtp::reply_id::count_));
    CHECK(shown["replies"]["user_unknown"] ==
          "550 5.1.1 <{address}>: Recipient address rejected: User unknown in local recipient table");
    CHECK(shown["replies"]["mail_needs_greeting"] == nullptr);
    CHECK(shown["replies"]["bdat_syntax"] ==
          value({{"reply", "521 5.5.4 Syntax: BDAT count [LAST]"}, {"hang_up", true}}));
    CHECK(shown["overlong"] == "cut_off");
    CHECK(shown["auth"]["mechanisms"][0] == "PLAIN");
    CHECK(shown["error_limits"][0] ==
          value({{"counted", "refusals"}, {"most", 20}, {"said", "too_many_errors"}, {"how", "next_command"}}));
    CHECK(shown["reads"]["sender"]["refused"][0] == value({{"trait", "unclosed"}, {"said", nullptr}}));
}

TEST_CASE("no two replies have one name") {
    std::set<std::string_view> names;
    for (std::size_t i = 0; i < static_cast<std::size_t>(smtp::reply_id::count_); ++i)
        names.insert(name(static_cast<smtp::reply_id>(i)));
    CHECK(names.size() == static_cast<std::size_t>(smtp::reply_id::count_));
}

TEST_CASE("what is left out is as in the persona that it is like, and else as in mocksmtp") {
    auto expected = *personas::find("exim");
    expected.name = "mine";
    CHECK(read(json(R"({"name":"mine","like":"exim"})")) == expected);
    expected.auth.keyword_stays = true;
    expected.recipients.subaddress = "-";
    expected.replies.reword(smtp::reply_id::closing, "221 So long");
    CHECK(read(json(R"({"recipients":{"subaddress":"-"},"like":"exim","auth":{"keyword_stays":true},
        "replies":{"closing":"221 So long"},"name":"mine"})")) == expected);

    auto plain = *personas::find("mocksmtp");
    plain.name = "mine.2";
    CHECK(read(json(R"({"name":"mine.2"})")) == plain);
}

TEST_CASE("null takes a reply's own words back") {
    const auto made =
        read(json(R"({"name":"mine","like":"postfix","replies":{"closing":null,"mail_malformed":null}})"));
    CHECK(made.replies.find(smtp::reply_id::mail_malformed) == nullptr);
    CHECK(made.replies.words(smtp::reply_id::closing) == smtp::reply_book().words(smtp::reply_id::closing));
}

TEST_CASE("a reply is a text, a list of lines, nothing at all, or one behind which the connection is closed") {
    const auto made = read(json(R"({"name":"mine","replies":{"closing":["221 2.0.0 So","long"],"command_empty":"",
        "nothing_done":{"reply":"250 Yes","hang_up":true},"verb_done":{"code":250,"text":"2.0.0 no code of its own"},
        "help_text":"214 one\ntwo","too_many_errors":{"reply":["421 a","b"]}}})"));
    const auto words = [&](smtp::reply_id id) { return made.replies.words(id); };
    CHECK(words(smtp::reply_id::closing).lines == std::vector<std::string>{"So", "long"});
    CHECK(words(smtp::reply_id::closing).enhanced->text() == "2.0.0");
    CHECK(words(smtp::reply_id::command_empty).code == 0);
    CHECK(words(smtp::reply_id::nothing_done).hang_up);
    CHECK_FALSE(words(smtp::reply_id::verb_done).enhanced);
    CHECK(words(smtp::reply_id::help_text).lines.size() == 2);
    CHECK(words(smtp::reply_id::too_many_errors).lines.size() == 2);
    CHECK(read(json(api::json::dump(api::json::to_json(made)))) == made);
}

TEST_CASE("mechanisms are every one, none, or some, each at its time") {
    CHECK_FALSE(read(json(R"({"name":"m","like":"postfix","auth":{"mechanisms":null}})")).auth.mechanisms);
    CHECK(read(json(R"({"name":"m","auth":{"mechanisms":[]}})")).auth.mechanisms->empty());
    const auto some =
        *read(json(R"({"name":"m","auth":{"mechanisms":["plain/tls","LOGIN/plain","NTLM"]}})")).auth.mechanisms;
    CHECK(some == std::vector<smtp::mechanism_offer>{{"PLAIN", smtp::mechanism_offer::when::under_tls},
                                                     {"LOGIN", smtp::mechanism_offer::when::before_tls},
                                                     {"NTLM"}});
}

TEST_CASE("all mistakes of a persona are found at once, each at its place") {
    CHECK(
        without_lists(wrong(
            R"({"like":"postfx","keyword":["SIZE"],"overlong":"cut","auth":{"keyword_stay":true,"mechanisms":["PLAIN/ssl"]},
        "reads":{"sender":{"refused":[{"trait":"unclose"},{"said":"550 No"}]}},"error_limits":[{"said":"too_many_error"}],
        "max_recipients":-1,"fixed":[{"line":5,"said":"250"}]})")) ==
        complaints{"/like: there is no such persona in the catalogue (postfix)", "/keyword: unknown key (keywords)",
                   "/overlong: expected refused or cut_off, not \"cut\"",
                   "/auth/keyword_stay: unknown key (keyword_stays)",
                   "/auth/mechanisms/0: behind a mechanism stands nothing, /tls or /plain",
                   "/reads/sender/refused/0/trait: expected ...", "/reads/sender/refused/1/trait: is missing",
                   "/error_limits/0/said: the name of a reply, such as user_unknown (too_many_errors)",
                   "/error_limits/0/most: is missing", "/max_recipients: a whole number, 0 or more",
                   "/fixed/0/line: a string that is not empty", "/name: is missing"});
}

TEST_CASE("words that no server can say are refused") {
    const auto reply = [](const std::string& name, const std::string& text) {
        return wrong(R"({"name":"mine","replies":{")" + name + "\":" + text + "}}");
    };
    CHECK(reply("closng", "\"221 Bye\"") == complaints{"/replies/closng: there is no such reply (closing)"});
    CHECK(beginning(reply("closing", "\"221 {hostnam}\"")) == "/replies/closing: no placeholder: {hostnam}");
    CHECK(reply("closing", "\"221 {hostname\"") ==
          complaints{"/replies/closing: a brace is not closed: { begins a placeholder"});
    CHECK(beginning(reply("banner", "\"220 {date:%a %q}\"")) == "/replies/banner: no conversion of a date: %q");
    CHECK(beginning(reply("banner", "\"220 {date:}\"")).empty() == false);
    CHECK(reply("closing", "\"Bye\"") == complaints{"/replies/closing: a reply: its code (200 to 599), a blank and the "
                                                    "text, such as \"451 4.7.1 Greylisted\""});
    CHECK(reply("closing", "[\"221 a\",5]") == complaints{"/replies/closing/1: a string: one line of the reply"});
    CHECK(reply("closing", "{\"raw\":\"221\"}").size() == 2);
    CHECK(reply("closing", "{\"hang_up\":true}") == complaints{"/replies/closing/reply: is missing"});
    CHECK(reply("start_data", "\"250 go\"") ==
          complaints{"/replies/start_data: the code has to be 354: clients wait for it"});
    CHECK(reply("closing", "true").size() == 1);
    CHECK(beginning(wrong(R"({"name":"m","keywords":["SIZE {sze}"]})")) == "/keywords/0: no placeholder: {sze}");
    CHECK(beginning(wrong(R"({"name":"m","named_peer":"{peer}"})")) == "/named_peer: no placeholder: {peer}");
    for (const auto* name : {"", "a b", "-a", "a,b", "a/b"}) {
        CAPTURE(name);
        CHECK(wrong(std::string(R"({"name":")") + name + "\"}").size() == 1);
    }
    CHECK(wrong("[]") == complaints{R"(: a persona is an object, such as {"name": "mine", "like": "postfix"})"});
}
