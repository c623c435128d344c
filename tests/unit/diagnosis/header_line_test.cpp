// What is wrong with the lines and octets of a header, and with what came in between.
#include "header_cases.hpp"

using namespace mocksmtp;
using namespace mocksmtp::diagnosis;
using enum base::diagnostic_code;

namespace {

// How often it is told that the body begins with header fields.
std::size_t told_of_body(std::string_view head, std::string_view body) {
    std::string message = with_fields(head);
    message.replace(message.find("Hello."), 8, body);
    const auto found = found_of(header_in_body, message);
    const auto empty = body.find_first_not_of("\r\n");
    if (!found.empty()) CHECK(found[0].offset == message.rfind(body) + empty);
    return found.size();
}

}  // namespace

TEST_CASE("a line that is no header field is told by its number") {
    std::string message = with_fields("oops\r\nSubject: x\r\n");
    auto found = found_in(message);
    REQUIRE(found.size() == 1);
    CHECK(found[0] == base::diagnostic{header_syntax, "line 4: \"oops\"", message.find("oops")});

    CHECK(found_of(header_syntax, "Just text.\r\n") ==
          std::vector{base::diagnostic{header_syntax, "line 1: \"Just text.\"", 0}});
    CHECK(found_of(header_syntax, "    From: a@x.test\n    To: b@x.test\n\n    body") ==
          std::vector{base::diagnostic{header_syntax, "line 1: \"    From: a@x.test\" begins with white space", 0}});
    CHECK(found_of(header_syntax, "  Just text: yes.\r\n") ==
          std::vector{base::diagnostic{header_syntax, "line 1: \"Just text: yes.\"", 0}});
    message = "From ann Mon Jan  5\r\n" + with_fields("");
    CHECK(found_of(header_syntax, message) ==
          std::vector{base::diagnostic{header_syntax, "line 1 is the \"From \" line of an mbox file", 0}});
    for (const std::string_view fine : {"", "\r\n", "\r\ntext", "A: b\r\n", "A: b\r\n\r\n", "A: b", "A: b\n\nc"})
        CHECK(found_of(header_syntax, fine).empty());
}

TEST_CASE("white space before the colon, blank folds and long lines are told") {
    check_told(header_space_before_colon, {{"Subject : x\r\n", " : x", "Subject: white space before the colon"}});
    check_told(header_fold_blank, {{"Subject: x\r\n \t\r\n y\r\n", " \t\r\n y", "Subject: a folded line is blank"}});
    const std::string fits = "Subject: " + std::string(69, 'x') + "\r\n";
    check_fine({fits, "Subject:\r\n x\r\n"});
    const std::string longer = "X-A: b\r\n " + std::string(78, 'x') + "\r\n";
    check_told(header_line_over_78, {{longer, " xx", "X-A: 79 characters"}});
    const std::string umlauts =
        with_fields("Subject: " + std::string(60, 'x') + "\xC3\xA4\xC3\xA4\xC3\xA4\xC3\xA4\xC3\xA4\r\n");
    CHECK(found_in(umlauts, {.smtputf8 = true, .eight_bit = true}).empty());
}

TEST_CASE("control characters are told once of a field") {
    check_told(header_control_character,
               {{"Subject: a\x01\x02"
                 "b\r\n",
                 "\x01\x02", "Subject: \\x01"},
                {std::string_view("Subject: a\0b\r\n", 14), std::string_view("\0b", 2), "Subject: \\x00"}});
    check_fine({"Subject: a\tb\r\n"});
}

TEST_CASE("octets above 127 need SMTPUTF8, and then have to be UTF-8") {
    const std::string utf8 = with_fields("Subject: a \xC3\xA4 \xC3\xB6\r\n");
    CHECK(found_of(header_not_ascii, utf8) ==
          std::vector{base::diagnostic{header_not_ascii, "Subject: \"\xC3\xA4 \xC3\xB6\"", utf8.find('\xC3')}});
    CHECK(found_in(utf8, {.smtputf8 = true, .eight_bit = true}).empty());
    const std::string latin = with_fields("Subject: \xC3\xA4 \xE4\r\n");
    CHECK(found_of(header_not_utf8, latin, {.smtputf8 = true}) ==
          std::vector{base::diagnostic{header_not_utf8, "Subject: \"\\xe4\"", latin.find('\xE4')}});
}

TEST_CASE("a body that begins as a text or a form does is no header") {
    constexpr std::string_view whole = "To: bob@example.com\r\nSubject: Question\r\n";
    for (const std::string_view body :
         {"From: Joe <joe@x.example>\r\nSubject: Question\r\n\r\nText\r\n",
          "References: see below\r\nComments: none\r\n", "Content-Type: we discussed this header.\r\n",
          "Content-Type: text/plain was meant\r\n", "Content-Disposition: unclear\r\n",
          "Content-Transfer-Encoding: none\r\n", "MIME-Version: the first\r\n", "Message-ID: 1\r\n",
          "DKIM-Signature: missing\r\n", "List-Unsubscribe: no\r\n", "List-Unsubscribe-Post: no\r\n",
          "Return-Path: <a@b>\r\nReceived: from x\r\n"}) {
        CAPTURE(body);
        CHECK(told_of_body(whole, body) == 0);
    }
    CHECK(told_of_body("MIME-Version: 1.0\r\nContent-Type: text/plain\r\n", "Content-Type: text/html\r\n") == 0);
}

TEST_CASE("a body that begins with header fields is told") {
    const auto told = told_of_body;
    CHECK(told("", "Content-Type: text/html\r\n\r\n<p>\r\n") == 1);
    CHECK(told("", "MIME-Version: 1.0\r\n") == 1);
    CHECK(told("", "To: bob@example.com\r\nSubject: x\r\n\r\nText\r\n") == 1);
    CHECK(told("", "Subject: x\r\n y\r\nDate: Mon, 5 Jan 2026 10:00:00 +0100\r\n") == 1);
    CHECK(told("", "Subject: x\r\n\r\nText\r\n") == 0);
    CHECK(told("", "From: Bob\r\nSubject: Help\r\n") == 0);
    CHECK(told("", "Name: Bob\r\nSubject: Help\r\n") == 0);
    CHECK(told("Subject: x\r\n", "To: bob@example.com,\r\n carol@example.com\r\nSubject: x\r\n") == 1);
    CHECK(told("MIME-Version: 1.0\r\n", "Content-Transfer-Encoding: (c) 8bit\r\n\r\nx\r\n") == 1);
    CHECK(told("", "Subject: x\r\nIn-Reply-To: <a@b>\r\n") == 1);
    CHECK(told("MIME-Version: 1.0\r\nContent-Type: message/rfc822\r\n", "MIME-Version: 1.0\r\n\r\nx\r\n") == 0);
    CHECK(told("MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n",
               "Content-Type: of the parts\r\n--b\r\n\r\nx\r\n--b--\r\n") == 0);
}

TEST_CASE("header fields behind more than one empty line, or behind a first one, are told") {
    CHECK(told_of_body("", "\r\nContent-Type: text/html\r\n\r\n<p>\r\n") == 1);
    CHECK(told_of_body("", "\n\nMIME-Version: 1.0\n") == 1);
    CHECK(told_of_body("", "\r\n\r\nName: Bob\r\n") == 0);
    CHECK(found_of(header_in_body, "\nFrom: a@x.test\nSubject: hi\n\nbody") ==
          std::vector{base::diagnostic{header_in_body, "\"From: a@x.test\"", 1}});
    CHECK(found_of(header_in_body, "\r\n\r\nSubject: hi\r\n\r\nbody") ==
          std::vector{base::diagnostic{header_in_body, "\"Subject: hi\"", 4}});
    for (const std::string_view text : {"\r\nHello: x\r\n", "\r\nFrom: the desk of Bob\r\n", "\r\n", "\r\n\r\n"})
        CHECK(found_of(header_in_body, text).empty());
}
