// The results of a report, one by one, with the paragraphs of those that do not hold.
#pragma once

#include <string>
#include <vector>

#include "mocksmtp/verify/inquiry.hpp"
#include "mocksmtp/verify/report.hpp"

namespace mocksmtp::verify {

// Expectations in their order, then what is expected of all together.
std::vector<result> results_of(const inquiry& in);

// "expected exactly 1 message ..." with its conditions, what was got, the nearest things; of one that does not hold.
// `elapsed`: " after 5.0 s", or nothing.
std::string block_of(const inquiry& in, const std::vector<result>& all, std::size_t index, const std::string& elapsed);

}  // namespace mocksmtp::verify
