// A request target taken apart: path segments and query parameters, strictly by RFC 3986.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "api/json/problem.hpp"

namespace api::json {

// One name=value of a query. A raw "+" is a space in forms and a plus in addresses, so both readings are kept.
struct query_parameter {
    std::string name;
    std::string value;            // percent-decoded, "+" is a space
    std::string value_with_plus;  // percent-decoded, "+" is a plus
    bool has_value = true;        // there was a "="
    bool doubtful_plus = false;   // a raw "+" where no form has one, as in "[0-9]+" or ".+": meant as a plus?
};

struct target {
    std::vector<std::string> path;  // decoded segments, empty ones left out: "//v1/messages/" is v1, messages
    std::vector<query_parameter> query;

    const query_parameter* find(std::string_view name) const;
};

// What is said of it where it has to mean one of the two.
inline constexpr const char* doubtful_plus_text = "a raw + could mean a plus or a space; write %2B or %20";

// "%E4" (RFC 3986 2.1).
std::string percent_encoded(char octet);

// Where a scope's call is: "/messages/m1" in w3 is /v1/scopes/w3/messages/m1, and in the scope of everything
// /v1/messages/m1.
std::string path_in(std::string_view scope, std::string_view call);

// "/v1/messages?to=bob@example.test". What RFC 3986 does not allow is a mistake that names the octet and how to write
// it, but for the signs < > ^ [ ] { } | \ ` in the query; so is decoded text that is no UTF-8.
std::variant<target, mistake> parse_target(std::string_view text);

}  // namespace api::json
