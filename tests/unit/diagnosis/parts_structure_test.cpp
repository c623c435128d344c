#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "mocksmtp/mail/mime.hpp"
#include "tests/unit/diagnosis/part_diagnosis.hpp"

namespace mocksmtp::diagnosis {

namespace {

using enum base::diagnostic_code;

std::string mixed(std::string_view parameter, std::string_view body) {
    return "Content-Type: @@multipart/mixed" + std::string(parameter) + "\r\n\r\n" + std::string(body);
}

std::string alternatives(std::string_view first, std::string_view second) {
    return "Content-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\nContent-Type: " + std::string(first) +
           "\r\n\r\nx\r\n--b\r\n@@Content-Type: " + std::string(second) + "\r\n\r\nx\r\n--b--\r\n";
}

std::string with_html(std::string_view html, std::string_view fields) {
    return "Content-Type: multipart/related; boundary=b\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n" +
           std::string(html) + "\r\n--b\r\nContent-Type: image/png\r\n" + std::string(fields) + "\r\nx\r\n--b--\r\n";
}

std::string unmarked(std::string_view marked) { return without_mark(marked).bytes; }

}  // namespace

TEST_CASE("a multipart names its boundary") {
    check_only(boundary_missing, "part 1: multipart/mixed", mixed("", "--b\r\n\r\nx\r\n--b--\r\n"));
    check_only(boundary_missing, "part 1: multipart/mixed", mixed("; boundary=\"\"", "--b\r\n\r\nx\r\n--b--\r\n"));
    check_clean(unmarked(mixed("; boundary=b", "--b\r\n\r\nx\r\n--b--\r\n")));
}

TEST_CASE("a boundary has 70 characters at most, and not all are allowed") {
    for (const std::string& wrong : {std::string("a b "), std::string("a#b"), std::string(71, 'b')}) {
        const std::string body = "--" + wrong + "\r\n\r\nx\r\n--" + wrong + "--\r\n";
        check_only(boundary_invalid,
                   "the message: \"" +
                       (wrong.size() > 48 ? std::string(48, 'b') + "..."
                        : wrong == "a b " ? "a b"
                                          : wrong) +
                       "\"",
                   "Content-Type: multipart/mixed; boundary=@@\"" + wrong + "\"\r\n\r\n" + body);
    }
    for (const std::string& good : {std::string(70, 'b'), std::string("a b'()+_,-./:=?c")}) {
        check_clean("Content-Type: multipart/mixed; boundary=\"" + good + "\"\r\n\r\n--" + good + "\r\n\r\nx\r\n--" +
                    good + "--\r\n");
    }
}

TEST_CASE("a boundary that never comes is told of, and not that it is not closed") {
    check_only(boundary_never_used, "part 1: \"--b\"",
               "Content-Type: multipart/mixed; boundary=@@b\r\n\r\n--c\r\n\r\nx\r\n--c--\r\n");
    check_clean("Content-Type: multipart/mixed; boundary=b\r\n\r\n--b--\r\n");
}

TEST_CASE("a multipart has a closing boundary") {
    check_only(multipart_not_closed, "the message: \"--b--\" is missing",
               "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nx\r\n@@");
    const std::string inner =
        "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n"
        "Content-Type: multipart/mixed; boundary=c\r\n\r\n--c\r\n\r\nx";
    check_only(multipart_not_closed, "part 1: \"--c--\" is missing", inner + "@@\r\n--b--\r\n");
    check_only(multipart_not_closed, "the message: \"--b--\" is missing", inner + "\r\n@@");
    check_clean(inner + "\r\n--c--\r\n--b--\r\n");
    check_clean("Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nx\r\n--b--");
}

TEST_CASE("parts that are not looked for are told of, and nothing that follows from it") {
    std::string many = "Content-Type: multipart/mixed; boundary=b\r\n\r\n@@";
    for (std::size_t i = 0; i < mail::max_parts; ++i) many += "--b\r\n\r\n";
    check_only(parts_left_out, "the message", many + "--b--\r\n");

    const std::string end = "END:VEVENT\r\nEND:VCALENDAR\r\n";
    std::string invitation =
        "Content-Type: text/calendar\r\n\r\n@@BEGIN:VCALENDAR\r\nPRODID:x\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\n"
        "UID:1\r\nDTSTAMP:20260101T000000Z\r\nDTSTART:20260101T000000Z\r\n";
    for (std::size_t i = 3; i < mail::most_calendar_properties; ++i) invitation += "COMMENT:x\r\n";
    check_clean(unmarked(invitation + end));
    check_only(parts_left_out, "part 1: more than 10000 properties", invitation + "COMMENT:x\r\n" + end);

    std::string report = "Content-Type: message/delivery-status\r\n\r\n@@Reporting-MTA: dns; x\r\n";
    const std::string recipient = "\r\nFinal-Recipient: rfc822; a@b\r\nAction: failed\r\nStatus: 5.0.0\r\n";
    for (std::size_t i = 0; i < mail::most_status_recipients; ++i) report += recipient;
    check_clean(unmarked(report));
    check_only(parts_left_out, "part 1: more than 10000 recipients", report + recipient);

    std::string deep;
    for (std::size_t i = 0; i <= mail::max_nesting; ++i) {
        const std::string boundary = "b" + std::to_string(i) + "b";
        deep += "Content-Type: multipart/mixed; boundary=" + boundary + "\r\n\r\n";
        if (i < mail::max_nesting) deep += "--" + boundary + "\r\n";
    }
    const auto found = part_diagnostics(deep, eight_bit_mail);
    REQUIRE(found.size() == 2);
    CHECK(found[0].code == multipart_not_closed);
    CHECK(found[1].code == parts_left_out);
}

TEST_CASE("the plain text of an alternative stands in front of its richer forms") {
    check_only(alternative_order_wrong, "part 2 is the plain text of the message",
               alternatives("text/html", "text/plain"));
    check_only(alternative_order_wrong, "part 2 is the plain text of the message",
               alternatives("multipart/related; boundary=c\r\n\r\n--c\r\n\r\nx\r\n--c--", "text/plain"));
    check_only(alternative_order_wrong, "part 2 is the plain text of the message",
               alternatives("multipart/mixed; boundary=c\r\n\r\n--c\r\nContent-Type: text/html\r\n\r\nx\r\n--c--",
                            "text/plain"));
    check_clean(unmarked(
        alternatives("multipart/mixed; boundary=c\r\n\r\n--c\r\nContent-Type: text/html; name=a.htm\r\n\r\nx\r\n--c--",
                     "text/plain")));
    for (const std::string beside :
         {"text/csv\r\nContent-Disposition: attachment", "text/csv", "text/html\r\nContent-Disposition: attachment"}) {
        const std::string plain = "multipart/mixed; boundary=c\r\n\r\n--c\r\n\r\nx\r\n--c\r\nContent-Type: ";
        check_clean(unmarked(alternatives(plain + beside + "\r\n\r\nx\r\n--c--", "text/plain")));
    }
    check_clean(unmarked(alternatives("text/plain", "text/html")));
    check_clean(unmarked(alternatives("text/plain", "text/plain")));
    check_clean(unmarked(alternatives("text/html", "text/plain; name=a.txt")));
}

TEST_CASE("two parts of a message have different Content-IDs") {
    const std::string twice = "--b\r\nContent-ID: <a@b>\r\n\r\nx\r\n--b\r\nContent-ID: @@<a@b>\r\n\r\nx\r\n--b--\r\n";
    check_only(content_id_repeated, "\"a@b\" is that of part 1 too",
               "Content-Type: multipart/mixed; boundary=b\r\n\r\n" + twice);
    check_clean("Content-Type: multipart/alternative; boundary=b\r\n\r\n" + unmarked(twice));
    check_clean(
        "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-ID: <a@b>\r\n\r\nx\r\n--b\r\n"
        "Content-Type: message/rfc822\r\n\r\nContent-ID: <a@b>\r\n\r\nx\r\n--b--\r\n");
}

TEST_CASE("a picture that the HTML shows by its content id is there") {
    check_only(content_id_not_found, "part 1: cid:logo@x",
               with_html("<img src='@@cid:logo@x'><img src='cid:logo@x'>", "Content-ID: <Logo@x>\r\n"));
    check_only(content_id_not_found, "part 1: cid:logo@x", with_html("@@<img src='cid:logo%40x'>", ""));
    check_clean(with_html("<img src='cid:logo%40x'> cid:other", "Content-ID: <logo@x>\r\n"));
    check_clean(with_html("<img src='cid:logo@x'>", "Content-ID: <logo@x> (the logo)\r\n"));
    check_only(content_id_not_found, "part 1: cid:logo@x",
               with_html("<td style='background: URL( &quot;@@cid:logo@x&quot; )'>", ""));
    check_only(content_id_not_found, "part 1: cid:logo@x",
               with_html("<style>/* a{b:url(cid:a@b)} */ a{b:url(a.png)} td{c:url(@@cid:logo@x)}</style>", ""));
    check_clean(with_html("<p style='a: url(cid:logo%40x)'>url(cid:a@b)<style>/**/*{b:url( \"CID:logo@x\" )}</style>",
                          "Content-ID: <logo@x>\r\n"));
    check_clean(with_html("<!-- <img src='cid:logo'> -->", ""));
    check_only(content_id_not_found, "part 1: cid:logo@x", with_html("<img srcset='a.png 1x, @@cid:logo@x 2x'>", ""));
    check_only(content_id_not_found, "part 1: cid:logo@x",
               "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n"
               "<img src='@@cid:logo@x'>\r\n--b\r\nContent-Type: message/rfc822\r\n\r\nContent-ID: <logo@x>\r\n"
               "\r\nx\r\n--b--\r\n");
    check_clean(with_html("<img alt='cid:a' title='cid:b' src='https://x.test/a.png'><input value='cid:17'>", ""));
}

}  // namespace mocksmtp::diagnosis
