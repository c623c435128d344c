#include "api/beast/connection.hpp"

#include <boost/asio/write.hpp>
#include <boost/beast/http/read.hpp>

#include <utility>

#include "api/beast/translate.hpp"
#include "api/routes/router.hpp"
#include "mocksmtp/base/text.hpp"

namespace api::beast {

namespace asio = boost::asio;
namespace http = boost::beast::http;
namespace net = mocksmtp::net;

namespace {

constexpr char handshake_record = 0x16;  // RFC 8446 5.1

template <class message>
bool is_chunked(const message& of) {
    return of.count(http::field::transfer_encoding) == 1 && of.version() >= 11 &&
           mocksmtp::base::iequals(std::string_view(of[http::field::transfer_encoding]), "chunked");
}

}  // namespace

connection::connection(std::shared_ptr<hub> owner, net::tcp_socket socket)
    : hub_(std::move(owner)),
      transport_(std::move(socket), hub_->tls()),
      timer_(hub_->loop()),
      place_(hub_->enter(*this)) {}

connection::~connection() { hub_->leave(place_); }

void connection::start() {
    error_code ignored;
    transport_.socket().set_option(asio::ip::tcp::no_delay(true), ignored);
    transport_.is_secure() ? secure() : read_header();
}

// Looks at the first octet: who speaks plain HTTP by mistake is told so.
void connection::secure() {
    limit_time(idle_limit);
    transport_.socket().async_wait(net::tcp_socket::wait_read, [self = shared_from_this()](error_code wrong) {
        char first = 0;
        auto& socket = self->transport_.socket();
        if (!wrong) socket.receive(asio::buffer(&first, 1), net::tcp_socket::message_peek, wrong);
        if (wrong) return self->close();
        if (first == handshake_record) return self->shake_hands();
        self->transport_.give_up_tls();
        self->phase_ = phase::answering;
        self->keep_alive_ = false;
        self->write(not_tls());
    });
}

void connection::shake_hands() {
    transport_.shake_hands([self = shared_from_this()](error_code wrong) {
        if (wrong) return self->close();
        self->read_header();
    });
}

void connection::read_header() {
    phase_ = phase::reading;
    parser_.emplace();
    parser_->header_limit(header_limit);
    parser_->body_limit(body_limit);
    limit_time(idle_limit);
    http::async_read_header(transport_, buffer_, *parser_,
                            [self = shared_from_this()](error_code wrong, std::size_t) { self->header_read(wrong); });
}

void connection::header_read(error_code wrong) {
    if (wrong == http::error::bad_method && skip_empty_lines()) return read_header();
    if (wrong) return refuse(wrong);
    const auto& message = parser_->get();
    version_ = message.version();
    keep_alive_ = message.keep_alive();
    // RFC 9112 6.1: what is not exactly chunked has no end that both sides agree on.
    if (message.find(http::field::transfer_encoding) != message.end() && !is_chunked(message))
        return refuse(http::make_error_code(http::error::bad_transfer_encoding));
    if (!parser_->is_done() && version_ >= 11 &&
        mocksmtp::base::iequals(std::string_view(message[http::field::expect]), "100-continue"))
        return invite_body();
    read_body();
}

// RFC 9112 2.2: some clients send one behind the body before. False: there was none.
bool connection::skip_empty_lines() {
    const std::string_view received(static_cast<const char*>(buffer_.data().data()), buffer_.data().size());
    std::size_t length = 0;
    while (received.substr(length).starts_with("\r\n")) length += 2;
    buffer_.consume(length);
    return length != 0;
}

// RFC 9110 10.1.1: the client waits for this before it sends the body.
void connection::invite_body() {
    static constexpr std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";
    asio::async_write(transport_, asio::buffer(go_on), [self = shared_from_this()](error_code wrong, std::size_t) {
        if (wrong) return self->close();
        self->read_body();
    });
}

void connection::read_body() {
    limit_time(idle_limit);
    http::async_read(transport_, buffer_, *parser_, [self = shared_from_this()](error_code wrong, std::size_t) {
        if (wrong) return self->refuse(wrong);
        self->request_read();
    });
}

void connection::request_read() {
    phase_ = phase::answering;
    timer_.cancel();
    asked_ = request_of(parser_->release());
    asked_.secure = transport_.is_secure();
    answer();
}

void connection::answer() {
    if (hub_->stopping()) return write(shutting_down());
    auto answer = routes::handle(asked_, hub_->world(), hub_->now());
    if (asked_.method != "GET" && asked_.method != "HEAD") hub_->request_served();
    if (auto* later = std::get_if<routes::not_yet>(&answer)) return wait(std::move(*later));
    write(std::get<routes::response>(std::move(answer)));
}

void connection::refuse(error_code wrong) {
    const std::string_view received(static_cast<const char*>(buffer_.data().data()), buffer_.data().size());
    auto why = refusal_of(wrong, received, parser_->get().target());
    if (!why) return close();
    phase_ = phase::answering;
    keep_alive_ = false;
    asked_ = {};
    write(std::move(*why));
}

}  // namespace api::beast
