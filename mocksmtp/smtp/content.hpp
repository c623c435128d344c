// What is wrong with a message's content, given what its transaction has said of it.
#pragma once

#include <vector>

#include "mocksmtp/diagnosis/diagnosis.hpp"
#include "mocksmtp/smtp/envelope.hpp"
#include "mocksmtp/smtp/message.hpp"

namespace mocksmtp::smtp {

// As the parameters of MAIL say (RFC 6152, 3030, 6531), and the way the message came.
diagnosis::circumstances circumstances_of(const envelope& of, body_via via);

// diagnosis::diagnose of the message; `parsed` is the view of its bytes.
std::vector<base::diagnostic> content_diagnostics(const mail::view& parsed, const envelope& of, body_via via);

}  // namespace mocksmtp::smtp
