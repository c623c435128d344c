#include "api/json/content_facts_json.hpp"

#include <optional>
#include <set>
#include <string_view>
#include <vector>

#include "mocksmtp/mail/calendar_time.hpp"
#include "mocksmtp/mail/view.hpp"

namespace api::json {

namespace mail = mocksmtp::mail;
namespace store = mocksmtp::store;

namespace {

void put_unsubscribe(writer& to, const mail::view& of) {
    const auto found = of.unsubscribe();
    if (!found) return to.put("list_unsubscribe", nullptr);
    to.put_object("list_unsubscribe", [&] {
        to.put("uris", found->uris);
        to.put("one_click", found->one_click);
    });
}

void put_text(writer& to, std::string_view name, const mail::calendar_component& of, std::string_view property) {
    const auto* found = of.find(property);
    to.put(name, found == nullptr ? nullptr : &found->value);
}

void put_time(writer& to, std::string_view name, std::string_view value, const mail::calendar_property& of) {
    to.put_object(name, [&] {
        to.put("value", mail::show_calendar_time(value));
        to.put("tzid", of.find("tzid"));
        if (!mail::is_calendar_date(value) && !mail::is_calendar_date_time(value)) to.put("invalid", true);
    });
}

void put_times(writer& to, const mail::calendar_component& of) {
    const auto* start = of.find("dtstart");
    const auto* end = of.find(of.type == "VTODO" ? "due" : "dtend");
    const auto* duration = of.find("duration");
    start == nullptr ? to.put("start", nullptr) : put_time(to, "start", start->value, *start);
    if (end != nullptr) return put_time(to, "end", end->value, *end);
    const bool computed = start != nullptr && duration != nullptr;
    const auto later = computed ? mail::calendar_time_after(start->value, duration->value) : std::nullopt;
    later ? put_time(to, "end", *later, *start) : to.put("end", nullptr);
}

void show_person(writer& to, const mail::calendar_property& who) {
    to.object([&] {
        to.put("address", mail::calendar_address(who.value));
        to.put("name", who.find("cn"));
        to.put("role", who.find("role"));
        to.put("status", who.find("partstat"));
    });
}

void put_people(writer& to, const mail::calendar_component& of) {
    const auto* organizer = of.find("organizer");
    to.key("organizer");
    organizer == nullptr ? to.add(nullptr) : show_person(to, *organizer);
    to.put_array("attendees", [&] {
        for (const auto& each : of.properties)
            if (each.name == "attendee") show_person(to, each);
    });
}

void show_component(writer& to, const mail::calendar_component& what) {
    to.object([&] {
        to.put("type", what.type);
        put_text(to, "uid", what, "uid");
        put_text(to, "summary", what, "summary");
        put_text(to, "description", what, "description");
        put_text(to, "location", what, "location");
        put_text(to, "status", what, "status");
        put_text(to, "sequence", what, "sequence");
        put_times(to, what);
        put_people(to, what);
    });
}

void put_calendars(writer& to, const mail::view& of) {
    to.put_array("calendars", [&] {
        for (const auto& each : of.calendars()) {
            to.object([&] {
                to.put("part", of.parts()[each.part].number);
                to.put("method", each.method.empty() ? nullptr : &each.method);
                to.put_array("components", [&] {
                    for (const auto& component : each.components) show_component(to, component);
                });
            });
        }
    });
}

// Of a field that stands twice, which RFC 3464 forbids, the first.
void put_block(writer& to, const std::vector<mail::status_field>& fields) {
    std::set<std::string_view> seen;
    for (const auto& one : fields)
        if (seen.insert(one.name).second) to.put(one.name, one.value);
}

void put_delivery_statuses(writer& to, const mail::view& of) {
    to.put_array("delivery_statuses", [&] {
        for (const auto& each : of.delivery_statuses()) {
            to.object([&] {
                to.put("part", of.parts()[each.part].number);
                to.put_object("message", [&] { put_block(to, each.message); });
                to.put_array("recipients", [&] {
                    for (const auto& recipient : each.recipients) to.object([&] { put_block(to, recipient); });
                });
            });
        }
    });
}

}  // namespace

void put_facts(writer& to, const store::message_record& of) {
    const mail::view& view = of.view();
    to.put("in_reply_to", view.message_ids("in-reply-to"));
    to.put("references", view.message_ids("references"));
    put_unsubscribe(to, view);
    to.put("auto_submitted", view.auto_submitted());
    put_calendars(to, view);
    put_delivery_statuses(to, view);
}

}  // namespace api::json
