#include "mocksmtp/match/property_names.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

#include "mocksmtp/base/text.hpp"

namespace mocksmtp::match {

namespace {

// RFC 5545 3.8, RFC 7986 5; of the calendar itself the method, of its components the type ("VEVENT").
constexpr std::array<std::string_view, 43> calendar_names{"type",
                                                          "method",
                                                          "attach",
                                                          "categories",
                                                          "class",
                                                          "comment",
                                                          "description",
                                                          "geo",
                                                          "location",
                                                          "priority",
                                                          "resources",
                                                          "status",
                                                          "summary",
                                                          "completed",
                                                          "dtend",
                                                          "due",
                                                          "dtstart",
                                                          "duration",
                                                          "freebusy",
                                                          "transp",
                                                          "attendee",
                                                          "contact",
                                                          "organizer",
                                                          "related-to",
                                                          "url",
                                                          "uid",
                                                          "exdate",
                                                          "rdate",
                                                          "rrule",
                                                          "created",
                                                          "dtstamp",
                                                          "sequence",
                                                          "last-modified",
                                                          "request-status",
                                                          "recurrence-id",
                                                          "name",
                                                          "color",
                                                          "image",
                                                          "conference",
                                                          "source",
                                                          "exrule",
                                                          "refresh-interval",
                                                          "percent-complete"};

// RFC 3464 2.2, 2.3.
constexpr std::array<std::string_view, 14> report_names{"original-envelope-id", "reporting-mta",   "dsn-gateway",
                                                        "received-from-mta",    "arrival-date",    "original-recipient",
                                                        "final-recipient",      "action",          "status",
                                                        "remote-mta",           "diagnostic-code", "last-attempt-date",
                                                        "final-log-id",         "will-retry-until"};

struct shown_as {
    std::string_view shown;
    std::string_view property;
};

// What the JSON of a message calls otherwise than the calendar does.
constexpr std::array<shown_as, 3> calendar_slips{shown_as{"start", "dtstart"}, shown_as{"end", "dtend"},
                                                 shown_as{"attendees", "attendee"}};

}  // namespace

std::optional<misnamed> misnamed_property(field_id of, std::string_view name) {
    if (of == field_id::calendar) {
        const auto* slip = std::ranges::find(calendar_slips, name, &shown_as::shown);
        if (slip != calendar_slips.end())
            return misnamed{std::string(slip->property),
                            " is no property; conditions name it as the calendar does, and its value as it is written "
                            "there"};
    }
    const auto known = of == field_id::calendar ? std::span<const std::string_view>(calendar_names)
                                                : std::span<const std::string_view>(report_names);
    if (name.starts_with("x-") || std::ranges::find(known, name) != known.end()) return std::nullopt;
    auto near = base::nearest(name, known);
    if (!near) return std::nullopt;
    return misnamed{*std::move(near),
                    of == field_id::calendar ? " is no calendar property" : " is no field of a delivery report"};
}

}  // namespace mocksmtp::match
