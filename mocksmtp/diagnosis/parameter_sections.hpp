// The names of parameters: given once, and the charsets, percent signs and sections of RFC 2231 in them.
#pragma once

#include "mocksmtp/diagnosis/parameter_syntax.hpp"

namespace mocksmtp::diagnosis {

// Adds what is wrong to the mistakes.
void check_sections(parameter_syntax& read);

}  // namespace mocksmtp::diagnosis
