// All listeners and connections of one mock: accepts, makes a session for each client, and can be asked about them.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "mocksmtp/net/connection.hpp"
#include "mocksmtp/net/listener.hpp"
#include "mocksmtp/net/self_test.hpp"

namespace mocksmtp::net {

struct server_options {
    std::vector<listener_options> listeners = {};
    std::size_t max_connections = 0;  // with a session at once; 0: no limit. More get one that is told `over_limit`
    patience waits = {};
};

/// How a session is dismissed.
struct farewell {
    std::optional<smtp::answer> said = {};  // nothing: the persona's shutting_down
    smtp::hang_up::how way = smtp::hang_up::how::fin;
};

struct listener_state {
    std::string name;
    smtp::listener_kind kind = smtp::listener_kind::plain;
    std::string address;
    std::uint16_t port = 0;  // the actual one
    bool accepting = false;
    std::string failure = {};  // why it does not accept although it should; empty: closed on purpose, or accepting
};

struct connection_counts {
    std::size_t open = 0;
    std::uint64_t accepted = 0;
    std::uint64_t silent = 0;      // gone without having sent an octet: probes, unless a rule or a limit spoke to them
    std::uint64_t over_limit = 0;  // of those accepted
};

/// Belongs to the thread that runs the loop: every member is called there (or before the loop runs).
class server {
public:
    using session_factory = std::function<std::unique_ptr<smtp::session>(const smtp::connection_facts&)>;

    /// Listens on everything at once, or throws setup_error and listens on nothing. Clients are served as soon as the
    /// loop runs. Without TLS (null) handshakes fail. Listeners' names should differ.
    server(boost::asio::io_context& loop, server_options options, std::shared_ptr<tls_profiles> tls,
           session_factory make_session);
    /// As stop().
    ~server();
    server(const server&) = delete;
    server& operator=(const server&) = delete;

    std::vector<listener_state> listeners() const;
    connection_counts counts() const;

    /// One more; throws setup_error if it cannot listen. Its name is that of no other.
    void add_listener(listener_options what);
    /// Closes it for good and dismisses its clients. False: no such name.
    bool remove_listener(std::string_view name);

    /// Refuses new clients of the listener, or of all for an empty name, for ever or for so long (real time); those
    /// connected stay. A later call replaces an earlier one. False: no such name.
    bool close_listener(std::string_view name, std::optional<std::chrono::milliseconds> length = {});
    /// Listens again on the same port. Throws setup_error if it has been taken meanwhile. False: no such name.
    bool reopen_listener(std::string_view name);

    /// Lets the session that parks under this hold on this listener go on; `instead` replaces its reply.
    /// False if there is none (any more).
    bool release(std::string_view listener, base::hold_id id, const std::optional<smtp::answer>& instead);

    /// Ends those sessions that `choose` has a farewell for now, not at their next command: it is said where a reply
    /// can be said, then they hang up, from the loop. Asks about connections without a session too, with no id; not
    /// about those that are ending already. Answers how many were chosen.
    std::size_t dismiss(const std::function<std::optional<farewell>(base::session_id)>& choose);
    /// The same for those sessions that are in a named scope, asked about by their ids there.
    std::size_t dismiss_in(std::string_view scope,
                           const std::function<std::optional<farewell>(base::session_id)>& choose);
    /// The sessions whose latest transaction, or listener, is of that scope, all for an empty name, are answered 421 at
    /// their next command and closed.
    void close_in(std::string_view scope);

    /// Connects to every open listener from inside and sees whether our own loop accepts; no session is made and
    /// nothing counted. `done` gets the names of those that failed, or could not be opened again, within a second. A
    /// listener that is closed on purpose has not failed: a server whose test plays that it is down is well.
    void test_listeners(std::function<void(std::vector<std::string> failed)> done);

    /// As poll_set::defer(), of all connections.
    bool defer(batch_listener& who) { return home_->sockets->defer(who); }

    /// Tells every session that the server ends, and every client as far as it takes it now (421, RFC 5321 3.8), and
    /// closes every socket, at once.
    void stop();

private:
    void start(listener& one);
    using chooser = std::function<std::optional<farewell>(const connection&)>;
    std::size_t dismiss_those(const chooser& choose);
    void take(const listener& by, stream_socket connected, const tcp_endpoint& peer);
    bool is_self_test(const tcp_endpoint& peer);
    bool is_full() const;
    smtp::connection_facts facts(const listener& by, const stream_socket& connected, const tcp_endpoint& peer) const;

    boost::asio::io_context& loop_;
    std::size_t max_connections_;
    session_factory make_session_;
    std::shared_ptr<connection_home> home_;
    std::vector<std::shared_ptr<listener>> listeners_;
    std::map<std::uint64_t, std::shared_ptr<connection>> connections_;  // in the order they came
    std::set<std::uint64_t> turned_away_;                               // of those: were over the limit
    std::vector<std::weak_ptr<self_test>> self_tests_;
    connection_counts counts_;
};

}  // namespace mocksmtp::net
