#include "mocksmtp/net/server.hpp"

#include <boost/asio/post.hpp>

#include <algorithm>
#include <utility>

namespace mocksmtp::net {

server::server(boost::asio::io_context& loop, server_options options, std::shared_ptr<tls_profiles> tls,
               session_factory make_session)
    : loop_(loop),
      max_connections_(options.max_connections),
      make_session_(std::move(make_session)),
      home_(std::make_shared<connection_home>()) {
    home_->sockets = std::make_shared<poll_set>(loop);
    home_->tls = std::move(tls);
    home_->waits = options.waits;
    home_->ended = [this](std::uint64_t serial, bool heard) {
        if (!heard) ++counts_.silent;
        connections_.erase(serial);
        turned_away_.erase(serial);
    };
    for (listener_options& one : options.listeners)
        listeners_.push_back(std::make_shared<listener>(loop, std::move(one)));
    for (const auto& one : listeners_) start(*one);
}

void server::start(listener& one) {
    one.accept([this](const listener& by, stream_socket connected, const tcp_endpoint& peer) {
        take(by, std::move(connected), peer);
    });
}

void server::add_listener(listener_options what) {
    listeners_.push_back(std::make_shared<listener>(loop_, std::move(what)));
    start(*listeners_.back());
}

bool server::remove_listener(std::string_view name) {
    const auto found = std::ranges::find_if(listeners_, [&](const auto& one) { return one->options().name == name; });
    if (found == listeners_.end()) return false;
    (*found)->close();
    listeners_.erase(found);
    std::vector<std::weak_ptr<connection>> clients;
    for (const auto& [serial, each] : connections_)
        if (each->listener() == name) clients.push_back(each);
    // Later: one of them may be what this is called from.
    boost::asio::post(loop_, [clients = std::move(clients)] {
        for (const auto& each : clients) {
            const auto client = each.lock();
            if (client && client->can_be_dismissed()) client->dismiss(std::nullopt, smtp::hang_up::how::fin);
        }
    });
    return true;
}

server::~server() { stop(); }

void server::stop() {
    for (const auto& one : listeners_) one->close();
    for (const auto& [serial, each] : std::exchange(connections_, {})) each->stop();
    home_->sockets->close();
}

std::vector<listener_state> server::listeners() const {
    std::vector<listener_state> all;
    all.reserve(listeners_.size());
    for (const auto& one : listeners_)
        all.push_back({.name = one->options().name,
                       .kind = one->options().kind,
                       .address = one->bound().address().to_string(),
                       .port = one->bound().port(),
                       .accepting = one->is_open(),
                       .failure = one->failure()});
    return all;
}

connection_counts server::counts() const {
    connection_counts now = counts_;
    now.open = connections_.size();
    return now;
}

bool server::close_listener(std::string_view name, std::optional<std::chrono::milliseconds> length) {
    bool found = false;
    for (const auto& one : listeners_) {
        if (!name.empty() && one->options().name != name) continue;
        one->close(length);
        found = true;
    }
    return found;
}

bool server::reopen_listener(std::string_view name) {
    bool found = false;
    for (const auto& one : listeners_) {
        if (!name.empty() && one->options().name != name) continue;
        one->reopen();
        found = true;
    }
    return found;
}

bool server::release(std::string_view listener, base::hold_id id, const std::optional<smtp::answer>& instead) {
    return std::any_of(connections_.begin(), connections_.end(), [&](const auto& entry) {
        return entry.second->listener() == listener && entry.second->release(id, instead);
    });
}

std::size_t server::dismiss_those(const chooser& choose) {
    std::size_t dismissed = 0;
    for (const auto& [serial, each] : connections_) {
        if (!each->can_be_dismissed()) continue;
        const auto chosen = choose(*each);
        if (!chosen) continue;
        each->dismiss(chosen->said, chosen->way);
        ++dismissed;
    }
    return dismissed;
}

std::size_t server::dismiss(const std::function<std::optional<farewell>(base::session_id)>& choose) {
    return dismiss_those([&](const connection& one) { return choose(one.session().id()); });
}

std::size_t server::dismiss_in(std::string_view scope,
                               const std::function<std::optional<farewell>(base::session_id)>& choose) {
    return dismiss_those([&](const connection& one) {
        const auto id = one.session().id_in(scope);
        return id ? choose(*id) : std::nullopt;
    });
}

void server::close_in(std::string_view scope) {
    for (const auto& [serial, each] : connections_) {
        const bool is_meant = each->can_be_dismissed() && (scope.empty() || each->session().serves(scope));
        if (is_meant) each->session().leave();
    }
}

void server::test_listeners(std::function<void(std::vector<std::string> failed)> done) {
    struct progress {
        std::size_t left = 0;
        std::vector<std::string> failed;
        std::function<void(std::vector<std::string>)> done;
    };
    auto all = std::make_shared<progress>();
    all->left = listeners_.size() + 1;  // one more: done is called only after all have been begun
    all->done = std::move(done);
    const auto one_done = [all](const std::string& name, bool accepted) {
        if (!accepted) all->failed.push_back(name);
        if (--all->left == 0) all->done(std::exchange(all->failed, {}));
    };
    std::erase_if(self_tests_, [](const auto& old) { return old.expired(); });
    for (const auto& one : listeners_) {
        const std::string& name = one->options().name;
        if (!one->is_open()) {
            one_done(name, one->failure().empty());
            continue;
        }
        const auto test = std::make_shared<self_test>(loop_);
        self_tests_.push_back(test);
        test->start(one->bound(), [one_done, name](bool accepted) { one_done(name, accepted); });
    }
    boost::asio::post(loop_, [one_done] { one_done({}, true); });
}

bool server::is_self_test(const tcp_endpoint& peer) {
    return std::any_of(self_tests_.begin(), self_tests_.end(), [&](const std::weak_ptr<self_test>& each) {
        const auto test = each.lock();
        return test && test->recognise(peer);
    });
}

smtp::connection_facts server::facts(const listener& by, const stream_socket& connected,
                                     const tcp_endpoint& peer) const {
    const auto local = by.bound().address().is_unspecified() ? connected.local().address() : by.bound().address();
    return {.listener = by.options().name,
            .kind = by.options().kind,
            .peer = peer.address().to_string(),
            .local = local.to_string(),
            .over_limit = is_full()};
}

// How long a client that was turned away, or has been told goodbye, keeps its side open must not matter to the next.
bool server::is_full() const {
    if (max_connections_ == 0) return false;
    const auto served = std::ranges::count_if(connections_, [this](const auto& entry) {
        return entry.second->can_be_dismissed() && !turned_away_.contains(entry.first);
    });
    return static_cast<std::size_t>(served) >= max_connections_;
}

void server::take(const listener& by, stream_socket connected, const tcp_endpoint& peer) {
    if (!self_tests_.empty() && is_self_test(peer)) return;
    const smtp::connection_facts where = facts(by, connected, peer);
    std::unique_ptr<smtp::session> session = make_session_(where);
    if (!session) return;
    const std::uint64_t serial = ++counts_.accepted;
    if (where.over_limit) {
        ++counts_.over_limit;
        turned_away_.insert(serial);
    }
    const auto made =
        std::make_shared<connection>(*home_, serial, by.options().name, std::move(connected), std::move(session));
    connections_.emplace(serial, made);
    made->start();
}

}  // namespace mocksmtp::net
