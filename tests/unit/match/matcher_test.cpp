// Every key of the matcher language on single values.
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "mocksmtp/base/rfc3339.hpp"
#include "tests/unit/match/helpers.hpp"

using namespace std::string_literals;

namespace mocksmtp::match {

TEST_CASE("an international domain is the same in both spellings, where the whole address is asked for") {
    CHECK(matches("to", equal_to("bob@müller.test"), "bob@xn--mller-kva.test"));
    CHECK(matches("to", equal_to("<bob@XN--MLLER-KVA.test>"), "bob@Müller.test"));
    CHECK_FALSE(matches("to", equal_to("bob@müller.test"), "Bob@xn--mller-kva.test"));
    CHECK_FALSE(matches("to", equal_to("bob@müller.test"), "bob@muller.test"));
    CHECK_FALSE(matches("to", equal_to("bob"), "bob@müller.test"));
    CHECK_FALSE(matches("to", {.suffix = "@müller.test"}, "bob@xn--mller-kva.test"));
    CHECK_FALSE(matches("subject", equal_to("bob@müller.test"), "bob@xn--mller-kva.test"));
}

TEST_CASE("a plain value equals the whole text, octet by octet") {
    CHECK(matches("subject", equal_to("Reset"), "Reset"));
    CHECK_FALSE(matches("subject", equal_to("Reset"), "reset"));
    CHECK_FALSE(matches("subject", equal_to("Reset"), "Reset "));
    CHECK_FALSE(matches("subject", equal_to("Reset"), "Rese"));
    CHECK_FALSE(matches("subject", equal_to("Reset"), ""));
    CHECK(matches("subject", equal_to(""), ""));
    CHECK_FALSE(matches("subject", equal_to(""), " "));
}

TEST_CASE("null is absence, and an empty text is present") {
    CHECK(matches_absent("subject", absent()));
    CHECK_FALSE(matches("subject", absent(), ""));
    CHECK(matches_list("diagnostic", absent(), {}));
    CHECK_FALSE(matches_list("diagnostic", absent(), {"bare_lf"}));
    CHECK_FALSE(matches_absent("subject", equal_to("")));
}

TEST_CASE("present says whether there is a value at all") {
    CHECK(matches("subject", {.present = true}, ""));
    CHECK_FALSE(matches_absent("subject", {.present = true}));
    CHECK(matches_absent("subject", {.present = false}));
    CHECK_FALSE(matches("subject", {.present = false}, "x"));
    CHECK_FALSE(matches_list("to", {.present = true}, {}));
}

TEST_CASE("contains, prefix and suffix look inside, at the front and at the back") {
    CHECK(matches("subject", {.contains = "set y"}, "Reset your password"));
    CHECK_FALSE(matches("subject", {.contains = "sety"}, "Reset your password"));
    CHECK(matches("subject", {.prefix = "Reset"}, "Reset your password"));
    CHECK_FALSE(matches("subject", {.prefix = "eset"}, "Reset your password"));
    CHECK(matches("subject", {.suffix = "word"}, "Reset your password"));
    CHECK_FALSE(matches("subject", {.suffix = "wor"}, "Reset your password"));
    CHECK_FALSE(matches("subject", {.prefix = "Resets"}, "Reset"));
    CHECK_FALSE(matches("subject", {.suffix = "aReset"}, "Reset"));
    CHECK(matches("subject", {.contains = ""}, ""));
    CHECK_FALSE(matches_absent("subject", {.contains = ""}));
}

TEST_CASE("keys of one object all have to hold") {
    CHECK(matches("subject", {.contains = "b", .prefix = "a", .suffix = "c"}, "abc"));
    CHECK_FALSE(matches("subject", {.contains = "x", .prefix = "a", .suffix = "c"}, "abc"));
    CHECK_FALSE(matches("subject", {.prefix = "a", .suffix = "x"}, "abc"));
}

TEST_CASE("in allows any of several values") {
    CHECK(matches("subject", {.in = {{"a", "b"}}}, "b"));
    CHECK_FALSE(matches("subject", {.in = {{"a", "b"}}}, "c"));
    CHECK(matches("size", {.in = {{std::int64_t{1}, std::int64_t{2}}}}, 2));
    CHECK_FALSE(matches_absent("subject", {.in = {{"a"}}}));
}

TEST_CASE("any_of takes whole matchers as alternatives") {
    const pattern wanted{.any_of = {{.prefix = "a"}, {.suffix = "z"}, absent()}};
    CHECK(matches("subject", wanted, "ab"));
    CHECK(matches("subject", wanted, "yz"));
    CHECK(matches_absent("subject", wanted));
    CHECK_FALSE(matches("subject", wanted, "b"));
}

TEST_CASE("not turns a matcher round, and holds for what is absent") {
    CHECK(matches("subject", {.unless = {equal_to("a")}}, "b"));
    CHECK_FALSE(matches("subject", {.unless = {equal_to("a")}}, "a"));
    CHECK(matches_absent("subject", {.unless = {equal_to("a")}}));
    CHECK_FALSE(matches("subject", {.prefix = "a", .unless = {{.contains = "x"}}}, "ax"));
    CHECK(matches("subject", {.unless = {{.unless = {equal_to("a")}}}}, "a"));
}

TEST_CASE("gt and lt compare numbers, bounds excluded") {
    CHECK(matches("size", {.gt = std::int64_t{9}}, 10));
    CHECK_FALSE(matches("size", {.gt = std::int64_t{10}}, 10));
    CHECK(matches("size", {.lt = std::int64_t{11}}, 10));
    CHECK_FALSE(matches("size", {.lt = std::int64_t{10}}, 10));
    CHECK(matches("size", {.gt = std::int64_t{9}, .lt = std::int64_t{11}}, 10));
    CHECK(matches("size", {.gt = "9"}, 10));
    CHECK(matches("size", {.gt = std::int64_t{-1}}, 0));
    CHECK_FALSE(matches_absent("size", {.gt = std::int64_t{-1}}));
}

TEST_CASE("numbers, booleans and ids are read from text too") {
    CHECK(matches("size", equal_to("812"), 812));
    CHECK(matches("reply_code", equal_to(std::int64_t{250}), 250));
    CHECK(matches("tls", equal_to("true"), true));
    CHECK(matches("tls", equal_to(false), false));
    CHECK_FALSE(matches("verified", equal_to(true), false));
    CHECK(matches_absent("verified", absent()));
    CHECK(matches("id", equal_to("m12"), base::message_id{12}));
    CHECK_FALSE(matches("id", equal_to("s12"), base::message_id{12}));
    CHECK_FALSE(matches("id", equal_to("m1"), base::message_id{12}));
    CHECK(matches("session", {.in = {{"s1", "s2"}}}, base::session_id{2}));
    CHECK(matches("session", absent(), base::session_id{}));
}

TEST_CASE("times compare as instants, whatever their offset") {
    const auto at = *base::parse_time("2000-01-01T00:00:00.006Z");
    CHECK(matches("received_at", equal_to("2000-01-01T01:00:00.006+01:00"), at));
    CHECK(matches("received_at", {.gt = "2000-01-01T00:00:00.005Z"}, at));
    CHECK_FALSE(matches("received_at", {.gt = "2000-01-01T00:00:00.006Z"}, at));
    CHECK(matches("received_at", {.lt = "2000-01-01T00:00:00.007Z"}, at));
}

TEST_CASE("an address counts case in its local part only") {
    CHECK(matches("from", equal_to("Bob@EXAMPLE.test"), "Bob@example.TEST"));
    CHECK_FALSE(matches("from", equal_to("bob@example.test"), "Bob@example.test"));
    CHECK(matches("from", {.suffix = "Example.TEST"}, "bob@example.test"));
    CHECK(matches("from", {.suffix = "b@Example.TEST"}, "bob@example.test"));
    CHECK_FALSE(matches("from", {.suffix = "B@Example.TEST"}, "bob@example.test"));
    CHECK(matches("from", {.contains = "B@EX"}, "BoB@example.test"));
    CHECK_FALSE(matches("from", {.contains = "b@EX"}, "BoB@example.test"));
    CHECK(matches("from", {.prefix = "bob@E"}, "bob@example.test"));
    CHECK_FALSE(matches("from", {.prefix = "Bob@"}, "bob@example.test"));
    CHECK(matches("from", equal_to("\"a@B\"@X.test"), "\"a@B\"@x.test"));
    CHECK_FALSE(matches("from", equal_to("\"a@b\"@x.test"), "\"a@B\"@x.test"));
    CHECK_FALSE(matches("from", equal_to("Bob"), "bob"));
}

TEST_CASE("angle brackets around an address do not count, and <> is the null reverse-path") {
    CHECK(matches("from", equal_to("<bob@example.test>"), "bob@example.test"));
    CHECK(matches("from", equal_to("<>"), ""));
    CHECK(matches("from", equal_to(""), ""));
    CHECK_FALSE(matches("from", equal_to("<>"), "bob@example.test"));
    CHECK_FALSE(matches_absent("from", equal_to("<>")));
    CHECK(matches("from", {.in = {{"<>", "a@b.test"}}}, ""));
}

TEST_CASE("protocol words and host names are compared without case") {
    CHECK(matches("mechanism", equal_to("scram-sha-256"), "SCRAM-SHA-256"));
    CHECK(matches("mechanism", {.prefix = "Scram-"}, "SCRAM-SHA-256"));
    CHECK(matches("mechanism", {.contains = "sha"}, "SCRAM-SHA-256"));
    CHECK(matches("mechanism", {.glob = "scram-*"}, "SCRAM-SHA-256"));
    CHECK(matches("mechanism", {.regex = "^scram"}, "SCRAM-SHA-256"));
    CHECK(matches("helo", equal_to("App.Local"), "app.local"));
    CHECK(matches("scope", equal_to("W3"), "w3"));
    CHECK(matches("verb", equal_to("mail"), "MAIL"));
    CHECK(matches("tls_version", equal_to("tlsv1.3"), "TLSv1.3"));
    CHECK_FALSE(matches("user", equal_to("App"), "app"));
}

TEST_CASE("a calendar's words and people, and the action of a report, are compared for what they mean") {
    CHECK(matches("calendar.type", equal_to("vevent"), "VEVENT"));
    CHECK(matches("calendar.method", equal_to("Request"), "REQUEST"));
    CHECK(matches("calendar.status", equal_to("confirmed"), "CONFIRMED"));
    CHECK_FALSE(matches("calendar.summary", equal_to("lunch"), "Lunch"));
    CHECK(matches("calendar.organizer", equal_to("Bob@x.test"), "Bob@X.Test"));
    CHECK_FALSE(matches("calendar.attendee", equal_to("bob@x.test"), "Bob@x.test"));
    CHECK(matches("calendar.attendee", equal_to("urn:uuid:1"), "urn:uuid:1"));
    CHECK(matches("delivery_status.action", equal_to("failed"), "Failed"));
    CHECK_FALSE(compiled("delivery_status.action", equal_to("failed")).sole_equal());
}

TEST_CASE("ignore_case concerns every text key, and letters beyond ASCII") {
    CHECK(matches("subject", {.equals = "RESET", .ignore_case = true}, "reset"));
    CHECK(matches("subject", {.contains = "SET", .ignore_case = true}, "reset"));
    CHECK(matches("subject", {.prefix = "RE", .ignore_case = true}, "reset"));
    CHECK(matches("subject", {.suffix = "SET", .ignore_case = true}, "reset"));
    CHECK(matches("subject", {.glob = "R*T", .ignore_case = true}, "reset"));
    CHECK(matches("subject", {.regex = "^RES", .ignore_case = true}, "reset"));
    CHECK(matches("subject", {.in = {{"A", "RESET"}}, .ignore_case = true}, "reset"));
    CHECK(matches("from", {.equals = "BOB@example.test", .ignore_case = true}, "bob@example.test"));
    CHECK(matches("subject", {.equals = "RÉINIT", .ignore_case = true}, "réinit"));
    CHECK_FALSE(matches("subject", {.equals = "RÉINIT", .ignore_case = true}, "réinits"));
    CHECK(matches("subject", {.prefix = "É", .ignore_case = true}, "élan"));
    CHECK_FALSE(matches("subject", {.prefix = "L", .ignore_case = true}, "élan"));
    CHECK(matches("subject", {.suffix = "É", .ignore_case = true}, "café"));
    CHECK_FALSE(matches("subject", {.suffix = "É", .ignore_case = true}, "cafés"));
    CHECK(matches("subject", {.contains = "a.c", .ignore_case = true}, "xA.Cx"));
    CHECK_FALSE(matches("subject", {.contains = "a.c", .ignore_case = true}, "xAbCx"));
    CHECK_FALSE(matches("subject", {.equals = "reset", .ignore_case = true}, "resets"));
}

TEST_CASE("NUL octets and octets that are no UTF-8 are ordinary octets") {
    CHECK(matches("text", equal_to("a\0b"s), "a\0b"s));
    CHECK_FALSE(matches("text", equal_to("a\0b"s), "a\0c"s));
    CHECK(matches("text", {.contains = "\0b"s}, "a\0b"s));
    CHECK(matches("text", {.regex = "a\\x00b"}, "a\0b"s));
    CHECK(matches("text", {.regex = "a\0b"s}, "a\0b"s));
    CHECK(matches("text", {.glob = "a?b"}, "a\0b"s));
    CHECK(matches("text", {.glob = "a*b"}, "a\xff\xfe\0b"s));
    CHECK(matches("text", {.contains = "\xff"}, "a\xff\xfe"s));
    CHECK(matches("text", {.contains = "A\xff", .ignore_case = true}, "a\xff\xfe"s));
}

TEST_CASE("a text of 8 MB is searched to its end by every key") {
    std::string big(8u << 20, 'a');
    big += "needle";
    CHECK(matches("text", {.contains = "needle"}, big));
    CHECK(matches("text", {.contains = "NEEDLE", .ignore_case = true}, big));
    CHECK(matches("text", {.suffix = "aneedle"}, big));
    CHECK(matches("text", {.regex = "needle$"}, big));
    CHECK(matches("text", {.glob = "a*needle"}, big));
    CHECK_FALSE(matches("text", {.contains = "needles"}, big));
    CHECK_FALSE(matches("text", {.regex = "needles"}, big));
    CHECK(matches("text", equal_to(big), big));
    CHECK(matches("text", {.contains = big}, big));
    CHECK(matches("text", {.contains = big, .ignore_case = true}, big));
}

TEST_CASE("only a plain equality names the one value for an index, in canonical form") {
    const auto key = [](std::string_view name, pattern wanted) {
        const matcher made = compiled(name, std::move(wanted));
        return made.sole_equal() ? std::optional<std::string>(*made.sole_equal()) : std::nullopt;
    };
    CHECK(key("to", equal_to("<Bob@EXAMPLE.test>")) == "Bob@example.test");
    CHECK(key("from", equal_to("<>")) == "");
    CHECK(key("mechanism", equal_to("plain")) == "plain");
    CHECK(key("mechanism", {.equals = "PLAIN", .ignore_case = true}) == "plain");
    CHECK(key("helo", {.equals = "é.test", .ignore_case = true}) == std::nullopt);
    CHECK_FALSE(matches("helo", equal_to("É.test"), "é.test"));
    CHECK(key("session", equal_to("s12")) == "s12");
    CHECK(key("subject", equal_to("A")) == "A");
    CHECK(key("subject", {.equals = "A", .ignore_case = true}) == std::nullopt);
    CHECK(key("subject", {.prefix = "A"}) == std::nullopt);
    CHECK(key("subject", {.unless = {equal_to("A")}}) == std::nullopt);
    CHECK(key("subject", absent()) == std::nullopt);
    CHECK(index_key(field_id::to, "Bob@EXAMPLE.test") == "Bob@example.test");
    CHECK(index_key(field_id::to, "Bob@xn--mller-kva.TEST") == "Bob@müller.test");
    CHECK(index_key(field_id::to, "Bob@MÜLLER.test") == "Bob@müller.test");
    CHECK(index_key(field_id::mechanism, "PLAIN") == "plain");
    CHECK(index_key(field_id::subject, "Ab") == "Ab");
}

}  // namespace mocksmtp::match
