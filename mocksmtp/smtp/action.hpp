// What the session needs done by whoever owns the socket.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <variant>

#include "mocksmtp/base/ids.hpp"
#include "mocksmtp/smtp/tls.hpp"

namespace mocksmtp::smtp {

// So many octets, then so long a pause.
struct pace {
    std::size_t octets = 1;
    std::chrono::milliseconds every{0};
};

// Wait for input; answered by received, input_ended, timed_out or disconnected.
struct read_more {
    std::chrono::milliseconds patience{0};  // zero: for ever
};
// Send these bytes after all bytes before them.
struct transmit {
    std::string bytes;
    std::optional<pace> dribble{};
};
// Let this time pass; reading = false leaves the client's window to fill.
struct pause {
    std::chrono::milliseconds length{0};
    bool reading = true;
};
// Park until a test releases it (released) or the time is over (hold_ran_out).
struct hold {
    base::hold_id id;
    std::chrono::milliseconds at_most{0};
};
// Wait, without reading it, for the client's first octet; answered by handshake_begun, timed_out or disconnected.
struct await_client {
    std::chrono::milliseconds patience{0};  // as that of read_more
};
// All bytes before this have to leave first; answered by tls_done or timed_out.
struct start_tls {
    tls_profile with;
};
// Close after all bytes before it have really left: orderly, by reset, or only our half.
struct hang_up {
    enum class how { fin, rst, half } way = how::fin;
};

using action = std::variant<read_more, transmit, pause, hold, await_client, start_tls, hang_up>;

}  // namespace mocksmtp::smtp
