// Settings from where a program is told them, laid one over the other.
#pragma once

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "api/program/config_file.hpp"
#include "api/program/environment.hpp"
#include "api/program/settings.hpp"

namespace testing {

using namespace api::program;
using texts = std::vector<std::string>;

inline layer environment(texts variables) { return read_environment(variables); }
inline layer file(std::string_view text) { return read_config(text, "config.json"); }

inline settings of(std::vector<layer> layers) { return merge(layers); }

inline std::string only(const texts& all) {
    REQUIRE(all.size() == 1);
    return all.front();
}
inline std::string only_problem(std::vector<layer> layers) { return only(of(std::move(layers)).problems); }

}  // namespace testing
