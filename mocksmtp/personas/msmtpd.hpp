// msmtpd 1.8, which wants a log-in and has no patience.
#pragma once

#include "mocksmtp/smtp/persona.hpp"

namespace mocksmtp::personas {

smtp::persona make_msmtpd();

}  // namespace mocksmtp::personas
