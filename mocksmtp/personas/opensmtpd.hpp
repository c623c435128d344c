// OpenSMTPD.
#pragma once

#include "mocksmtp/smtp/persona.hpp"

namespace mocksmtp::personas {

smtp::persona make_opensmtpd();

}  // namespace mocksmtp::personas
