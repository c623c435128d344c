// Exchange 2016 and 2019, and what a page about an older one shows.
#pragma once

#include "mocksmtp/smtp/persona.hpp"

namespace mocksmtp::personas {

smtp::persona make_exchange();
smtp::persona make_exchange_petri();

}  // namespace mocksmtp::personas
