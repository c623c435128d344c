// notqmail 1.08 without AUTH and TLS.
#pragma once

#include "mocksmtp/smtp/persona.hpp"

namespace mocksmtp::personas {

smtp::persona make_notqmail();

}  // namespace mocksmtp::personas
