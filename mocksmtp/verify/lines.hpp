// One thing in one line, as reports list them.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "mocksmtp/verify/grounds.hpp"

namespace mocksmtp::verify {

// `m1  app@example.test -> alice@example.test  "Welcome"  PLAIN app  TLSv1.3`; its id alone where it is gone.
std::string item_line(const grounds& by, match::item_kind what, std::uint64_t number);

inline constexpr std::size_t lines_shown = 20;  // of each section

// Adds these lines, indented and ended by LF, and "... 5 more" where there are more of them than are shown.
void add_lines(std::string& to, const std::vector<std::string>& lines, std::size_t more = 0);

}  // namespace mocksmtp::verify
