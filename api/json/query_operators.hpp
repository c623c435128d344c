// The operators that stand behind the name of a field in a query: subject.contains=, to.in=.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "mocksmtp/match/pattern.hpp"

namespace api::json {

// What a suffix of a name does with its value.
struct query_operator {
    std::string_view name;
    bool is_list;  // several values make one condition
    void (*put)(mocksmtp::match::pattern&, const std::string& operand);

    bool takes_whole_values() const { return is_list || name == "equals" || name == "ignore_case"; }
};

const query_operator* find_operator(std::string_view name);  // nullptr: there is none

// What was meant by a word that is none: a slip, or what others call it.
std::optional<std::string> operator_meant_by(std::string_view word);

}  // namespace api::json
