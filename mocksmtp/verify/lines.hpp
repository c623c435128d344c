// One thing in one line, as reports list them.
#pragma once

#include <string>

#include "mocksmtp/verify/grounds.hpp"

namespace mocksmtp::verify {

// `m1  app@example.test -> alice@example.test  "Welcome"  PLAIN app  TLSv1.3`; its id alone where it is gone.
std::string item_line(const grounds& by, match::item_kind what, std::uint64_t number);

}  // namespace mocksmtp::verify
