// The server side of one TLS connection without its socket: octets in, octets out, and what the handshake said.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "mocksmtp/net/tls_context.hpp"
#include "mocksmtp/smtp/tls.hpp"

namespace mocksmtp::net {

/// Feed it with give(), then pull: handshake() until it is no longer wants_input, then read(). What has to be sent
/// lies in outgoing(); whoever sends it clears it. Not movable: OpenSSL keeps pointers into it.
class tls_engine {
public:
    tls_engine(const tls_context& context, smtp::tls_mode mode);
    tls_engine(tls_engine&&) = delete;

    /// Octets from the peer. They are not copied: they must stay until all are used, or until keep().
    void give(std::string_view octets) { incoming_ = octets; }
    /// Copies what is not used yet, so that the buffer behind give() can serve others.
    void keep();
    /// As give() for octets that have no buffer to stay in: appended to what is not used yet.
    void give_more(std::string_view octets);
    /// Octets that were given are still to be read, or are part of an unfinished record.
    bool may_have_more() const { return !incoming_.empty() || SSL_has_pending(connection_.get()) == 1; }

    struct wants_input {};
    using handshake_result = std::variant<wants_input, smtp::tls_facts, smtp::tls_failure>;
    /// Goes on with the handshake. After tls_failure an alert may lie in outgoing(); nothing else may be called then.
    handshake_result handshake();
    /// Once the handshake is done.
    std::vector<sasl::channel_binding> channel_bindings() const;

    enum class condition { octets, wants_input, ended, broken };
    struct reading {
        condition how = condition::wants_input;
        std::size_t octets = 0;
    };
    /// Decrypts into the buffer. `ended`: the client said it will send no more (close_notify).
    /// `broken`: what came is not part of this connection, or the client sent an alert.
    reading read(std::span<char> into);
    /// What came in the way: right after read() has said `broken`. An alert may lie in outgoing().
    smtp::tls_failure failure() const;
    /// The next thing to read is the client's close_notify. Loses nothing.
    bool at_end();

    /// Encrypts; the handshake must be done. Nothing that was given is lost: there is no limit but memory.
    void write(std::string_view octets);
    /// Says that nothing more will be sent (close_notify).
    void finish();

    std::string& outgoing() { return outgoing_; }

private:
    friend struct tls_transport;

    struct alert {
        int number = -1;
        bool by_client = false;
    };
    static void on_info(const SSL* connection, int where, int code);

    smtp::tls_facts facts() const;

    std::string_view incoming_;
    std::string kept_;
    std::string outgoing_;
    alert first_alert_;
    smtp::tls_mode mode_;
    bool begun_ = false;        // has any octet been looked at?
    bool established_ = false;  // the handshake is done
    bool refuses_;
    ssl_handle connection_;
};

}  // namespace mocksmtp::net
