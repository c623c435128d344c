// What is wrong with a message: its header, its parts and their content, by the RFCs that they follow.
#pragma once

#include <vector>

#include "mocksmtp/base/diagnostic.hpp"
#include "mocksmtp/mail/view.hpp"

namespace mocksmtp::diagnosis {

// What the conversation that brought the message has said of it.
struct circumstances {
    bool smtputf8 = false;   // MAIL had SMTPUTF8: UTF-8 may stand in headers (RFC 6532)
    bool eight_bit = false;  // MAIL had BODY=8BITMIME or BINARYMIME (RFC 6152, RFC 3030)
    bool binary = false;     // it came by BDAT: any octets may be a line end or none (RFC 3030 3)
};

// Everything that diagnosed_in::content names, as `findings` keeps it. A pure function of its arguments, linear in
// the message; any octets give an answer.
std::vector<base::diagnostic> diagnose(const mail::view& message, const circumstances& sent);

}  // namespace mocksmtp::diagnosis
