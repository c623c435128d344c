// Postfix 3.7 with Cyrus SASL.
#pragma once

#include "mocksmtp/smtp/persona.hpp"

namespace mocksmtp::personas {

smtp::persona make_postfix();

}  // namespace mocksmtp::personas
