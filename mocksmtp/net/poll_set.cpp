#include "mocksmtp/net/poll_set.hpp"

#include <cerrno>
#include <cstdint>
#include <cstring>
#include <string>
#include <utility>

#include "mocksmtp/net/setup_error.hpp"

namespace mocksmtp::net {
namespace {

// Batches in a row while several sockets have something to say at once; then everything else on the loop has its turn.
constexpr unsigned batches_in_a_turn = 4;

int new_set() {
    const int made = ::epoll_create1(EPOLL_CLOEXEC);
    if (made < 0) throw setup_error(std::string("cannot wait for connections: ") + std::strerror(errno));
    return made;
}

readiness readiness_of(std::uint32_t events) {
    const bool broken = (events & (EPOLLERR | EPOLLHUP)) != 0;
    return {.input = broken || (events & (EPOLLIN | EPOLLRDHUP)) != 0,
            .output = broken || (events & EPOLLOUT) != 0,
            .ending = broken || (events & EPOLLRDHUP) != 0,
            .broken = broken};
}

}  // namespace

poll_set::poll_set(boost::asio::io_context& loop) : set_(loop.get_executor(), new_set()) {}

bool poll_set::control(int operation, int descriptor, watcher& who, bool output) {
    epoll_event wanted{};
    wanted.events = EPOLLIN | EPOLLRDHUP | EPOLLET | (output ? static_cast<std::uint32_t>(EPOLLOUT) : 0);
    wanted.data.ptr = &who;
    return ::epoll_ctl(set_.native_handle(), operation, descriptor, &wanted) == 0;
}

bool poll_set::add(int descriptor, watcher& who) {
    if (!control(EPOLL_CTL_ADD, descriptor, who, false)) return false;
    wait();
    return true;
}

void poll_set::ask(int descriptor, watcher& who, bool output) { control(EPOLL_CTL_MOD, descriptor, who, output); }

void poll_set::forget(const watcher& who) {
    for (std::size_t i = told_; i < in_hand_; ++i)
        if (batch_[i].data.ptr == &who) batch_[i].data.ptr = nullptr;
    for (batch_listener*& each : deferred_)
        if (each == &who) each = nullptr;
}

void poll_set::close() {
    told_ = in_hand_ = 0;
    deferred_.clear();
    error_code ignored;
    set_.close(ignored);
}

void poll_set::wait() {
    if (std::exchange(waiting_, true)) return;
    set_.async_wait(set_.wait_read, [self = shared_from_this()](error_code error) {
        self->waiting_ = false;
        if (error) return;
        self->tell_all();
        if (self->set_.is_open()) self->wait();
    });
}

void poll_set::tell_all() {
    for (unsigned i = 0; i < batches_in_a_turn && set_.is_open(); ++i) {
        const int count = ::epoll_wait(set_.native_handle(), batch_.data(), static_cast<int>(batch_.size()), 0);
        if (count <= 0) return;
        in_hand_ = static_cast<std::size_t>(count);
        asked_ = std::chrono::steady_clock::now();
        tell_batch();
        if (count == 1) return;
    }
}

void poll_set::tell_batch() {
    for (told_ = 0; told_ < in_hand_;) {
        const epoll_event& next = batch_[told_++];
        if (next.data.ptr != nullptr) static_cast<watcher*>(next.data.ptr)->on_ready(readiness_of(next.events));
    }
    told_ = in_hand_ = 0;
    for (std::size_t i = 0; i < deferred_.size(); ++i)  // who is called may have others forgotten
        if (deferred_[i] != nullptr) deferred_[i]->on_batch_end();
    deferred_.clear();
}

bool poll_set::defer(batch_listener& who) {
    if (in_hand_ == 0) return false;
    deferred_.push_back(&who);
    return true;
}

}  // namespace mocksmtp::net
