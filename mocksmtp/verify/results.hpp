// The results of a report, one by one, with the paragraphs of those that do not hold.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "mocksmtp/verify/inquiry.hpp"
#include "mocksmtp/verify/report.hpp"

namespace mocksmtp::verify {

// Expectations in their order, then what is expected of all together.
std::vector<result> results_of(const inquiry& in);

// "expected exactly 1 message ..." with its conditions, what was got, the nearest things; of one that does not hold.
struct block {
    std::string text;
    std::optional<std::size_t> time_at{};  // where in it the time belongs that it took
};
block block_of(const inquiry& in, const std::vector<result>& all, std::size_t index);

}  // namespace mocksmtp::verify
