// Cuts a date-time into its lexical pieces.
#pragma once

#include <string_view>

namespace mocksmtp::diagnosis {

enum class date_piece_kind { end, word, number, mark };

struct date_piece {
    date_piece_kind kind = date_piece_kind::end;
    std::string_view text;
    bool behind_space = false;    // white space stands in front of it
    bool behind_comment = false;  // a comment does

    bool is(char mark) const { return kind == date_piece_kind::mark && text.front() == mark; }
};

// The piece that the text begins with, which is taken from it together with what stands in front.
date_piece take_date_piece(std::string_view& text);

}  // namespace mocksmtp::diagnosis
