// The times and durations of iCalendar (RFC 5545 sections 3.3.4 to 3.3.6).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace mocksmtp::mail {

// Days and hours that there are: "20261130", "20261130T100000", "20261130T100000Z".
bool is_calendar_date(std::string_view value);
bool is_calendar_date_time(std::string_view value);

// "P1W", "P1DT2H", "PT90M"; not negative.
bool is_calendar_duration(std::string_view value);

// A DATE-TIME or DATE as RFC 3339 writes it, without an offset where it has none of its own: "2026-11-30T10:00:00Z",
// "2026-11-30T10:00:00", "2026-11-30". Anything else is given back as it is.
std::string show_calendar_time(std::string_view value);

// What stands on the same clock a DURATION later, in the form of the start. Nothing if one of them is none, the start
// is a day and the duration no whole days, or that is past the year 9999.
std::optional<std::string> calendar_time_after(std::string_view start, std::string_view duration);

}  // namespace mocksmtp::mail
