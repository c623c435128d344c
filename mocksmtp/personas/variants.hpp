// Servers that differ from another persona in a few words: older ones, and those that tutorials show.
#pragma once

#include "mocksmtp/smtp/persona.hpp"

namespace mocksmtp::personas {

smtp::persona make_qmail();
smtp::persona make_sendmail_8_13();
smtp::persona make_exim_atmail();
smtp::persona make_postfix_oeey();
smtp::persona make_postfix_dovecot();
smtp::persona make_postfix_postscreen();
smtp::persona make_opensmtpd_6_8();
smtp::persona make_indimail();

}  // namespace mocksmtp::personas
