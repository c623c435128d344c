#include "api/beast/server.hpp"

#include <boost/asio/ip/v6_only.hpp>

#include "api/beast/hub.hpp"
#include "mocksmtp/net/setup_error.hpp"

namespace api::beast {

namespace asio = boost::asio;
namespace net = mocksmtp::net;

namespace {

std::string shown(const http_endpoint& where) {
    const bool v6 = where.address.find(':') != std::string::npos;
    return (v6 ? "[" + where.address + "]" : where.address) + ":" + std::to_string(where.port);
}

net::tcp_acceptor open(asio::io_context& loop, const http_endpoint& where) {
    net::error_code wrong;
    const auto address = asio::ip::make_address(where.address, wrong);
    if (wrong) throw net::setup_error("HTTP: " + where.address + " is no numeric address");
    const net::tcp_endpoint at(address, where.port);
    net::tcp_acceptor acceptor(loop);
    acceptor.open(at.protocol(), wrong);
    if (!wrong) acceptor.set_option(asio::socket_base::reuse_address(true), wrong);
    if (!wrong && address.is_v6()) acceptor.set_option(asio::ip::v6_only(true), wrong);
    if (!wrong) acceptor.bind(at, wrong);
    if (!wrong) acceptor.listen(asio::socket_base::max_listen_connections, wrong);
    if (wrong)
        throw net::setup_error("cannot listen for HTTP on " + shown(where) + ": " + wrong.message() +
                               "; choose another port with --http-port (0: a free one, off: none)");
    return acceptor;
}

}  // namespace

server::server(asio::io_context& loop, routes::surroundings& world, const std::vector<http_endpoint>& where,
               std::shared_ptr<const net::tls_context> tls)
    : hub_(std::make_shared<hub>(loop, world, std::move(tls))) {
    std::vector<net::tcp_acceptor> open_ones;
    for (auto each : where) {
        // One free port for all addresses, so that one URL's port fits them all.
        if (each.port == 0 && !listening_.empty()) each.port = listening_.front().port;
        open_ones.push_back(open(loop, each));
        each.port = open_ones.back().local_endpoint().port();
        listening_.push_back(each);
    }
    for (auto& each : open_ones) hub_->listen(std::move(each));
}

server::~server() { stop(); }

void server::stop() { hub_->stop(); }

}  // namespace api::beast
