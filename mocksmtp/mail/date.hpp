// Reads the date-time of RFC 5322 section 3.3, obsolete forms of section 4.3 included.
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace mocksmtp::mail {

struct date_time {
    std::chrono::sys_seconds when;
    std::chrono::minutes offset{0};  // east of UTC, as the sender's clock showed it

    friend bool operator==(const date_time&, const date_time&) = default;
};

// Takes an unfolded value; comments and white space may stand between any two pieces. The day of the week may be
// missing or wrong, seconds may be missing, years may have two or three digits; a leap second is the first of the
// next minute. The named zones of RFC 5322 are known, other alphabetic ones count as UTC, as it says. A date that
// does not exist, a missing zone and anything else are nullopt.
std::optional<date_time> parse_date(std::string_view unfolded);

}  // namespace mocksmtp::mail
