// What the content of a message answers.
#include <string>
#include <vector>

#include "mocksmtp/match/content_fields.hpp"
#include "mocksmtp/match/describe.hpp"
#include "mocksmtp/match/field_table.hpp"
#include "tests/unit/match/helpers.hpp"

namespace mocksmtp::match {
namespace {

constexpr std::string_view invoice =
    "Subject: =?utf-8?q?R=C3=A9sum=C3=A9?=\r\n"
    "Message-ID: <1@x.test>\r\n"
    "To: Bob <bob@x.test>, carol@x.test\r\n"
    "X-Tenant: 1\r\n"
    "X-Tenant: 2\r\n"
    "MIME-Version: 1.0\r\n"
    "Content-Type: multipart/mixed; boundary=b\r\n"
    "\r\n"
    "--b\r\nContent-Type: text/plain\r\n\r\nHello\r\n"
    "--b\r\nContent-Type: text/html\r\n\r\n<p>Hello\r\n"
    "--b\r\nContent-Type: application/pdf; name=a.pdf\r\nContent-Disposition: attachment; filename=a.pdf\r\n\r\n%\r\n"
    "--b--\r\n";

std::string answer(std::string_view message, std::string_view name) {
    const mail::view view(message);
    kept_texts made;
    return show(of_content(view, named(name), made));
}

}  // namespace

TEST_CASE("the content of a message answers decoded, headers as often as they stand there") {
    CHECK(answer(invoice, "subject") == "R\xc3\xa9sum\xc3\xa9");
    CHECK(answer(invoice, "message_id") == "<1@x.test>");
    CHECK(answer(invoice, "mailboxes.to") == "bob@x.test, carol@x.test");
    CHECK(answer(invoice, "headers.x-tenant") == "1, 2");
    CHECK(answer(invoice, "text") == "Hello");
    CHECK(answer(invoice, "html") == "<p>Hello");
    CHECK(answer(invoice, "attachment") == "a.pdf");
    CHECK(answer(invoice, "attachment_count") == "1");
    CHECK(answer(invoice, "inline_count") == "0");
    CHECK(answer("Content-Type: image/png\r\nContent-Disposition: inline\r\n\r\nx", "inline_count") == "1");
}

TEST_CASE("links and codes are fields of their own") {
    const std::string_view mail = "Subject: 482913\r\n\r\nYour code: AB3-9KQ, https://a.test/1 https://a.test/2";
    CHECK(answer(mail, "link") == "https://a.test/1, https://a.test/2");
    CHECK(answer(mail, "code") == "AB39KQ, 482913");
}

TEST_CASE("parts, files, invitations, reports and ways out are fields of their own") {
    CHECK(answer(invoice, "content_type") == "multipart/mixed, text/plain, text/html, application/pdf");
    CHECK(answer(invoice, "attachment_type") == "application/pdf");
    CHECK(answer(invoice, "attachment_sha256") == "bbf3f11cb5b43e700273a78d12de55e4a7eab741ed2abf13787a4d2dc832b8ec");
    const std::string_view list =
        "List-Unsubscribe: <mailto:off@x.test>, <https://x.test/off>\r\n"
        "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\nAuto-Submitted: Auto-Generated\r\n"
        "In-Reply-To: <1@x.test>\r\nReferences: <0@x.test> <1@x.test>\r\n"
        "Content-Type: text/html; charset=ISO-8859-1\r\nContent-ID: <top@x.test>\r\n\r\n"
        "<a href=\"https://x.test/1\">One</a>";
    CHECK(answer(list, "list_unsubscribe") == "mailto:off@x.test, https://x.test/off");
    CHECK(answer(list, "one_click") == "true");
    CHECK(answer(list, "auto_submitted") == "auto-generated");
    CHECK(answer(list, "in_reply_to") == "<1@x.test>");
    CHECK(answer(list, "references") == "<0@x.test>, <1@x.test>");
    CHECK(answer(list, "charset") == "ISO-8859-1");
    CHECK(answer(list, "content_id") == "top@x.test");
    CHECK(answer(list, "link_text") == "One");
    const std::string_view invitation =
        "Content-Type: text/calendar\r\n\r\nBEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nSUMMARY:Lunch\r\n"
        "ATTENDEE:mailto:bob%2Btag@x.test\r\nATTENDEE:mailto:carol@x.test\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
    CHECK(answer(invitation, "calendar.method") == "REQUEST");
    CHECK(answer(invitation, "calendar.summary") == "Lunch");
    CHECK(answer(invitation, "calendar.attendee") == "bob+tag@x.test, carol@x.test");
    CHECK(answer(invitation, "calendar.uid") == "none");
    const std::string_view report =
        "Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; x.test\r\n\r\n"
        "Final-Recipient: rfc822; bob@x.test\r\nAction: failed\r\nStatus: 5.1.1 (bad mailbox)\r\n";
    CHECK(answer(report, "delivery_status.reporting_mta") == "dns; x.test");
    CHECK(answer(report, "delivery_status.status") == "5.1.1");
}

TEST_CASE("what the content answers is known to messages and to rules at the message, and nothing else is answered") {
    for (const field_row& row : all_fields()) {
        CAPTURE(row.name);
        kept_texts made;
        const field asked{row.id, std::string(example_name(row.id))};
        const bool known = row.kinds.has(item_kind::message) && row.stages.has(stage::message);
        if (is_of_content(row.id)) CHECK(known);
        if (!is_of_content(row.id)) CHECK(show(of_content(mail::view(invoice), asked, made)) == "absent");
    }
}

TEST_CASE("what a message does not have is absent, or a list of none") {
    const std::string_view bare = "X: 1\r\n\r\n";
    CHECK(answer(bare, "subject") == "absent");
    CHECK(answer(bare, "html") == "absent");
    CHECK(answer(bare, "headers.x-tenant") == "none");
    CHECK(answer(bare, "attachment") == "none");
    CHECK(answer(bare, "attachment_count") == "0");
    CHECK(answer(bare, "inline_count") == "0");
    CHECK(answer(bare, "link") == "none");
    CHECK(answer(bare, "code") == "none");
    CHECK(answer(bare, "list_unsubscribe") == "none");
    CHECK(answer(bare, "one_click") == "false");
    CHECK(answer(bare, "auto_submitted") == "absent");
    CHECK(answer(bare, "calendar.summary") == "none");
    CHECK(answer(bare, "from") == "absent");
}

TEST_CASE("a value is shown in one line, and what is secret is not") {
    CHECK(show_actual(named("from"), values::one("")) == "<>");
    CHECK(show_actual(named("subject"), values::one("a\r\nb")) == "a\\r\\nb");
    CHECK(show_actual(named("secret"), values::one("hunter2")) == "(hidden)");
    CHECK(show_actual(named("secret"), values::none()) == "absent");
}

}  // namespace mocksmtp::match
