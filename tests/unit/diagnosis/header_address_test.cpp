// What is wrong with the addresses in a header.
#include "header_cases.hpp"

using namespace mocksmtp;
using namespace mocksmtp::diagnosis;
using enum base::diagnostic_code;

TEST_CASE("addresses that follow the grammar are fine") {
    check_fine({
        "To: bob@example.com\r\n",
        "To: Bob <bob@example.com>, \"Smith, Jo\" <jo@example.com>\r\n",
        "To: =?utf-8?Q?M=C3=BCller?= <m@example.com>,\r\n =?utf-8?B?w7xiZXI=?= <u@example.com>\r\n",
        "To: undisclosed-recipients:;\r\nCc: Team: a@example.com, B <b@example.com>; , c@example.com\r\n",
        "To: (a (nested) comment) bob@example.com (Bob)\r\n",
        "To: bob@[192.0.2.1], bob@[IPv6:2001:db8::1], \"a b\"@example.com\r\n",
        "To: <bob@example.com>\r\nReply-To: o'neil+tag=x@example.com\r\n",
        "To:\r\n bob@example.com,\r\n\tjo@localhost\r\n",
        "Bcc:\r\n",
        "Sender: Jo <jo@example.com>\r\n",
    });
}

TEST_CASE("an address that breaks the grammar is told where it does") {
    check_told(header_address_invalid,
               {
                   {"To: bob@\r\n", "bob@\r", "To: \"bob@\" has no domain"},
                   {"To: bob\r\n", "bob", "To: \"bob\" has no domain"},
                   {"To: Bob Smith\r\n", "Bob", "To: \"Bob Smith\" has no address"},
                   {"To: @example.com\r\n", "@example", "To: nothing stands in front of \"@\""},
                   {"To: Bob <>\r\n", "<>", "To: \"<>\" holds no address"},
                   {"To: Bob <bob>\r\n", "<bob>", "To: \"<bob>\" has no domain"},
                   {"To: Bob <bob@>\r\n", "bob@>", "To: \"bob@\" has no domain"},
                   {"To: Bob <bob@example.com\r\n", "<bob@", "To: \"<\" is not closed"},
                   {"To: bob@example.com>\r\n", ">\r", "To: \">\" stands where it may not"},
                   {"To: b@example.com; c@example.com\r\n", "; c", "To: \";\" stands where a comma belongs"},
                   {"To: b@example.com c@example.com\r\n", "c@", "To: no comma stands in front of \"c\""},
                   {"To: b@example.com <b@example.com>\r\n", "b@example.com <",
                    "To: \"b@example.com\" in front of \"<\" has to stand in quotes"},
                   {"To: bob smith@example.com\r\n", "bob", "To: \"bob smith@\" has white space in its local part"},
                   {"To: bob..smith@example.com\r\n", "bob", "To: \"bob..smith@\" has a dot too many"},
                   {"To: bob@example..com\r\n", "example..", "To: \"example..com\" has a dot too many"},
                   {"To: bob@example.com.\r\n", "example.com.", "To: \"example.com.\" has a dot too many"},
                   {"To: \"Bob <bob@example.com>\r\n", "\"Bob", "To: a quote or bracket is not closed"},
                   {"To: Bob (Robert <bob@example.com>\r\n", "(Rob", "To: a comment is not closed"},
                   {"To: [Bob] <bob@example.com>\r\n", "[Bob]", "To: \"[Bob]\" stands where it may not"},
                   {"To: Team: bob@example.com\r\n", "Team", "To: group \"Team\" is not closed"},
                   {"To: .Bob <bob@example.com>\r\n", ".Bob", "To: a name begins with a dot: \".Bob\""},
                   {"To: =?utf-8?Q?M=C3=BC,_H?= <m@example.com>\r\n", "=?utf",
                    "To: an encoded word holds a special as it is: \"=?utf-8?Q?M=C3=BC,_H?=\""},
                   {"To: ok@example.com, bad@, ok@example.com\r\n", "bad@", "To: \"bad@\" has no domain"},
               });
}

TEST_CASE("an address in an obsolete form is told apart") {
    check_told(
        header_address_obsolete,
        {
            {"To: John Q. Public <j@example.com>\r\n", "John",
             "To: a name with a dot stands without quotes: \"John Q. Public\""},
            {"To: bob@example.com,\r\n", ",\r", "To: a comma behind the last address"},
            {"To: bob@example.com,, jo@example.com\r\n", ", jo", "To: an empty place in front of a comma"},
            {"To: <@a.example,@b.example:bob@example.com>\r\n", "<@a", "To: a route stands in front of the address"},
            {"To: bob @ example.com\r\n", "bob @", "To: \"bob @\" holds white space or a comment"},
            {"To: bob@example . com\r\n", "example .", "To: \"example . com\" holds white space or a comment"},
            {"To: \"a\".b@example.com\r\n", "\"a\"", "To: \"\"a\".b@\" is quoted in part"},
        });
}

TEST_CASE("UTF-8 in an address is no fault of its grammar") {
    const std::string message = with_fields("To: J\xC3\xB6rg <j\xC3\xB6rg@ex\xC3\xA4mple.com>\r\n");
    CHECK(found_in(message, {.smtputf8 = true, .eight_bit = true}).empty());
    CHECK(found_of(header_address_invalid, message).empty());
    CHECK(found_of(header_not_ascii, message).size() == 1);
}

TEST_CASE("a field that names nobody is told, but for Bcc") {
    check_told(address_list_empty, {{"To:\r\n", "To:", "To"}, {"Cc: (nobody)\r\n", "Cc:", "Cc"}});
    check_told(address_list_empty, {{"Reply-To: ,\r\n", "Reply-To:", "Reply-To"}}, {header_address_obsolete});
}

TEST_CASE("Sender names one mailbox, and another one than From") {
    check_told(sender_not_single, {{"Sender: a@example.com, b@example.com\r\n", "Sender:", "Sender: 2 mailboxes"}});
    check_told(sender_repeats_from, {{"Sender: Ann <ann@EXAMPLE.com>\r\n", "Sender:", "Sender: \"ann@EXAMPLE.com\""}});
}

TEST_CASE("several authors need a Sender") {
    std::string message = with_fields("");
    message.replace(message.find("ann@example.com"), 15, "a@example.com, b@example.com");
    const auto found = found_in(message);
    REQUIRE(found.size() == 1);
    CHECK(found[0] == base::diagnostic{sender_missing, "From: 2 mailboxes", message.find("From:")});
    CHECK(found_in("Sender: c@example.com\r\n" + message).empty());
}

TEST_CASE("a Bcc with somebody in it discloses him") {
    check_told(bcc_disclosed, {{"Bcc: eve@example.com\r\n", "Bcc:", "Bcc: \"eve@example.com\""},
                               {"Resent-From: a@example.com\r\nResent-Date: Mon, 5 Jan 2026 10:00:00 +0100\r\n"
                                "Resent-Bcc: b@example.com\r\n",
                                "Resent-Bcc:", "Resent-Bcc: \"b@example.com\""}});
}
