#include "mocksmtp/net/self_test.hpp"

#include <utility>

namespace mocksmtp::net {

void self_test::start(tcp_endpoint bound, std::function<void(bool)> done) {
    namespace ip = boost::asio::ip;
    done_ = std::move(done);
    if (bound.address().is_unspecified()) {
        const bool v6 = bound.address().is_v6();
        bound.address(v6 ? ip::address(ip::address_v6::loopback()) : ip::address(ip::address_v4::loopback()));
    }
    limit_.expires_after(std::chrono::seconds(1));
    limit_.async_wait([self = shared_from_this()](error_code error) {
        if (!error) self->finish(false);
    });
    socket_.async_connect(bound, [self = shared_from_this()](error_code error) {
        if (error) self->finish(false);
    });
    error_code ignored;
    own_ = socket_.local_endpoint(ignored);  // known as soon as connecting has begun
}

bool self_test::recognise(const tcp_endpoint& peer) {
    if (!done_ || peer != own_) return false;
    finish(true);
    return true;
}

void self_test::finish(bool accepted) {
    limit_.cancel();
    error_code ignored;
    socket_.close(ignored);
    if (auto done = std::exchange(done_, nullptr)) done(accepted);
}

}  // namespace mocksmtp::net
