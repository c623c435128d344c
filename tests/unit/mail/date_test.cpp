#include "mocksmtp/mail/date.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "mocksmtp/base/rfc3339.hpp"

using namespace mocksmtp;

namespace {

// "2026-11-20T10:00:00.000Z +60", or "(none)".
std::string read(const std::string& text) {
    const auto date = mail::parse_date(text);
    if (!date) return "(none)";
    const auto minutes = date->offset.count();
    return base::format_time(date->when) + (minutes < 0 ? " " : " +") + std::to_string(minutes);
}

}  // namespace

TEST_CASE("dates as mailers write them are read, their offset kept") {
    CHECK(read("Fri, 20 Nov 2026 11:00:00 +0100") == "2026-11-20T10:00:00.000Z +60");
    CHECK(read("20 Nov 2026 10:00 -0000") == "2026-11-20T10:00:00.000Z +0");
    CHECK(read("  Fri, 1 Jan 2027 01:30:00 +0530 (IST)\t") == "2026-12-31T20:00:00.000Z +330");
    CHECK(read("Thu, 31 Dec 2026 20:00:00 -0330") == "2026-12-31T23:30:00.000Z -210");
    CHECK(read("fri , 20 NOV 2026 10 : 00 : 00 +0000") == "2026-11-20T10:00:00.000Z +0");
    CHECK(read("Fri 20 Nov 2026 10:00:00 +0000") == "2026-11-20T10:00:00.000Z +0");
    CHECK(read("Thu, 13 Feb 1969 23:32 -0330") == "1969-02-14T03:02:00.000Z -210");
}

TEST_CASE("comments stand anywhere (RFC 5322 appendix A.5)") {
    CHECK(read("Thu,\r\n      13\r\n        Feb\r\n          1969\r\n      23:32\r\n               -0330 (Newfoundland "
               "Time)") == "1969-02-14T03:02:00.000Z -210");
    CHECK(read("(a)Fri(b),(c)20(d)Nov(e(f))2026(g)10(h):(i)00(j):(k)00(l)+0000(m)") == "2026-11-20T10:00:00.000Z +0");
}

TEST_CASE("obsolete years and zones are read as RFC 5322 section 4.3 says") {
    CHECK(read("21 Nov 97 09:55:06 GMT") == "1997-11-21T09:55:06.000Z +0");
    CHECK(read("21 Nov 49 09:55:06 UT") == "2049-11-21T09:55:06.000Z +0");
    CHECK(read("21 Nov 50 09:55:06 Z") == "1950-11-21T09:55:06.000Z +0");
    CHECK(read("21 Nov 126 09:55:06 UTC") == "2026-11-21T09:55:06.000Z +0");
    CHECK(read("21 Nov 2026 09:00:00 EST") == "2026-11-21T14:00:00.000Z -300");
    CHECK(read("21 Nov 2026 09:00:00 edt") == "2026-11-21T13:00:00.000Z -240");
    CHECK(read("21 Nov 2026 09:00:00 CST") == "2026-11-21T15:00:00.000Z -360");
    CHECK(read("21 Nov 2026 09:00:00 CDT") == "2026-11-21T14:00:00.000Z -300");
    CHECK(read("21 Nov 2026 09:00:00 MST") == "2026-11-21T16:00:00.000Z -420");
    CHECK(read("21 Nov 2026 09:00:00 MDT") == "2026-11-21T15:00:00.000Z -360");
    CHECK(read("21 Nov 2026 09:00:00 PST") == "2026-11-21T17:00:00.000Z -480");
    CHECK(read("21 Nov 2026 09:00:00 PDT") == "2026-11-21T16:00:00.000Z -420");
    CHECK(read("21 Nov 2026 09:00:00 A") == "2026-11-21T09:00:00.000Z +0");
    CHECK(read("21 Nov 2026 09:00:00 CEST") == "2026-11-21T09:00:00.000Z +0");
}

TEST_CASE("days, hours, minutes and seconds have their bounds, leap days and seconds are known") {
    CHECK(read("29 Feb 2024 00:00:00 +0000") == "2024-02-29T00:00:00.000Z +0");
    CHECK(read("31 Dec 2016 23:59:60 +0000") == "2017-01-01T00:00:00.000Z +0");
    for (const std::string text :
         {"29 Feb 2026 00:00:00 +0000", "0 Jan 2026 00:00:00 +0000", "32 Jan 2026 00:00:00 +0000",
          "31 Apr 2026 00:00:00 +0000", "1 Jan 2026 24:00:00 +0000", "1 Jan 2026 00:60:00 +0000",
          "1 Jan 2026 00:00:61 +0000", "1 Jan 2026 00:00:00 +0060"}) {
        CAPTURE(text);
        CHECK(read(text) == "(none)");
    }
}

TEST_CASE("what is no date is none") {
    for (const std::string text : {"",
                                   " ",
                                   "yesterday",
                                   "Fri",
                                   "Fri,",
                                   "Foo, 20 Nov 2026 10:00:00 +0000",
                                   "20 Now 2026 10:00:00 +0000",
                                   "20 Nov 2026",
                                   "20 Nov 2026 10:00:00",
                                   "20 Nov 2026 10 +0000",
                                   "20 Nov 2026 10:0:00 +0000",
                                   "20 Nov 2026 10:00: +0000",
                                   "20 Nov 2 10:00:00 +0000",
                                   "20 Nov 20260 10:00:00 +0000",
                                   "020 Nov 2026 10:00:00 +0000",
                                   "20 Nov 2026 10:00:00 +100",
                                   "20 Nov 2026 10:00:00 +01000",
                                   "20 Nov 2026 10:00:00 01:00",
                                   "20 Nov 2026 10:00:00 +0000 x",
                                   "2026-11-20T10:00:00Z",
                                   "20 Nov 2026 10:00:00 +-0000",
                                   "(open 20 Nov 2026 10:00:00 +0000"}) {
        CAPTURE(text);
        CHECK(read(text) == "(none)");
    }
    CHECK(read(std::string(1'000'000, '(')) == "(none)");
    CHECK(read(std::string(1'000'000, '1')) == "(none)");
}

TEST_CASE("every real time written with any offset is read back") {
    CHECK(rc::check([] {
        using namespace std::chrono;
        const sys_seconds when{seconds(*rc::gen::inRange<std::int64_t>(-2'208'900'000, 253'300'000'000))};
        const minutes offset{*rc::gen::inRange(-99 * 60, 99 * 60)};
        const sys_seconds local = when + offset;
        const year_month_day day{floor<days>(local)};
        const hh_mm_ss time{local - floor<days>(local)};
        const char* months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
        const auto two = [](auto number) { return (number < 10 ? "0" : "") + std::to_string(number); };
        const auto zone = std::abs(offset.count());
        const std::string text = std::to_string(unsigned(day.day())) + " " + months[unsigned(day.month()) - 1] + " " +
                                 std::to_string(int(day.year())) + " " + two(time.hours().count()) + ":" +
                                 two(time.minutes().count()) + ":" + two(time.seconds().count()) +
                                 (offset.count() < 0 ? " -" : " +") + two(zone / 60) + two(zone % 60);
        RC_ASSERT(mail::parse_date(text) == (mail::date_time{when, offset}));
    }));
}
