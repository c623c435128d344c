// Options from environment variables: MOCKSMTP_ and the flag's name in capitals, _FILE behind it for secrets.
#pragma once

#include <span>
#include <string>

#include "api/program/layer.hpp"

namespace api::program {

// The variables as "NAME=value"; those that do not begin with MOCKSMTP_ are not looked at, empty ones count as not set.
// A repeatable option takes one value a line or a JSON array of strings; where its values are JSON, objects do too.
layer read_environment(std::span<const std::string> variables);

}  // namespace api::program
