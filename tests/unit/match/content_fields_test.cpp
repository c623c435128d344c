// What the content of a message answers.
#include <string>
#include <vector>

#include "mocksmtp/match/content_fields.hpp"
#include "mocksmtp/match/describe.hpp"
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
}

TEST_CASE("links and codes are fields of their own") {
    const std::string_view mail = "Subject: 482913\r\n\r\nYour code: AB3-9KQ, https://a.test/1 https://a.test/2";
    CHECK(answer(mail, "link") == "https://a.test/1, https://a.test/2");
    CHECK(answer(mail, "code") == "AB39KQ, 482913");
}

TEST_CASE("what a message does not have is absent, or a list of none") {
    const std::string_view bare = "X: 1\r\n\r\n";
    CHECK(answer(bare, "subject") == "absent");
    CHECK(answer(bare, "html") == "absent");
    CHECK(answer(bare, "headers.x-tenant") == "none");
    CHECK(answer(bare, "attachment") == "none");
    CHECK(answer(bare, "attachment_count") == "0");
    CHECK(answer(bare, "link") == "none");
    CHECK(answer(bare, "code") == "none");
    CHECK(answer(bare, "from") == "absent");
}

TEST_CASE("a value is shown in one line, and what is secret is not") {
    CHECK(show_actual(named("from"), values::one("")) == "<>");
    CHECK(show_actual(named("subject"), values::one("a\r\nb")) == "a\\r\\nb");
    CHECK(show_actual(named("secret"), values::one("hunter2")) == "(hidden)");
    CHECK(show_actual(named("secret"), values::none()) == "absent");
}

}  // namespace mocksmtp::match
