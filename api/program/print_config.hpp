// What --print-config prints: the settings in force, as a configuration file.
#pragma once

#include <string>

#include "api/program/settings.hpp"

namespace api::program {

enum class sources { left_out, as_comments };

// Secrets are stars unless --show-secrets is on. What is not set, and has no default, is left out.
std::string print_config(const settings& all, sources how);

}  // namespace api::program
