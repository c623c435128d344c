#include "mocksmtp/base/clock.hpp"

#include <doctest/doctest.h>

#include "mocksmtp/base/rfc3339.hpp"

using namespace mocksmtp::base;
using namespace std::chrono_literals;

TEST_CASE("a logical clock starts at 2000 and moves a millisecond with each event only") {
    const auto time = make_clock(clock_kind::logical);
    CHECK(format_time(time->now()) == "2000-01-01T00:00:00.000Z");
    CHECK(format_time(time->now()) == "2000-01-01T00:00:00.000Z");
    CHECK(format_time(time->tick()) == "2000-01-01T00:00:00.001Z");
    CHECK(format_time(time->now()) == "2000-01-01T00:00:00.001Z");
}

TEST_CASE("a frozen clock stands still until it is advanced") {
    const auto time = make_clock(clock_kind::frozen);
    CHECK(time->tick() == clock_origin());
    time->advance(5s);
    CHECK(time->tick() == clock_origin() + 5s);
}

TEST_CASE("restarting forgets events and advances") {
    const auto time = make_clock(clock_kind::logical);
    time->advance(1h);
    time->tick();
    time->restart();
    CHECK(time->now() == clock_origin());
}

TEST_CASE("a system clock can be advanced and restarted") {
    const auto time = make_clock(clock_kind::system);
    const auto before = time->now();
    CHECK(before > clock_origin());
    time->advance(1000h);
    CHECK(time->tick() >= before + 1000h);
    time->restart();
    CHECK(time->now() < before + 1000h);
}

TEST_CASE("a clock tells what it is and how far it was moved") {
    for (const auto kind : {clock_kind::logical, clock_kind::frozen, clock_kind::system}) {
        const auto time = make_clock(kind);
        CHECK(time->kind() == kind);
        time->tick();
        CHECK(time->advanced() == 0ms);
        time->advance(1h);
        time->advance(5s);
        CHECK(time->advanced() == 1h + 5s);
        time->restart();
        CHECK(time->advanced() == 0ms);
    }
}
