// qpsmtpd 0.94.
#pragma once

#include "mocksmtp/smtp/persona.hpp"

namespace mocksmtp::personas {

smtp::persona make_qpsmtpd();

}  // namespace mocksmtp::personas
