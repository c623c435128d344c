// Options from a configuration file: JSON with comments, its keys the flags' names with underscores.
#pragma once

#include <string>
#include <string_view>

#include "api/program/layer.hpp"

namespace api::program {

// The file's text; its name is what complaints begin with. A text that is not JSON has one problem, with line and
// column.
layer read_config(std::string_view text, const std::string& name);

// The same from the file itself; one that cannot be read has that as its problem.
layer read_config_file(const std::string& path);

}  // namespace api::program
