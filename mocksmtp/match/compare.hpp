// Which letters count as equal, and comparing texts by that.
#pragma once

#include <string_view>

#include "mocksmtp/match/field_table.hpp"

namespace mocksmtp::match {

enum class letters {
    exact,     // octet by octet
    caseless,  // ASCII case does not count
    address,   // it does not count after the last @ of the actual text (RFC 5321 section 2.4)
};

// Where in the actual text the wanted text has to stand.
enum class place { whole, front, back, inside };

letters letters_of(field_type type);

// Whole addresses are the same in either spelling of an international domain (RFC 5890 2.3.2.1), parts of them are not.
// `inside` takes time in proportion to the product of the lengths unless the letters are exact.
bool stands(place where, letters how, std::string_view actual, std::string_view wanted);

// The octet at which the two first differ; the shorter one's length if one begins the other.
std::size_t first_difference(letters how, std::string_view actual, std::string_view wanted);

}  // namespace mocksmtp::match
