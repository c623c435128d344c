// A matcher as it is written down: one object of the matcher language, before it is checked and compiled.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace mocksmtp::match {

// null, true, 42, "text". Query strings give text only; numbers, booleans, times and ids are read from text too.
using literal = std::variant<std::monostate, bool, std::int64_t, std::string>;

// Members are the keys of the language; all that are given must hold. On a list, the keys from `equals` to `lt` must
// hold together for at least one element; the others look at the whole field.
struct pattern {
    std::optional<literal> equals{};  // std::monostate: the field is absent, or an empty list
    std::optional<std::string> contains{};
    std::optional<std::string> prefix{};
    std::optional<std::string> suffix{};
    std::optional<std::string> glob{};   // the whole text; * ? [a-z] [!a-z] \x
    std::optional<std::string> regex{};  // RE2, found anywhere in the text
    std::optional<std::vector<literal>> in{};
    std::optional<literal> gt{};  // numbers and times only
    std::optional<literal> lt{};
    bool ignore_case = false;  // for the keys above, not for nested patterns

    std::optional<bool> present{};
    std::vector<pattern> any_of{};  // one of them holds of the field
    std::vector<pattern> unless{};  // "not": none of them holds of the field

    // Lists, each element counted as often as it stands there, in any order:
    std::optional<std::vector<pattern>> only{};     // some element, and none that matches none of these
    std::optional<std::vector<pattern>> all{};      // each of these matches some element
    std::optional<std::vector<pattern>> exactly{};  // as many as these, paired one to one
    std::optional<std::vector<pattern>> none{};     // no element matches any of these
};

inline pattern equal_to(literal wanted) {
    pattern made;
    made.equals = std::move(wanted);
    return made;
}

inline pattern absent() { return equal_to(std::monostate{}); }

}  // namespace mocksmtp::match
