// What a regular expression finds in a message.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <variant>

#include "api/json/problem.hpp"
#include "api/json/target.hpp"
#include "api/routes/message_parts.hpp"
#include "mocksmtp/match/regex.hpp"
#include "mocksmtp/store/records.hpp"

namespace api::routes {

struct extract_wanted {
    mocksmtp::match::regex wanted;
    std::string as_written;
    std::string in;        // text, html or subject; empty: each of them, in this order
    bool as_text = false;  // the first group, or the whole match if the expression has none, and nothing else
};

inline constexpr std::array<std::string_view, 3> extract_parameters = {"regex", "in", "as"};

std::variant<extract_wanted, json::problem> read_extract(const json::target& where, bool prefers_text);

// Where nothing matches, what was looked at is named.
piece extract(const mocksmtp::store::message_record& of, const extract_wanted& how);

}  // namespace api::routes
