// Letters and digits that look like a one-time code, whatever is said around them.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace mocksmtp::mail {

struct code_shape {
    std::string value;      // without its separator, and without the letter of "G-482913"
    std::size_t begin = 0;  // where it stands in the text, with all of that
    std::size_t end = 0;
    bool digits = true;     // and nothing else
    bool doubtful = false;  // it looks as much like a year, a date, a postal code, a colour or a hexadecimal id
};

// 4 to 8 digits, or 6 to 10 capital letters and digits with one of each, also in two groups with a hyphen or space
// between them. Never part of something longer (a number, a word, an address) and no price, duration or telephone
// number. `text` is as text_for_codes() makes it. Linear.
std::vector<code_shape> find_code_shapes(std::string_view text);

}  // namespace mocksmtp::mail
