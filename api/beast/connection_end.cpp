#include "api/beast/connection.hpp"

namespace api::beast {

namespace {

constexpr std::size_t drained = std::size_t{64} * 1024 * 1024;
constexpr std::chrono::seconds drain_limit{2};

}  // namespace

// Closing with unread input would make the kernel reset the connection, and the answer be lost with it.
void connection::finish() {
    if (!transport_.is_secure()) return end_output();
    limit_time(drain_limit);
    transport_.say_goodbye([self = shared_from_this()](error_code) {
        self->transport_.give_up_tls();
        self->end_output();
    });
}

void connection::end_output() {
    error_code ignored;
    transport_.socket().shutdown(boost::asio::ip::tcp::socket::shutdown_send, ignored);
    if (hub_->stopping()) return close();
    limit_time(drain_limit);
    buffer_.clear();
    drain(0);
}

void connection::drain(std::size_t sofar) {
    transport_.async_read_some(buffer_.prepare(65536),
                               [self = shared_from_this(), sofar](error_code wrong, std::size_t count) {
                                   if (wrong || sofar + count > drained) return self->close();
                                   self->drain(sofar + count);
                               });
}

void connection::close() {
    timer_.cancel();
    phase_ = phase::answering;
    error_code ignored;
    transport_.socket().close(ignored);
}

void connection::limit_time(std::chrono::milliseconds length) {
    timer_.expires_after(length);
    timer_.async_wait([weak = weak_from_this()](error_code wrong) {
        const auto self = weak.lock();
        if (!wrong && self) self->close();
    });
}

}  // namespace api::beast
