// The pieces of a diagnosis, each of which looks at one side of a message.
#pragma once

#include "mocksmtp/diagnosis/diagnosis.hpp"
#include "mocksmtp/diagnosis/findings.hpp"

namespace mocksmtp::diagnosis {

void diagnose_line_ends(const mail::view& message, const circumstances& sent, findings& found);
void diagnose_header(const mail::view& message, const circumstances& sent, findings& found);
void diagnose_parts(const mail::view& message, const circumstances& sent, findings& found);

}  // namespace mocksmtp::diagnosis
