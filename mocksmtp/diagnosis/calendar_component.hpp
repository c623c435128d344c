// The properties that a component of a calendar has to have, and those whose values are times (RFC 5545 section 3.6).
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "mocksmtp/mail/content_line.hpp"

namespace mocksmtp::diagnosis {

// VEVENT, VTODO, VJOURNAL and VFREEBUSY, in upper case.
bool has_known_properties(std::string_view component);

// Whether anything is asked about the property (lower case).
bool is_asked_about(std::string_view property);

// What is missing in the component that has these properties (lower case), or stands beside what excludes it, a
// sentence each. An event of a calendar without METHOD has to say when it is.
std::vector<std::string> find_missing(std::string_view component, const std::set<std::string>& properties,
                                      bool has_method);

// What is wrong with a value that has to be a time or a duration; empty if nothing is, or it need not be one.
std::string wrong_with_time(const mail::content_line& property);

}  // namespace mocksmtp::diagnosis
