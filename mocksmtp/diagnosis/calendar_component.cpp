#include "mocksmtp/diagnosis/calendar_component.hpp"

#include <algorithm>
#include <array>

#include "mocksmtp/base/text.hpp"
#include "mocksmtp/diagnosis/flaw.hpp"
#include "mocksmtp/mail/calendar_time.hpp"

namespace mocksmtp::diagnosis {

namespace {

constexpr std::array<std::string_view, 4> components_asked{"VEVENT", "VTODO", "VJOURNAL", "VFREEBUSY"};
constexpr std::array<std::string_view, 3> properties_asked{"version", "prodid", "uid"};
constexpr std::array<std::string_view, 4> times{"dtstamp", "dtstart", "dtend", "due"};

template <class list>
bool is_in(const list& names, std::string_view name) {
    return std::ranges::find(names, name) != names.end();
}

}  // namespace

bool has_known_properties(std::string_view component) { return is_in(components_asked, component); }

bool is_asked_about(std::string_view property) {
    return is_in(properties_asked, property) || is_in(times, property) || property == "duration";
}

std::vector<std::string> find_missing(std::string_view component, const std::set<std::string>& properties,
                                      bool has_method) {
    std::vector<std::string> told;
    const auto need = [&](const std::string& property) {
        if (!properties.contains(property))
            told.push_back(std::string(component) + " has no " + base::to_upper(property));
    };
    if (component == "VCALENDAR") {
        need("version");
        need("prodid");
    }
    if (!has_known_properties(component)) return told;
    need("uid");
    need("dtstamp");
    if (component == "VEVENT" && !has_method) need("dtstart");
    const std::string end = component == "VTODO" ? "due" : "dtend";
    if (component != "VFREEBUSY" && properties.contains(end) && properties.contains("duration"))
        told.push_back(std::string(component) + " has " + base::to_upper(end) + " and DURATION");
    return told;
}

std::string wrong_with_time(const mail::content_line& property) {
    const std::string said = base::to_upper(property.name) + " " + quoted(property.value);
    if (property.name == "duration") return mail::is_calendar_duration(property.value) ? "" : said + " is no duration";
    if (!is_in(times, property.name) || mail::is_calendar_date_time(property.value)) return "";
    if (!mail::is_calendar_date(property.value)) return said + " is no time";
    const auto kind = std::ranges::find(property.parameters, std::string_view("value"), &mail::parameter::name);
    const bool is_date = kind != property.parameters.end() && base::iequals(kind->value, "DATE");
    return is_date ? "" : said + " is a day, without VALUE=DATE";
}

}  // namespace mocksmtp::diagnosis
