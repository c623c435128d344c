// What every test of the matcher language needs: short ways to a field, a matcher and facts.
#pragma once

#include <doctest/doctest.h>

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "mocksmtp/match/facts.hpp"
#include "mocksmtp/match/field.hpp"
#include "mocksmtp/match/filter.hpp"
#include "mocksmtp/match/matcher.hpp"
#include "mocksmtp/match/pattern.hpp"

namespace mocksmtp::match {

inline field named(std::string_view name) {
    auto parsed = parse_field(name);
    REQUIRE(std::holds_alternative<field>(parsed));
    return std::get<field>(parsed);
}

inline matcher compiled(std::string_view name, pattern wanted) {
    auto made = compile(named(name), std::move(wanted));
    if (auto* error = std::get_if<pattern_error>(&made)) FAIL(error->where << ": " << error->detail);
    return std::get<matcher>(std::move(made));
}

inline pattern_error error_of(std::string_view name, pattern wanted) {
    const auto made = compile(named(name), std::move(wanted));
    REQUIRE(std::holds_alternative<pattern_error>(made));
    return std::get<pattern_error>(made);
}

// Does a field with this one value fulfil the pattern?
template <class type>
bool matches(std::string_view name, pattern wanted, const type& found) {
    return compiled(name, std::move(wanted)).matches(values::one(found));
}

inline bool matches_list(std::string_view name, pattern wanted, const std::vector<std::string>& found) {
    return compiled(name, std::move(wanted)).matches(values::list_of(found));
}

inline bool matches_absent(std::string_view name, pattern wanted) {
    return compiled(name, std::move(wanted)).matches(values::none());
}

// Facts that a test writes down, under the names of their fields.
struct written_facts : facts {
    std::map<std::string, std::string> texts;
    std::map<std::string, std::vector<std::string>> lists;
    std::map<std::string, std::int64_t> numbers;

    values of(const field& which) const override {
        const std::string name = to_string(which);
        if (const auto found = texts.find(name); found != texts.end()) return values::one(found->second);
        if (const auto found = lists.find(name); found != lists.end()) return values::list_of(found->second);
        if (const auto found = numbers.find(name); found != numbers.end()) return values::one(found->second);
        return values::none();
    }
};

}  // namespace mocksmtp::match
