// Sendmail 8.17.
#pragma once

#include "mocksmtp/smtp/persona.hpp"

namespace mocksmtp::personas {

smtp::persona make_sendmail();

}  // namespace mocksmtp::personas
