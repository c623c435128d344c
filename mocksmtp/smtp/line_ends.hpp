// Line ends inside a message that are none (RFC 5321 2.3.8): what SMTP smuggling is made of.
#pragma once

#include <vector>

#include "mocksmtp/base/diagnostic.hpp"
#include "mocksmtp/smtp/message.hpp"

namespace mocksmtp::smtp {

// bare_lf and bare_cr, each once with the offset of the first. A pure function of the bytes; what came by BDAT may
// hold any octets (RFC 3030 3) and gives none. Time is linear.
std::vector<base::diagnostic> line_end_diagnostics(const received_message& message);

}  // namespace mocksmtp::smtp
