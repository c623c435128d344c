#include "api/json/filter_query.hpp"

#include <doctest/doctest.h>

#include <array>
#include <utility>

using namespace api::json;
namespace match = mocksmtp::match;

namespace {

constexpr std::array<std::string_view, 2> controls = {"wait", "count"};

filters read(std::string_view query, match::item_kind kind = match::item_kind::message) {
    auto target = parse_target("/?" + std::string(query));
    if (auto* wrong = std::get_if<mistake>(&target)) FAIL(wrong->detail);
    return parse_filters(std::get<api::json::target>(target), kind, controls);
}

std::string described(std::string_view query) {
    const auto made = read(query);
    for (const auto& each : made.mistakes) FAIL(each.parameter << ": " << each.detail);
    return made.which.describe();
}

mistake wrong(std::string_view query, match::item_kind kind = match::item_kind::message) {
    const auto made = read(query, kind);
    REQUIRE(made.mistakes.size() == 1);
    return made.mistakes[0];
}

// One text in one field.
class one_field final : public match::facts {
public:
    one_field(match::field_id id, std::string text) : id_(id), text_(std::move(text)) {}
    match::values of(const match::field& which) const override {
        return which.id == id_ ? match::values::one(text_) : match::values::none();
    }

private:
    match::field_id id_;
    std::string text_;
};

}  // namespace

TEST_CASE("a bare name is equality, a suffix says it otherwise") {
    CHECK(described("to=bob@example.test") == "to = bob@example.test");
    CHECK(described("subject.contains=Hello") == "subject contains \"Hello\"");
    CHECK(described("headers.x-tenant=42") == "headers.x-tenant = 42");
    CHECK(described("wait=5s&to=bob@example.test&count=1") == "to = bob@example.test");
}

TEST_CASE("different names must all hold, a repeated one at least once") {
    const auto both = read("subject=a&subject.contains=b").which;
    CHECK(both.conditions().size() == 2);
    const auto either = read("subject=a&subject=b").which;
    CHECK(either.conditions().size() == 1);
    CHECK(either.matches(one_field(match::field_id::subject, "a")));
    CHECK(either.matches(one_field(match::field_id::subject, "b")));
    CHECK_FALSE(either.matches(one_field(match::field_id::subject, "c")));
}

TEST_CASE("operators that take lists gather their values") {
    const auto none = read("subject.not=a&subject.not=b").which;
    CHECK_FALSE(none.matches(one_field(match::field_id::subject, "a")));
    CHECK_FALSE(none.matches(one_field(match::field_id::subject, "b")));
    CHECK(none.matches(one_field(match::field_id::subject, "c")));
}

TEST_CASE("a raw plus is a plus in an address and a space in a subject") {
    CHECK(read("from=bob+tag@example.test").which.matches(one_field(match::field_id::from, "bob+tag@example.test")));
    CHECK(read("subject=Hello+World").which.matches(one_field(match::field_id::subject, "Hello World")));
}

TEST_CASE("a regular expression may come from a form, but not with a plus that could be one") {
    const auto made = read("subject.regex=%5EYour+code+%28%5Cd%2B%29%24").which;
    CHECK(made.matches(one_field(match::field_id::subject, "Your code 12")));
    CHECK(wrong("subject.regex=[0-9]+").detail.find("%2B") != std::string::npos);
}

TEST_CASE("an address with a space is refused with a hint") {
    const auto made = wrong("to=bob%20tag@example.test");
    CHECK(made.parameter == "to");
    CHECK(made.detail.find("%2B") != std::string::npos);
}

TEST_CASE("angle brackets alone are the null sender") {
    const auto null = read("from=%3C%3E").which;
    CHECK(null.matches(one_field(match::field_id::from, "")));
    CHECK_FALSE(null.matches(one_field(match::field_id::from, "a@b")));
}

TEST_CASE("a repeated must. has to hold of each of its values") {
    const auto made =
        read("must.text.contains=Hello&must.text.contains=482913&must.to.in=a@b.test&must.to.in=c@d.test");
    CHECK(made.must.describe() == "text contains \"Hello\", text contains \"482913\", to in [a@b.test, c@d.test]");
    CHECK(read("must.severity=x&must.severity=y").mistakes.size() == 1);
}

TEST_CASE("must. collects what has to hold") {
    const auto made = read("to=bob@example.test&must.subject=Hi");
    CHECK(made.which.describe() == "to = bob@example.test");
    CHECK(made.must.describe() == "subject = Hi");
}

TEST_CASE("unknown names are mistakes that say what was probably meant") {
    CHECK(wrong("subjct=Hi").did_you_mean == "subject");
    CHECK(wrong("wiat=5s").did_you_mean == "wait");
    CHECK(wrong("subject.contain=Hi").did_you_mean == "subject.contains");
    CHECK(wrong("must.subject.contain=Hi").did_you_mean == "must.subject.contains");
    CHECK(wrong("must.subjct.prefix=Hi").did_you_mean == "must.subject.prefix");
    CHECK(wrong("must.tls.version=TLSv1.3").did_you_mean == "must.tls_version");
    CHECK(wrong("tls.version.prefix=TLS").did_you_mean == "tls_version.prefix");
    CHECK(wrong("auth.mechanism=PLAIN").did_you_mean == "mechanism");
    CHECK(wrong("subject.not.contains=x").did_you_mean.empty());
    CHECK(wrong("must.subject.not.contains=x").detail ==
          "a parameter takes one operator; a call with a JSON body nests them: "
          "{\"subject\": {\"not\": {\"contains\": ...}}}");
    CHECK(wrong("too=x").detail == "unknown parameter: there is no field \"too\"");
}

TEST_CASE("empty values, bad patterns, bad flags and misplaced fields are mistakes") {
    CHECK(wrong("to=").detail.find("empty") != std::string::npos);
    CHECK(wrong("to").detail.find("empty") != std::string::npos);
    CHECK(wrong("subject.regex=(").parameter == "subject.regex");
    CHECK(wrong("subject.present=maybe").detail == "true or false");
    CHECK(wrong("size=large").parameter == "size");
    CHECK(wrong("tls_version=TLS1.3").did_you_mean == "TLSv1.3");
    CHECK(wrong("diagnostic.none=bare_ff").did_you_mean == "bare_lf");
    CHECK(wrong("subject=Hi", match::item_kind::session).detail.find("sessions do not know subject") !=
          std::string::npos);
    CHECK(read("subjct=1&mechanisn=2").mistakes.size() == 2);
}

TEST_CASE("a header whose name ends like an operator is a slip") {
    CHECK(wrong("headers.x-tenant.contians=4").did_you_mean == "headers.x-tenant.contains");
    CHECK(wrong("must.headers.x-tenant.startswith=4").did_you_mean == "must.headers.x-tenant.prefix");
    CHECK(wrong("subject.startswith=4").did_you_mean == "subject.prefix");
    CHECK(wrong("headers.x-tenant.not.contains=4").detail.starts_with("a parameter takes one operator"));
    CHECK(described("headers.x.tenant-id=4") == "headers.x.tenant-id = 4");
}

TEST_CASE("an id of another kind is a mistake: it would never come") {
    CHECK(wrong("session=m1").detail == "session is an id such as s1, not \"m1\"");
    CHECK(wrong("transaction.in=t1&transaction.in=s1").detail == "transaction is an id such as t1, not \"s1\"");
    CHECK(wrong("id=s1").detail == "id is an id such as m1, not \"s1\"");
    CHECK(wrong("id.not=m1", match::item_kind::hold).detail == "id is an id such as h1, not \"m1\"");
    CHECK(described("session=S1&id=m2") == "session = S1, id = m2");
}

TEST_CASE("a list is written by repeating the parameter, and no address is a list") {
    CHECK(wrong("to.in=a@x.test,b@x.test").detail ==
          "one address; a list is written by repeating the parameter: to.in=...&to.in=...");
    CHECK(wrong("to=a@x.test,b@x.test").parameter == "to");
    CHECK(wrong("mailboxes.to.exactly=a@x.test,b@x.test").parameter == "mailboxes.to.exactly");
    CHECK(read("to=%22a,b%22@x.test").mistakes.empty());
    CHECK(read("to.contains=,&subject=a,b").mistakes.empty());
}

TEST_CASE("ignore_case takes the text, not a flag") {
    CHECK(wrong("subject=hello&subject.ignore_case=true").parameter == "subject.ignore_case");
    CHECK(wrong("subject.ignore_case=false").detail.starts_with("the text itself, as in subject.ignore_case=hello"));
    CHECK(read("subject.ignore_case=hello").which.matches(one_field(match::field_id::subject, "Hello")));
}

TEST_CASE("what is meant is something that such items know") {
    CHECK(wrong("subjct=x", match::item_kind::transaction).did_you_mean.empty());
    CHECK(wrong("messages=1", match::item_kind::session).did_you_mean.empty());
    CHECK(wrong("mechansim=x", match::item_kind::auth_attempt).did_you_mean == "mechanism");
}

TEST_CASE("what lists take and this call does not is told where it is taken") {
    CHECK(wrong("order=newest").detail == "this call takes no order; the list of messages does");
}

TEST_CASE(
    "calendar properties are named as in the calendar, and slips in their names and in those of reports are told") {
    CHECK(wrong("calendar.start=2026-01-01").did_you_mean == "calendar.dtstart");
    CHECK(wrong("calendar.attendees.contains=bob").did_you_mean == "calendar.attendee.contains");
    CHECK(wrong("calendar.sumary=x").detail == "unknown parameter: \"sumary\" is no calendar property");
    CHECK(wrong("delivery_status.acton=failed").did_you_mean == "delivery_status.action");
    for (const auto* name : {"calendar.dtstart", "calendar.x-sumary", "calendar.last_modified", "calendar.type",
                             "calendar.acknowledged", "delivery_status.final-recipient"})
        CHECK_MESSAGE(read(std::string(name) + "=x").mistakes.empty(), name);
}
