// What one source (file, environment, command line) says about the options, before anything is made of it.
#pragma once

#include <string>
#include <vector>

#include "mocksmtp/options_table.hpp"

namespace api::program {

struct given_value {
    std::string text = {};
    std::string place = {};  // what a complaint about it begins with: "--smtp-port 99999", "config.json: /smtp_port"
    bool is_pointed_to = false;  // the place ends with a JSON pointer, which may go on
};

// One option and all its values.
struct setting {
    const mocksmtp::option_row* row = nullptr;
    std::vector<given_value> values = {};
};

struct layer {
    std::string source = {};  // "command line", "environment", "file config.json"
    std::vector<setting> settings = {};
    std::vector<std::string> problems = {};  // each one line with place and remedy
    std::vector<std::string> warnings = {};
};

// The option's values in this layer; null if it does not speak of it.
inline const setting* find(const layer& all, std::string_view option) {
    for (const auto& one : all.settings) {
        if (one.row->name == option) return &one;
    }
    return nullptr;
}

}  // namespace api::program
