// The lines that iCalendar objects are made of (RFC 5545 section 3.1).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "mocksmtp/mail/parameters.hpp"

namespace mocksmtp::mail {

struct content_line {
    std::string name;                   // lower case; empty: the line is none
    std::vector<parameter> parameters;  // values without quotes, escapes of RFC 6868 undone
    std::string value;
};

// Takes one line, with those that are folded into it, from the text, which is not empty.
content_line take_content_line(std::string_view& text);

}  // namespace mocksmtp::mail
