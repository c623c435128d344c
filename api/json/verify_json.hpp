// The body of POST /v1/verify.
#pragma once

#include "api/json/list_query.hpp"
#include "api/json/written.hpp"
#include "mocksmtp/verify/verification.hpp"

namespace api::json {

inline constexpr auto example_of_verification =
    R"({"wait": "5s", "expect": [{"match": {"to": "bob@example.test"}, "count": 1}]})";

struct verify_request {
    mocksmtp::verify::verification what;  // but for its `since`
    since from;
};

// Complains of everything that is wrong; the value is worth something only if there was nothing.
verify_request verify_request_of(const written& from);

}  // namespace api::json
