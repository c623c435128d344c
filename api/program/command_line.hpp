// The command line: a command, options as the table has them, and the actions among them.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "api/program/layer.hpp"

namespace api::program {

enum class command { serve, healthcheck, persona };

// Everything an option without a value of its own asks for.
struct actions {
    std::optional<std::string> help = {};          // "", or the name of a table
    std::optional<std::string> print_config = {};  // "" or "sources"
    bool version = false;
    bool check_config = false;
    std::optional<std::string> config = {};  // the file
    std::optional<std::string> url = {};     // for healthcheck
    std::string persona = {};                // to print
};

struct command_line {
    program::command what = command::serve;
    actions asked = {};
    layer options = {};  // its problems hold what is wrong with the command line, unknown options first
};

command_line parse_command_line(std::span<const std::string> arguments);

}  // namespace api::program
