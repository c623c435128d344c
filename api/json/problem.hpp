// What is wrong with a request, as RFC 9457 problem details.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "api/json/value.hpp"

namespace api::json {

// One mistake: where it is (a query parameter's name or a JSON pointer into the body) and what was expected there.
struct mistake {
    std::string parameter;
    std::string pointer;
    std::string detail;
    std::string did_you_mean;  // what would have been right; empty: no idea
    friend bool operator==(const mistake&, const mistake&) = default;
};

// The two ways of saying where: of a parameter, and of a place in a body.
mistake at_parameter(std::string_view name, std::string detail, std::string did_you_mean = {});
mistake at_pointer(std::string pointer, std::string detail, std::string did_you_mean = {});

// No answer lists more; what is only worth a complaint is not looked at any more behind that.
inline constexpr std::size_t most_mistakes = 100;

struct problem {
    unsigned status = 400;
    std::string detail;  // one sentence for people
    std::vector<mistake> errors = {};
};

inline constexpr std::string_view problem_type = "application/problem+json";

// A 400 whose sentence is that of its mistakes, which says so where there are too many to list.
problem bad_request(std::vector<mistake> errors);

value to_json(const problem& what);

// "Bad Request"; the standard phrase of the statuses this API answers with.
std::string_view phrase(unsigned status);

}  // namespace api::json
