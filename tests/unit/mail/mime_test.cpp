#include "mocksmtp/mail/mime.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <string>
#include <string_view>
#include <vector>

using namespace mocksmtp;
using mail::read_parts;

namespace {

std::string multipart(const std::string& boundary) {
    return "Content-Type: multipart/mixed; boundary=\"" + boundary + "\"\r\n\r\n";
}

// "1 text/plain [body] 2 ..." in order; parts that have parts are shown without body.
std::string outline(const std::string& message) {
    std::string text;
    for (const mail::part& one : read_parts(message)) {
        text += "(" + one.number + " " + one.type.value + (one.leaf ? " [" + std::string(one.body) + "]" : "") + ")";
    }
    return text;
}

}  // namespace

TEST_CASE("a message without MIME headers is one part of plain text") {
    CHECK(outline("Subject: x\r\n\r\nHi\r\n") == "(1 text/plain [Hi\r\n])");
    CHECK(outline("") == "(1 text/plain [])");
    CHECK(outline("--b\r\n\r\nx") == "(1 text/plain [--b\r\n\r\nx])");
}

TEST_CASE("a content type that is none counts as missing (RFC 2045 section 5.2)") {
    for (const std::string type : {"", "text", "/", "text/", "/plain", "a/b/c", ";charset=x"}) {
        CAPTURE(type);
        CHECK(read_parts("Content-Type: " + type + "\r\n\r\n").at(0).type.value == "text/plain");
    }
}

TEST_CASE("parts lie between delimiters, without preamble, epilogue and the line end in front of a delimiter") {
    CHECK(outline(multipart("b") +
                  "preamble\r\n--b\r\n\r\none\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\ntwo\r\n--b--\r\n"
                  "epilogue --b\r\n") == "( multipart/mixed)(1 text/plain [one\r\n])(2 text/html [two])");
}

TEST_CASE("line ends around delimiters may be LF or mixed, delimiters may be padded") {
    CHECK(outline("Content-Type: multipart/mixed; boundary=b\n\n--b\n\none\n--b \t\r\n\ntwo\r\n--b-- \n") ==
          "( multipart/mixed)(1 text/plain [one])(2 text/plain [two])");
}

TEST_CASE("a line that only begins like a delimiter is text") {
    CHECK(outline(multipart("b") + "--b\r\n\r\n--bc\r\n--b-\r\n--b--x\r\n --b\r\n-b\r\nx--b\r\n--b--") ==
          "( multipart/mixed)(1 text/plain [--bc\r\n--b-\r\n--b--x\r\n --b\r\n-b\r\nx--b])");
}

TEST_CASE("empty parts, parts without an empty line and parts without headers are parts") {
    CHECK(outline(multipart("b") + "--b\r\n--b\r\n\r\n--b\r\nContent-Type: text/html\r\n--b\r\n\r\nx\r\n--b--") ==
          "( multipart/mixed)(1 text/plain [])(2 text/plain [])(3 text/html [])(4 text/plain [x])");
    CHECK(outline(multipart("b") + "--b\r\nno header here\r\n--b--") ==
          "( multipart/mixed)(1 text/plain [no header here])");
}

TEST_CASE("a delimiter that looks like a header field still ends the header") {
    CHECK(outline(multipart("a:b") + "--a:b\r\nContent-Type: text/html\r\n--a:b\r\n\r\nx\r\n--a:b--\r\n") ==
          "( multipart/mixed)(1 text/html [])(2 text/plain [x])");
}

TEST_CASE("a multipart that is never closed keeps its last part to the end") {
    CHECK(outline(multipart("b") + "--b\r\n\r\none\r\n--b\r\n\r\ntwo\r\n") ==
          "( multipart/mixed)(1 text/plain [one])(2 text/plain [two\r\n])");
    CHECK(outline(multipart("b") + "--b") == "( multipart/mixed)(1 text/plain [])");
}

TEST_CASE("a multipart without boundary, or whose boundary never comes, is a part without parts") {
    CHECK(outline("Content-Type: multipart/mixed\r\n\r\n--\r\nx") == "(1 multipart/mixed [--\r\nx])");
    CHECK(outline("Content-Type: multipart/mixed; boundary=\"\"\r\n\r\n--\r\nx") == "(1 multipart/mixed [--\r\nx])");
    CHECK(outline(multipart("b") + "text\r\n") == "(1 multipart/mixed [text\r\n])");
    CHECK(outline(multipart("b") + "text\r\n--b--\r\nx") == "(1 multipart/mixed [text\r\n--b--\r\nx])");
}

TEST_CASE("parts nest and are numbered as IMAP numbers them") {
    CHECK(outline(multipart("a") + "--a\r\n" + multipart("b") +
                  "--b\r\n\r\none\r\n--b\r\n\r\ntwo\r\n--b--\r\n\r\n--a\r\n\r\nthree\r\n--a--\r\n") ==
          "( multipart/mixed)(1 multipart/mixed)(1.1 text/plain [one])(1.2 text/plain [two])(2 text/plain [three])");
    const std::string message = multipart("a") + "--a\r\n" + multipart("b") + "--b\r\n\r\none\r\n--b--\r\n--a--";
    const auto parts = read_parts(message);
    REQUIRE(parts.size() == 3);
    CHECK(parts[0].parent == 0);
    CHECK(parts[1].parent == 0);
    CHECK(parts[2].parent == 1);
    CHECK(std::string(parts[1].body) == "--b\r\n\r\none\r\n--b--");
}

TEST_CASE("an outer delimiter ends everything inside, closed or not") {
    CHECK(outline(multipart("a") + "--a\r\n" + multipart("b") +
                  "--b\r\n\r\none\r\n--a\r\n\r\ntwo\r\n--b\r\nstill two\r\n--a--") ==
          "( multipart/mixed)(1 multipart/mixed)(1.1 text/plain [one])(2 text/plain [two\r\n--b\r\nstill two])");
}

TEST_CASE("boundaries that begin with one another are told apart") {
    CHECK(outline(multipart("x") + "--x\r\n" + multipart("xy") +
                  "--xy\r\n\r\none\r\n--xy--\r\n--x\r\n\r\ntwo\r\n--x--") ==
          "( multipart/mixed)(1 multipart/mixed)(1.1 text/plain [one])(2 text/plain [two])");
    CHECK(outline(multipart("xy") + "--xy\r\n" + multipart("x") +
                  "--x\r\n\r\none\r\n--x--\r\n--xy\r\n\r\ntwo\r\n--xy--") ==
          "( multipart/mixed)(1 multipart/mixed)(1.1 text/plain [one])(2 text/plain [two])");
}

TEST_CASE("a message inside a message is a part and has parts, numbered as IMAP numbers them") {
    CHECK(outline(multipart("a") + "--a\r\nContent-Type: message/rfc822\r\n\r\n" + multipart("b") +
                  "--b\r\n\r\nx\r\n--b\r\n" + multipart("c") +
                  "--c\r\n\r\ny\r\n--c--\r\n--b--\r\n--a\r\n\r\nz\r\n--a--") ==
          "( multipart/mixed)(1 message/rfc822 [" + multipart("b") + "--b\r\n\r\nx\r\n--b\r\n" + multipart("c") +
              "--c\r\n\r\ny\r\n--c--\r\n--b--])(1.TEXT multipart/mixed)(1.1 text/plain [x])(1.2 multipart/mixed)"
              "(1.2.1 text/plain [y])(2 text/plain [z])");
    CHECK(outline("Content-Type: message/rfc822\r\n\r\nSubject: x\r\n\r\ny") ==
          "(1 message/rfc822 [Subject: x\r\n\r\ny])(1.1 text/plain [y])");
    CHECK(outline("Content-Type: message/rfc822\r\n\r\n" + multipart("b") + "no delimiter") ==
          "(1 message/rfc822 [" + multipart("b") + "no delimiter])(1.1 multipart/mixed [no delimiter])");
    const std::string message = multipart("a") + "--a\r\nContent-Type: message/rfc822\r\n\r\n" + multipart("b") +
                                "--b\r\n\r\nx\r\n--b--\r\n--a--";
    const auto parts = read_parts(message);
    REQUIRE(parts.size() == 4);
    CHECK(!parts[1].message);
    CHECK(parts[2].message == 1);
    CHECK(parts[3].message == 1);
    CHECK(parts[3].parent == 2);
    CHECK(parts[0].closed);
    CHECK(parts[2].closed);
}

TEST_CASE("in a digest a part is by default a message") {
    CHECK(outline("Content-Type: multipart/digest; boundary=d\r\n\r\n--d\r\n\r\nSubject: x\r\n\r\ny\r\n--d--") ==
          "( multipart/digest)(1 message/rfc822 [Subject: x\r\n\r\ny])(1.1 text/plain [y])");
}

TEST_CASE("a message that is encoded as a whole is not looked into (RFC 2045 section 6.4)") {
    CHECK(outline("Content-Type: message/rfc822\r\nContent-Transfer-Encoding: base64\r\n\r\nDQo=") ==
          "(1 message/rfc822 [DQo=])");
}

TEST_CASE("messages inside one another are followed as far as the limit") {
    std::string message;
    for (int i = 0; i < 20'000; ++i) message += "Content-Type: message/rfc822\r\n\r\n";
    const auto parts = read_parts(message);
    CHECK(parts.size() == mail::max_nesting + 1);
    CHECK(parts.back().skipped);
    CHECK(!parts.front().skipped);
}

TEST_CASE("of headers given twice in a part the first counts") {
    const auto parts = read_parts(
        "Content-Type: text/html\r\nContent-Type: text/css\r\nContent-Transfer-Encoding: base64\r\n"
        "Content-Transfer-Encoding: 7bit\r\ncontent-id: <a@b>\r\nContent-ID: <c@d>\r\n\r\nSGk=\r\n");
    CHECK(parts[0].type.value == "text/html");
    CHECK(parts[0].encoding == mail::transfer_encoding::base64);
    CHECK(parts[0].id == "a@b");
    CHECK(mail::decode_content(parts[0]) == "Hi");
}

TEST_CASE("comments around a Content-ID are no part of it") {
    const auto id = [](const std::string& value) { return read_parts("Content-ID:" + value + "\r\n\r\n")[0].id; };
    CHECK(id(" <a@c> (comment)") == "a@c");
    CHECK(id(" (<x@y>)\r\n <a@c>") == "a@c");
    CHECK(id(" a@c") == "a@c");
    CHECK(id(" <a@c") == "a@c");
    CHECK(id(" a@c>") == "a@c");
    CHECK(id(" <>") == "");
}

TEST_CASE("nesting of 10,000 levels is followed as far as the limit and costs no more") {
    std::string message;
    for (int i = 0; i < 10'000; ++i) {
        const std::string boundary = "b" + std::to_string(i);
        message += multipart(boundary) + "--" + boundary + "\r\n";
    }
    message += "\r\nthe bottom";
    const auto parts = read_parts(message);
    CHECK(parts.size() == mail::max_nesting + 1);
    CHECK(parts.back().leaf);
    CHECK(parts.back().type.value == "multipart/mixed");
    CHECK(parts.back().body.ends_with("the bottom"));
    CHECK(parts.back().skipped);
}

TEST_CASE("ten thousand levels with one boundary are followed as far as they make sense") {
    std::string message;
    for (int i = 0; i < 10'000; ++i) message += multipart("b") + "--b\r\n";
    CHECK(read_parts(message).size() <= mail::max_parts);
}

TEST_CASE("parts beyond the limit belong to the last one") {
    std::string message = multipart("b");
    for (std::size_t i = 0; i < 2 * mail::max_parts; ++i) message += "--b\r\n\r\nx\r\n";
    const auto parts = read_parts(message);
    CHECK(parts.size() == mail::max_parts);
    CHECK(parts.back().body.size() > mail::max_parts * 5);
    CHECK(parts.front().skipped);
}

TEST_CASE("hostile bodies cost no more than their length") {
    for (const std::string piece :
         {"--b\r\n--a:b\r\n", "--a:b\r\n", "--", "\n--", "--c\r\n", "a:b\r\n", "--b\r\na:b\r\n"}) {
        std::string message = multipart("b");
        while (message.size() < 1'000'000) message += piece;
        CHECK(read_parts(message).size() <= mail::max_parts);
    }
}

TEST_CASE(
    "any message made of MIME's pieces is read, its bodies inside the message, every parent in front of its children") {
    CHECK(rc::check([] {
        const auto pieces = *rc::gen::container<std::vector<std::string>>(rc::gen::element<std::string>(
            "Content-Type: multipart/mixed; boundary=a\r\n", "Content-Type: multipart/digest; boundary=b\n",
            "Content-Type: message/rfc822\r\n", "--a", "--b", "--a--", "--b--", "\r\n", "\n", "text", " ", "\r",
            "Content-Transfer-Encoding: base64\r\n"));
        std::string message;
        for (const std::string& piece : pieces) message += piece;
        const auto parts = read_parts(message);
        RC_ASSERT(!parts.empty());
        for (std::size_t i = 0; i < parts.size(); ++i) {
            RC_ASSERT((i == 0 ? parts[i].parent == 0 : parts[i].parent < i));
            RC_ASSERT((i == 0 || !parts[parts[i].parent].leaf || mail::holds_message(parts[parts[i].parent])));
            RC_ASSERT(parts[i].body.data() >= message.data());
            RC_ASSERT(parts[i].body.data() + parts[i].body.size() <= message.data() + message.size());
        }
    }));
}
