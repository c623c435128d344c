#include "api/json/matcher_json.hpp"

#include "api/json/fields_json.hpp"
#include "mocksmtp/match/describe.hpp"
#include "reading.hpp"

using namespace testing;
namespace match = mocksmtp::match;

namespace {

struct reading {
    match::pattern made;
    complaints wrong;
};

reading read(std::string_view text) {
    const value what = json(text);
    std::vector<api::json::mistake> mistakes;
    auto made = api::json::pattern_of({what, "", mistakes});
    return {std::move(made), lines_of(mistakes)};
}

std::string meaning(std::string_view text) {
    const auto [made, wrong] = read(text);
    CHECK_MESSAGE(wrong == complaints{}, text);
    return match::describe(made);
}

std::string canonical(std::string_view text) { return api::json::dump(api::json::to_json(read(text).made)); }

complaints conditions(std::string_view text) {
    const value what = json(text);
    std::vector<api::json::mistake> mistakes;
    complaints all;
    for (const auto& each : api::json::conditions_of({what, "/match", mistakes}))
        all.push_back(each.field + " " + match::describe(each.wants) + " at " + each.at);
    for (auto& each : lines_of(mistakes)) all.push_back(std::move(each));
    return all;
}

}  // namespace

TEST_CASE("a plain value equals, null is absent, a list holds exactly these") {
    CHECK(meaning(R"("bob@example.test")") == "= bob@example.test");
    CHECK(meaning("42") == "= 42");
    CHECK(meaning("true") == "= true");
    CHECK(meaning("null") == "absent");
    CHECK(read(R"(["a",1])").made.exactly->size() == 2);
    CHECK(read("[]").made.exactly->empty());
}

TEST_CASE("every operator is read and shown the same again") {
    const auto* all_of_them =
        R"({"equals":"e","contains":"c","prefix":"p","suffix":"s","glob":"g","regex":"r","in":["i"],"gt":1,"lt":2,)"
        R"("ignore_case":true,"present":true,"any_of":["a"],"not":"n","only":["o"],"all":["l"],"exactly":["x"],)"
        R"("none":["n"]})";
    for (const auto* text : {R"("x")",
                             "null",
                             "-7",
                             "false",
                             R"(["a","b"])",
                             "[]",
                             R"({"equals":"x","ignore_case":true})",
                             R"({"contains":"x"})",
                             R"({"prefix":"x","suffix":"y"})",
                             R"({"glob":"*"})",
                             R"({"regex":"^x$"})",
                             R"({"in":["a",1,true]})",
                             R"({"gt":1,"lt":"9"})",
                             R"({"present":false})",
                             R"({"any_of":["a",null]})",
                             R"({"not":"a"})",
                             R"({"not":["a","b"]})",
                             R"({"not":[["a"]]})",
                             R"({"not":{"not":{"prefix":"x"}}})",
                             R"({"only":["a"]})",
                             R"({"all":[{"suffix":"@x.test"}]})",
                             R"({"exactly":[{"prefix":"a"},"b"]})",
                             R"({"none":["a"],"present":true,"only":[]})",
                             all_of_them}) {
        CAPTURE(text);
        CHECK(read(text).wrong == complaints{});
        const auto shown = canonical(text);
        CHECK(canonical(shown) == shown);
        CHECK(match::describe(read(shown).made) == match::describe(read(text).made));
        const value left = json(shown), right = json(text);
        CHECK(left.size() == right.size());
    }
}

TEST_CASE("what has a shorter form is shown in it") {
    CHECK(canonical(R"({"equals":"x"})") == R"("x")");
    CHECK(canonical(R"({"equals":null})") == "null");
    CHECK(canonical(R"({"exactly":["a"]})") == R"(["a"])");
    CHECK(canonical(R"([{"prefix":"a"}])") == R"({"exactly":[{"prefix":"a"}]})");
    CHECK(canonical(R"({"not":["a"],"ignore_case":false})") == R"({"not":"a"})");
}

TEST_CASE("all mistakes of a matcher are found at once, each at its place") {
    CHECK(read(R"({"contain":"x","regex":5,"any_of":[{"prefx":"y"},{"gt":1.5}],"present":"yes","in":"a"})").wrong ==
          complaints{"/contain: unknown key (contains)", "/regex: a string that is not empty",
                     "/any_of/0/prefx: unknown key (prefix)", "/any_of/1/gt: a whole number", "/present: true or false",
                     "/in: a list of values"});
    CHECK(read(R"({"equals":{"x":1}})").wrong ==
          complaints{"/equals: a value: null, true, false, a whole number or a string"});
    CHECK(read(R"({"not":[],"any_of":[]})").wrong ==
          complaints{"/not: a matcher, or a list of at least one", "/any_of: a list of at least one matcher"});
    CHECK(read("18446744073709551615").wrong == complaints{": a whole number"});
    CHECK(read(R"({"bananas":1})").wrong.front().starts_with("/bananas: unknown key; there are equals, contains, "));
    CHECK(read(R"({"a/b~c":1})").wrong.front().starts_with("/a~1b~0c: unknown key"));
}

TEST_CASE("fields are named flat or inside headers and mailboxes") {
    CHECK(conditions(R"({"to":"b@x.test","headers.X-Tenant":"42","headers":{"X-Other":null},"mailboxes":{"cc":[]}})") ==
          complaints{"to = b@x.test at /match/to", "headers.x-tenant = 42 at /match/headers.X-Tenant",
                     "headers.x-other absent at /match/headers/X-Other",
                     "mailboxes.cc exactly [] at /match/mailboxes/cc"});
}

TEST_CASE("what is no field, or stands twice, is a mistake at its place") {
    CHECK(conditions(R"({"sbject":"x","sender":"y","headers":"z","headers.":"q","mailboxes":{"subject":"x"}})") ==
          complaints{"/match/sbject: there is no field \"sbject\" (subject)",
                     "/match/sender: there is no field \"sender\" (from)",
                     "/match/headers: an object, such as {\"x-tenant\": \"42\"}",
                     "/match/headers.: \"\" is no header name; write headers.x-tenant",
                     "/match/mailboxes/subject: \"subject\" is no header that holds addresses"});
    CHECK(conditions(R"({"headers.x-a":"1","headers":{"X-A":"2"}})") ==
          complaints{"headers.x-a = 1 at /match/headers.x-a",
                     "/match/headers/X-A: headers.x-a stands here twice; combine them with any_of, all or not"});
    CHECK(conditions("[]") == complaints{"/match: an object of fields, such as {\"to\": \"bob@example.test\"}"});
}

TEST_CASE("a pointer to what was written out in full leads to the short form") {
    using api::json::as_written;
    const value document = json(R"({"to":"x","cc":["a","b"],"not":{"regex":"("},"list":[{"prefix":"p"}],"o":{"1":2}})");
    CHECK(as_written(document, "/to/equals") == "/to");
    CHECK(as_written(document, "/cc/exactly/1") == "/cc/1");
    CHECK(as_written(document, "/not/0/regex") == "/not/regex");
    CHECK(as_written(document, "/list/0/prefix") == "/list/0/prefix");
    CHECK(as_written(document, "/o/1") == "/o/1");
    CHECK(as_written(document, "/o/missing/deeper") == "/o/missing");
    CHECK(as_written(document, "") == "");
}

TEST_CASE("pointers are related where one stands inside the other") {
    using api::json::is_related;
    CHECK(is_related("", "/a"));
    CHECK(is_related("/a/b", "/a"));
    CHECK_FALSE(is_related("/a", "/ab"));
    CHECK_FALSE(is_related("/a/b", "/a/c"));
}
