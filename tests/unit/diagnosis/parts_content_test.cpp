#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "tests/unit/diagnosis/part_diagnosis.hpp"

namespace mocksmtp::diagnosis {

namespace {

using enum base::diagnostic_code;
using namespace std::string_literals;
using namespace std::string_view_literals;

std::string base64(std::string_view body) {
    return "Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\n" + std::string(body);
}

std::string quoted_printable(std::string_view body) {
    return "Content-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n" +
           std::string(body);
}

std::string text(std::string_view parameter, std::string_view encoding, std::string_view body) {
    return "Content-Type: text/plain" + std::string(parameter) +
           "\r\nContent-Transfer-Encoding: " + std::string(encoding) + "\r\n\r\n" + std::string(body);
}

std::string status(std::string_view body) {
    return "Content-Type: message/delivery-status\r\n\r\n" + std::string(body);
}

std::string unmarked(std::string_view marked) { return without_mark(marked).bytes; }

constexpr std::string_view of_message = "Reporting-MTA: dns; mx.example.org\r\n\r\n";
constexpr std::string_view of_recipient =
    "Final-Recipient: rfc822; a@b\r\nAction: failed (for good)\r\nStatus: 5.1.1\r\n";

}  // namespace

TEST_CASE("base64 holds its alphabet in whole groups") {
    check_only(base64_broken, "part 1: \"!\" is not in the alphabet", base64("YWJj\r\nYW@@!Jj\r\n"));
    check_only(base64_broken, "part 1: padding in the middle", base64("YQ==@@YWJj\r\n"));
    check_only(base64_broken, "part 1: padding in the middle", base64("YWJj@@=\r\n"));
    check_only(base64_broken, "part 1: the last group is not complete", base64("YWJjY@@Q\r\n"));
    check_only(base64_broken, "part 1: the last group is not complete", base64("YWJj@@Y\r\n"));
    for (const std::string_view good : {"", "YWJj", "YQ==\r\n", "YWI=\r\n", "YW\r\nJj \r\n\r\n"})
        check_clean(base64(good));
}

TEST_CASE("broken base64 says nothing about characters") {
    check_only(base64_broken, "part 1: \"-\" is not in the alphabet", text("; charset=utf-8", "base64", "//8@@-\r\n"));
}

TEST_CASE("a line of encoded content has 76 characters at most") {
    const std::string full(76, 'A');
    check_clean(base64(full + "\r\n" + full));
    check_clean(quoted_printable(full + "\r\n" + std::string(75, 'A') + "=\r\n" + full));
    check_only(encoded_line_too_long, "part 1: 80 characters", base64(full + "\r\n@@AAAA" + full + "\r\n"));
    check_only(encoded_line_too_long, "part 1: 77 characters", quoted_printable("@@" + full + "=\r\nx"));
    check_clean(base64(std::string(1000, 'A')));  // line_too_long
    check_only(encoded_line_too_long, "part 1: 1000 characters", base64("@@" + std::string(1000, 'A')),
               {.binary = true});
}

TEST_CASE("quoted-printable encodes what it has to, rightly") {
    constexpr std::string_view lonely = "part 1: an equals sign without two hex digits";
    check_only(quoted_printable_broken, lonely, quoted_printable("a@@=b"));
    check_only(quoted_printable_broken, lonely, quoted_printable("=3D@@=4G"));
    check_only(quoted_printable_broken, lonely, quoted_printable("a@@="));
    check_only(quoted_printable_broken, "part 1: an octet that has to be encoded", quoted_printable("a@@\xFC"));
    check_only(quoted_printable_broken, "part 1: an octet that has to be encoded", quoted_printable("a@@\x01"));
    check_only(quoted_printable_broken, "part 1: white space at the end of a line", quoted_printable("a@@ \t\r\nb"));
    check_only(quoted_printable_broken, "part 1: white space at the end of a line", quoted_printable("a@@ "));
    check_only(quoted_printable_broken, "part 1: white space behind a soft line break", quoted_printable("a@@= \r\n"));
    for (const std::string_view good : {"", "a=FC=\r\nb\tc =20\r\n", "a=\nb", "a=\r\n", "=3D=3D\r\n"})
        check_clean(quoted_printable(good));
    check_only(quoted_printable_lower_case, "part 1: \"=fC\"", quoted_printable("=FC@@=fC=fc"));
}

TEST_CASE("octets above 127 need an encoding that says so") {
    constexpr std::string_view utf8 = "; charset=utf-8";
    check_only(transfer_encoding_wrong, "part 1: declared 7bit", text(utf8, "7bit", "x@@\xC3\xBC"));
    check_only(transfer_encoding_wrong, "part 1: declares no encoding",
               "Content-Type: text/plain; charset=utf-8\r\n\r\nx@@\xC3\xBC");
    check_only(transfer_encoding_wrong, "part 1: declares no encoding", "Content-Type: image/png\r\n\r\nx@@\xFF");
    const std::string inside = text(utf8, "8bit", "x@@\xC3\xBC");
    check_only(transfer_encoding_wrong, "the message: declared 7bit",
               "Content-Type: multipart/mixed; boundary=b\r\nContent-Transfer-Encoding: 7bit\r\n\r\n--b\r\n" + inside +
                   "\r\n--b--\r\n");
    check_only(transfer_encoding_wrong, "part 1: declared 7bit",
               "Content-Type: message/rfc822\r\nContent-Transfer-Encoding: 7bit\r\n\r\n" + inside);
    check_clean(text(utf8, "8bit", "x\xC3\xBC"));
    check_clean(text(utf8, "Binary", "x\xC3\xBC"));
    check_clean(text(utf8, "7bit", "x"));
    check_clean("Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n" + text(utf8, "8bit", "\xC3\xBC") +
                "\r\n--b--\r\n");
}

TEST_CASE("octets above 127 need 8BITMIME, once for the whole message") {
    const std::string message = text("; charset=utf-8", "8bit", "x@@\xC3\xBC\xC3\xBC");
    check_only(eight_bit_without_8bitmime, "part 1", message, {});
    check_clean(unmarked(message), {.eight_bit = true});
    check_clean(unmarked(message), {.binary = true});
    check_clean("Subject: \xC3\xBC\r\n\r\nx", {});
    check_only(eight_bit_without_8bitmime, "part 2",
               "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nx\r\n--b\r\n" + message + "\r\n--b--\r\n",
               {});
}

TEST_CASE("a body has no NUL, but for one that came by BDAT") {
    const std::string message = "\r\na\0b\0"s;
    const auto found = part_diagnostics(message, {});
    CHECK(told(found) == told({{nul_in_body, "part 1", 3}}));
    check_clean(message, {.binary = true});
    check_clean("Subject: a\0b\r\n\r\nx"sv);
}

TEST_CASE("text that is not ASCII says its charset") {
    check_only(charset_missing, "part 1: text/plain", text("", "8bit", "x@@\xC3\xBC"));
    check_only(charset_missing, "part 1: text/plain", text("", "base64", "YW@@P8\r\n"));
    check_only(charset_missing, "part 1: text/plain", text("", "quoted-printable", "a=\r\n=3D@@=FC"));
    check_clean(text("", "7bit", "x"));
    check_clean("\r\nx");
    check_clean("Content-Type: text/html\r\nContent-Transfer-Encoding: 8bit\r\n\r\n<meta Charset=utf-8>\xC3\xBC");
    check_clean("Content-Type: text/html\r\nContent-Transfer-Encoding: 8bit\r\n\r\n<meta Charset=iso-8859-1>\xFC");
    for (const std::string said : {"<p>", "<p>charset", "<meta charset=x-none>"}) {
        check_only(charset_missing, "part 1: text/html",
                   "Content-Type: text/html\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" + said + "@@\xC3\xBC");
    }
    check_only(charset_wrong, "part 1: not in \"utf-8\"",
               "Content-Type: text/html\r\nContent-Transfer-Encoding: 8bit\r\n\r\n<meta charset=utf-8>\xC3\xBC@@\xFC.");
    check_clean("Content-Type: text/csv\r\nContent-Transfer-Encoding: 8bit\r\n\r\n\xC3\xBC");
    check_clean("Content-Disposition: attachment; filename=a.txt\r\n" + text("", "8bit", "\xC3\xBC"));
}

TEST_CASE("text is in the charset that it names") {
    check_only(charset_wrong, "part 1: not in \"utf-8\"", text("; charset=utf-8", "8bit", "\xC3\xBC@@\xFCx"));
    check_only(charset_wrong, "part 1: not in \"us-ascii\"", text("; charset=us-ascii", "8bit", "x@@\xC3\xBC"));
    check_only(charset_wrong, "part 1: not in \"utf-8\"", text("; charset=utf-8", "base64", "YW@@L8\r\n"));
    check_only(charset_wrong, "part 1: not in \"utf-8\"", text("; charset=utf-8", "quoted-printable", "=C3=BC@@=FCx"));
    check_only(charset_wrong, "part 1: not in \"euc-jp\"", text("; charset=euc-jp", "8bit", "\xA4\xA2@@\xA4 x"));
    check_clean(text("; charset=utf-8", "8bit", "\xC3\xBC\xE2\x82\xAC"));
    check_clean(text("; charset=iso-8859-1", "8bit", "\xFC\xFF"));
    check_clean(text("; charset=windows-1252", "8bit", "\x93\xFC\x94"));
    check_only(charset_wrong, "part 1: not in \"iso-8859-1\"", text("; charset=iso-8859-1", "8bit", "\xFC@@\x93x"));
    check_clean(text("; charset=gb2312", "8bit", "\xE9\x46"));
    check_clean(text("; charset=iso-2022-jp", "7bit", "\x1B$B$\"\x1B(B"));
}

TEST_CASE("a delivery status has its fields, for the message and for each recipient") {
    const std::string head(of_message);
    const std::string good = head + std::string(of_recipient);
    check_clean(status(good));
    check_clean(status(good + "\r\n" + std::string(of_recipient) + "\r\n"));
    const auto wrong = [](std::string_view what, const std::string& body) {
        check_only(delivery_status_invalid, "part 1: " + std::string(what), status(body));
    };
    wrong("Reporting-MTA is missing", "@@X: y\r\n\r\n" + std::string(of_recipient));
    wrong("Reporting-MTA is \"mx\"", "@@Reporting-MTA: mx\r\n\r\n" + std::string(of_recipient));
    wrong("no block for a recipient", head + "@@");
    wrong("Final-Recipient is missing", head + "@@Action: failed\r\nStatus: 5.0.0\r\n");
    wrong("Final-Recipient is \"a@b\"", head + "Action: failed\r\n@@Final-Recipient: a@b\r\nStatus: 5.0.0\r\n");
    wrong("Action is \"bounced\"", head + "Final-Recipient: rfc822;a@b\r\n@@Action: bounced\r\nStatus: 5.0.0\r\n");
    wrong("Status is \"550 5.1.1\"", head + "Final-Recipient: rfc822;a@b\r\nAction: failed\r\n@@Status: 550 5.1.1\r\n");
    wrong("Status is missing", good + "\r\n@@Final-Recipient: rfc822;a@b\r\nAction: failed\r\n");
    wrong("\"oh dear\" is no field", head + "Final-Recipient: rfc822;a@b\r\n@@oh dear\r\nAction: failed\r\n");
}

TEST_CASE("a part of a message inside is looked at too") {
    check_only(base64_broken, "part 1.1: \"!\" is not in the alphabet",
               "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: message/rfc822\r\n\r\n" +
                   base64("@@!AAA") + "\r\n--b--\r\n");
}

}  // namespace mocksmtp::diagnosis
