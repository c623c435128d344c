#include "mocksmtp/mail/header.hpp"

#include <doctest/doctest.h>

#include <string>

#include "mocksmtp/base/text.hpp"

using namespace mocksmtp;
using namespace std::string_literals;

namespace {

std::string body_of(const std::string& message) { return message.substr(mail::read_headers(message).body_offset); }

}  // namespace

TEST_CASE("fields keep their order, their duplicates, their raw bytes and where they stand") {
    const std::string message = "Subject: one\r\nX-Tenant:42\r\nsubject:  two\r\n\tfolded \r\n\r\nbody";
    const mail::header_block block = mail::read_headers(message);
    REQUIRE(block.fields.size() == 3);
    CHECK(block.fields[0].name == "Subject");
    CHECK(block.fields[0].raw == " one");
    CHECK(block.fields[0].offset == 0);
    CHECK(block.fields[1].name == "X-Tenant");
    CHECK(block.fields[1].raw == "42");
    CHECK(block.fields[2].name == "subject");
    CHECK(block.fields[2].raw == "  two\r\n\tfolded ");
    CHECK(message.substr(block.fields[2].offset, 9) == "subject: ");
    CHECK(message.substr(block.body_offset) == "body");
}

TEST_CASE("an empty message has no fields and an empty body") {
    const mail::header_block block = mail::read_headers("");
    CHECK(block.fields.empty());
    CHECK(block.body_offset == 0);
}

TEST_CASE("a message that begins with an empty line is all body behind it") {
    CHECK(body_of("\r\nSubject: no header\r\n") == "Subject: no header\r\n");
    CHECK(body_of("\nx") == "x");
}

TEST_CASE("a message without headers is all body") {
    CHECK(body_of("Hello Bob,\r\nthis is it.\r\n") == "Hello Bob,\r\nthis is it.\r\n");
    CHECK(body_of(" indented: text") == " indented: text");
    CHECK(body_of(": no name") == ": no name");
    CHECK(body_of("no colon") == "no colon");
    CHECK(body_of("\xC3\x9C: not ASCII") == "\xC3\x9C: not ASCII");
    CHECK(body_of("\0: NUL"s) == "\0: NUL"s);
    CHECK(body_of("From here on there are no fields\nnone") == "From here on there are no fields\nnone");
}

TEST_CASE("a body that follows its headers without an empty line begins at the first line that is no field") {
    const std::string message = "Subject: test\nFrom: a@b.c\nTo: d@e.f\nThis is a test\n";
    CHECK(mail::read_headers(message).fields.size() == 3);
    CHECK(body_of(message) == "This is a test\n");
}

TEST_CASE("line ends may be CRLF, LF or mixed, and CRs in front of a LF belong to it") {
    const std::string message = "A: 1\nB: 2\r\nC: 3\r\r\nD: 4\n 5\r\n\nbody";
    const mail::header_block block = mail::read_headers(message);
    REQUIRE(block.fields.size() == 4);
    CHECK(block.fields[0].raw == " 1");
    CHECK(block.fields[1].raw == " 2");
    CHECK(block.fields[2].raw == " 3");
    CHECK(block.fields[3].raw == " 4\n 5");
    CHECK(message.substr(block.body_offset) == "body");
}

TEST_CASE("headers may end with the message") {
    for (const std::string message : {"A: 1", "A: 1\n", "A: 1\r\n", "A: 1\r\n\r\n", "A: 1\n\n"}) {
        CAPTURE(message);
        const mail::header_block block = mail::read_headers(message);
        REQUIRE(block.fields.size() == 1);
        CHECK(block.fields[0].raw == " 1");
        CHECK(block.body_offset == message.size());
    }
}

TEST_CASE("white space between name and colon is taken, inside a name it is not") {
    CHECK(mail::read_headers("Subject \t: x\r\n").fields.at(0).name == "Subject");
    CHECK(mail::read_headers("Subject of: x\r\n").fields.empty());
}

TEST_CASE("an empty value is a value") {
    CHECK(mail::read_headers("Subject:\r\n\r\n").fields.at(0).raw.empty());
    CHECK(mail::read_headers("Subject:").fields.at(0).raw.empty());
}

TEST_CASE("a bare CR, a NUL and other control characters stay in the value") {
    const std::string message = "A: x\ry\0z\x01\r\n\r\n"s;
    CHECK(mail::read_headers(message).fields.at(0).raw == " x\ry\0z\x01"s);
}

TEST_CASE("a line of white space alone continues the field, it does not end the header") {
    const std::string message = "A: 1\r\n \r\nB: 2\r\n\r\nbody";
    CHECK(mail::read_headers(message).fields.size() == 2);
    CHECK(body_of(message) == "body");
}

TEST_CASE("the line that mbox files put in front is passed over when fields follow") {
    const std::string message = "From bob@example.com Thu Jan  1 00:00:00 2026\nSubject: x\n\nbody";
    const mail::header_block block = mail::read_headers(message);
    REQUIRE(block.fields.size() == 1);
    CHECK(block.fields[0].name == "Subject");
    CHECK(block.fields[0].offset == message.find("Subject"));
    CHECK(message.substr(block.body_offset) == "body");
}

TEST_CASE("a line of 100,000 octets is one field") {
    const std::string message = "X-Long: " + std::string(100'000, 'x') + "\r\nB: 2\r\n\r\n";
    const mail::header_block block = mail::read_headers(message);
    REQUIRE(block.fields.size() == 2);
    CHECK(block.fields[0].raw.size() == 100'001);
}

TEST_CASE("a million fields are a million fields") {
    std::string message;
    for (int i = 0; i < 1'000'000; ++i) message += "A: b\r\n";
    CHECK(mail::read_headers(message).fields.size() == 1'000'000);
}

TEST_CASE("a value folded a hundred thousand times is one value") {
    std::string message = "A: b";
    for (int i = 0; i < 100'000; ++i) message += "\r\n c";
    const mail::header_block block = mail::read_headers(message);
    REQUIRE(block.fields.size() == 1);
    CHECK(mail::unfold(block.fields[0].raw).size() == 2 + 2 * 100'000);
}

TEST_CASE("unfolding takes line ends out and leaves the white space") {
    CHECK(mail::unfold(" a\r\n b\n\tc\r\r\n d") == " a b\tc d");
    CHECK(mail::unfold("plain") == "plain");
    CHECK(mail::unfold("").empty());
    CHECK(mail::unfold("bare \r stays") == "bare \r stays");
}

TEST_CASE("a decoded value is trimmed, unfolded and decoded, and always UTF-8") {
    const auto shown = [](std::string_view raw) { return mail::decode_value({"Subject", raw, 0}); };
    CHECK(shown("  =?utf-8?Q?R=C3=A9initialisation?= \r\n =?utf-8?Q?_x?=\t") == "R\u00E9initialisation x");
    CHECK(shown(" R\xC3\xA9initialisation") == "R\u00E9initialisation");
    CHECK(shown(" R\xE9initialisation") == "R\uFFFDinitialisation");
    CHECK(shown("").empty());
}

TEST_CASE("whatever the bytes, fields and body together are the message") {
    std::string bytes;
    for (int i = 0; i < 256; ++i) bytes += static_cast<char>(i);
    for (std::size_t cut = 0; cut <= bytes.size(); ++cut) {
        const std::string message = bytes.substr(cut) + "A: b\r\n" + bytes.substr(0, cut);
        const mail::header_block block = mail::read_headers(message);
        CHECK(block.body_offset <= message.size());
        for (const auto& field : block.fields) CHECK(base::is_utf8(mail::decode_value(field)));
    }
}

TEST_CASE("one field is found without the others, where all of them are") {
    const std::string message = "A: 1\r\nSubject: first\r\n folded\r\nsubject: second\r\n\r\nX: body\r\n";
    CHECK(mail::decode_value(*mail::find_header(message, "SUBJECT")) == "first folded");
    CHECK(mail::find_header(message, "subject")->offset == 6);
    CHECK_FALSE(mail::find_header(message, "x"));
    CHECK_FALSE(mail::find_header("", "a"));
}
