#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/buffers_to_string.hpp>
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

bool has_no_body(unsigned status) { return status == 204 || status == 304; }

// A text that is ready, in pieces.
class text_source final : public routes::body_source {
public:
    explicit text_source(std::string text) : text_(std::move(text)) {}
    piece next() override {
        if (at_ >= text_.size()) return end{};
        at_ += write_octets;
        return text_.substr(at_ - write_octets, write_octets);
    }

private:
    std::string text_;
    std::size_t at_ = 0;
};

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
    may_pack_ = can_be_compressed(made.content_type) && !has_no_body(made.status);
    packs_ = may_pack_ && routes::wants_coding(asked_, "gzip");
    packer_.reset();
    if (auto* text = std::get_if<std::string>(&made.body)) {
        std::string body = std::move(*text);
        // Compressing takes its time: a long text goes piece by piece.
        if (!packs_ || body.size() <= write_octets) return write_whole(std::move(made), std::move(body));
        made.body = std::make_shared<text_source>(std::move(body));
    }
    source_ = std::get<std::shared_ptr<routes::body_source>>(made.body);
    made.body = std::string();
    sourced_ = std::move(made);
    piece_.clear();
    gather();
}

// The beginning of a body, or all of it where it is short. What breaks before any of it was sent is asked for anew: the
// answer is then that of a call which came behind the reset.
void connection::gather() {
    auto piece = source_->next();
    if (auto* text = std::get_if<std::string>(&piece)) {
        piece_ += *text;
        if (piece_.size() < short_body) return after_others(&connection::gather);
    }
    if (std::holds_alternative<routes::body_source::broken>(piece)) {
        source_.reset();
        return answer();
    }
    if (std::holds_alternative<routes::body_source::end>(piece))
        return write_whole(std::move(sourced_), std::move(piece_));
    write_stream(std::move(sourced_));
}

// Long answers are made in slices, and between two of them come the mail and everybody else. It takes two turns at the
// back of the queue: behind the first the loop looks for what has arrived, and that goes before the second.
void connection::after_others(void (connection::*next)()) {
    asio::post(hub_->loop(), [self = shared_from_this(), next] {
        asio::post(self->hub_->loop(), [self, next] { (self.get()->*next)(); });
    });
}

// RFC 9110 12.5.5 and 8.8.3: which of two bodies it is depends on what the client said, and their octets differ.
void connection::announce_coding(routes::response& head) const {
    head.headers.push_back({"Vary", "Accept-Encoding"});
    if (!packs_) return;
    head.headers.push_back({"Content-Encoding", "gzip"});
    for (auto& each : head.headers)
        if (each.name == "ETag") each.value = "W/" + each.value;
}

void connection::write_whole(routes::response head, std::string body) {
    limit_time(idle_limit);
    if (may_pack_ && body.size() >= worth_compressing) {
        announce_coding(head);
        if (packs_) body = gzip(body);
    }
    const auto done = [self = shared_from_this()](error_code wrong, std::size_t) { self->written(wrong); };
    if (asked_.method == "HEAD" || has_no_body(head.status)) {
        fill(head_, head);
        head_.keep_alive(keep_alive_);
        if (!has_no_body(head.status)) head_.content_length(body.size());
        head_writer_.emplace(head_);
        return http::async_write(transport_, *head_writer_, done);
    }
    fill(whole_, head);
    whole_.body() = std::move(body);
    whole_.keep_alive(keep_alive_);
    whole_.prepare_payload();
    whole_writer_.emplace(whole_);
    http::async_write(transport_, *whole_writer_, done);
}

// A body without a known length: in chunks, or until the connection closes for a client that knows no chunks.
void connection::write_stream(routes::response head) {
    phase_ = phase::streaming;
    tail_ = false;
    if (may_pack_) announce_coding(head);
    if (packs_) packer_.emplace();
    if (version_ < 11) keep_alive_ = false;
    fill(head_, head);
    head_.keep_alive(keep_alive_);
    if (version_ >= 11) head_.chunked(true);
    limit_time(idle_limit);
    head_writer_.emplace(head_);
    http::async_write_header(transport_, *head_writer_, [self = shared_from_this()](error_code wrong, std::size_t) {
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
    if (packer_) piece_ = packer_->add(piece_);
    const auto done = [self = shared_from_this()](error_code wrong, std::size_t) {
        if (wrong) return self->close();
        self->timer_.cancel();
        self->piece_.clear();
        self->pump();
    };
    if (version_ >= 11) return asio::async_write(transport_, http::make_chunk(asio::buffer(piece_)), done);
    asio::async_write(transport_, asio::buffer(piece_), done);
}

void connection::end_stream() {
    limit_time(idle_limit);
    const auto done = [self = shared_from_this()](error_code wrong, std::size_t) { self->written(wrong); };
    piece_ = packer_ ? packer_->finish() : std::string();
    if (version_ < 11) return asio::async_write(transport_, asio::buffer(piece_), done);
    if (!piece_.empty()) piece_ = boost::beast::buffers_to_string(http::make_chunk(asio::buffer(piece_)));
    piece_ += "0\r\n\r\n";
    asio::async_write(transport_, asio::buffer(piece_), done);
}

void connection::written(error_code wrong) {
    source_.reset();
    sourced_ = {};
    packer_.reset();
    piece_ = {};
    whole_writer_.reset();
    head_writer_.reset();
    whole_ = {};
    if (wrong) return close();
    if (keep_alive_ && !hub_->stopping()) return read_header();
    finish();
}

}  // namespace api::beast
