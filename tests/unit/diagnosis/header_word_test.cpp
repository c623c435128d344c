// What is wrong with the encoded words in a header.
#include "header_cases.hpp"

using namespace mocksmtp;
using namespace mocksmtp::diagnosis;
using enum base::diagnostic_code;

TEST_CASE("encoded words that follow the rules are fine") {
    check_fine({
        "Subject: =?utf-8?Q?M=C3=BCller?= and =?iso-8859-1?B?5A==?=\r\n",
        "Subject: =?utf-8?Q?a?=\r\n =?utf-8?Q?b?=\r\n",
        "Subject: Re: =?UTF-8*en?q?x_y?=\r\n",
        "Subject: is 1=?2 or https://example.com/?a=?b&c=?d?e\r\n",
        "To: =?utf-8?Q?M=C3=BCller?= =?utf-8?Q?_X?= <m@example.com>,\r\n (=?utf-8?Q?=C3=BC?=) x@example.com\r\n",
        "Subject: =?iso-2022-jp?B?GyRCRnxLXBsoQg==?=\r\n",
    });
}

TEST_CASE("an encoded word that cannot be decoded is told") {
    check_told(encoded_word_broken,
               {
                   {"Subject: =?utf-8?X?abc?=\r\n", "=?u", "Subject: \"=?utf-8?X?abc?=\" has no encoding B or Q"},
                   {"Subject: =?utf-8?Q?abc\r\n", "=?u", "Subject: \"=?utf-8?Q?abc\" is not closed"},
                   {"Subject: =?utf-8?Q?a b?=\r\n", "=?u", "Subject: \"=?utf-8?Q?a b?=\" holds white space"},
                   {"Subject: =?utf-8?Q?a=C?=\r\n", "=?u",
                    "Subject: \"=?utf-8?Q?a=C?=\" has no two hex digits behind an equals sign"},
                   {"Subject: =?utf-8?B?w7w?=\r\n", "=?u", "Subject: \"=?utf-8?B?w7w?=\" is no proper base64"},
               });
}

TEST_CASE("an encoded word where none may stand is told") {
    check_told(
        encoded_word_misplaced,
        {
            {"To: \"=?utf-8?Q?M=C3=BC?=\" <m@example.com>\r\n", "=?u",
             "To: \"=?utf-8?Q?M=C3=BC?=\" in a quoted string"},
            {"To: <=?utf-8?Q?m=C3=BC?=@example.com>\r\n", "=?u", "To: \"=?utf-8?Q?m=C3=BC?=\""},
            {"To: =?utf-8?Q?M=C3=BC?=<m@example.com>\r\n", "=?u", "To: \"=?utf-8?Q?M=C3=BC?=\" is glued to other text"},
            {"Subject: Re:=?utf-8?Q?a?=\r\n", "=?u", "Subject: \"=?utf-8?Q?a?=\" is glued to other text"},
            {"Subject: =?utf-8?Q?a?=!\r\n", "=?u", "Subject: \"=?utf-8?Q?a?=\" is glued to other text"},
        });
}

TEST_CASE("an encoded word has 75 characters at most") {
    const auto subject = [](std::size_t length) {
        return "Subject:\r\n =?utf-8?Q?" + std::string(length - 12, 'x') + "?=\r\n";
    };
    check_fine({subject(75)});
    check_told(encoded_word_too_long, {{subject(76), "=?u", "Subject: 76 characters"}});
}

TEST_CASE("a character belongs into one encoded word, and its octets into the charset") {
    check_told(encoded_word_splits_character,
               {{"Subject: =?utf-8?Q?a=C3?= =?utf-8?Q?=BCb?=\r\n", "=?utf-8?Q?a", "Subject: \"=?utf-8?Q?a=C3?=\""}});
    check_told(charset_wrong, {{"Subject: =?utf-8?Q?a=FC?=\r\n", "=?u", "Subject: \"=?utf-8?Q?a=FC?=\""},
                               {"Subject: =?us-ascii?Q?a=FC?=\r\n", "=?u", "Subject: \"=?us-ascii?Q?a=FC?=\""},
                               {"Subject: =?iso-8859-1?Q?=80?=\r\n", "=?i", "Subject: \"=?iso-8859-1?Q?=80?=\""}});
    check_told(charset_unknown, {{"Subject: =?klingon-1?Q?a?=\r\n", "=?k", "Subject: charset \"klingon-1\""}});
}
