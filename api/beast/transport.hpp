// The octets of one HTTP connection, in the clear or inside TLS; a stream as Beast wants one.
#pragma once

#include <boost/asio/ssl/stream.hpp>

#include <optional>
#include <utility>

#include "mocksmtp/net/asio_types.hpp"
#include "mocksmtp/net/tls_context.hpp"

namespace api::beast {

class transport {
public:
    using executor_type = mocksmtp::net::tcp_socket::executor_type;

    // With a context, TLS is what is spoken; shake_hands() comes first then. The context has to outlive it.
    transport(mocksmtp::net::tcp_socket socket, const mocksmtp::net::tls_context* context)
        : socket_(std::move(socket)) {
        if (context == nullptr) return;
        secure_.emplace(socket_, context->new_connection().release());
        // Nobody is asked for a certificate: browsers would ask their users which one.
        error_code ignored;
        secure_->set_verify_mode(boost::asio::ssl::verify_none, ignored);
    }

    transport(const transport&) = delete;
    transport& operator=(const transport&) = delete;

    executor_type get_executor() { return socket_.get_executor(); }
    mocksmtp::net::tcp_socket& socket() { return socket_; }
    bool is_secure() const { return secure_.has_value(); }
    // From now on in the clear: the other side does not speak TLS.
    void give_up_tls() { secure_.reset(); }

    template <class function>
    void shake_hands(function then) {
        secure_->async_handshake(boost::asio::ssl::stream_base::server, std::move(then));
    }
    // Says that nothing more will be sent, and hears the same.
    template <class function>
    void say_goodbye(function then) {
        secure_->async_shutdown(std::move(then));
    }

    template <class buffers, class handler>
    void async_read_some(const buffers& into, handler&& then) {
        if (secure_) return secure_->async_read_some(into, std::forward<handler>(then));
        socket_.async_read_some(into, std::forward<handler>(then));
    }
    template <class buffers, class handler>
    void async_write_some(const buffers& from, handler&& then) {
        if (secure_) return secure_->async_write_some(from, std::forward<handler>(then));
        socket_.async_write_some(from, std::forward<handler>(then));
    }

private:
    using error_code = boost::system::error_code;

    mocksmtp::net::tcp_socket socket_;
    std::optional<boost::asio::ssl::stream<mocksmtp::net::tcp_socket&>> secure_;
};

}  // namespace api::beast
