// Tries a listener from inside: connects to it, and learns whether our own loop accepts.
#pragma once

#include <functional>
#include <memory>

#include "mocksmtp/net/asio_types.hpp"

namespace mocksmtp::net {

/// One attempt at one listener, closed without an octet.
class self_test : public std::enable_shared_from_this<self_test> {
public:
    explicit self_test(boost::asio::io_context& loop) : socket_(loop.get_executor()), limit_(loop.get_executor()) {}

    /// Connects to what a listener is bound to (an unspecified address is tried as loopback). `done` is called once,
    /// within a second: true if the connection was accepted.
    void start(tcp_endpoint bound, std::function<void(bool)> done);
    /// The loop has accepted a connection from this peer. True if it is this one, which is then done.
    bool recognise(const tcp_endpoint& peer);

private:
    void finish(bool accepted);

    tcp_socket socket_;
    steady_timer limit_;
    tcp_endpoint own_;
    std::function<void(bool)> done_;
};

}  // namespace mocksmtp::net
