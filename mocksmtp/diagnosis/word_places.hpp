// Cuts a header value into the stretches in which encoded words may or may not stand (RFC 2047 section 5).
#pragma once

#include <string_view>

#include "mocksmtp/diagnosis/known_fields.hpp"

namespace mocksmtp::diagnosis {

enum class word_place {
    text,       // of an unstructured field
    phrase,     // between the quoted strings, comments and addresses of an address list
    comment,    // parentheses included
    quoted,     // a quoted string, quotes included: no encoded word is one here
    forbidden,  // an address in angle brackets, a token
};

struct word_stretch {
    word_place place = word_place::text;
    std::string_view text;
};

// The stretch that a value of that form begins with, which is taken from it. The value is not empty.
word_stretch take_stretch(field_form form, std::string_view& raw);

}  // namespace mocksmtp::diagnosis
