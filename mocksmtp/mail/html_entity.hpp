// Character references of HTML (&amp; &#228; &eacute;) as the characters they stand for.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace mocksmtp::mail {

// Adds the character in UTF-8; what is none (a surrogate, 0, above U+10FFFF) as U+FFFD.
void append_character(std::string& to, std::uint32_t code_point);

// The text with its references replaced: numbers, and the names of HTML 4. A name may lack its semicolon where neither
// a letter, a digit nor "=" follows, so that the "&copy=1" of a query stays. What is no reference stays as it is.
std::string decode_entities(std::string_view text);

}  // namespace mocksmtp::mail
