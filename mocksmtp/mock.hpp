// The whole mock on somebody's event loop: listeners, sessions, certificates, and the scope that remembers.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mocksmtp/base/ids.hpp"
#include "mocksmtp/dismissal.hpp"
#include "mocksmtp/options.hpp"

namespace boost::asio {
class io_context;
}
namespace mocksmtp::net {
class batch_listener;
class tls_context;
}  // namespace mocksmtp::net
namespace mocksmtp::rules {
class rule_set;
}
namespace mocksmtp::sasl {
class directory;
}
namespace mocksmtp::store {
class scope;
struct cursor;
}  // namespace mocksmtp::store

namespace mocksmtp {

class named_scopes;

// A listener as it really is: with the port it got.
struct bound_listener {
    std::string name;
    listener_kind kind = listener_kind::plain;
    std::string address;
    std::uint16_t port = 0;
    bool accepting = true;
    std::string failure{};  // why it does not accept although it should
};

// Every member belongs to the thread that runs the loop (or is called before it runs).
class mock {
public:
    // Listens on everything, or throws std::runtime_error with one line that says what cannot be had and the remedy (a
    // port taken, a certificate that cannot be read, options that contradict each other) and listens on nothing;
    // std::invalid_argument for a value that the command line would refuse, or a rule that cannot be.
    mock(boost::asio::io_context& loop, const options& what);
    ~mock();
    mock(const mock&) = delete;
    mock& operator=(const mock&) = delete;

    // The world: everything that any client did.
    store::scope& scope();
    // Beside it, further records of what belongs to each of them.
    named_scopes& scopes();
    // Who may log in; a change counts from the next answer of a client on.
    sasl::directory& users();
    // Begins a new epoch (see store::scope::reset) of the world or of one named scope; nothing of the others changes.
    // The world's comes with the accounts and the rules that were configured and every listener accepting, a named
    // scope's with no rules and its own listeners accepting. Parked sessions go on, still in the old one.
    store::cursor reset(store::scope& in);
    void reset_named_scopes();
    const options& configured() const;
    // What holds now, with every listener among `listen`: as configured, until something is applied.
    const options& in_force() const;
    // From the next connection on sessions go by these options (of the listeners' by what their `listen` says); those
    // open go on by theirs. Limits of the store and the default password count at once. What is opened or read at the
    // start is not looked at: ports, keys, certificates, users, rules, clock. A reset applies what was configured.
    void apply(const options& what);
    std::vector<bound_listener> listeners() const;
    // How many clients were one too many for max_connections, since the start.
    std::uint64_t turned_away() const;
    // The certificate clients have to trust, in PEM.
    std::string authority_pem() const;
    // What SMTP shows under TLS, for other services beside it.
    std::shared_ptr<const net::tls_context> tls() const;

    // Refuses new clients of the listener, for ever or for so long (real time), or takes them again; those connected
    // stay, and a later call replaces an earlier one. Answers why it could not be done; empty: it is.
    std::string set_accepting(std::string_view listener, bool accepting,
                              std::optional<std::chrono::milliseconds> length = {});
    // Connects to every listener from inside, without making a session; `done` gets the names of those that do not
    // answer, within a second, on the loop. Those closed by set_accepting are left out.
    void test_listeners(std::function<void(std::vector<std::string> failed)> done);
    // Lets the session that parks under this hold go on; `instead` replaces what it would have said. False: there is
    // none (any more).
    bool release(const store::scope& in, base::hold_id hold, const std::optional<rules::answer>& instead);
    // Every session of the scope (of the world: every one) that is open now is answered 421 at its next command and
    // closed.
    void close_sessions(const store::scope& in);
    // Ends the sessions that are meant now, whatever they wait for.
    dismissed close_sessions(const store::scope& in, const dismissal& which);
    // Calls it once behind the sockets that have their turn together just now. False: none have.
    bool defer(net::batch_listener& who);
    // Closes every socket at once.
    void stop();

private:
    class works;
    std::unique_ptr<works> works_;
};

}  // namespace mocksmtp
