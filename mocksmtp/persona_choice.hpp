// The personas that can be chosen: those of the catalogue, and those that the options bring along.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "mocksmtp/options.hpp"
#include "mocksmtp/smtp/persona.hpp"

namespace mocksmtp {

// All names, the default first and those of the options last.
std::vector<std::string_view> persona_names(const options& among);

// The persona of that name; nullptr if there is none.
std::shared_ptr<const smtp::persona> find_persona(const options& among, std::string_view name);

// Why there is none: names what may have been meant, or else all there are.
std::string no_persona(const options& among, std::string_view name);

}  // namespace mocksmtp
