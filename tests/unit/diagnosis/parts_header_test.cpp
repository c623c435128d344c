#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "tests/unit/diagnosis/part_diagnosis.hpp"

namespace mocksmtp::diagnosis {

namespace {

using enum base::diagnostic_code;

std::string in_second_part(std::string_view fields) {
    return "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\none\r\n--b\r\n" + std::string(fields) +
           "\r\n\r\ntwo\r\n--b--\r\n";
}

struct wrong_parameter {
    std::string_view written;
    std::string_view why;
};

}  // namespace

TEST_CASE("a Content-Type is type/subtype") {
    check_only(content_type_invalid, "part 1: \"text\"", "Content-Type: @@text; charset=utf-8\r\n\r\nx");
    check_only(content_type_invalid, "part 1: \"\"", "@@Content-Type: \r\n\r\nx");
    check_only(content_type_invalid, "part 1: \"text/plain charset=utf-8\"",
               "Content-Type: @@text/plain charset=utf-8\r\n\r\nx");
    check_only(content_type_invalid, "part 2: \"text/plain/x\"", in_second_part("Content-Type: @@text/plain/x"));
    check_clean("Content-Type: text/plain\r\n\r\nx");
    check_clean("Content-Type: TEXT / Plain (comment); Charset = us-ascii (ASCII)\r\n\r\nx");
}

TEST_CASE("the header of a part is made of lines, octets and words as that of the message is") {
    check_only(header_syntax, "part 2: \"foo bar\"",
               in_second_part("Content-Type: text/plain\r\n@@foo bar\r\nContent-Language: en"));
    check_only(header_not_ascii, "Content-Description: \"\xC3\xA4\"",
               in_second_part("Content-Description: @@\xC3\xA4"));
    check_only(header_not_utf8, "Content-Description: \"\\xe4\"", in_second_part("Content-Description: @@\xE4"),
               {.smtputf8 = true, .eight_bit = true});
    check_only(header_control_character, "Content-Description: \\x01", in_second_part("Content-Description: a@@\x01"));
    check_only(encoded_word_broken,
               "Content-Description: \"=?utf-8?Q?=4?=\" has no two hex digits behind an equals sign",
               in_second_part("Content-Description: @@=?utf-8?Q?=4?="));
    check_only(header_space_before_colon, "Content-Type: white space before the colon",
               in_second_part("Content-Type@@ : text/plain"));
    check_clean(in_second_part("Content-Description: =?utf-8?Q?=C3=A4?=\r\nX-Own:\r\n b"));
    check_clean(in_second_part("Content-Description: \xC3\xA4"), {.smtputf8 = true, .eight_bit = true});
    check_clean("Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n--b--\r\n");
    check_clean(in_second_part("Content-Type: message/rfc822\r\n\r\nSubject: \xC3\xA4\r\nMIME-Version : 1.0"));
}

TEST_CASE("each Content- field stands once in a part") {
    check_only(header_duplicate, "part 2: CONTENT-TYPE",
               in_second_part("Content-Type: text/plain\r\n@@CONTENT-TYPE: text/html"));
    check_only(header_duplicate, "part 2: Content-ID",
               in_second_part("Content-ID: <a@b.example>\r\n@@Content-ID: <c@d.example>"));
    check_clean("Content-Type: text/plain\r\nContent-Type: text/plain\r\n\r\nx");  // that is the header's diagnosis
    check_clean(in_second_part("X-Own: a\r\nX-Own: b"));
}

TEST_CASE("a Content-Disposition has a type") {
    check_only(content_disposition_invalid, "part 2: \"\"", in_second_part("Content-Disposition: @@; filename=a.txt"));
    check_only(content_disposition_invalid, "part 2: \"filename=a.txt\"",
               in_second_part("Content-Disposition: @@filename=a.txt"));
    check_clean(in_second_part("Content-Disposition: attachment"));
    check_clean(in_second_part("Content-Disposition: x-own; filename=a.txt"));
}

TEST_CASE("a parameter follows the grammar") {
    constexpr wrong_parameter all[] = {
        {"filename=@@a b.txt", "filename: \"a b.txt\" needs quotation marks"},
        {"filename=@@a[1].txt", "filename: \"a[1].txt\" needs quotation marks"},
        {"@@filename=", "filename: no value"},
        {"@@filename", "\"filename\" is no name=value"},
        {"@@=a.txt", "\"=a.txt\" is no name=value"},
        {"filename=a.txt;@@ ", "a semicolon without a parameter"},
        {"filename=@@\"a.txt", "filename: the quotation mark is not closed"},
        {"filename=\"a\" @@b.txt", "filename: \"b.txt\" stands behind the quotation marks"},
        {"filename=a.txt; FileName=@@b.txt", "filename: given twice"},
        {"filename*0=a; filename*2=@@b; filename*3=c", "filename*2: section 1 is missing"},
        {"filename*1=@@a", "filename*1: section 0 is missing"},
        {"filename*01=@@a", "filename*01: no such form of a name"},
        {"filename*=@@utf-9''a", "filename*: \"utf-9\" is no charset that is known"},
        {"filename*=@@a.txt", "filename*: no charset'language' in front of the value"},
        {"filename*=@@\"utf-8''a\"", "filename*: an extended value may not stand in quotation marks"},
        {"filename*=@@utf-8''a%2", "filename*: a percent sign without two hex digits"},
        {"filename=@@\xC3\xBC.txt", "filename: octets above 127 in \"\xC3\xBC.txt\""},
        {"filename=\"a @@\xC3\xBC.txt\"", "filename: octets above 127 in \"a \xC3\xBC.txt\""},
    };
    for (const auto& one : all) {
        check_only(content_parameter_invalid, "part 2: " + std::string(one.why),
                   in_second_part("Content-Disposition: attachment; " + std::string(one.written)));
    }
    check_only(content_parameter_invalid, "part 1: charset: \"us-ascii format=flowed\" needs quotation marks",
               "Content-Type: text/plain; charset=@@us-ascii format=flowed\r\n\r\nx");
}

TEST_CASE("a parameter as mailers write it is fine") {
    for (const std::string_view one : {
             "filename=a-b_c.txt",
             "filename=\"a b (1).txt\"",
             "filename=\"say \\\"a\\\".txt\"",
             "filename*=UTF-8''%C3%BC%20b.txt",
             "filename*=''a.txt",
             "filename*=utf-8'de'%C3%BC.txt; filename=u.txt",
             "filename*0=\"a b\"; filename*1=c.txt",
             "filename*0*=utf-8''%C3%BC;\r\n filename*1*=%C3%BC;\r\n filename*2=.txt",
             "\r\n filename=\"a.txt\";\r\n\tsize=12;\r\n\tcreation-date=\"Wed, 12 Feb 1997 16:29:51 -0500\"",
             "filename = a.txt (the first)",
         }) {
        check_clean(in_second_part("Content-Disposition: attachment; " + std::string(one)));
    }
    check_clean("Content-Type: text/plain; charset=\"utf-8\"; format=flowed; delsp=yes\r\n\r\nx");
}

TEST_CASE("UTF-8 may stand in a parameter of mail that declared SMTPUTF8") {
    const std::string utf8 = in_second_part("Content-Disposition: attachment; filename=\"\xC3\xBC\"");
    check_clean(utf8, {.smtputf8 = true, .eight_bit = true});
    check_only(content_parameter_invalid, "part 2: filename: octets above 127 in \"\\xfc\"",
               in_second_part("Content-Disposition: attachment; filename=\"@@\xFC\""),
               {.smtputf8 = true, .eight_bit = true});
}

TEST_CASE("octets above 127 in the top header are told of as such, not as a parameter") {
    check_clean("Content-Type: text/plain; name=\"\xC3\xBC\"\r\n\r\nx");
}

TEST_CASE("an extended parameter is in the charset that it names, and encoded no second time") {
    const auto wrong = [](base::diagnostic_code code, std::string_view what, const std::string& written) {
        check_only(code, "part 2: " + std::string(what), in_second_part("Content-Disposition: attachment; " + written));
    };
    wrong(charset_wrong, "filename*: \"UTF-8''%FC.pdf\"", "filename*=@@UTF-8''%FC.pdf");
    wrong(charset_wrong, "filename*0*: \"UTF-8''%FC\"", "filename*0*=@@UTF-8''%FC; filename*1=.pdf");
    wrong(charset_wrong, "filename*: \"us-ascii''%C3%BC.pdf\"", "filename*=@@us-ascii''%C3%BC.pdf");
    wrong(encoded_word_misplaced, "filename*: \"utf-8''%3D%3Futf-8%3FQ%3F%C3%BC%3F%3D\"",
          "filename*=@@utf-8''%3D%3Futf-8%3FQ%3F%C3%BC%3F%3D");
    check_clean(in_second_part("Content-Disposition: attachment; filename*0*=utf-8''%C3; filename*1*=%BC"));
}

TEST_CASE("an encoded word may stand in no parameter") {
    const std::string detail = "part 2: filename: \"=?utf-8?Q?=C3=BC.txt?=\"";
    check_only(encoded_word_misplaced, detail,
               in_second_part("Content-Disposition: attachment; filename=\"@@=?utf-8?Q?=C3=BC.txt?=\""));
    check_only(encoded_word_misplaced, detail,
               in_second_part("Content-Disposition: attachment; filename=@@=?utf-8?Q?=C3=BC.txt?="));
    check_only(encoded_word_misplaced, "part 2: filename*0: \"=?utf-8?B?w6Q=?=.pdf\"",
               in_second_part("Content-Disposition: attachment; filename*0=@@\"=?utf-8?B?w6Q\"; "
                              "filename*1=\"=?=.pdf\""));
    check_only(encoded_word_misplaced, "part 2: filename*: \"utf-8''=?utf-8?Q?x?=.txt\"",
               in_second_part("Content-Disposition: attachment; filename*=utf-8''@@=?utf-8?Q?x?=.txt"));
    check_clean(in_second_part("Content-Disposition: attachment; filename=\"what=?really?\""));
}

TEST_CASE("a charset that is not known is told of, and nothing about the characters") {
    check_only(charset_unknown, "part 1: \"utf-9\"",
               "Content-Type: text/plain; charset=@@utf-9\r\nContent-Transfer-Encoding: 8bit\r\n\r\n\xC3\xBC");
    check_only(charset_unknown, "part 2: \"x-none\"", in_second_part("Content-Type: text/html; charset=@@\"x-none\""));
    check_clean("Content-Type: text/plain; charset=ISO-8859-15\r\n\r\nx");
    check_clean("Content-Type: text/plain; charset=utf8\r\n\r\nx");
}

TEST_CASE("a file name that could leave its folder or deceive is unsafe") {
    for (const auto& one : {
             wrong_parameter{"@@\"../etc/passwd\"", "\"../etc/passwd\""},
             wrong_parameter{"@@\"C:\\\\a.txt\"", "\"C:\\\\a.txt\""},
             wrong_parameter{"@@\"C:a.txt\"", "\"C:a.txt\""},
             wrong_parameter{"@@..", "\"..\""},
             wrong_parameter{"@@\"a\x01\"", "\"a\\x01\""},
         }) {
        check_only(file_name_unsafe, "part 2: " + std::string(one.why),
                   in_second_part("Content-Disposition: attachment; filename=" + std::string(one.written)));
    }
    check_only(file_name_unsafe, "part 2: \"a\\xe2\\x80\\xaegpj.exe\"",
               in_second_part("Content-Type: text/plain; name*=@@utf-8''a%E2%80%AEgpj.exe"));
    check_clean(in_second_part("Content-Disposition: attachment; filename=..a..b.txt"));
    check_clean(in_second_part("Content-Disposition: attachment; filename*=utf-8''%E2%82%AC.txt"));
}

TEST_CASE("a Content-ID is <left@right>") {
    const auto wrong = [](const std::string& marked, const std::string& what) {
        check_only(message_id_invalid, "part 2: Content-ID: " + what, in_second_part("Content-ID: " + marked));
    };
    wrong("@@logo", R"("logo" is no id in angle brackets)");
    wrong("@@<logo>", R"("<logo>" has no "@")");
    wrong("<a@@ b@c>", R"("<a b@c>" holds white space)");
    wrong("@@a@b", R"("a@b" is no id in angle brackets)");
    for (const std::string_view one : {"<logo@example.com>", "<a.b+c$1@[127.0.0.1]>", "<1@x>\r\n "})
        check_clean(in_second_part("Content-ID: " + std::string(one)));
}

TEST_CASE("an unknown transfer encoding is told of once, whatever it hides") {
    check_only(transfer_encoding_unknown, "part 1: \"base46\"",
               "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: @@Base46\r\n\r\n\xFF=");
    check_only(transfer_encoding_unknown, "part 1: \"\"", "@@Content-Transfer-Encoding:\r\n\r\nx");
    for (const std::string_view one : {"7bit", "8BIT", "binary", "Quoted-Printable", "base64"})
        check_clean("Content-Transfer-Encoding: " + std::string(one) + "\r\n\r\n");
}

TEST_CASE("a multipart or a message may not be encoded as a whole") {
    check_only(transfer_encoding_forbidden, "the message: multipart/mixed in base64",
               "Content-Type: multipart/mixed; boundary=b\r\nContent-Transfer-Encoding: @@base64\r\n\r\n"
               "--b\r\n\r\nx\r\n--b--\r\n");
    check_only(transfer_encoding_forbidden, "part 2: message/rfc822 in quoted-printable",
               in_second_part("Content-Type: message/rfc822\r\nContent-Transfer-Encoding: @@quoted-printable"));
    check_clean(in_second_part("Content-Type: message/rfc822\r\nContent-Transfer-Encoding: 8bit"));
    check_clean(in_second_part("Content-Type: message/global\r\nContent-Transfer-Encoding: quoted-printable"));
}

TEST_CASE("a part whose header stands behind an empty line too many is told") {
    check_only(header_in_body, "part 2: \"Content-Type: text/html; charset=utf-8\"",
               in_second_part("\r\n@@Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64"));
    check_only(header_in_body, "part 2: \"Content-Transfer-Encoding: base64\"",
               in_second_part("Content-Type: text/html\r\n\r\n\r\n@@Content-Transfer-Encoding: base64"));
    for (const std::string_view body : {"From: Bob <bob@x.test>\r\nTo: a@x.test\r\nSubject: hi", "MIME-Version: 1.0",
                                        "Content-Type: we discussed it", "Content: x"}) {
        check_clean(in_second_part("\r\n" + std::string(body)));
    }
    check_clean(in_second_part("Content-Type: text/html\r\n\r\nContent-Type: text/html"));
    check_clean(in_second_part("Content-Type: text/rfc822-headers\r\n\r\nContent-Transfer-Encoding: 7bit"));
    check_only(header_syntax, "part 2: \"  Content-Type: text/html\" begins with white space",
               in_second_part("@@  Content-Type: text/html"));
}

}  // namespace mocksmtp::diagnosis
