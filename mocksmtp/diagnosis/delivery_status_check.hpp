// Whether the content of a message/delivery-status has the fields that it must have (RFC 3464 section 2).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace mocksmtp::diagnosis {

struct status_mistake {
    std::string what;    // for people
    std::size_t at = 0;  // in the content: of the field, or of the block that lacks it
};

// Takes decoded content; answers at most a score of them. Linear.
std::vector<status_mistake> find_status_mistakes(std::string_view content);

}  // namespace mocksmtp::diagnosis
