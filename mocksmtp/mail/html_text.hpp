// HTML as a reader sees it: its text line by line, and what can be clicked.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "mocksmtp/mail/link.hpp"

namespace mocksmtp::mail {

struct readable_html {
    std::string text;  // UTF-8 if the HTML is; a tab between cells, empty lines between blocks, pictures by their alt
    std::vector<link> links;  // of a and area, in order
};

// What goes nowhere outside the mail is no link: "#top", javascript:, data:. Linear.
readable_html read_html(std::string_view html);

}  // namespace mocksmtp::mail
