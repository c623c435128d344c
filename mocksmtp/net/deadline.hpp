// One deadline that may be moved with every read: the timer behind it is touched only when it has to fire earlier.
#pragma once

#include <chrono>
#include <memory>

#include "mocksmtp/net/asio_types.hpp"

namespace mocksmtp::net {

/// Real, steady time. The owner outlives its deadlines by being held as `keep_alive` while the timer runs.
class deadline {
public:
    using clock = std::chrono::steady_clock;

    explicit deadline(const loop_executor& executor) : timer_(executor) {}

    /// Calls `passed` on the owner at this time, if it is not told another one before. The callback is the same for all
    /// calls of one deadline.
    template <class owner>
    void at(clock::time_point due, owner& of, void (owner::*passed)()) {
        due_ = due;
        if (running_ && fires_ <= due_) return;
        run(of.shared_from_this(), passed);
    }

    void never() { due_ = clock::time_point::max(); }
    /// Ends the timer's hold on its owner.
    void cancel() {
        never();
        running_ = false;
        timer_.cancel();
    }

private:
    template <class owner>
    void run(const std::shared_ptr<owner>& keep_alive, void (owner::*passed)()) {
        running_ = true;
        fires_ = due_;
        timer_.expires_at(due_);
        timer_.async_wait([this, keep_alive, passed](error_code error) {
            if (error) return;  // moved forward: the new wait is on its way; or cancelled
            running_ = false;
            if (due_ == clock::time_point::max()) return;
            if (clock::now() < due_) return run(keep_alive, passed);
            never();
            (keep_alive.get()->*passed)();
        });
    }

    steady_timer timer_;
    clock::time_point due_ = clock::time_point::max();
    clock::time_point fires_{};
    bool running_ = false;
};

}  // namespace mocksmtp::net
