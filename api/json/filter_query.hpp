// Filters written as a query string: to=, to.contains=, headers.x-tenant=42, must.subject=, from=<>.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "api/json/problem.hpp"
#include "api/json/target.hpp"
#include "mocksmtp/match/filter.hpp"
#include "mocksmtp/match/place.hpp"

namespace api::json {

struct filters {
    mocksmtp::match::filter which;
    mocksmtp::match::filter must;  // of the names that begin with "must."
    std::vector<mistake> mistakes;
};

// Reads every parameter whose name is not among `controls`; what is neither a control nor a condition on items of this
// kind is a mistake. Different names AND; a repeated one ORs, or ANDs behind "must.", except that the operators which
// take lists (in, not, only, all, exactly, none) gather their values. A raw "+" is a plus in address fields and a space
// elsewhere.
filters parse_filters(const target& asked, mocksmtp::match::item_kind kind, std::span<const std::string_view> controls);

}  // namespace api::json
