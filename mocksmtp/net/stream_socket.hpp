// A connected, non-blocking stream socket that Asio does not know: the loop hears of it through a poll_set.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <utility>

#include "mocksmtp/net/asio_types.hpp"

namespace mocksmtp::net {

class stream_socket {
public:
    /// Takes over the descriptor; it has to be non-blocking already.
    explicit stream_socket(int descriptor) noexcept : descriptor_(descriptor) {}
    stream_socket(stream_socket&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
    stream_socket& operator=(stream_socket&& other) noexcept {
        std::swap(descriptor_, other.descriptor_);
        return *this;
    }
    ~stream_socket() { close(); }

    enum class outcome { done, not_now, ended, failed };
    struct transfer {
        outcome how = outcome::not_now;
        std::size_t octets = 0;
    };
    /// `ended`: the peer's FIN.
    transfer receive(std::span<char> into);
    /// Never raises SIGPIPE.
    transfer send(std::string_view octets);

    void end_output();  // FIN
    /// Octets the kernel holds that the peer has not acknowledged.
    std::size_t unacknowledged() const;
    /// Neither side can say anything any more.
    bool is_dead() const;
    /// The peer's FIN is what comes next; nothing is read.
    bool is_at_end() const;
    void close();
    void close_by_reset();  // with RST instead of FIN

    int descriptor() const { return descriptor_; }
    tcp_endpoint local() const;

private:
    int descriptor_;
};

}  // namespace mocksmtp::net
