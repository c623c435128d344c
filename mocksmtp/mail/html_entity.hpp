// Character references of HTML (&amp; &#228; &eacute;) as the characters they stand for.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace mocksmtp::mail {

// Adds the character in UTF-8; what is none (a surrogate, 0, above U+10FFFF) as U+FFFD.
void append_character(std::string& to, std::uint32_t code_point);

// The text with its references replaced: numbers, and the names of HTML (section 13.5). Some names may lack their
// semicolon. What is no reference stays as it is.
std::string decode_entities(std::string_view text);

// The same of an attribute's value, where a name without its semicolon is none if a letter, a digit or "=" follows: the
// "&copy=1" of a query stays.
std::string decode_attribute_entities(std::string_view value);

}  // namespace mocksmtp::mail
