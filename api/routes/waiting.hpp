// An expectation that is being waited for: looked at again and again until it holds or cannot any more.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "api/json/list_query.hpp"
#include "api/routes/response.hpp"
#include "api/routes/surroundings.hpp"

namespace api::routes {

struct awaited {
    json::list_query query;
    std::uint64_t since = 0;      // an event of the present epoch
    bool report_as_text = false;  // of a failure
    // Makes the answer when the expectation holds, from the numbers of what matches.
    std::function<response(const json::list_query&, std::vector<std::uint64_t> matched)> met;
};

// Answers at once where it can.
answer await(surroundings& world, awaited what, moment at);

}  // namespace api::routes
