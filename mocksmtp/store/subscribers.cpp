#include "mocksmtp/store/subscribers.hpp"

#include <algorithm>

namespace mocksmtp::store {

namespace {

bool is_own_note(event_kind kind) {
    using enum event_kind;
    return kind == mark || kind == expectation_failed || kind == expectation_abandoned;
}

}  // namespace

bool is_traffic(const notice& what) { return what.why != notice::cause::recorded || !is_own_note(what.kind); }

bool may_decide(const notice& what) {
    const bool is_unanswered = what.kind == event_kind::message_accepted;
    return what.why != notice::cause::recorded || !(is_unanswered || is_said(what) || is_own_note(what.kind));
}

bool is_said(const notice& what) {
    using enum event_kind;
    return what.why == notice::cause::recorded &&
           (what.kind == command || what.kind == reply || what.kind == diagnosed);
}

struct subscription::slot {
    subscribers::callback call;
    bool live = true;
    unsigned running = 0;
};

subscription& subscription::operator=(subscription&& other) noexcept {
    if (this != &other) {
        end();
        held_ = std::move(other.held_);
    }
    return *this;
}

subscription::~subscription() { end(); }

// What the callback holds is let go at once, unless it is the callback that ends itself.
void subscription::end() {
    if (!held_) return;
    held_->live = false;
    if (held_->running == 0) held_->call = nullptr;
    held_.reset();
}

subscribers::subscribers() = default;
subscribers::~subscribers() = default;

subscription subscribers::subscribe(callback to) {
    if (depth_ == 0) sweep();
    auto made = std::make_shared<subscription::slot>();
    made->call = std::move(to);
    slots_.push_back(made);
    return subscription(std::move(made));
}

void subscribers::notify(const notice& what) {
    if (slots_.empty()) return;
    ++depth_;
    const auto count = slots_.size();  // who subscribes now hears of the next event first
    bool ended = false;
    for (std::size_t i = 0; i < count; ++i) {
        subscription::slot& slot = *slots_[i];  // stays where it is until the sweep
        if (slot.live) {
            ++slot.running;
            slot.call(what);
            --slot.running;
        }
        ended = ended || !slot.live;
    }
    if (--depth_ == 0 && ended) sweep();
}

void subscribers::sweep() {
    std::erase_if(slots_, [](const auto& slot) { return !slot->live; });
}

}  // namespace mocksmtp::store
