#include "mocksmtp/mail/shown_parts.hpp"

#include <doctest/doctest.h>

#include <string>

#include "mocksmtp/mail/view.hpp"

using namespace mocksmtp;
using mail::view;

namespace {

std::string text_shown(const std::string& message) {
    const view seen(message);
    return seen.text() ? seen.text()->text : "(none)";
}

std::string html_shown(const std::string& message) {
    const view seen(message);
    return seen.html() ? seen.html()->text : "(none)";
}

}  // namespace

TEST_CASE("a message that is HTML has no text, one that is an attachment has neither") {
    CHECK(html_shown("Content-Type: text/html\r\n\r\n<p>") == "<p>");
    CHECK(text_shown("Content-Type: text/html\r\n\r\n<p>") == "(none)");
    const std::string file = "Content-Type: text/plain\r\nContent-Disposition: attachment\r\n\r\nx";
    CHECK(text_shown(file) == "(none)");
    CHECK(view(file).attachments().at(0).number == "1");
}

TEST_CASE("text parts of a multipart are shown one after another (RFC 2046 section 5.1.3)") {
    const std::string head = "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n";
    const std::string footer = "Content-Disposition: inline\r\n\r\nCode: 482913, https://a.test/u\r\n";
    const std::string list = head + "\r\nBody\r\n--b\r\n" + footer + "--b--";
    CHECK(text_shown(list) == "Body\nCode: 482913, https://a.test/u");
    CHECK(view(list).links().size() == 1);
    CHECK(view(list).codes().size() == 1);
    CHECK(view(list).attachments().empty());
    const std::string html = "--b\r\nContent-Type: text/html\r\n\r\n";
    const std::string apple = head.substr(0, head.size() - 5) + html +
                              "<p>see\r\n\r\n--b\r\nContent-Type: " + "application/pdf\r\n\r\nx\r\n" + html +
                              "<a href=x>go</a>\r\n--b--";
    CHECK(html_shown(apple) == "<p>see\n<a href=x>go</a>");
    CHECK(view(apple).links().size() == 1);
    CHECK(view(apple).attachments().size() == 1);
    CHECK(view(apple).html_parts().size() == 2);
    CHECK(text_shown(head + "Content-Type: text/plain; charset=x-none\r\n\r\n--b\r\n\r\nx\r\n--b--") == "x");
}

TEST_CASE("of alternatives, and of what belongs together, one is shown, with all that is in it") {
    const std::string plain = "Content-Type: text/plain\r\n\r\n";
    const std::string html = "Content-Type: text/html\r\n\r\n";
    const std::string rich = "Content-Type: multipart/mixed; boundary=i\r\n\r\n--i\r\n" + html + "1\r\n--i\r\n" + html +
                             "2\r\n--i\r\n" + plain + "hidden\r\n--i--\r\n";
    const auto within = [&](const std::string& kind) {
        return "Content-Type: multipart/mixed; boundary=o\r\n\r\n--o\r\nContent-Type: multipart/" + kind +
               "; boundary=a\r\n\r\n--a\r\n" + plain + "one\r\n--a\r\n" + rich + "--a\r\n" + html +
               "3\r\n--a--\r\n--o\r\n\r\nfooter\r\n--o--";
    };
    for (const std::string kind : {"alternative", "related"}) {
        CHECK(text_shown(within(kind)) == "one\nfooter");
        CHECK(html_shown(within(kind)) == "1\n2");
        CHECK(view(within(kind)).attachments().size() == 2);
    }
    CHECK(text_shown(within("mixed")) == "one\nhidden\nfooter");
    CHECK(html_shown(within("mixed")) == "1\n2\n3");
}

TEST_CASE("the root of what belongs together is the part that start names (RFC 2387 section 3.2)") {
    const auto related = [](const std::string& start) {
        return "Content-Type: multipart/related; boundary=b" + start +
               "\r\n\r\n--b\r\nContent-Type: text/html\r\nContent-ID: <frame@x>\r\n\r\nframe\r\n--b\r\n"
               "Content-Type: text/html\r\nContent-ID: <h@x>\r\n\r\nroot\r\n--b--";
    };
    CHECK(html_shown(related("; start=\"<h@x>\"")) == "root");
    CHECK(view(related("; start=\"<h@x>\"")).attachments().at(0).number == "1");
    CHECK(html_shown(related("; start=\"h@x\"")) == "root");
    CHECK(html_shown(related("; start=\"<none@x>\"")) == "frame");
    CHECK(html_shown(related("")) == "frame");
}

TEST_CASE("a text part with a file name is an attachment, unless it is the whole message") {
    CHECK(text_shown("Content-Type: text/plain; name=a.txt\r\n\r\nx") == "x");
    const std::string message =
        "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; name=a.txt\r\n\r\nfile\r\n"
        "--b\r\n\r\nthe text\r\n--b\r\n\r\na footer\r\n--b--";
    CHECK(text_shown(message) == "the text\na footer");
    const view seen(message);
    REQUIRE(seen.attachments().size() == 1);
    CHECK(seen.attachments()[0].filename == "a.txt");
    CHECK_FALSE(seen.attachments()[0].disposition);
}

TEST_CASE("a text with a file name is shown where there is nothing else and it is meant to be") {
    const auto parts = [](const std::string& kind, const std::string& header) {
        return "Content-Type: multipart/" + kind +
               "; boundary=b\r\n\r\n--b\r\nContent-Type: text/html; name=a.html\r\n" + header + "\r\n<p>\r\n--b--";
    };
    CHECK(html_shown(parts("mixed", "")) == "(none)");
    CHECK(html_shown(parts("mixed", "Content-Disposition: inline\r\n")) == "<p>");
    CHECK(html_shown(parts("mixed", "Content-Disposition: attachment\r\n")) == "(none)");
    CHECK(html_shown(parts("alternative", "")) == "<p>");
    CHECK(view(parts("alternative", "")).attachments().empty());
}

TEST_CASE("a message that is nothing but another message has no text of its own") {
    const std::string message = "Content-Type: message/rfc822\r\n\r\nSubject: in\r\n\r\ninner\r\n";
    CHECK(text_shown(message) == "(none)");
    CHECK(view(message).attachments().size() == 1);
}

TEST_CASE("the text of a forwarded message is not the text of the message") {
    const std::string message =
        "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: message/rfc822\r\n\r\nSubject: "
        "in\r\n\r\ninner\r\n"
        "--b\r\n\r\nouter\r\n--b--";
    CHECK(text_shown(message) == "outer");
    CHECK(view(message).attachments().at(0).content_type == "message/rfc822");
}
