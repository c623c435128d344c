// The submission service of Dovecot 2.3.
#pragma once

#include "mocksmtp/smtp/persona.hpp"

namespace mocksmtp::personas {

smtp::persona make_dovecot_submission();

}  // namespace mocksmtp::personas
