// The lines that iCalendar objects are made of (RFC 5545 section 3.1).
#pragma once

#include <cstddef>
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

// The octets of content whose charset has yet to be looked at, with folded lines put together: a fold may stand between
// the octets of one character. What has a NUL in it is UTF-16 or the like and stays as it is. Linear.
std::string unfold_content(std::string_view octets);

// Where the octet stands that is number `unfolded` of what unfold_content makes of them.
std::size_t folded_offset(std::string_view octets, std::size_t unfolded);

// Takes one line, with those that are folded into it, from the text, which is not empty; without its line end.
std::string take_unfolded_line(std::string_view& text);

// The same, taken apart.
content_line take_content_line(std::string_view& text);

}  // namespace mocksmtp::mail
