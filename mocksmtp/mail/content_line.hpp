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

// Takes one line, with those that are folded into it, from the text, which is not empty; without its line end.
std::string take_unfolded_line(std::string_view& text);

// The same, taken apart.
content_line take_content_line(std::string_view& text);

}  // namespace mocksmtp::mail
