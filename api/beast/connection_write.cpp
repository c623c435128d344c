#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/chunk_encode.hpp>
#include <boost/beast/http/write.hpp>

#include <utility>

#include "api/beast/connection.hpp"
#include "api/beast/translate.hpp"

namespace api::beast {

namespace asio = boost::asio;
namespace http = boost::beast::http;

namespace {

constexpr std::size_t short_body = 24576;    // octets; what is not longer is sent with its length
constexpr std::size_t write_octets = 65536;  // so many of a long body leave at once
constexpr std::size_t drained = std::size_t{64} * 1024 * 1024;
constexpr std::chrono::seconds drain_limit{2};

bool has_no_body(unsigned status) { return status == 204 || status == 304; }

}  // namespace

template <class message>
void connection::fill(message& head, const routes::response& from) {
    head = {};
    head.version(version_ < 11 ? 10 : 11);
    head.result(from.status);
    if (!from.reason.empty()) head.reason(reason_of(from.reason));
    if (!has_no_body(from.status)) head.set(http::field::content_type, from.content_type);
    for (const auto& each : from.headers) head.insert(field_value_of(each.name), field_value_of(each.value));
}

void connection::write(routes::response made) {
    if (made.close || hub_->stopping()) keep_alive_ = false;
    if (auto* text = std::get_if<std::string>(&made.body)) return write_whole(made, std::move(*text));
    source_ = std::get<std::shared_ptr<routes::body_source>>(made.body);
    made.body = std::string();
    sourced_ = std::move(made);
    piece_.clear();
    gather();
}

// The beginning of a body, or all of it where it is short.
void connection::gather() {
    auto piece = source_->next();
    if (auto* text = std::get_if<std::string>(&piece)) {
        piece_ += *text;
        if (piece_.size() < short_body) return after_others(&connection::gather);
    }
    if (std::holds_alternative<routes::body_source::broken>(piece)) return close();
    if (std::holds_alternative<routes::body_source::end>(piece)) return write_whole(sourced_, std::move(piece_));
    write_stream(sourced_);
}

// Long answers are made in slices, and between two of them come the mail and everybody else. It takes two turns at the
// back of the queue: behind the first the loop looks for what has arrived, and that goes before the second.
void connection::after_others(void (connection::*next)()) {
    asio::post(hub_->loop(), [self = shared_from_this(), next] {
        asio::post(self->hub_->loop(), [self, next] { (self.get()->*next)(); });
    });
}

void connection::write_whole(const routes::response& head, std::string body) {
    limit_time(idle_limit);
    const auto done = [self = shared_from_this()](error_code wrong, std::size_t) { self->written(wrong); };
    if (asked_.method == "HEAD" || has_no_body(head.status)) {
        fill(head_, head);
        head_.keep_alive(keep_alive_);
        if (!has_no_body(head.status)) head_.content_length(body.size());
        head_writer_.emplace(head_);
        return http::async_write(socket_, *head_writer_, done);
    }
    fill(whole_, head);
    whole_.body() = std::move(body);
    whole_.keep_alive(keep_alive_);
    whole_.prepare_payload();
    whole_writer_.emplace(whole_);
    http::async_write(socket_, *whole_writer_, done);
}

// A body without a known length: in chunks, or until the connection closes for a client that knows no chunks.
void connection::write_stream(const routes::response& head) {
    phase_ = phase::streaming;
    tail_ = false;
    if (version_ < 11) keep_alive_ = false;
    fill(head_, head);
    head_.keep_alive(keep_alive_);
    if (version_ >= 11) head_.chunked(true);
    limit_time(idle_limit);
    head_writer_.emplace(head_);
    http::async_write_header(socket_, *head_writer_, [self = shared_from_this()](error_code wrong, std::size_t) {
        if (wrong) return self->close();
        if (self->asked_.method == "HEAD") return self->written({});
        self->pump();
    });
}

void connection::pump() {
    if (piece_.size() >= write_octets) return write_piece();
    auto piece = source_->next();
    if (auto* text = std::get_if<std::string>(&piece)) {
        piece_ += *text;
        return after_others(&connection::pump);
    }
    if (std::holds_alternative<routes::body_source::broken>(piece)) return close();
    if (!piece_.empty()) return write_piece();
    if (std::holds_alternative<routes::body_source::end>(piece) || hub_->stopping()) return end_stream();
    tail_ = true;
    watch_for_hang_up();
    timer_.expires_after(heartbeat_interval);
    timer_.async_wait([self = shared_from_this()](error_code wrong) {
        if (wrong || !std::exchange(self->tail_, false)) return;
        self->after_watching([raw = self.get()] {
            auto beat = raw->source_->heartbeat();
            if (beat.empty()) return raw->pump();
            raw->piece_ = std::move(beat);
            raw->write_piece();
        });
    });
}

void connection::write_piece() {
    limit_time(idle_limit);
    const auto done = [self = shared_from_this()](error_code wrong, std::size_t) {
        if (wrong) return self->close();
        self->timer_.cancel();
        self->piece_.clear();
        self->pump();
    };
    if (version_ >= 11) return asio::async_write(socket_, http::make_chunk(asio::buffer(piece_)), done);
    asio::async_write(socket_, asio::buffer(piece_), done);
}

void connection::end_stream() {
    if (version_ < 11) return written({});
    limit_time(idle_limit);
    asio::async_write(socket_, http::make_chunk_last(),
                      [self = shared_from_this()](error_code wrong, std::size_t) { self->written(wrong); });
}

void connection::written(error_code wrong) {
    source_.reset();
    sourced_ = {};
    piece_ = {};
    whole_writer_.reset();
    head_writer_.reset();
    whole_ = {};
    if (wrong) return close();
    if (keep_alive_ && !hub_->stopping()) return read_header();
    finish();
}

// Closing with unread input would make the kernel reset the connection, and the answer be lost with it.
void connection::finish() {
    error_code ignored;
    socket_.shutdown(boost::asio::ip::tcp::socket::shutdown_send, ignored);
    if (hub_->stopping()) return close();
    limit_time(drain_limit);
    buffer_.clear();
    drain(0);
}

void connection::drain(std::size_t sofar) {
    socket_.async_read_some(buffer_.prepare(65536),
                            [self = shared_from_this(), sofar](error_code wrong, std::size_t count) {
                                if (wrong || sofar + count > drained) return self->close();
                                self->drain(sofar + count);
                            });
}

void connection::close() {
    timer_.cancel();
    phase_ = phase::answering;
    error_code ignored;
    socket_.close(ignored);
}

void connection::limit_time(std::chrono::milliseconds length) {
    timer_.expires_after(length);
    timer_.async_wait([weak = weak_from_this()](error_code wrong) {
        const auto self = weak.lock();
        if (!wrong && self) self->close();
    });
}

}  // namespace api::beast
