// Header fields that came with somebody's input.
#include "header_cases.hpp"

using namespace mocksmtp;
using namespace mocksmtp::diagnosis;
using enum base::diagnostic_code;

TEST_CASE("a bare line end with a field behind it is injection where lines end in CRLF") {
    check_told(header_injection,
               {{"Subject: x\rReply-To: e@example.com\r\n", "\rReply", "Subject: a bare CR, then \"Reply-To\""}},
               {bare_cr});
    check_told(header_injection,
               {{"Subject: x\nReply-To: e@example.com\r\n", "\nReply", "Subject: a bare LF, then \"Reply-To\""}},
               {bare_lf});
    CHECK(found_of(header_injection, with_fields("Subject: x\ry\r\n")).empty());
    CHECK(found_of(header_injection, with_fields("Subject: x\n y\r\n")).empty());
    std::string lf = with_fields("Subject: x\r\nTo: a@b\r\n");
    std::erase(lf, '\r');
    CHECK(found_of(header_injection, lf).empty());
    CHECK(found_of(header_injection, "A: b\r\r\nC: d\r\r\n\r\r\n").empty());
}

TEST_CASE("a line end that is spelled out or encoded is injection with a known field behind it") {
    check_told(
        header_injection,
        {{"Subject: x%0d%0aBcc: e@example.com\r\n", "%0d", "Subject: \"%0d%0a\", then \"Bcc\""},
         {"Subject: x%0ABcc:e@example.com\r\n", "%0A", "Subject: \"%0A\", then \"Bcc\""},
         {"Subject: x\\r\\nBcc: e@example.com\r\n", "\\r", "Subject: \"\\\\r\\\\n\", then \"Bcc\""},
         {"Subject: =?utf-8?Q?x=0D=0ABcc:_e@example.com?=\r\n", "=?", "Subject: an encoded line end, then \"Bcc\""},
         {"Subject: =?utf-8?B?eApCY2M6IGU=?=\r\n", "=?utf", "Subject: an encoded line end, then \"Bcc\""}});
    check_fine({"Subject: 100%0d of C:\\new\\readme: x\r\n", "Subject: x%0d%0aHello: y\r\n", "Subject: %\r\n",
                "Subject: \\\r\n"});
    check_told(header_control_character, {{"Subject: =?utf-8?Q?a=0Ab?=\r\n", "=?", "Subject: encoded \\n"}});
}

TEST_CASE("a line end that is spelled out in JSON or in a URI is no injection") {
    check_fine({"X-SMTPAPI: {\"a\":\"line1\\nSubject: x\"}\r\n", "X-Own:\r\n [\"a\\r\\nTo: b\"]\r\n",
                "List-Unsubscribe: <mailto:u@x.example?subject=off&body=hi%0D%0ASubject:%20x>\r\n",
                "List-Help: <mailto:u@x.example?\r\n body=a%0D%0ATo:b>\r\n",
                "X-Report: by <MAILTO:u@x.example?body=a%0D%0ATo:b>\r\n", "X-Link: https://x.example/%0ATo:b\r\n"});
    check_told(header_injection,
               {{"Subject: {%0aBcc: e@example.com}\r\n", "%0a", "Subject: \"%0a\", then \"Bcc\""},
                {"X-Own: a {\\nBcc: e@example.com}\r\n", "\\n", "X-Own: \"\\\\n\", then \"Bcc\""},
                {"Subject: https://x.example %0aBcc: e@example.com\r\n", "%0a", "Subject: \"%0a\", then \"Bcc\""},
                {"Subject: Re:%0aBcc: e@example.com\r\n", "%0a", "Subject: \"%0a\", then \"Bcc\""}});
}
