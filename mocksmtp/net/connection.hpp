// Drives one session on one socket: does the actions it asks for, tells it what comes of them.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>

#include "mocksmtp/net/asio_types.hpp"
#include "mocksmtp/net/buffer_pool.hpp"
#include "mocksmtp/net/deadline.hpp"
#include "mocksmtp/net/poll_set.hpp"
#include "mocksmtp/net/tls_profiles.hpp"
#include "mocksmtp/net/wire.hpp"
#include "mocksmtp/smtp/session.hpp"

namespace mocksmtp::net {

/// How long real things may take that no session decides.
struct patience {
    std::chrono::milliseconds greeting{300000};  // for the peer to take what is said before its first turn
    std::chrono::milliseconds farewell{2000};    // for the peer to close, after our FIN, before we just do
    std::chrono::milliseconds half_closed{300000};
};

/// What connections share and need of their server; it outlives none of their sessions, but all of their work.
struct connection_home {
    std::shared_ptr<poll_set> sockets;
    buffer_pool buffers;                // what sessions look at
    std::unique_ptr<char[]> sealed;     // one buffer's worth of encrypted octets, made at first need
    std::shared_ptr<tls_profiles> tls;  // null: no handshake can succeed
    patience waits;
    std::function<void(std::uint64_t serial, bool heard)> ended;  // heard: the peer has sent at least one octet

    std::span<char> scratch();
};

class connection final : public std::enable_shared_from_this<connection>, private watcher {
public:
    /// `listener` is the name of the one that accepted it.
    connection(connection_home& home, std::uint64_t serial, std::string listener, stream_socket connected,
               std::unique_ptr<smtp::session> driven);

    void start();
    const std::string& listener() const { return listener_; }
    /// Releases this hold; false if the session is not held by it (any more). The session goes on later, from the loop.
    bool release(base::hold_id id, const std::optional<smtp::answer>& instead);
    bool can_be_dismissed() const { return session_ != nullptr && !dismissed_; }
    /// Only as long as it can be dismissed.
    smtp::session& session() const { return *session_; }
    /// Ends the session now, whatever it waits for. The farewell (nothing: the persona's) and the hang-up come later,
    /// from the loop. A peer that takes no octets is told nothing.
    void dismiss(const std::optional<smtp::answer>& farewell, smtp::hang_up::how way);
    /// The server ends: the session is told, the socket closed at once. `ended` is not called.
    void stop();

private:
    enum class state {
        working,       // in go_on
        awaiting,      // the first octet of an implicit handshake
        reading,       // the session waits for input
        flushing,      // the peer does not take our octets; the action at hand waits for that
        pausing,       // reading what arrives, for the session to keep
        pausing_deaf,  // the peer's window fills
        holding,
        dribbling,
        handshaking,
        emptying,  // everything is said; RST follows once the peer has it
        parting,   // FIN is sent; what still comes is discarded
        over
    };

    void go_on();
    void perform(smtp::read_more& wanted);
    void perform(smtp::transmit& wanted);
    void perform(smtp::pause& wanted);
    void perform(smtp::hold& wanted);
    void perform(smtp::await_client& wanted);
    void perform(smtp::start_tls& wanted);
    void perform(smtp::hang_up& wanted);

    void dribble(smtp::transmit& wanted);
    void stop_dribbling();
    enum class took { something, nothing, the_end };
    took take_input(wire::source from);
    bool flushed();
    void resume();
    void wait_as(state next, std::chrono::milliseconds at_most);
    void keep_borrowed();
    void return_borrowed();

    void on_ready(readiness what) override;
    void on_batch_end() override;
    void watch_input();
    void watch_output();
    void watch_errors();
    void ask_again();
    void on_input();
    void on_output();
    void on_error();
    void on_deadline();

    wire::arrival give_early_input();
    void take_early_input();
    bool hand_over_early_input();
    void look_for_end();
    void end_early();
    void look_ahead();
    void hear_client();
    enum class handshake { under_way, over };
    handshake shake_hands();
    void empty_and_reset();
    void discard_input();
    void say_farewell();
    void lose(smtp::cause why);
    void finish();
    void close();

    connection_home& home_;
    std::uint64_t serial_;
    std::string listener_;
    wire wire_;
    std::unique_ptr<smtp::session> session_;
    deadline deadline_;
    std::optional<smtp::action> todo_;  // asked for and not yet done
    buffer_pool::buffer kept_;          // the buffer the session still looks into, while it is parked
    base::hold_id hold_;
    std::chrono::milliseconds last_patience_;
    std::size_t dribbled_ = 0;      // octets of the transmit at hand
    std::size_t early_octets_ = 0;  // given to the session while it paused
    unsigned reads_ = 0;            // from the socket in this turn
    unsigned polls_ = 0;            // while emptying
    state state_ = state::working;
    smtp::tls_mode handshake_mode_ = smtp::tls_mode::starttls;
    bool borrowed_ = false;   // does the session look into the shared buffer?
    bool much_came_ = false;  // the last read filled so much that more is likely there
    bool end_told_ = false;
    bool dismissed_ = false;
    bool handshake_due_ = false;  // what arrives is for TLS, not for the session
    bool input_watched_ = false;
    bool output_watched_ = false;
    bool errors_watched_ = false;
};

}  // namespace mocksmtp::net
