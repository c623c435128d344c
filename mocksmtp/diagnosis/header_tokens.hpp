// Takes tokens, marks and quoted strings off the front of a structured header value (RFC 2045 section 5.1).
#pragma once

#include <string_view>

namespace mocksmtp::diagnosis {

// Each passes over white space and comments first. Nothing is taken if something else comes.
std::string_view take_token(std::string_view& text);
std::string_view take_quoted_string(std::string_view& text);  // quotes included; not one that is not closed
bool take_mark(std::string_view& text, char mark);

}  // namespace mocksmtp::diagnosis
