// What iCalendar content must have to be any: components that begin and end (RFC 5545 section 3.4), and its METHOD.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace mocksmtp::diagnosis {

struct calendar_outline {
    struct mistake {
        std::string what;    // for people
        std::size_t at = 0;  // in the content
    };
    std::optional<mistake> wrong;  // the first
    std::string method;            // of the first that has one, as written; empty without
};

// Takes decoded content. Blank lines may stand anywhere, lines may end in LF. Linear.
calendar_outline read_calendar_outline(std::string_view content);

}  // namespace mocksmtp::diagnosis
