// The options that may change while the mock runs, as JSON, and a change of them.
#pragma once

#include <variant>
#include <vector>

#include "api/json/problem.hpp"
#include "api/json/show.hpp"
#include "mocksmtp/options.hpp"
#include "mocksmtp/sasl/directory.hpp"

namespace api::json {

// Keys as in a configuration file; behind them, under "listeners", what each listener does otherwise.
value settings_to_json(const mocksmtp::options& in_force, const showing& how);

struct known_settings {
    const mocksmtp::options& in_force;    // with every listener among `listen`
    const mocksmtp::options& configured;  // the same: what null goes back to
    const mocksmtp::sasl::directory& users;
};

// The options with these changes; or all that is wrong with them, and with the options as they would then be.
std::variant<mocksmtp::options, std::vector<mistake>> changed_settings(const known_settings& known, const value& body);

}  // namespace api::json
