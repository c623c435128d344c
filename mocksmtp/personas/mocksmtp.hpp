// The default persona: RFC wording, everything on.
#pragma once

#include "mocksmtp/smtp/persona.hpp"

namespace mocksmtp::personas {

smtp::persona make_mocksmtp();

}  // namespace mocksmtp::personas
