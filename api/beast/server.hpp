// The HTTP server: sockets, time-outs and waiting around the routes.
#pragma once

#include <boost/asio/io_context.hpp>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "api/routes/surroundings.hpp"
#include "mocksmtp/net/tls_context.hpp"

namespace api::beast {

struct http_endpoint {
    std::string address = "127.0.0.1";  // numeric, IPv6 without brackets
    std::uint16_t port = 0;             // 0: a free one
};

class hub;

// Listens when built, on one thread's loop; throws mocksmtp::net::setup_error where it cannot. The surroundings have
// to outlive it and every handler still in the loop.
class server {
public:
    // With a TLS context every port speaks HTTPS and nothing else.
    server(boost::asio::io_context& loop, routes::surroundings& world, const std::vector<http_endpoint>& where,
           std::shared_ptr<const mocksmtp::net::tls_context> tls = nullptr);
    ~server();  // as stop()
    server(const server&) = delete;
    server& operator=(const server&) = delete;

    // With their actual ports.
    const std::vector<http_endpoint>& listening() const { return listening_; }

    // Stops listening, answers 503 to those who wait, ends streams, closes idle connections. What is being written is
    // still written while the loop runs.
    void stop();

private:
    std::shared_ptr<hub> hub_;
    std::vector<http_endpoint> listening_;
};

}  // namespace api::beast
