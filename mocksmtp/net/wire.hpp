// One connected socket, plain or under TLS: octets queued and handed to the kernel, octets received, without waiting.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "mocksmtp/net/stream_socket.hpp"
#include "mocksmtp/net/tls_engine.hpp"

namespace mocksmtp::net {

class wire {
public:
    explicit wire(stream_socket connected) : socket_(std::move(connected)) {}

    const stream_socket& socket() const { return socket_; }
    /// `ended`: what is there now may be the last.
    void input_arrived(bool ended);
    /// Nothing is left to be read of what input_arrived() told of.
    bool is_emptied() const { return emptied_; }
    void close() { socket_.close(); }

    // --- out ---
    void queue(std::string octets);
    std::size_t queued() const { return plain_.size(); }
    enum class flow { done, blocked };
    /// Encrypts and sends what is queued. Once the peer refuses octets they are dropped, and flush is `done` for ever:
    /// what the peer has sent before can still be read, and reading tells that it is gone.
    flow flush();
    /// Drops what is queued now and later.
    void stop_sending();
    /// Tells the peer that nothing more will come: close_notify is queued (flush it), then end_output() sends FIN.
    void queue_farewell();
    void end_output() { socket_.end_output(); }
    /// Octets the kernel holds that the peer has not acknowledged.
    std::size_t unacknowledged() const;
    /// Closes with RST instead of FIN.
    void reset() { socket_.close_by_reset(); }

    // --- in ---
    enum class arrival { octets, nothing, ended, gone };
    struct receipt {
        arrival how = arrival::nothing;
        std::size_t octets = 0;
    };
    enum class source { at_hand, socket_too };
    /// Octets of the conversation into `into`; `scratch` takes the encrypted ones, and is still in use after the call
    /// until keep_remainder(). `at_hand` means only what has been received before, without asking the socket.
    receipt read(std::span<char> into, std::span<char> scratch, source from);
    /// Octets, or the end, have been received that read(at_hand) has not given yet (under TLS: perhaps).
    bool has_input_at_hand() const { return !ahead_.empty() || ended_ || (tls_ && tls_->may_have_more()); }
    void keep_remainder();
    /// Receives up to `limit` octets in all ahead of the next read, to learn whether the peer is still there.
    /// `octets`: the limit is reached.
    arrival look_ahead(std::span<char> scratch, std::size_t limit);
    /// Receives once, unless that has been done, and keeps it for the next read: has the peer begun to speak?
    arrival await_octet(std::span<char> scratch);
    /// The peer's FIN has been read.
    bool has_ended() const { return ended_; }
    /// After look_ahead: has the peer said that nothing more comes, and is there nothing left to read?
    bool at_end();
    /// Octets that nobody wants to see.
    receipt discard(std::span<char> scratch) { return receive(scratch, source::socket_too); }

    // --- TLS ---
    bool under_tls() const { return tls_ != nullptr; }
    /// From now on octets are TLS's, those received ahead too; but what is received ahead of a handshake that plain
    /// text asks for is plain text itself, and dropped (RFC 3207 section 4.2).
    /// True: octets that had come before, behind STARTTLS, were dropped (RFC 3207 6).
    bool begin_tls(const tls_context& context, smtp::tls_mode mode);
    struct broken_off {};  // the client went away
    using handshake_result = std::variant<tls_engine::wants_input, smtp::tls_facts, smtp::tls_failure, broken_off>;
    handshake_result shake_hands(std::span<char> scratch);
    /// Of the handshake that is done.
    std::vector<sasl::channel_binding> channel_bindings() const { return tls_->channel_bindings(); }
    /// Why TLS has broken after its handshake, if it has: reading tells that the peer is gone, and what it is to be
    /// told of that has been sent.
    const std::optional<smtp::tls_failure>& tls_failure() const { return failure_; }
    /// Back to plain octets after a failed handshake; its alert stays queued.
    void abandon_tls();

    /// Has the peer ever sent an octet?
    bool heard() const { return heard_; }

private:
    receipt receive(std::span<char> into, source from);
    receipt decrypt(std::span<char> into);
    bool send_all(std::string& octets);

    stream_socket socket_;
    std::unique_ptr<tls_engine> tls_;
    std::optional<smtp::tls_failure> failure_;
    std::string plain_;  // queued, not yet encrypted; without TLS: not yet sent
    std::string ahead_;  // received ahead of need
    std::size_t sent_ = 0;
    bool sending_ = true;
    bool heard_ = false;
    bool emptied_ = true;
    bool end_near_ = false;  // the FIN may already be there, behind the octets
    bool ended_ = false;     // the peer's FIN has been read
};

}  // namespace mocksmtp::net
