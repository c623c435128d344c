// Events as the lines of a transcript that people read.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "mocksmtp/store/event_record.hpp"
#include "mocksmtp/store/scope.hpp"

namespace mocksmtp::store {

// A command's line with its secret taken out: what stands before the secret, and the secret apart.
struct shown_line {
    std::string_view open;
    std::optional<std::string_view> secret;
};
shown_line split_secret(const smtp::command_received& what);

// Whether it can be shown as it was: there is no secret, or it may be seen and more than its digest is known.
bool shows_all(const shown_line& what, bool secrets);

// A command's line, with words in the place of a secret that is not to be shown.
std::string command_line(const smtp::command_received& what, bool secrets);

// "C: ", "S: " and "-- " lines, each ended by LF; octets that are no text are escaped.
std::string transcript_lines(const event_record& what, const scope& in, bool secrets);

// All of a session that is kept; of one that is unknown there is nothing.
std::string transcript(const scope& in, base::session_id of, bool secrets);

}  // namespace mocksmtp::store
