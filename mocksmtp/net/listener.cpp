#include "mocksmtp/net/listener.hpp"

#include <boost/asio/error.hpp>
#include <boost/asio/ip/v6_only.hpp>

#include <chrono>

#include "mocksmtp/net/setup_error.hpp"

namespace mocksmtp::net {
namespace {

namespace asio = boost::asio;

constexpr int backlog = 4096;
// How long to leave the waiting clients in the kernel's queue when descriptors or memory have run out.
constexpr std::chrono::milliseconds breather{100};

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

bool is_over(error_code error) {
    return error == asio::error::operation_aborted || error == asio::error::bad_descriptor;
}

// Of one client that has already gone: the next may be accepted at once.
bool concerns_one_client(error_code error) {
    return error == asio::error::connection_aborted || error == asio::error::connection_reset ||
           error == asio::error::interrupted || error == asio::error::timed_out || error.value() == EPROTO;
}

}  // namespace

listener::listener(asio::io_context& loop, listener_options options)
    : options_(std::move(options)), acceptor_(loop.get_executor()), retry_(loop.get_executor()) {
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
    attempt([&] { acceptor_.open(where.protocol(), error); });
    attempt([&] { acceptor_.set_option(tcp_acceptor::reuse_address(true), error); });
    if (where.address().is_v6()) attempt([&] { acceptor_.set_option(asio::ip::v6_only(true), error); });
    // Linux hands this down to every accepted socket: replies must not wait for the acknowledgement of earlier ones.
    attempt([&] { acceptor_.set_option(asio::ip::tcp::no_delay(true), error); });
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
    if (is_open()) accept_next();
}

void listener::close() {
    error_code ignored;
    acceptor_.close(ignored);
    retry_.cancel();
}

void listener::reopen() {
    if (is_open()) return;
    open(bound_);
    if (take_) accept_next();
}

void listener::accept_next() {
    acceptor_.async_accept(peer_, [self = shared_from_this()](error_code error, tcp_socket connected) {
        self->on_accept(error, std::move(connected));
    });
}

void listener::on_accept(error_code error, tcp_socket connected) {
    if (is_over(error) || !is_open()) return;
    if (!error) {
        take_(*this, std::move(connected), peer_);
    } else if (!concerns_one_client(error)) {
        retry_.expires_after(breather);
        retry_.async_wait([self = shared_from_this()](error_code cancelled) {
            if (!cancelled && self->is_open()) self->accept_next();
        });
        return;
    }
    if (is_open()) accept_next();
}

}  // namespace mocksmtp::net
