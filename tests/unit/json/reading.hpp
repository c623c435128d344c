// Values from JSON text, and what readers complain of, one line a mistake.
#pragma once

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "api/json/parse.hpp"
#include "api/json/written.hpp"

namespace testing {

using api::json::value;
using complaints = std::vector<std::string>;

inline value json(std::string_view text) {
    auto made = api::json::parse(text);
    REQUIRE_MESSAGE(std::holds_alternative<value>(made), text);
    return std::get<value>(std::move(made));
}

// "/to/regx: unknown key (regex)"
inline complaints lines_of(const std::vector<api::json::mistake>& mistakes) {
    complaints lines;
    for (const auto& each : mistakes) {
        lines.push_back(each.pointer + ": " + each.detail);
        if (!each.did_you_mean.empty()) lines.back() += " (" + each.did_you_mean + ")";
    }
    return lines;
}

}  // namespace testing

namespace doctest {

template <>
struct StringMaker<testing::complaints> {
    static String convert(const testing::complaints& lines) {
        std::string all;
        for (const auto& each : lines) all += "\n    " + each;
        return all.c_str();
    }
};

}  // namespace doctest
