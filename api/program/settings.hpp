// The settings in force: command line over environment over configuration file over default.
#pragma once

#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "api/program/layer.hpp"
#include "mocksmtp/options.hpp"

namespace api::program {

struct settings {
    mocksmtp::program_options values = {};
    std::map<std::string_view, std::string, std::less<>> sources;  // by option; one that is absent has its default
    std::vector<std::string> problems = {};
    std::vector<std::string> warnings = {};
};

// Layers from the weakest to the strongest. Every value is checked, those that a stronger layer replaces too.
settings merge(std::span<const layer> layers);

}  // namespace api::program
