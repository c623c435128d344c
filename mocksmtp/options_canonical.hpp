// Options that were made in C++, held to what the command line takes.
#pragma once

#include <variant>

#include "mocksmtp/options.hpp"
#include "mocksmtp/options_check.hpp"

namespace mocksmtp {

// The same with every value as the command line would have read it (the name of a scope in lower case, that of a
// mechanism in upper), or the first value that it would refuse. Secrets are not shown.
std::variant<options, contradiction> canonical(const options& made);

}  // namespace mocksmtp
