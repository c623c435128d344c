// What iCalendar content must have to be any: components that begin and end (RFC 5545 section 3.4), the properties that
// they have to have (section 3.6), and its METHOD.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace mocksmtp::diagnosis {

struct calendar_outline {
    struct mistake {
        std::string what;    // for people
        std::size_t at = 0;  // in the content
    };
    std::vector<mistake> wrong;  // the first ones; behind one in the structure nothing is looked at any more
    bool broken = false;         // there is one in the structure
    std::string method;          // of the first that has one, as written; empty without
};

// Takes decoded content. Blank lines may stand anywhere, lines may end in LF. Linear.
calendar_outline read_calendar_outline(std::string_view content);

}  // namespace mocksmtp::diagnosis
