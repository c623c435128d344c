// The whole mock on somebody's event loop: listeners, sessions, certificates, and the scope that remembers.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "mocksmtp/options.hpp"

namespace boost::asio {
class io_context;
}
namespace mocksmtp::sasl {
class directory;
}
namespace mocksmtp::store {
class scope;
struct cursor;
}  // namespace mocksmtp::store

namespace mocksmtp {

// A listener as it really is: with the port it got.
struct bound_listener {
    std::string name;
    listener_kind kind = listener_kind::plain;
    std::string address;
    std::uint16_t port = 0;
    bool accepting = true;
};

// Every member belongs to the thread that runs the loop (or is called before it runs).
class mock {
public:
    // Listens on everything, or throws std::runtime_error with one line that says what cannot be had and the remedy (a
    // port taken, a certificate that cannot be read, options that contradict each other) and listens on nothing.
    mock(boost::asio::io_context& loop, const options& what);
    ~mock();
    mock(const mock&) = delete;
    mock& operator=(const mock&) = delete;

    store::scope& scope();
    // Who may log in; a change counts from the next answer of a client on.
    sasl::directory& users();
    // Begins a new epoch (see store::scope::reset), with the accounts that were configured.
    store::cursor reset();
    const options& configured() const;
    std::vector<bound_listener> listeners() const;
    // The certificate clients have to trust, in PEM.
    std::string authority_pem() const;

    // Connects to every listener from inside, without making a session; `done` gets the names of those that do not
    // answer, within a second, on the loop.
    void test_listeners(std::function<void(std::vector<std::string> failed)> done);
    // Every session open now is answered 421 at its next command and closed.
    void close_sessions();
    // Closes every socket at once.
    void stop();

private:
    class works;
    std::unique_ptr<works> works_;
};

}  // namespace mocksmtp
