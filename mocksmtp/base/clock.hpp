// The injected clock: the only source of any time that a test can see.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>

namespace mocksmtp::base {

using timestamp = std::chrono::sys_time<std::chrono::milliseconds>;

// What a clock's times follow: `logical` moves one millisecond with each event of a session and with nothing else,
// `frozen` stands still, `system` is the machine's own time.
enum class clock_kind { logical, frozen, system };

class clock {
public:
    virtual ~clock() = default;
    virtual clock_kind kind() const = 0;
    // The time now. Asking never moves a logical clock.
    virtual timestamp now() const = 0;
    // The time of the event that is being recorded: a logical clock moves on to it.
    virtual timestamp tick() = 0;
    // Moves the clock forward (or back); waits, delays and time-outs are real time and do not notice.
    virtual void advance(std::chrono::milliseconds by) = 0;
    // By how much it was moved in all since it started.
    virtual std::chrono::milliseconds advanced() const = 0;
    // Back to where it started, without anything that was advanced.
    virtual void restart() = 0;
    // As it was when another had ticked for so many events and recorded its last at this time; the machine's is only
    // moved forward.
    virtual void resume(timestamp last, std::uint64_t events) = 0;
};

// Where logical and frozen clocks start: 2000-01-01T00:00:00Z.
timestamp clock_origin();

// Whether a test may move it so far: forward, and not behind the last instant that can be shown (RFC 3339 5.6), where
// every time would look alike.
bool can_advance(const clock& one, std::chrono::milliseconds by);

std::unique_ptr<clock> make_clock(clock_kind kind);

}  // namespace mocksmtp::base
