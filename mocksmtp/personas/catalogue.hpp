// The servers we can pretend to be, by name.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "mocksmtp/smtp/persona.hpp"

namespace mocksmtp::personas {

// The persona of that name; nullptr if there is none.
std::shared_ptr<const smtp::persona> find(std::string_view name);

// All names, the default first.
std::vector<std::string_view> names();

}  // namespace mocksmtp::personas
