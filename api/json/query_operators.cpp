#include "api/json/query_operators.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "mocksmtp/base/text.hpp"

namespace api::json {

namespace base = mocksmtp::base;
namespace match = mocksmtp::match;

namespace {

using operand = const std::string&;

match::literal text(operand value) { return match::literal(value); }

void put_flag(std::optional<bool>& flag, operand value) { flag = value == "true"; }

void gather(std::optional<std::vector<match::pattern>>& list, operand value) {
    if (!list) list.emplace();
    list->push_back(match::equal_to(text(value)));
}

constexpr std::array query_operators = {
    query_operator{"equals", false, [](match::pattern& p, operand v) { p.equals = text(v); }},
    query_operator{"contains", false, [](match::pattern& p, operand v) { p.contains = v; }},
    query_operator{"prefix", false, [](match::pattern& p, operand v) { p.prefix = v; }},
    query_operator{"suffix", false, [](match::pattern& p, operand v) { p.suffix = v; }},
    query_operator{"glob", false, [](match::pattern& p, operand v) { p.glob = v; }},
    query_operator{"regex", false, [](match::pattern& p, operand v) { p.regex = v; }},
    query_operator{"gt", false, [](match::pattern& p, operand v) { p.gt = text(v); }},
    query_operator{"lt", false, [](match::pattern& p, operand v) { p.lt = text(v); }},
    query_operator{"present", false, [](match::pattern& p, operand v) { put_flag(p.present, v); }},
    query_operator{"ignore_case", false,
                   [](match::pattern& p, operand v) { p.equals = text(v), p.ignore_case = true; }},
    query_operator{"in", true,
                   [](match::pattern& p, operand v) {
                       if (!p.in) p.in.emplace();
                       p.in->push_back(text(v));
                   }},
    query_operator{"not", true, [](match::pattern& p, operand v) { p.unless.push_back(match::equal_to(text(v))); }},
    query_operator{"only", true, [](match::pattern& p, operand v) { gather(p.only, v); }},
    query_operator{"all", true, [](match::pattern& p, operand v) { gather(p.all, v); }},
    query_operator{"exactly", true, [](match::pattern& p, operand v) { gather(p.exactly, v); }},
    query_operator{"none", true, [](match::pattern& p, operand v) { gather(p.none, v); }},
};

struct habit {
    std::string_view asked;
    std::string_view meant;
};

// What people know from elsewhere, and no count of typing mistakes would find.
constexpr std::array habits = {habit{"startswith", "prefix"}, habit{"starts_with", "prefix"},
                               habit{"endswith", "suffix"},   habit{"ends_with", "suffix"},
                               habit{"includes", "contains"}, habit{"like", "glob"},
                               habit{"matches", "regex"},     habit{"exists", "present"}};

}  // namespace

const query_operator* find_operator(std::string_view name) {
    const auto* found = std::ranges::find(query_operators, name, &query_operator::name);
    return found == query_operators.end() ? nullptr : found;
}

std::optional<std::string> operator_meant_by(std::string_view word) {
    const std::string lowered = base::to_lower(word);
    const auto* known = std::ranges::find(habits, lowered, &habit::asked);
    if (known != habits.end()) return std::string(known->meant);
    std::vector<std::string_view> names;
    names.reserve(query_operators.size());
    for (const auto& row : query_operators) names.push_back(row.name);
    return base::nearest(word, names);
}

}  // namespace api::json
