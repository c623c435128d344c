// Why one condition held or did not: what a report of a failed expectation is made of.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "mocksmtp/match/field.hpp"
#include "mocksmtp/match/matcher.hpp"
#include "mocksmtp/match/value.hpp"

namespace mocksmtp::match {

// What stands between a text that differs and one that would have matched. Normalisation is another sequence of code
// points for what looks the same; invisible are characters that nobody sees; encoding is a text that somebody decoded
// wrongly, or not at all; part is a text that was to equal what it only contains.
enum class nearness {
    same,
    letter_case,
    white_space,
    letter_case_and_white_space,
    normalisation,
    invisible,
    encoding,
    part,
    different
};

struct difference {
    field on;
    bool holds = false;
    std::string expected;  // a bare value for equality, else the condition: `contains "x"`
    std::string actual;    // readable: control octets escaped, lists joined by ", ", long text cut to a window

    // For equality of one text with another: the first character (UTF-8 sequence, counted from 1) of the actual text
    // that is not as expected, one past its end where it is too short.
    std::optional<std::size_t> character;
    // The same place as a column, counted in characters from 0, in `expected` and in `actual` as they are shown. Of a
    // text that was not to be there: where it stands in `actual`.
    std::optional<std::size_t> expected_column;
    std::optional<std::size_t> actual_column;

    nearness near = nearness::different;  // `same` if it holds
    std::string slip;                     // of `encoding`: what went wrong, one clause
};

// A field's values as a report shows them: one line, cut where it is long, the content of a secret left out.
std::string show_actual(const field& on, const values& found);

difference explain(const field& on, const matcher& wants, const values& found);

}  // namespace mocksmtp::match
