#include "mocksmtp/net/listener.hpp"

#include <boost/asio/error.hpp>
#include <boost/asio/ip/v6_only.hpp>

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>

#include "mocksmtp/net/setup_error.hpp"

namespace mocksmtp::net {
namespace {

namespace asio = boost::asio;

constexpr int backlog = 4096;
// Clients accepted before connections get their turn.
constexpr unsigned clients_in_a_turn = 16;
// How long to leave the waiting clients in the kernel's queue when descriptors or memory have run out.
constexpr std::chrono::milliseconds breather{100};
constexpr auto never = std::chrono::steady_clock::time_point::max();

std::string text_of(const std::string& address, std::uint16_t port) {
    const bool v6 = address.find(':') != std::string::npos;
    return (v6 ? "[" + address + "]" : address) + ":" + std::to_string(port);
}

const char* remedy_for(error_code error) {
    if (error == asio::error::address_in_use)
        return "another program has this port; stop it, or choose another port (0 picks a free one)";
    if (error == asio::error::access_denied) return "ports below 1024 need privileges; choose a higher one";
    if (error.value() == EADDRNOTAVAIL) return "this machine has no such address; use one of its own, or 0.0.0.0";
    if (error == asio::error::address_family_not_supported) return "IPv6 is switched off here; use an IPv4 address";
    return "choose another address or port";
}

// Of one client that has already gone: the next may be accepted at once.
bool concerns_one_client(int error) {
    return error == ECONNABORTED || error == ECONNRESET || error == EINTR || error == ETIMEDOUT || error == EPROTO;
}

// As acceptor.open(), whose socket every program that a test starts would inherit, and so keep the port.
void open_close_on_exec(tcp_acceptor& acceptor, const asio::ip::tcp& protocol, error_code& error) {
    const int made = ::socket(protocol.family(), SOCK_STREAM | SOCK_CLOEXEC, IPPROTO_TCP);
    if (made < 0) {
        error.assign(errno, boost::system::system_category());
        return;
    }
    acceptor.assign(protocol, made, error);
    if (error) ::close(made);
}

}  // namespace

listener::listener(asio::io_context& loop, listener_options options)
    : options_(std::move(options)),
      acceptor_(loop.get_executor()),
      retry_(loop.get_executor()),
      return_(loop.get_executor()) {
    error_code error;
    const auto address = asio::ip::make_address(options_.address, error);
    if (error)
        throw setup_error("cannot listen on " + text_of(options_.address, options_.port) + ": '" + options_.address +
                          "' is not a numeric IPv4 or IPv6 address; names are not resolved, use 127.0.0.1 or 0.0.0.0");
    open({address, options_.port});
}

void listener::open(const tcp_endpoint& where) {
    error_code error;
    const auto attempt = [&](auto&& step) {
        if (!error) step();
    };
    attempt([&] { open_close_on_exec(acceptor_, where.protocol(), error); });
    attempt([&] { acceptor_.set_option(tcp_acceptor::reuse_address(true), error); });
    if (where.address().is_v6()) attempt([&] { acceptor_.set_option(asio::ip::v6_only(true), error); });
    // Linux hands this down to every accepted socket: replies must not wait for the acknowledgement of earlier ones.
    attempt([&] { acceptor_.set_option(asio::ip::tcp::no_delay(true), error); });
    attempt([&] { acceptor_.non_blocking(true, error); });
    attempt([&] { acceptor_.bind(where, error); });
    attempt([&] { acceptor_.listen(backlog, error); });
    attempt([&] { bound_ = acceptor_.local_endpoint(error); });
    if (!error) return;
    error_code ignored;
    acceptor_.close(ignored);
    throw setup_error("cannot listen on " + text_of(options_.address, where.port()) + ": " + error.message() + "; " +
                      remedy_for(error));
}

void listener::accept(taker take) {
    take_ = std::move(take);
    if (is_open()) wait_for_clients();
}

void listener::close(std::optional<std::chrono::milliseconds> length) {
    error_code ignored;
    acceptor_.close(ignored);
    retry_.cancel();
    failure_.clear();
    if (length)
        return_after(*length);
    else
        return_.expires_at(never);
}

void listener::reopen() {
    return_.expires_at(never);
    if (is_open()) return;
    try {
        open(bound_);
    } catch (const setup_error& failed) {
        failure_ = failed.what();
        throw;
    }
    failure_.clear();
    if (take_) wait_for_clients();
}

void listener::return_after(std::chrono::milliseconds length) {
    return_.expires_after(length);
    return_.async_wait([self = shared_from_this()](error_code cancelled) {
        // A time that has come can still be put off before its turn.
        if (cancelled || std::chrono::steady_clock::now() < self->return_.expiry()) return;
        try {
            self->reopen();
        } catch (const setup_error&) {  // failure() tells
        }
    });
}

void listener::wait_for_clients() {
    acceptor_.async_wait(tcp_acceptor::wait_read, [self = shared_from_this()](error_code error) {
        if (!error && self->is_open()) self->take_clients();
    });
}

void listener::take_clients() {
    for (unsigned i = 0; i < clients_in_a_turn && is_open(); ++i) {
        const taken how = take_client();
        if (how == taken::no_room) return rest();
        if (how == taken::none) break;
    }
    if (is_open()) wait_for_clients();
}

listener::taken listener::take_client() {
    tcp_endpoint peer;
    auto length = static_cast<socklen_t>(peer.capacity());
    const int accepted = ::accept4(acceptor_.native_handle(), peer.data(), &length, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (accepted < 0) {
        if (errno == EAGAIN || errno == EWOULDBLOCK) return taken::none;
        return concerns_one_client(errno) ? taken::one : taken::no_room;
    }
    stream_socket connected(accepted);
    peer.resize(length);
    take_(*this, std::move(connected), peer);
    return taken::one;
}

void listener::rest() {
    retry_.expires_after(breather);
    retry_.async_wait([self = shared_from_this()](error_code cancelled) {
        if (!cancelled && self->is_open()) self->take_clients();
    });
}

}  // namespace mocksmtp::net
