// The compiled form of a pattern, and asking it.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "mocksmtp/match/compare.hpp"
#include "mocksmtp/match/regex.hpp"
#include "mocksmtp/match/value.hpp"

namespace mocksmtp::match {

enum class order { less, equal, greater };

struct text_test {
    place where;
    letters how;
    std::string wanted;
};
struct number_test {
    order how;
    std::int64_t wanted;
};
struct time_test {
    order how;
    base::timestamp wanted;
};
struct flag_test {
    bool wanted;
};
struct ordinal_test {
    ordinal wanted;
};
using test = std::variant<text_test, regex, number_test, time_test, flag_test, ordinal_test>;

// The members are those of `pattern`.
struct node {
    std::vector<std::vector<test>> tests;  // of each of these, one has to hold
    std::optional<bool> present;
    std::vector<node> any_of;
    std::vector<node> unless;
    std::optional<std::vector<node>> only;
    std::optional<std::vector<node>> all;
    std::optional<std::vector<node>> exactly;
    std::optional<std::vector<node>> none;
};

// Of one element; a value of another type than the field's fulfils no test.
bool holds(const node& wanted, const value& found);

// Of the whole field.
bool holds(const node& wanted, const values& found);

}  // namespace mocksmtp::match
