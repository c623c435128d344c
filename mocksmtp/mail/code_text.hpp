// Running text made ready for the search for one-time codes.
#pragma once

#include <string>
#include <string_view>

namespace mocksmtp::mail {

// Stands where an address stood.
inline constexpr char masked = '\x01';

// Spaces, hyphens and full-width letters and digits as their ASCII relatives, invisible characters left out, URLs,
// e-mail addresses and paths masked, and a line of single letters and digits ("4 8 2 9 1 3") drawn together. Linear.
std::string text_for_codes(std::string_view text);

}  // namespace mocksmtp::mail
