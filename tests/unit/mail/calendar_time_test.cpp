#include "mocksmtp/mail/calendar_time.hpp"

#include <doctest/doctest.h>

#include <string_view>

using namespace mocksmtp::mail;

TEST_CASE("times of calendars are shown as RFC 3339 writes them") {
    CHECK(show_calendar_time("20261130T100000Z") == "2026-11-30T10:00:00Z");
    CHECK(show_calendar_time("20261130T100000") == "2026-11-30T10:00:00");
    CHECK(show_calendar_time("20261130") == "2026-11-30");
    for (const auto* other : {"", "2026", "20261130X100000", "20261130T10", "tomorrow", "20261130T100000+01",
                              "20261131", "20261130T240000", "20261130T106000", "2026-11-30"}) {
        CAPTURE(other);
        CHECK(show_calendar_time(other) == other);
        CHECK_FALSE(is_calendar_date(other));
        CHECK_FALSE(is_calendar_date_time(other));
    }
    CHECK(is_calendar_date("20280229"));
    CHECK_FALSE(is_calendar_date("20261130T100000Z"));
    CHECK(is_calendar_date_time("20261130T235960Z"));
    CHECK_FALSE(is_calendar_date_time("20261130"));
}

TEST_CASE("a duration behind a time is a time in the same form (RFC 5545 section 3.3.6)") {
    CHECK(calendar_time_after("20260101T100000Z", "PT90M") == "20260101T113000Z");
    CHECK(calendar_time_after("20260101T230000", "+PT1H30M15S") == "20260102T003015");
    CHECK(calendar_time_after("20260131T100000Z", "P1DT2H") == "20260201T120000Z");
    CHECK(calendar_time_after("20280228", "P1D") == "20280229");
    CHECK(calendar_time_after("20261225", "P2W") == "20270108");
    CHECK_FALSE(calendar_time_after("20260101", "PT1H"));
    CHECK_FALSE(calendar_time_after("2026-01-01", "PT1H"));
    CHECK_FALSE(calendar_time_after("20260101T100000Z", "1H"));
    CHECK_FALSE(calendar_time_after("99991231T230000Z", "PT1H"));
    CHECK_FALSE(calendar_time_after("20260101T100000Z", "P999999999W"));
}

TEST_CASE("what is no duration is none") {
    for (const auto* one : {"P1W", "P1D", "PT1H", "PT5M", "PT0S", "P15DT5H0M20S"}) CHECK(is_calendar_duration(one));
    for (const auto* one :
         {"", "P", "PT", "P1", "P1H", "PT1D", "P1DT", "-PT1H", "PT1H ", "PT1M1H", "P1000000000D", "1H"}) {
        CAPTURE(one);
        CHECK_FALSE(is_calendar_duration(one));
    }
}
