// The links of a message: what can be clicked in its HTML, then what a reader would underline in its text.
#pragma once

#include <string_view>
#include <vector>

#include "mocksmtp/mail/link.hpp"

namespace mocksmtp::mail {

// Each URL once, at its first place and with the first text that it has. `of_html` are those of read_html().
std::vector<link> gather_links(std::vector<link> of_html, std::string_view text);

}  // namespace mocksmtp::mail
