// One listening socket: bound when built, accepting while it is open, surviving a lack of file descriptors.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "mocksmtp/net/stream_socket.hpp"
#include "mocksmtp/smtp/event.hpp"

namespace mocksmtp::net {

struct listener_options {
    std::string name = "smtp";
    smtp::listener_kind kind = smtp::listener_kind::plain;
    std::string address = "127.0.0.1";  // numeric, IPv4 or IPv6; nothing is resolved
    std::uint16_t port = 0;             // 0: any free one
};

class listener : public std::enable_shared_from_this<listener> {
public:
    using taker = std::function<void(const listener& by, stream_socket connected, const tcp_endpoint& peer)>;

    /// Binds and listens; an IPv6 address takes IPv6 only. Clients can connect from now on.
    /// Throws setup_error: address, port, reason and remedy in one line.
    listener(boost::asio::io_context& loop, listener_options options);

    /// Hands every connection to `take`, until close().
    void accept(taker take);
    /// Stops listening: new clients are refused by the kernel. It listens again by itself after `length`, if one is
    /// given, unless it is closed or reopened before.
    void close(std::optional<std::chrono::milliseconds> length = {});
    /// Listens again on the same port; throws setup_error if it has been taken meanwhile.
    void reopen();

    bool is_open() const { return acceptor_.is_open(); }
    /// Why it does not listen although it should: what the last attempt to listen again failed with. Empty: it was
    /// closed on purpose, or is open.
    const std::string& failure() const { return failure_; }
    const listener_options& options() const { return options_; }
    /// What it is bound to, with the actual port; still the same after close().
    const tcp_endpoint& bound() const { return bound_; }

private:
    void open(const tcp_endpoint& where);
    void return_after(std::chrono::milliseconds length);
    void wait_for_clients();
    void take_clients();
    enum class taken { one, none, no_room };
    taken take_client();
    void rest();

    listener_options options_;
    tcp_acceptor acceptor_;
    steady_timer retry_;
    steady_timer return_;
    tcp_endpoint bound_;
    taker take_;
    std::string failure_;
};

}  // namespace mocksmtp::net
