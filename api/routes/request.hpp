// An HTTP request as a value: what a route is asked.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/json/problem.hpp"

namespace api::routes {

struct header {
    std::string name;
    std::string value;
    friend bool operator==(const header&, const header&) = default;
};

struct request {
    std::string method = "GET";  // upper case, as sent
    std::string target = "/";    // path and query, as sent
    std::vector<header> headers;
    std::string body;
    bool http_1_0 = false;
    bool secure = false;  // over our own TLS

    // The first header of that name, whatever its letter case.
    std::optional<std::string_view> find(std::string_view name) const;
};

// Whether the Accept header names this media type, or its family, and none of the others with as much weight (RFC 9110
// 12.5.1); "*/*" names nothing.
bool prefers(const request& asked, std::string_view media_type,
             std::initializer_list<std::string_view> to = {"application/json", json::problem_type});

// Whether the Accept-Encoding header asks for this coding; no header asks for none (RFC 9110 12.5.3).
bool wants_coding(const request& asked, std::string_view coding);

// Whether the Accept header lets this media type through at all; no header lets everything.
bool accepts(const request& asked, std::string_view media_type);

}  // namespace api::routes
