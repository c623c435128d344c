// Times and lengths of time as text: RFC 3339 with milliseconds, and "5s".
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "mocksmtp/base/clock.hpp"

namespace mocksmtp::base {

// "2000-01-01T00:00:00.006Z", always UTC and three digits. Times outside the years 0000 to 9999, which the
// format cannot show, come out as its first or last instant.
std::string format_time(timestamp time);

// RFC 3339 section 5.6: any offset, any fraction (cut to milliseconds), leap second as the first of the next
// minute. Dates that do not exist and everything else are nullopt.
std::optional<timestamp> parse_time(std::string_view text);

// A whole number and its unit: ms, s, m or h. No sign, no blank, no bare number; nullopt also when it does
// not fit.
std::optional<std::chrono::milliseconds> parse_duration(std::string_view text);

// In the largest unit that shows it exactly: "90s", "2m", "1h", "0s".
std::string format_duration(std::chrono::milliseconds length);

}  // namespace mocksmtp::base
