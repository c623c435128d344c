// The closed list of fields: their names, their suggestions, and the table behind them.
#include <set>
#include <string>

#include "mocksmtp/match/describe.hpp"
#include "mocksmtp/match/field_table.hpp"
#include "tests/unit/match/helpers.hpp"

namespace mocksmtp::match {
namespace {

unknown_field unknown(std::string_view name) {
    const auto parsed = parse_field(name);
    REQUIRE(std::holds_alternative<unknown_field>(parsed));
    return std::get<unknown_field>(parsed);
}

}  // namespace

TEST_CASE("every field is found by its name, and by no other") {
    std::set<std::string_view> names;
    for (const field_row& row : all_fields()) {
        CHECK(names.insert(row.name).second);
        CHECK(row_of(row.id).name == row.name);
        if (takes_name(row.id)) continue;
        CHECK(named(row.name) == field{row.id, ""});
        CHECK(to_string(named(row.name)) == row.name);
    }
    CHECK(names.size() == 71);
}

TEST_CASE("what a field's ids look like is said of each") {
    CHECK(describe(row_of(field_id::session)) == "an id such as s1");
    CHECK(describe(row_of(field_id::transaction)) == "an id such as t1");
    CHECK(describe(row_of(field_id::message)) == "an id such as m1");
    CHECK(describe(row_of(field_id::subject)) == "text");
}

TEST_CASE("header names are kept in lower case") {
    CHECK(named("headers.X-Tenant") == field{field_id::headers, "x-tenant"});
    CHECK(to_string(named("headers.X-Tenant")) == "headers.x-tenant");
    CHECK(named("calendar.SUMMARY") == field{field_id::calendar, "summary"});
    CHECK(named("calendar.recurrence_id") == field{field_id::calendar, "recurrence-id"});
    CHECK(named("delivery_status.Final-Recipient") == field{field_id::delivery_status, "final-recipient"});
    CHECK(to_string(named("delivery_status.final_recipient")) == "delivery_status.final-recipient");
    CHECK(named("mailboxes.to") == field{field_id::mailboxes, "to"});
    CHECK(named("mailboxes.reply_to") == field{field_id::mailboxes, "reply-to"});
    CHECK(named("mailboxes.Reply-To") == field{field_id::mailboxes, "reply-to"});
}

TEST_CASE("an unknown name suggests what was meant") {
    CHECK(unknown("form").did_you_mean == "from");
    CHECK(unknown("subjct").did_you_mean == "subject");
    CHECK(unknown("tls_verson").did_you_mean == "tls_version");
    CHECK(unknown("Subject").did_you_mean == "subject");
    CHECK(unknown("sender").did_you_mean == "from");
    CHECK(unknown("body").did_you_mean == "text");
    CHECK(unknown("cc").did_you_mean == "mailboxes.cc");
    CHECK(unknown("mailboxes.form").did_you_mean == "mailboxes.from");
    CHECK(unknown("zzzzzzzz").did_you_mean.empty());
    CHECK(unknown("form").asked == "form");
    CHECK(unknown("tls.version").did_you_mean == "tls_version");
    CHECK(unknown("auth.mechanism").did_you_mean == "mechanism");
    CHECK(unknown("envelope.from").did_you_mean == "from");
    CHECK(unknown("auth.nothing").did_you_mean.empty());
    CHECK(unknown("header.X-Campaign").did_you_mean == "headers.x-campaign");
    CHECK(unknown("X-Campaign").did_you_mean == "headers.x-campaign");
    CHECK(unknown("form").detail == "there is no field \"form\"");
    CHECK(unknown("zzzzzzzz").detail == "there is no field \"zzzzzzzz\"");
}

TEST_CASE("a header field needs the name of a header") {
    CHECK(unknown("headers").detail == "name the header, as in headers.x-tenant");
    CHECK(unknown("headers.").did_you_mean.empty());
    CHECK(unknown("headers.x y").detail == "\"x y\" is no header name; write headers.x-tenant");
    CHECK(unknown("headers.x:y").did_you_mean.empty());
    CHECK(unknown("headers.\xc3\xa9").did_you_mean.empty());
    CHECK(unknown("mailboxes").did_you_mean == "mailboxes.to");
    CHECK(unknown("mailboxes.x-tenant").detail == "\"x-tenant\" is no header that holds addresses");
    CHECK(unknown("").did_you_mean.empty());
    CHECK(unknown(std::string(1u << 20, 'x')).detail.size() < 200);
}

TEST_CASE("every field is known somewhere, and every place knows some field") {
    kind_set kinds;
    stage_set stages;
    for (const field_row& row : all_fields()) {
        CHECK_FALSE((row.kinds.empty() && row.stages.empty()));
        kinds = kinds | row.kinds;
        stages = stages | row.stages;
    }
    CHECK(kinds == every_kind);
    CHECK(stages == every_stage);
}

TEST_CASE("rules know no more than a situation does") {
    const auto known = [](std::string_view name) { return list_of(row_of(named(name).id).stages); };
    for (const char* name : {"transaction", "outcome", "id", "rule"}) {
        CAPTURE(name);
        CHECK(known(name).empty());
    }
    CHECK(known("from") == "mail, rcpt, data, body, bdat, message");
    CHECK(known("refused") == "rcpt, data, body, bdat, message");
    CHECK(known("protocol") == "rcpt, data, body, bdat, message");
    CHECK(known("scope") == "rcpt, data, body, bdat, message");
    CHECK(known("subject") == "message");
    CHECK(known("link") == "message");
    CHECK(known("code") == "message");
    CHECK(known("secret") == "auth");
    CHECK(row_of(field_id::tls_version).stages == every_stage);
    CHECK(row_of(field_id::session).stages == every_stage - stage_set{stage::connect});
    CHECK(why_unknown(named("subject"), {stage::rcpt}) == "subject is not known at rcpt; rules know it at message");
    CHECK(why_unknown(named("subject"), {stage::message}).empty());
}

TEST_CASE("places are named as the API and the rules name them") {
    CHECK(parse_stage("rcpt") == stage::rcpt);
    CHECK(parse_stage("unknown") == stage::unknown);
    CHECK_FALSE(parse_stage("RCPT").has_value());
    CHECK_FALSE(parse_stage("ehlo").has_value());
    CHECK(parse_item_kind("auth_attempts") == item_kind::auth_attempt);
    CHECK_FALSE(parse_item_kind("message").has_value());
    CHECK(list_of(every_stage) ==
          "connect, helo, starttls, auth, mail, rcpt, data, body, bdat, message, rset, noop, vrfy, expn, help, etrn, "
          "verb, quit, unknown");
    CHECK(list_of(kind_set{item_kind::message, item_kind::session}) == "messages, sessions");
}

}  // namespace mocksmtp::match
