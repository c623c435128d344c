#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "tests/unit/diagnosis/part_diagnosis.hpp"

namespace mocksmtp::diagnosis {

namespace {

using enum base::diagnostic_code;

constexpr std::string_view calendar_head = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n";
constexpr std::string_view event_head = "BEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20261130T100000Z\r\n";

// A calendar with these properties, and an event in it with those.
std::string calendar(std::string_view properties, std::string_view of_event) {
    return std::string(calendar_head) + std::string(properties) + std::string(event_head) + std::string(of_event) +
           "END:VEVENT\r\nEND:VCALENDAR\r\n";
}

std::string calendar_mail(std::string_view parameter, std::string_view body) {
    return "Content-Type: @@text/calendar" + std::string(parameter) + "\r\n\r\n" + std::string(body);
}

std::string bare_mail(std::string_view body) { return "Content-Type: text/calendar\r\n\r\n" + std::string(body); }

std::string without_at(std::string_view marked) { return without_mark(marked).bytes; }

constexpr std::string_view when = "DTSTART:20261130T100000Z\r\n";

}  // namespace

TEST_CASE("text/calendar is an iCalendar object") {
    const std::string good = calendar("", std::string(when) + "SUMMARY:a\r\n b\r\n");
    check_clean(bare_mail(good));
    check_clean(bare_mail(good + "\r\n" + good));
    const auto wrong = [](std::string_view what, std::string_view body) {
        check_only(calendar_invalid, "part 1: " + std::string(what), bare_mail(body));
    };
    wrong("no BEGIN:VCALENDAR", "@@");
    wrong("\"hello\" stands outside of VCALENDAR", "@@hello\r\n");
    wrong("BEGIN:VEVENT stands outside of VCALENDAR", "@@BEGIN:VEVENT\r\nEND:VEVENT\r\n");
    wrong("END:VCALENDAR where VEVENT is open", "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n@@END:VCALENDAR\r\n");
    wrong("END:VCALENDAR is missing", "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n@@");
    wrong("\"b\" is no name:value", "BEGIN:VCALENDAR\r\nSUMMARY:a\r\n@@b\r\nEND:VCALENDAR\r\n");
}

TEST_CASE("a calendar and its components have the properties that they must have (RFC 5545 section 3.6)") {
    const auto wrong = [](std::string_view what, const std::string& body) {
        check_only(calendar_invalid, "part 1: " + std::string(what), bare_mail(body));
    };
    const std::string head(calendar_head);
    const std::string event = std::string(event_head) + std::string(when) + "END:VEVENT\r\nEND:VCALENDAR\r\n";
    wrong("VCALENDAR has no VERSION", "@@BEGIN:VCALENDAR\r\nPRODID:x\r\n" + event);
    wrong("VCALENDAR has no PRODID", "@@BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" + event);
    wrong("VCALENDAR has no component", "@@" + head + "END:VCALENDAR\r\n");
    const std::string end = "DTSTART:20261130T100000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
    wrong("VEVENT has no UID", head + "@@BEGIN:VEVENT\r\nDTSTAMP:20261130T100000Z\r\n" + end);
    wrong("VEVENT has no DTSTAMP", head + "@@BEGIN:VEVENT\r\nUID:1\r\n" + end);
    wrong("VTODO has no UID", head + "@@BEGIN:VTODO\r\nDTSTAMP:20261130T100000Z\r\nEND:VTODO\r\nEND:VCALENDAR\r\n");
    const auto marked = [](std::string body) { return body.insert(body.find("BEGIN:VEVENT"), "@@"); };
    wrong("VEVENT has no DTSTART", marked(calendar("", "")));
    wrong("VEVENT has DTEND and DURATION",
          marked(calendar("", std::string(when) + "DTEND:20261130T110000Z\r\nDURATION:PT1H\r\n")));
    check_clean(bare_mail(head + "BEGIN:VTIMEZONE\r\nTZID:x\r\nEND:VTIMEZONE\r\nBEGIN:X-A\r\nEND:X-A\r\n" + event));
    check_clean(bare_mail(calendar("", std::string(when) + "BEGIN:VALARM\r\nDURATION:x\r\nEND:VALARM\r\n")));
    const std::string nothing = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
    CHECK(part_diagnostics(bare_mail(nothing), eight_bit_mail).size() == 5);
    std::string many = head;
    for (int i = 0; i < 100; ++i) many += "BEGIN:VEVENT\r\nEND:VEVENT\r\n";
    CHECK(part_diagnostics(bare_mail(many), eight_bit_mail).size() == findings::most_of_one_code);
}

TEST_CASE("the times of a calendar are times") {
    const auto wrong = [](std::string_view what, std::string_view of_event) {
        check_only(calendar_invalid, "part 1: " + std::string(what), bare_mail(calendar("", of_event)));
    };
    wrong("DTSTART \"2026-01-01\" is no time", "@@DTSTART:2026-01-01\r\n");
    wrong("DTSTART \"20260101\" is a day, without VALUE=DATE", "@@DTSTART:20260101\r\n");
    wrong("DTEND \"20261131T100000Z\" is no time", std::string(when) + "@@DTEND:20261131T100000Z\r\n");
    wrong("DURATION \"1H\" is no duration", std::string(when) + "@@DURATION:1H\r\n");
    check_clean(bare_mail(calendar("", "DTSTART;VALUE=DATE:20260101\r\nDURATION:P1D\r\n")));
    check_clean(bare_mail(calendar("", "DTSTART;TZID=\"a:b\":20260101T100000\r\n")));
}

TEST_CASE("a line of text/calendar may be folded inside a character") {
    const auto folded = [](std::string_view summary) {
        return "Content-Type: text/calendar; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
               "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:X-A\r\nX-A: b\r\n c\r\nSUMMARY:" +
               std::string(summary) + "\r\nEND:X-A\r\nEND:VCALENDAR\r\n";
    };
    check_clean(folded("\xC3\r\n \xBC\n\tx"));
    check_only(charset_wrong, "part 1: not in \"utf-8\"", folded("\xC3\r\n \xBC\n\tx@@\xC3\r\n x"));
    check_only(charset_wrong, "part 1: not in \"utf-8\"", folded("\xC3\r\n \xBC\r\n @@\xFC"));
}

TEST_CASE("the method of text/calendar is that inside") {
    const std::string request = calendar("METHOD:REQUEST\r\n", "");
    const std::string none = calendar("", when);
    check_only(calendar_method_mismatch, "part 1: method=\"CANCEL\", METHOD:\"REQUEST\" inside",
               calendar_mail("; method=CANCEL", request));
    check_only(calendar_method_mismatch, "part 1: method=\"REQUEST\", no METHOD inside",
               calendar_mail("; method=REQUEST", none));
    check_only(calendar_method_mismatch, "part 1: no method parameter, METHOD:\"REQUEST\" inside",
               calendar_mail("", request));
    check_clean(without_at(calendar_mail("; method=request", request)));
    check_clean(without_at(calendar_mail("", none)));
    check_clean("Content-Disposition: attachment\r\n" + without_at(calendar_mail("", request)));
}

}  // namespace mocksmtp::diagnosis
