// Which fields a header lacks, and which it has too often.
#include "header_cases.hpp"

using namespace mocksmtp;
using namespace mocksmtp::diagnosis;
using enum base::diagnostic_code;

TEST_CASE("a message needs Date and From, and should have a Message-ID; what is missing stands nowhere") {
    const auto found = found_in("Subject: x\r\n\r\nHello.\r\n");
    REQUIRE(found.size() == 3);
    CHECK(found[0] == base::diagnostic{date_missing, {}, {}});
    CHECK(found[1] == base::diagnostic{from_missing, {}, {}});
    CHECK(found[2] == base::diagnostic{message_id_missing, {}, {}});
    check_fine({""});
}

TEST_CASE("a field that may stand once is told each time it stands again") {
    check_told(header_duplicate, {{"Subject: a\r\nSUBJECT: b\r\n", "SUBJECT", "Subject number 2"},
                                  {"Date: Mon, 5 Jan 2026 10:00:00 +0100\r\n", "Date", "Date number 2"}});
    CHECK(found_of(header_duplicate, with_fields("To: a@b\r\nTo: a@b\r\nTo: a@b\r\n")).size() == 2);
    check_fine({"Comments: a\r\nComments: b\r\nKeywords: a\r\nKeywords: b\r\nReceived: x\r\nReceived: y\r\n"});
}

TEST_CASE("each block of Resent- fields has its own date and author") {
    check_fine(
        {"Resent-From: a@example.com\r\nResent-Date: Mon, 5 Jan 2026 10:00:00 +0100\r\n"
         "Resent-To: c@example.com\r\nResent-From: b@example.com\r\n"
         "Resent-Date: Mon, 5 Jan 2026 11:00:00 +0100\r\n"});
    check_told(
        resent_block_incomplete,
        {{"Resent-From: a@example.com\r\n", "Resent-From", "Resent-From: no Resent-Date beside it"},
         {"Resent-Date: Mon, 5 Jan 2026 10:00:00 +0100\r\n", "Resent-Date", "Resent-Date: no Resent-From beside it"}});
    CHECK(
        found_of(resent_block_incomplete, with_fields("Resent-From: a@b\r\nSubject: x\r\nResent-To: a@b\r\n")).size() ==
        3);
    check_told(sender_missing, {{"Resent-From: a@example.com, b@example.com\r\n"
                                 "Resent-Date: Mon, 5 Jan 2026 10:00:00 +0100\r\n",
                                 "Resent-From", "Resent-From: several mailboxes, no Resent-Sender"}});
}

TEST_CASE("a Bcc that names nobody discloses nobody") {
    check_told(bcc_disclosed, {{"Bcc: bob@example.com\r\n", "Bcc", "Bcc: \"bob@example.com\""},
                               {"Bcc: Friends: bob@example.com;\r\n", "Bcc", "Bcc: \"Friends: bob@example.com;\""}});
    for (const std::string_view nobody : {"Bcc: \r\n", "Bcc: (hidden)\r\n", "Bcc: undisclosed-recipients:;\r\n",
                                          "Bcc: undisclosed-recipients: ;\r\n", "Resent-Bcc: nobody:;\r\n"})
        CHECK(found_of(bcc_disclosed, with_fields(nobody)).empty());
}

TEST_CASE("Return-Path is not the client's to write") {
    check_told(return_path_present,
               {{"Return-Path: <a@example.com>\r\n", "Return-Path", "Return-Path: \"<a@example.com>\""}});
}
