// The JSON value everything is shown in: keys keep the order they were written in.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

namespace api::json {

using value = nlohmann::ordered_json;

// One line. Bytes that are no UTF-8 come out as U+FFFD; those who put mail's own bytes in say so beside (see text_of).
std::string dump(const value& what);

// The same for people, indented by two blanks.
std::string dump_readable(const value& what);

}  // namespace api::json
