#include "mocksmtp/base/clock.hpp"

namespace mocksmtp::base {

namespace {

class counted_clock final : public clock {
public:
    explicit counted_clock(clock_kind kind) : kind_(kind), step_(kind == clock_kind::logical ? 1 : 0) {}
    clock_kind kind() const override { return kind_; }
    timestamp now() const override { return counted_ + ahead_; }
    timestamp tick() override { return (counted_ += step_) + ahead_; }
    void advance(std::chrono::milliseconds by) override { ahead_ += by; }
    std::chrono::milliseconds advanced() const override { return ahead_; }
    void restart() override {
        counted_ = clock_origin();
        ahead_ = {};
    }
    void resume(timestamp last, std::uint64_t events) override {
        counted_ = clock_origin() + step_ * static_cast<std::int64_t>(events);
        ahead_ = last - counted_;
    }

private:
    clock_kind kind_;
    std::chrono::milliseconds step_;
    timestamp counted_ = clock_origin();
    std::chrono::milliseconds ahead_{0};
};

class machine_clock final : public clock {
public:
    clock_kind kind() const override { return clock_kind::system; }
    timestamp now() const override {
        return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now()) + ahead_;
    }
    timestamp tick() override { return now(); }
    void advance(std::chrono::milliseconds by) override { ahead_ += by; }
    std::chrono::milliseconds advanced() const override { return ahead_; }
    void restart() override { ahead_ = {}; }
    void resume(timestamp last, std::uint64_t) override {
        if (const auto ahead = last - now(); ahead.count() > 0) ahead_ += ahead;
    }

private:
    std::chrono::milliseconds ahead_{0};
};

}  // namespace

timestamp clock_origin() {
    using namespace std::chrono;
    return timestamp{sys_days{year{2000} / January / 1}};
}

bool can_advance(const clock& one, std::chrono::milliseconds by) {
    constexpr timestamp end = std::chrono::sys_days(std::chrono::year(10000) / 1 / 1);
    return by.count() >= 0 && by < end - one.now();
}

std::unique_ptr<clock> make_clock(clock_kind kind) {
    if (kind == clock_kind::system) return std::make_unique<machine_clock>();
    return std::make_unique<counted_clock>(kind);
}

}  // namespace mocksmtp::base
