#include "api/beast/hub.hpp"

#include <boost/asio/post.hpp>

#include <algorithm>
#include <utility>

#include "api/beast/connection.hpp"
#include "mocksmtp/named_scopes.hpp"

namespace api::beast {

namespace asio = boost::asio;
namespace net = mocksmtp::net;
namespace store = mocksmtp::store;

hub::hub(asio::io_context& loop, routes::surroundings& world, std::shared_ptr<const net::tls_context> tls)
    : loop_(loop),
      world_(world),
      tls_(std::move(tls)),
      started_(std::chrono::steady_clock::now()),
      last_change_(started_) {
    const auto listen = [this](const store::notice& what) { changed(what); };
    subscription_ = world.scope.subscribers().subscribe(listen);
    if (world.scopes != nullptr) scopes_ = world.scopes->registry().subscribers().subscribe(listen);
}

routes::moment hub::now() const {
    const auto since_start = [this](std::chrono::steady_clock::time_point when) {
        return std::chrono::floor<std::chrono::milliseconds>(when - started_);
    };
    return {since_start(std::chrono::steady_clock::now()), since_start(last_change_)};
}

hub::place hub::enter(listener_to_changes& who) { return present_.insert(present_.end(), &who); }

void hub::leave(place where) { present_.erase(where); }

void hub::changed(const store::notice& what) {
    // Once for a batch of sockets, at its end. Not the kernel's coarse clock, cheap as it is: on a busy machine it
    // falls behind by more than a tick, and what has just changed would seem to have been quiet.
    if (store::is_traffic(what) && !stirred_) {
        stirred_ = world_.defer && world_.defer(*this);
        if (!stirred_) last_change_ = std::chrono::steady_clock::now();
    }
    if (present_.empty()) return;
    grew_ = true;
    tell(store::may_decide(what) ? news::happened : store::is_said(what) ? news::said : news::grew);
}

void hub::on_batch_end() {
    stirred_ = false;
    last_change_ = std::chrono::steady_clock::now();
}

void hub::tell(news heard) {
    // Posted, so that the handler that wrote the event hands its reply to the socket first; and once for many events.
    if (std::exchange(pending_, std::max(pending_, heard)) == news::none)
        asio::post(loop_, [self = shared_from_this()] { self->spread(); });
}

void hub::spread() {
    const news heard = std::exchange(pending_, news::none);
    const bool grew = std::exchange(grew_, false);
    // Listeners only post or write from here; none leaves before control is back in the loop.
    for (auto* each : present_) {
        if (heard == news::happened) each->something_happened();
        if (heard == news::said) each->something_was_said();
        if (grew) each->journal_grew();
    }
}

void hub::listen(net::tcp_acceptor acceptor) {
    acceptors_.push_back(std::make_unique<net::tcp_acceptor>(std::move(acceptor)));
    pauses_.push_back(std::make_unique<net::steady_timer>(loop_));
    accept(acceptors_.size() - 1);
}

void hub::accept(std::size_t which) {
    acceptors_[which]->async_accept([self = shared_from_this(), which](net::error_code wrong, net::tcp_socket socket) {
        if (self->stopping_) return;
        if (!wrong) {
            std::make_shared<connection>(self, std::move(socket))->start();
            return self->accept(which);
        }
        // Most likely out of file descriptors: someone has to close first.
        auto& pause = *self->pauses_[which];
        pause.expires_after(std::chrono::milliseconds(100));
        pause.async_wait([self, which](net::error_code) {
            if (!self->stopping_) self->accept(which);
        });
    });
}

void hub::stop() {
    if (std::exchange(stopping_, true)) return;
    subscription_.end();
    scopes_.end();
    for (auto& each : acceptors_) {
        net::error_code ignored;
        each->close(ignored);
    }
    for (auto& each : pauses_) each->cancel();
    for (auto* each : present_) each->shut_down();
}

}  // namespace api::beast
