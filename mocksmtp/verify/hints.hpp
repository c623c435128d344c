// What else a reader of a report may want to know: who waits for what, what came late, what was put elsewhere.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "mocksmtp/verify/inquiry.hpp"

namespace mocksmtp::verify {

// One clause each, none twice. `of_interest` are the messages that the report is about.
std::vector<std::string> hints_for(const inquiry& in, const std::vector<std::uint64_t>& of_interest);

}  // namespace mocksmtp::verify
