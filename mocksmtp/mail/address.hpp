// Reads the address lists of From, To, Cc and their like (RFC 5322 section 3.4), and takes addresses apart.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace mocksmtp::mail {

struct mailbox {
    std::string name;     // decoded; empty if there is none
    std::string address;  // as written, without white space, comments and source route; empty if there is none
    std::string group{};  // the name of the group it is a member of, decoded; empty if it is in none

    friend bool operator==(const mailbox&, const mailbox&) = default;
};

// Takes an unfolded value. Groups give their members; one without members gives none. A comment stands in for a missing
// name; alone it is no mailbox. Lenient as mail readers are: `[Alice] <alice@geek.com>`, `Alice alice@geek.com`,
// semicolons between mailboxes, encoded words in quotes, a '<' that is never closed, a missing comma. Text without any
// address is a mailbox with a name only; a single word
// (`root`) is an address. What is not closed ends with the value. Always valid UTF-8; linear.
std::vector<mailbox> parse_mailboxes(std::string_view unfolded);

// Views into the address.
struct address_parts {
    std::string_view local_part;  // quotes included, if it has any
    std::string_view domain;      // empty if there is no '@'
};

address_parts split_address(std::string_view address);

// Without the quotes and backslashes, which change nothing of whom it names (RFC 5321 section 4.1.2).
std::string unquoted_local_part(std::string_view local_part);

// RFC 5321 section 2.4: domains compare without regard to case and to which of their spellings it is (same_domain),
// local parts exactly, but for their quotes.
bool same_address(std::string_view a, std::string_view b);

}  // namespace mocksmtp::mail
