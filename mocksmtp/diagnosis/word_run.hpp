// Words and dots in a row, which may turn out to be a name, a local part or a domain.
#pragma once

#include <cstddef>
#include <string_view>

#include "mocksmtp/diagnosis/address_lexer.hpp"

namespace mocksmtp::diagnosis {

struct word_run {
    std::string_view text;  // from the first lexeme to the last
    std::size_t words = 0;
    std::size_t dots = 0;
    bool behind_gap = false;  // white space or comments in front of it
    bool inner_gap = false;   // or between its lexemes
    bool quoted = false;      // a quoted string is among the words
    bool neighbours = false;  // two words without a dot between them
    bool begins_with_dot = false;
    bool dot_too_many = false;        // at an end, or two in a row
    std::string_view unsafe_encoded;  // the first encoded word that holds a special as it is

    bool empty() const { return words + dots == 0; }
};

enum class run_kind { any, dotted };  // dotted: ends in front of a second word without a dot

// Takes lexemes off `rest` as long as they belong to the run. `next` is the one to look at first, and afterwards the
// first that does not belong to it.
word_run take_run(run_kind kind, lexeme& next, std::string_view& rest);

}  // namespace mocksmtp::diagnosis
