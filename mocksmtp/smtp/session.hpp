// One SMTP conversation as a plain object that never sees a socket: fed with facts, pulled for actions.
#pragma once

#include <memory>
#include <optional>
#include <string_view>
#include <variant>

#include "mocksmtp/base/clock.hpp"
#include "mocksmtp/base/nonces.hpp"
#include "mocksmtp/sasl/directory.hpp"
#include "mocksmtp/smtp/action.hpp"
#include "mocksmtp/smtp/event.hpp"
#include "mocksmtp/smtp/persona.hpp"
#include "mocksmtp/smtp/policy.hpp"
#include "mocksmtp/smtp/settings.hpp"
#include "mocksmtp/smtp/tls.hpp"

namespace mocksmtp::smtp {

// Everything that comes from outside, in one place; nothing is global.
struct surroundings {
    connection_facts where;
    std::shared_ptr<const persona> face;  // taken at accept: a session never changes face midway
    std::shared_ptr<const settings> limits;
    const sasl::directory& users;
    policy& rules;
    std::unique_ptr<observer> journal;
    base::clock& time;
    base::nonce_source& nonces;
};

// Why the peer is gone.
enum class cause { closed, reset, shutdown };

// The driver calls next() until it has to wait: after every action but read_more, hold, start_tls and hang_up it simply
// calls next() again when the action is done. Answers come through the other members; after each, next() goes on.
class session {
public:
    explicit session(surroundings around);
    ~session();
    session(session&&) = delete;

    action next();

    // Bytes from the peer, in answer to read_more. They are not copied as long as they can be used at once: the driver
    // keeps them valid and unchanged until next() answers read_more or hang_up. During a pause with reading (and then
    // at most early_input_limit octets of them) they are copied.
    void received(std::string_view bytes);
    static constexpr std::size_t early_input_limit = 65536;

    // The peer has closed its half: everything already received is still answered, then the session hangs up
    // (Exim as a client sends everything, half-closes and reads).
    void input_ended();
    // Octets have been received that are still to be worked on: pipelined behind what is waited for.
    bool has_input() const;
    void timed_out();
    // The answers to hold: a test has let the session go on, or nobody did in time.
    void released(const std::optional<answer>& instead);
    void hold_ran_out();
    // The answer to await_client: the client has sent the first octet of an implicit handshake, and the session takes
    // its place in the journal. A client that goes away without one was never there: call disconnected instead.
    void handshake_begun();
    // Plaintext that came behind STARTTLS, before its reply was out, is not given to the session any more.
    void plaintext_dropped();
    // The answer to start_tls. A failure may come later too: TLS has broken in the midst of the conversation.
    void tls_done(std::variant<tls_facts, tls_failure> how, binding_source bindings = {});
    // Ends the session now, whatever it waits for: says the farewell (421 in the persona's words where there is none)
    // unless it is in a handshake or mute, and hangs up so. What it was asked to wait for is not waited for any more.
    void dismiss(const std::optional<answer>& farewell, hang_up::how way);
    // None before the client's first octet and, after a reset, before its next command.
    base::session_id id() const;
    // The same in a named scope; nothing: it does not belong to it.
    std::optional<base::session_id> id_in(std::string_view scope) const;
    bool serves(std::string_view scope) const;  // as observer::serves()
    // Answers 421 to the next command and closes (RFC 5321 3.8).
    void leave();
    // The connection is gone, or (shutdown) the server ends: no further action will be asked for.
    void disconnected(cause why);

private:
    class engine;
    std::unique_ptr<engine> engine_;
};

}  // namespace mocksmtp::smtp
