// One spelling for texts that look the same: letters and their marks apart, as Unicode's normal form D has them.
#pragma once

#include <string>
#include <string_view>

namespace mocksmtp::base {

// Valid UTF-8 with composed characters up to U+30FF and Korean syllables taken apart; all else, ill-formed octets too,
// stays. Several marks on one letter keep their order.
std::string decomposed(std::string_view text);

// The text as Unicode code points; octets that are no UTF-8 stand for U+FFFD.
std::u32string code_points(std::string_view text);

}  // namespace mocksmtp::base
