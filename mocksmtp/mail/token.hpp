// The lexical pieces structured header values share: white space, comments, quoted strings (RFC 5322 section 3.2).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace mocksmtp::mail {

// A piece at the start of some text: what it says, and how many octets it takes up. One that is not closed takes
// up all the rest.
struct lexical_piece {
    std::string content;
    std::size_t length = 0;
    bool closed = false;
};

// The text begins with '('. Comments nest; the content is without the outermost parentheses and without escapes.
lexical_piece read_comment(std::string_view text);

// The text begins with '"'. The content is without quotes and escapes.
lexical_piece read_quoted_string(std::string_view text);

// The text without the white space and comments it begins with.
std::string_view skip_space_and_comments(std::string_view text);

}  // namespace mocksmtp::mail
