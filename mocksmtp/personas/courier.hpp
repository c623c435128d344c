// Courier 1.0.16.
#pragma once

#include "mocksmtp/smtp/persona.hpp"

namespace mocksmtp::personas {

smtp::persona make_courier();

}  // namespace mocksmtp::personas
