// Who the server pretends to be: pure data.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "mocksmtp/smtp/reply_book.hpp"

namespace mocksmtp::smtp {

struct persona {
    std::string name = "mocksmtp";
    reply_book replies;
    // EHLO keywords in order, with their parameters; {size} is the message limit, STARTTLS and AUTH stand where they
    // would be and are left out while they do not apply.
    std::vector<std::string> keywords;
    std::size_t max_recipients = 1000;  // RFC 5321 4.5.3.1.8 asks for at least 100
};

}  // namespace mocksmtp::smtp
