#include "mocksmtp/base/clock.hpp"

namespace mocksmtp::base {

namespace {

class counted_clock final : public clock {
public:
    explicit counted_clock(std::chrono::milliseconds step) : step_(step) {}
    timestamp now() const override { return now_; }
    timestamp tick() override { return now_ += step_; }
    void advance(std::chrono::milliseconds by) override { now_ += by; }
    void restart() override { now_ = clock_origin(); }

private:
    std::chrono::milliseconds step_;
    timestamp now_ = clock_origin();
};

class machine_clock final : public clock {
public:
    timestamp now() const override {
        return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now()) + ahead_;
    }
    timestamp tick() override { return now(); }
    void advance(std::chrono::milliseconds by) override { ahead_ += by; }
    void restart() override { ahead_ = {}; }

private:
    std::chrono::milliseconds ahead_{0};
};

}  // namespace

timestamp clock_origin() {
    using namespace std::chrono;
    return timestamp{sys_days{year{2000} / January / 1}};
}

std::unique_ptr<clock> make_clock(clock_kind kind) {
    switch (kind) {
        case clock_kind::logical:
            return std::make_unique<counted_clock>(std::chrono::milliseconds(1));
        case clock_kind::frozen:
            return std::make_unique<counted_clock>(std::chrono::milliseconds(0));
        case clock_kind::system:
            break;
    }
    return std::make_unique<machine_clock>();
}

}  // namespace mocksmtp::base
