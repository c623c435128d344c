// aiosmtpd 1.4.3.
#pragma once

#include "mocksmtp/smtp/persona.hpp"

namespace mocksmtp::personas {

smtp::persona make_aiosmtpd();

}  // namespace mocksmtp::personas
