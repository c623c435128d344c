#include <boost/asio/post.hpp>

#include <algorithm>
#include <utility>

#include "api/beast/connection.hpp"
#include "api/beast/translate.hpp"

namespace api::beast {

namespace asio = boost::asio;

namespace {

// What a client may send ahead while it waits; beyond that it waits for its answer first.
constexpr std::size_t read_ahead = 65536;

}  // namespace

void connection::wait(routes::not_yet later) {
    phase_ = phase::waiting;
    later_ = std::move(later);
    arm(later_->next);
    watch_for_hang_up();
    if (!later_->begin) return;
    later_->begin([weak = weak_from_this()] {
        if (const auto self = weak.lock()) self->something_happened();
    });
}

void connection::arm(routes::look_at next) {
    const auto length = next.when - hub_->now().now;
    timer_.expires_after(std::max(length, std::chrono::milliseconds(0)) + std::chrono::milliseconds(1));
    timer_.async_wait([self = shared_from_this()](error_code wrong) {
        if (!wrong) self->look();
    });
}

void connection::something_happened() {
    if (phase_ != phase::waiting || std::exchange(look_posted_, true)) return;
    // One at a time, so that many who wait do not hold up the mail.
    asio::post(hub_->loop(), [self = shared_from_this()] {
        self->look_posted_ = false;
        self->look();
    });
}

void connection::something_was_said() {
    if (phase_ == phase::waiting && later_->hears_what_is_said) something_happened();
}

void connection::look() {
    if (phase_ != phase::waiting) return;
    auto seen = later_->look(hub_->now());
    if (const auto* again = std::get_if<routes::look_at>(&seen)) return arm(*again);
    phase_ = phase::answering;
    timer_.cancel();
    later_.reset();
    after_watching([this, made = std::get<routes::response>(std::move(seen))]() mutable { write(std::move(made)); });
}

// Reading while there is nothing to answer yet is how one learns that the client has gone; what it sends is kept, it
// is its next request.
void connection::watch_for_hang_up() {
    if (buffer_.size() >= read_ahead) return;
    watching_ = true;
    transport_.async_read_some(buffer_.prepare(4096), [self = shared_from_this()](error_code wrong, std::size_t count) {
        self->watching_ = false;
        self->buffer_.commit(count);
        if (auto then = std::exchange(self->then_, nullptr)) return then();
        if (wrong) return self->gone();
        self->watch_for_hang_up();
    });
}

void connection::gone() {
    if (phase_ == phase::waiting && later_->abandoned) later_->abandoned();
    later_.reset();
    close();
}

void connection::after_watching(std::function<void()> then) {
    if (!watching_) return then();
    then_ = std::move(then);
    error_code ignored;
    transport_.socket().cancel(ignored);
}

void connection::journal_grew() {
    if (phase_ != phase::streaming || !tail_) return;
    tail_ = false;
    timer_.cancel();
    after_watching([this] { pump(); });
}

void connection::shut_down() {
    switch (phase_) {
        case phase::reading:
            return close();
        case phase::answering:
            keep_alive_ = false;
            return;
        case phase::waiting:
            phase_ = phase::answering;
            timer_.cancel();
            later_.reset();
            return after_watching([this] { write(shutting_down()); });
        case phase::streaming:
            keep_alive_ = false;
            if (!std::exchange(tail_, false)) return;
            return after_watching([this] { end_stream(); });
    }
}

}  // namespace api::beast
