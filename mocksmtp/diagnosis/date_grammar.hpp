// Whether a date-time follows the grammar to the letter (RFC 5322 section 3.3), where mail::parse_date() reads more.
#pragma once

#include <optional>
#include <string_view>

#include "mocksmtp/diagnosis/flaw.hpp"

namespace mocksmtp::diagnosis {

struct checked_date {
    std::optional<flaw> fault;      // in no grammar, or no such day or time
    std::optional<flaw> antique;    // in the obsolete one of section 4.3
    std::optional<flaw> wrong_day;  // the day of the week is that of another date
};

// Takes a raw value, folding and all; the views of the flaws are into it. Only the first of each is told.
checked_date check_date(std::string_view raw);

}  // namespace mocksmtp::diagnosis
