// iCalendar objects (RFC 5545), as invitations carry them (RFC 6047), read as far as a test wants to know of them.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "mocksmtp/mail/parameters.hpp"

namespace mocksmtp::mail {

struct calendar_property {
    std::string name;  // lower case
    std::vector<parameter> parameters;
    std::string value;  // escapes of text (RFC 5545 section 3.3.11) undone where the property is text

    // The value of the parameter (name in lower case), or null.
    const std::string* find(std::string_view parameter) const;
};

// A VEVENT, VTODO, VJOURNAL or VFREEBUSY; what stands in components inside it (VALARM) is left out.
struct calendar_component {
    std::string type;  // upper case
    std::vector<calendar_property> properties;

    const calendar_property* find(std::string_view name) const;  // the first of that name (lower case), or null
};

struct calendar {
    std::size_t part = 0;  // index of the part that holds it
    std::string method;    // upper case; empty: it says none
    std::vector<calendar_component> components;
    bool cut = false;  // properties were left out
};

constexpr std::size_t most_calendar_properties = 10'000;  // of one text; further ones are left out

// UTF-8 text, lines ending in LF or CRLF, folded lines (section 3.1) understood, a byte order mark passed over. The
// objects in it one after another (section 3.4), none where no line is BEGIN:VCALENDAR. Total and linear.
std::vector<calendar> read_calendars(std::string_view text);

// The address that a mailto: URI names (RFC 6068 section 2), percent signs decoded; any other value as it is.
std::string calendar_address(std::string_view uri);

}  // namespace mocksmtp::mail
