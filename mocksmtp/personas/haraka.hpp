// Haraka 3.1.7.
#pragma once

#include "mocksmtp/smtp/persona.hpp"

namespace mocksmtp::personas {

smtp::persona make_haraka();

}  // namespace mocksmtp::personas
