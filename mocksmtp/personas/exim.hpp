// Exim 4.96 with the access lists of Debian.
#pragma once

#include "mocksmtp/smtp/persona.hpp"

namespace mocksmtp::personas {

smtp::persona make_exim();

}  // namespace mocksmtp::personas
