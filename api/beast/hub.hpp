// What all HTTP connections share: the routes' surroundings, the time, and who waits for the journal to grow.
#pragma once

#include <chrono>
#include <list>
#include <memory>

#include "api/routes/response.hpp"
#include "api/routes/surroundings.hpp"
#include "mocksmtp/net/asio_types.hpp"
#include "mocksmtp/net/poll_set.hpp"
#include "mocksmtp/net/tls_context.hpp"
#include "mocksmtp/store/subscribers.hpp"

namespace api::beast {

// Somebody who may be waiting.
class listener_to_changes {
public:
    virtual ~listener_to_changes() = default;
    // Something happened that mail or its absence can depend on, and its reply has been handed to the socket.
    virtual void something_happened() = 0;
    // The same of what changes nothing but what is known of sessions and rules.
    virtual void something_was_said() = 0;
    // The journal has grown.
    virtual void journal_grew() = 0;
    virtual void shut_down() = 0;
};

class hub final : public std::enable_shared_from_this<hub>, private mocksmtp::net::batch_listener {
public:
    // Without a context connections are in the clear.
    hub(boost::asio::io_context& loop, routes::surroundings& world,
        std::shared_ptr<const mocksmtp::net::tls_context> tls);

    void listen(mocksmtp::net::tcp_acceptor acceptor);
    void stop();
    bool stopping() const { return stopping_; }

    routes::surroundings& world() { return world_; }
    const mocksmtp::net::tls_context* tls() const { return tls_.get(); }
    boost::asio::io_context& loop() { return loop_; }
    routes::moment now() const;

    using place = std::list<listener_to_changes*>::iterator;
    place enter(listener_to_changes& who);
    void leave(place where);
    // A request may have changed what somebody waits for: rules, the clock, messages.
    void request_served() { tell(news::happened); }

private:
    enum class news : unsigned char { none, grew, said, happened };

    void changed(const mocksmtp::store::notice& what);
    void on_batch_end() override;
    void tell(news heard);
    void spread();
    void accept(std::size_t which);

    boost::asio::io_context& loop_;
    routes::surroundings& world_;
    std::shared_ptr<const mocksmtp::net::tls_context> tls_;
    std::chrono::steady_clock::time_point started_;
    std::chrono::steady_clock::time_point last_change_;
    std::list<listener_to_changes*> present_;
    std::vector<std::unique_ptr<mocksmtp::net::tcp_acceptor>> acceptors_;
    std::vector<std::unique_ptr<mocksmtp::net::steady_timer>> pauses_;  // after a failed accept
    mocksmtp::store::subscription subscription_, scopes_;               // the world, and every scope beside it
    news pending_ = news::none;
    bool grew_ = false;     // the journal, since the last news were spread
    bool stirred_ = false;  // last_change_ is the end of the batch of sockets at hand, which is yet to come
    bool stopping_ = false;
};

}  // namespace api::beast
