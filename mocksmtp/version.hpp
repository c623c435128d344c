// The version, as --version, the ready line and the API say it.
#pragma once

#include <string_view>

namespace mocksmtp {

std::string_view version();  // "1.0.0"

}  // namespace mocksmtp
