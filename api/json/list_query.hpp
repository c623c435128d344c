// The parameters of list calls that are no filters: count, wait, settle, since, order, limit, page, view.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "api/json/problem.hpp"
#include "api/json/target.hpp"
#include "mocksmtp/verify/expectation.hpp"

namespace api::json {

// Where "since" starts, before anybody has looked whether the journal knows it.
struct since_now {};
struct since_mark {
    std::string label;
};
struct since_cursor {
    std::string text;
};
using since = std::variant<std::monostate, since_now, since_mark, since_cursor>;
since parse_since(const std::string& text);  // "now", "mark:LABEL", else a cursor

enum class pick { only, first, latest };
enum class list_order { oldest, newest };
enum class list_view { full, summary };

inline constexpr std::uint64_t largest_limit = 100000, largest_page = 1'000'000'000;
inline constexpr std::chrono::milliseconds longest_wait{std::chrono::minutes(10)};

struct list_query {
    mocksmtp::verify::expectation expect;
    std::chrono::milliseconds wait{0};
    bool expects = false;  // count, wait or must was given: an answer may be 417
    since from;
    list_order order = list_order::oldest;
    list_view view = list_view::full;
    pick which = pick::only;
    std::optional<std::uint64_t> limit;
    std::uint64_t page = 1;
    std::optional<bool> as_text;  // format=text or format=json
    bool arrival = false;         // sessions: what TCP timing alone decided, too
    bool everything = false;      // all=true
    std::string label;
};

// What a call understands besides filters.
struct list_call {
    mocksmtp::match::item_kind kind = mocksmtp::match::item_kind::message;
    std::span<const std::string_view> controls;
    mocksmtp::verify::count_range count{};  // unless the query says otherwise
    std::chrono::milliseconds wait{0};
    bool expects = false;
};

std::variant<list_query, problem> parse_list_query(const target& asked, const list_call& call);

// Mistakes for those of these parameters that are given twice or without a value.
void check_once(const target& asked, std::span<const std::string_view> names, std::vector<mistake>& mistakes);

// For calls that take a fixed set of parameters and no filters: mistakes for all others and for repeated ones.
std::vector<mistake> check_parameters(const target& asked, std::span<const std::string_view> known);

}  // namespace api::json
