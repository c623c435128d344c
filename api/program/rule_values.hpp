// The rules among the options: texts that are JSON.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "api/program/layer.hpp"
#include "mocksmtp/rules/rule.hpp"

namespace api::program {

// The rules that the values of an option say. Every mistake in any of them, and an id that stands there twice, is one
// more problem, with its place, its pointer and what would be right.
std::vector<mocksmtp::rules::rule> read_rules(const setting& given, std::vector<std::string>& problems);

// The values that a variable's text holds: one a line, a JSON array of texts or objects, or one object in any lines.
std::vector<given_value> json_values_of(std::string_view text, const std::string& place,
                                        std::vector<std::string>& problems);

}  // namespace api::program
