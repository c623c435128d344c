// The pieces of a text that code_shape judges: words and digits with the signs that tie them together.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace mocksmtp::mail {

// ASCII letters and digits.
struct code_word {
    std::size_t begin = 0;
    std::size_t end = 0;
    char joiner = 0;  // the one sign between this word and the next one of its chunk; 0: it is the last
};

// Words with single signs between them: "482913", "AB3-9KQ", "12:30", "2026-03-15", "code:482913".
using code_chunk = std::vector<code_word>;

// The first chunk from there on; empty: there is none.
code_chunk next_chunk(std::string_view text, std::size_t from);

}  // namespace mocksmtp::mail
