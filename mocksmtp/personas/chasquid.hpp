// chasquid 1.11; of the answers that it draws by lot, one of each kind.
#pragma once

#include "mocksmtp/smtp/persona.hpp"

namespace mocksmtp::personas {

smtp::persona make_chasquid();

}  // namespace mocksmtp::personas
