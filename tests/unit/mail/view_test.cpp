#include "mocksmtp/mail/view.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cstring>
#include <string>
#include <utility>

#include "mocksmtp/base/digest.hpp"
#include "mocksmtp/base/text.hpp"

using namespace mocksmtp;
using namespace std::string_literals;
using mail::view;

namespace {

const std::string shop_mail =
    "From: Shop <app@example.test>\r\n"
    "To: bob@example.test, \"Carol, C.\" <carol@example.test>\r\n"
    "To: dave@example.test\r\n"
    "Subject: =?utf-8?Q?R=C3=A9initialisation?=\r\n"
    "Date: Fri, 20 Nov 2026 11:00:00 +0100\r\n"
    "Message-ID: <1@example.test>\r\n"
    "X-Tenant: 42\r\n"
    "x-tenant: 43\r\n"
    "Content-Type: multipart/mixed; boundary=m\r\n"
    "\r\n"
    "--m\r\n"
    "Content-Type: multipart/alternative; boundary=a\r\n"
    "\r\n"
    "--a\r\n"
    "Content-Type: text/plain; charset=iso-8859-1\r\n"
    "Content-Transfer-Encoding: quoted-printable\r\n"
    "\r\n"
    "Code: 482913 =E9\r\n"
    "bye\r\n"
    "\r\n"
    "--a\r\n"
    "Content-Type: text/html; charset=utf-8\r\n"
    "Content-Transfer-Encoding: base64\r\n"
    "\r\n"
    "PGI+w6k8L2I+DQo=\r\n"
    "--a--\r\n"
    "--m\r\n"
    "Content-Type: application/pdf; name=old.pdf\r\n"
    "Content-Disposition: attachment; filename*=utf-8''factur%C3%A9.pdf\r\n"
    "Content-Transfer-Encoding: base64\r\n"
    "\r\n"
    "dGVzdA==\r\n"
    "--m\r\n"
    "Content-Type: image/png; name=\"=?utf-8?Q?logo=C3=A9.png?=\"\r\n"
    "Content-Disposition: inline\r\n"
    "Content-ID: <logo@example.test>\r\n"
    "\r\n"
    "PNG\r\n"
    "--m--\r\n";

std::string text_of(const std::string& message) {
    const view seen(message);
    return seen.text() ? seen.text()->text : "(none)";
}

std::string html_of(const std::string& message) {
    const view seen(message);
    return seen.html() ? seen.html()->text : "(none)";
}

}  // namespace

TEST_CASE("a mail is seen as a mail reader shows it") {
    const view seen(shop_mail);
    CHECK(seen.subject() == "R\u00E9initialisation");
    CHECK(seen.message_id() == "<1@example.test>");
    REQUIRE(seen.date());
    CHECK(seen.date()->offset == std::chrono::minutes(60));
    CHECK(seen.mailboxes("to") == std::vector<mail::mailbox>{{"", "bob@example.test"},
                                                             {"Carol, C.", "carol@example.test"},
                                                             {"", "dave@example.test"}});
    CHECK(seen.first("X-TENANT") == "42");
    CHECK(seen.all("x-tenant") == std::vector<std::string>{"42", "43"});
    REQUIRE(seen.text());
    CHECK(seen.text()->text == "Code: 482913 \u00E9\nbye\n");
    CHECK(seen.text()->charset_known);
    CHECK_FALSE(seen.text()->lossy);
    REQUIRE(seen.html());
    CHECK(seen.html()->text == "<b>\u00E9</b>\n");
    CHECK(seen.headers().size() == 9);
    CHECK(shop_mail.substr(seen.body_offset()).starts_with("--m\r\n"));
}

TEST_CASE("attachments carry name, type, disposition, id, size and digest of what they decode to") {
    const view seen(shop_mail);
    const auto& attachments = seen.attachments();
    REQUIRE(attachments.size() == 2);
    CHECK(attachments[0].number == "2");
    CHECK(attachments[0].filename == "factur\u00E9.pdf");
    CHECK(attachments[0].content_type == "application/pdf");
    CHECK(attachments[0].disposition == "attachment");
    CHECK_FALSE(attachments[0].content_id);
    CHECK(seen.facts_of(attachments[0]).size == 4);
    CHECK(seen.facts_of(attachments[0]).sha256 == "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08");
    CHECK(attachments[1].number == "3");
    CHECK(attachments[1].filename == "logo\u00E9.png");
    CHECK(attachments[1].disposition == "inline");
    CHECK(attachments[1].content_id == "logo@example.test");
    CHECK(&seen.facts_of(attachments[1]) == &seen.facts_of(attachments[1]));
    REQUIRE(seen.find_part("1.2"));
    CHECK(mail::decode_content(*seen.find_part("1.2")) == "<b>\u00C3\u00A9</b>\r\n"s.replace(3, 4, "\xC3\xA9"));
    CHECK(seen.find_part("4") == nullptr);
    CHECK(seen.find_part("")->type.value == "multipart/mixed");
}

TEST_CASE("an attachment is inline if it says so, or says nothing and stands in a part of several roles") {
    const auto is_inline = [](const std::string& around, const std::string& fields) {
        const std::string message = "Content-Type: multipart/" + around + "; boundary=b\r\n\r\n--b\r\n\r\nHi\r\n" +
                                    "--b\r\nContent-Type: image/png\r\n" + fields + "\r\nx\r\n--b--\r\n";
        return view(message).attachments().at(0).is_inline;
    };
    CHECK(is_inline("mixed", "Content-Disposition: inline; filename=a.png\r\n"));
    CHECK_FALSE(is_inline("related", "Content-Disposition: attachment\r\n"));
    CHECK_FALSE(is_inline("mixed", "Content-ID: <a@x>\r\n"));
    for (const char* around : {"related", "alternative", "report"}) CHECK(is_inline(around, ""));
    CHECK_FALSE(view("Content-Type: image/png\r\n\r\nx").attachments().at(0).is_inline);
}

TEST_CASE("encoded words are decoded in plain file names, not in what RFC 2231 has encoded") {
    const auto name = [](const std::string& parameters) {
        const std::string message =
            "Content-Type: image/png\r\nContent-Disposition: attachment; " + parameters + "\r\n\r\nx";
        return view(message).attachments().at(0).filename;
    };
    CHECK(name("filename=\"=?utf-8?Q?=C3=BC.pdf?=\"") == "\u00FC.pdf");
    CHECK(name("filename*0=\"=?utf-8?Q?=C3=BC\"; filename*1=\".pdf?=\"") == "\u00FC.pdf");
    CHECK(name("filename*=utf-8''%3D%3Futf-8%3FQ%3F%3DC3%3DBC.pdf%3F%3D") == "=?utf-8?Q?=C3=BC.pdf?=");
}

TEST_CASE("what a message does not have is absent, not empty") {
    const view seen("X: y\r\n\r\nbody");
    CHECK_FALSE(seen.subject());
    CHECK_FALSE(seen.message_id());
    CHECK_FALSE(seen.date());
    CHECK_FALSE(seen.html());
    CHECK(seen.mailboxes("to").empty());
    CHECK(seen.all("to").empty());
    CHECK(seen.attachments().empty());
    CHECK(view("Subject:\r\n\r\n").subject() == "");
    CHECK(view("").text()->text.empty());
}

TEST_CASE("the text of a message without headers is the message") {
    CHECK(text_of("Hi there!\nAlice\n") == "Hi there!\nAlice\n");
    CHECK(text_of("Subject: x\nThis is a test\n") == "This is a test\n");
}

TEST_CASE("CRLF becomes LF in what is shown, a bare CR and NUL stay") {
    CHECK(text_of("\r\na\r\nb\nc\rd\0e\r\n"s) == "a\nb\nc\rd\0e\n"s);
    CHECK(text_of("Content-Type: text/plain; charset=utf-16le\r\n\r\na\0\r\0\n\0b\0"s) == "a\nb");
}

TEST_CASE("a charset nobody knows and octets nobody can decode are owned up to") {
    const std::string unknown = "Content-Type: text/plain; charset=x-none\r\n\r\nabc";
    const view seen(unknown);
    CHECK(seen.text()->text == "abc");
    CHECK_FALSE(seen.text()->charset_known);
    const std::string broken = "Content-Type: text/plain; charset=utf-8\r\n\r\na\xFF";
    const view other(broken);
    CHECK(other.text()->text == "a\uFFFD");
    CHECK(other.text()->lossy);
}

TEST_CASE("a byte order mark is no part of the text, in whichever charset") {
    CHECK(text_of("Content-Type: text/plain; charset=utf-8\r\n\r\n\uFEFFHello\uFEFF") == "Hello\uFEFF");
    CHECK(text_of("\r\n\uFEFFHello") == "Hello");
    CHECK(text_of("Content-Type: text/plain; charset=utf-16le\r\n\r\n\xFF\xFEH\0i\0"s) == "Hi");
}

TEST_CASE("HTML whose Content-Type names no charset is in the one that it names itself (RFC 2854)") {
    const std::string html = "Content-Type: text/html\r\n\r\n";
    const std::string meta = "<meta charset=' ISO-8859-1'>";
    const std::string equivalent = "<META http-equiv=content-type content='text/html; charset=\"koi8-r\"'>";
    CHECK(html_of(html + meta + "\xE9") == meta + "\u00E9");
    CHECK(html_of(html + equivalent + "\xF1") == equivalent + "\u042F");
    CHECK(html_of(html + "<meta charset=x-none>" + meta + "\xE9") == "<meta charset=x-none>" + meta + "\u00E9");
    CHECK(html_of("Content-Type: text/html; charset=utf-8\r\n\r\n" + meta + "\u00E9") == meta + "\u00E9");
    CHECK(html_of(html + "\uFEFF<meta charset=iso-8859-1>\u00E9") == "<meta charset=iso-8859-1>\u00E9");
    for (const std::string other : {"<!-- <meta charset=iso-8859-1> -->", "<meta charset=utf-16>",
                                    "<meta name=x content='text/html; charset=iso-8859-1'>"}) {
        CHECK(html_of(html + other + "\u00E9") == other + "\u00E9");
    }
    const std::string late = std::string(1024, ' ') + meta + "\u00E9";
    CHECK(html_of(html + late) == late);
}

TEST_CASE("a question about headers does not touch the body") {
    // The header ends at the end of a page; behind it lies one that may not be read.
    const auto page = static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
    void* pages = mmap(nullptr, 2 * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    REQUIRE(pages != MAP_FAILED);
    char* memory = static_cast<char*>(pages);
    REQUIRE(mprotect(memory + page, page, PROT_NONE) == 0);
    const std::string header = "Subject: x\r\nTo: a@b.c\r\nDate: Fri, 20 Nov 2026 11:00:00 +0100\r\n\r\n";
    char* start = memory + page - header.size();
    std::memcpy(start, header.data(), header.size());
    {
        const view seen(std::string_view(start, header.size() + page));
        CHECK(seen.subject() == "x");
        CHECK(seen.mailboxes("to").size() == 1);
        CHECK(seen.date());
        CHECK_FALSE(seen.first("body"));
        CHECK(seen.body_offset() == header.size());
    }
    munmap(pages, 2 * page);
}

TEST_CASE("recipients that neither To nor Cc names are blind copies; domains compare without case") {
    const view seen("To: Bob <bob@X.test>\r\nCc: carol@x.test\r\n\r\n");
    const std::vector<std::string_view> blind = seen.unnamed({"bob@x.test", "dave@x.test", "Carol@x.test"});
    CHECK(blind == std::vector<std::string_view>{"dave@x.test", "Carol@x.test"});
    CHECK(view("To: bob@m\u00FCller.test\r\n\r\n").unnamed({"bob@xn--mller-kva.test"}).empty());
}

TEST_CASE("a view nobody asks costs a pointer beside the bytes, and moving it loses nothing") {
    CHECK(sizeof(view) == sizeof(std::string_view) + sizeof(void*));
    view first(shop_mail);
    const auto* text = &*first.text();
    const view second(std::move(first));
    CHECK(&*second.text() == text);
    CHECK(second.subject() == "R\u00E9initialisation");
}

TEST_CASE("a header of a hundred kilobytes of encoded words and a body of 100,000 octets a line are read") {
    std::string message = "Subject: ";
    for (int i = 0; i < 5'000; ++i) message += "=?utf-8?B?w6nDqQ==?=\r\n ";
    message += "\r\n\r\n" + std::string(100'000, 'x') + "\r\n" + std::string(100'000, 'y');
    const view seen(message);
    CHECK(seen.subject()->size() == 5'000 * 4);
    CHECK(seen.text()->text.size() == 200'001);
}

TEST_CASE("any bytes give answers in valid UTF-8") {
    CHECK(rc::check([] {
        const auto pieces = *rc::gen::container<std::vector<std::string>>(rc::gen::oneOf(
            rc::gen::arbitrary<std::string>(),
            rc::gen::element<std::string>(
                "Content-Type: multipart/mixed; boundary=a\r\n", "Content-Type: text/html; charset=utf-7\r\n",
                "Subject: =?utf-8?q?", "=FF", "?=", "\r\n", "\r\n\r\n", "--a\r\n", "--a--", "To: <",
                "Content-Transfer-Encoding: quoted-printable\n", "Content-Disposition: attachment; filename=\"")));
        std::string message;
        for (const std::string& piece : pieces) message += piece;
        const view seen(message);
        RC_ASSERT(base::is_utf8(seen.subject().value_or("")));
        RC_ASSERT(base::is_utf8(seen.text() ? seen.text()->text : ""));
        RC_ASSERT(base::is_utf8(seen.html() ? seen.html()->text : ""));
        for (const auto& one : seen.attachments()) {
            RC_ASSERT(base::is_utf8(one.filename.value_or("") + one.content_type + one.disposition.value_or("") +
                                    one.content_id.value_or("")));
            RC_ASSERT(seen.facts_of(one).size <= message.size());
        }
        for (const auto& field : seen.headers()) RC_ASSERT(base::is_utf8(mail::decode_value(field)));
    }));
}
