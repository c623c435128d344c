// Options as JSON writes them: in configuration files, in settings, in what the program prints.
#pragma once

#include <string>
#include <vector>

#include "api/json/value.hpp"
#include "api/json/written.hpp"
#include "mocksmtp/options_table.hpp"

namespace api::json {

// One value of an option, as option_row::assign takes it.
struct option_text {
    std::string text;
    std::string pointer;  // where it stands
    const value* from = nullptr;
};

// The option's values, one or, where it is repeatable, a list of them; complains about what can be none.
std::vector<option_text> texts_of(const mocksmtp::option_row& row, const written& given);

// The JSON of such texts; of none null, or an empty list.
value value_of(const mocksmtp::option_row& row, const std::vector<std::string>& texts);

}  // namespace api::json
