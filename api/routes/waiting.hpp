// Expectations that are being waited for: looked at again and again until they hold or cannot any more.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "api/json/list_query.hpp"
#include "api/routes/response.hpp"
#include "api/routes/surroundings.hpp"
#include "mocksmtp/verify/outcome.hpp"

namespace api::routes {

// One expectation of a list call.
struct awaited {
    json::list_query query;
    std::uint64_t since = 0;      // an event of the present epoch
    bool report_as_text = false;  // of a failure
    // Makes the answer when the expectation holds, from the numbers of what matches.
    std::function<response(const json::list_query&, std::vector<std::uint64_t> matched)> met;
};

// Several at once.
struct awaited_all {
    mocksmtp::verify::verification what;
    std::string label{};            // as the test calls it; may be empty
    mocksmtp::store::cursor now{};  // where the world stands if nothing from before the call counts, see positions.hpp
    bool report_as_text = false;
    std::function<response(const mocksmtp::verify::grounds&, const mocksmtp::verify::verification&,
                           mocksmtp::verify::outcome)>
        met;
};

// Both answer at once where they can.
answer await(surroundings& world, awaited what, moment at);
answer await(surroundings& world, awaited_all what, moment at);

}  // namespace api::routes
