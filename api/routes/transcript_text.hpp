// Events as the lines of a transcript that people read.
#pragma once

#include <string>

#include "api/json/show.hpp"
#include "mocksmtp/store/event_record.hpp"
#include "mocksmtp/store/scope.hpp"

namespace api::routes {

// A command's line, with words in the place of a secret that is not to be shown.
std::string command_line(const mocksmtp::smtp::command_received& what, const json::showing& how);

// "C: ", "S: " and "-- " lines, each ended by LF; octets that are no text are escaped.
std::string transcript_lines(const mocksmtp::store::event_record& what, const mocksmtp::store::scope& in,
                             const json::showing& how);

}  // namespace api::routes
