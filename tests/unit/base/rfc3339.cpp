#include "mocksmtp/base/rfc3339.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <array>
#include <chrono>
#include <cstdint>
#include <limits>
#include <string>

using namespace mocksmtp::base;
using namespace std::chrono;
using namespace std::chrono_literals;

namespace {

constexpr timestamp y2k{sys_days{2000y / January / 1}};

struct example {
    std::string_view text;
    timestamp time;
};

}  // namespace

TEST_CASE("times are shown in UTC with three digits of a second") {
    CHECK(format_time(y2k) == "2000-01-01T00:00:00.000Z");
    CHECK(format_time(y2k + 6ms) == "2000-01-01T00:00:00.006Z");
    CHECK(format_time(y2k - 1ms) == "1999-12-31T23:59:59.999Z");
    CHECK(format_time(timestamp{sys_days{2024y / February / 29}} + 13h + 5min + 9s) == "2024-02-29T13:05:09.000Z");
    CHECK(format_time(timestamp{sys_days{7y / March / 4}}) == "0007-03-04T00:00:00.000Z");
}

TEST_CASE("times that the format cannot show become its first or last instant") {
    CHECK(format_time(timestamp{milliseconds::max()}) == "9999-12-31T23:59:59.999Z");
    CHECK(format_time(timestamp{milliseconds::min()}) == "0000-01-01T00:00:00.000Z");
}

TEST_CASE("times are read with any offset and any fraction") {
    const std::array examples{
        example{"2000-01-01T00:00:00Z", y2k},           example{"2000-01-01t00:00:00z", y2k},
        example{"2000-01-01T00:00:00.5Z", y2k + 500ms}, example{"2000-01-01T00:00:00.0069999Z", y2k + 6ms},
        example{"2000-01-01T01:30:00+01:30", y2k},      example{"1999-12-31T16:00:00-08:00", y2k},
        example{"1999-12-31T23:59:60Z", y2k},           example{"2000-01-01T00:00:00-00:00", y2k},
    };
    for (const auto& [text, time] : examples) CHECK_MESSAGE(parse_time(text) == time, text);
}

TEST_CASE("what is no time of RFC 3339 is not read") {
    const std::array bad{"",
                         "2000",
                         "2000-01-01",
                         "2000-01-01T00:00:00",
                         "2000-01-01 00:00:00Z",
                         "2000-01-01T00:00Z",
                         "2000-13-01T00:00:00Z",
                         "2000-00-01T00:00:00Z",
                         "2001-02-29T00:00:00Z",
                         "2000-01-32T00:00:00Z",
                         "2000-01-01T24:00:00Z",
                         "2000-01-01T00:60:00Z",
                         "2000-01-01T00:00:61Z",
                         "2000-01-01T00:00:00.Z",
                         "2000-01-01T00:00:00,5Z",
                         "2000-01-01T00:00:00ZZ",
                         "2000-01-01T00:00:00+24:00",
                         "2000-01-01T00:00:00+01:60",
                         "2000-01-01T00:00:00+0100",
                         "02000-01-01T00:00:00Z",
                         "-200-01-01T00:00:00Z",
                         " 2000-01-01T00:00:00Z",
                         "2000-01-01T00:00:00Z "};
    for (const auto* text : bad) CHECK_MESSAGE(parse_time(text) == std::nullopt, text);
}

TEST_CASE("every time that can be shown is read back the same") {
    CHECK(rc::check([] {
        const auto count = *rc::gen::inRange<std::int64_t>(-62167219200000, 253402300800000);
        const timestamp time{milliseconds{count}};
        RC_ASSERT(parse_time(format_time(time)) == time);
    }));
}

TEST_CASE("durations are whole numbers with a unit") {
    CHECK(parse_duration("250ms") == 250ms);
    CHECK(parse_duration("5s") == 5s);
    CHECK(parse_duration("2m") == 2min);
    CHECK(parse_duration("1h") == 1h);
    CHECK(parse_duration("0s") == 0ms);
    CHECK(parse_duration("007s") == 7s);
    for (const auto* text : {"", "5", "s", "ms", "5 s", " 5s", "5s ", "-5s", "+5s", "1.5s", "5S", "5sec", "1h30m", "5d",
                             "99999999999999999999s", "9223372036854775807s", "9223372036854775808ms"})
        CHECK_MESSAGE(parse_duration(text) == std::nullopt, text);
    CHECK(parse_duration("9223372036854775807ms") == milliseconds::max());
}

TEST_CASE("durations are shown in the largest unit that is exact") {
    CHECK(format_duration(0ms) == "0s");
    CHECK(format_duration(250ms) == "250ms");
    CHECK(format_duration(1500ms) == "1500ms");
    CHECK(format_duration(5s) == "5s");
    CHECK(format_duration(90s) == "90s");
    CHECK(format_duration(2min) == "2m");
    CHECK(format_duration(48h) == "48h");
    CHECK(format_duration(-5s) == "-5s");
}

TEST_CASE("every duration that is shown is read back the same") {
    CHECK(rc::check([] {
        const milliseconds length{*rc::gen::inRange<std::int64_t>(0, std::numeric_limits<std::int64_t>::max())};
        RC_ASSERT(parse_duration(format_duration(length)) == length);
    }));
}
