// What a grammar finds wrong in a header value, and how a report quotes it.
#pragma once

#include <string>
#include <string_view>

#include "mocksmtp/mail/header.hpp"

namespace mocksmtp::diagnosis {

struct flaw {
    std::string what;        // for people: `"bob@" has no domain`
    std::string_view where;  // in the text that was looked at
};

// The text in quotes, unfolded, printable and not long.
std::string quoted(std::string_view text);

// A line that ought to be a header field; blanks in front of one, which are left out else, are shown and named.
std::string quoted_field(std::string_view line);

// A value in the same way, whose own quotation marks are left out.
std::string shown_value(std::string_view raw);

// "To: " and what is wrong with it.
std::string about(const mail::header_field& field, std::string_view what);

}  // namespace mocksmtp::diagnosis
