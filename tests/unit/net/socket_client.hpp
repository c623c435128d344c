// A blocking client whose every wait has a deadline, plain or under TLS.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

#include "memory_client.hpp"

namespace net_test {

class socket_client {
public:
    explicit socket_client(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        const timeval limit{.tv_sec = 20, .tv_usec = 0};
        ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
        ::setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
        const int on = 1;  // or the second of two small writes waits for an acknowledgement
        ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        if (::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
            throw std::runtime_error(std::string("connect: ") + std::strerror(errno));
    }
    ~socket_client() { close(); }
    socket_client(const socket_client&) = delete;
    socket_client& operator=(const socket_client&) = delete;

    int descriptor() const { return socket_; }

    // False when the server no longer takes octets.
    bool send(std::string_view octets) {
        while (!octets.empty()) {
            const auto count = tls_ ? SSL_write(tls_.get(), octets.data(), static_cast<int>(octets.size()))
                                    : ::send(socket_, octets.data(), octets.size(), MSG_NOSIGNAL);
            if (count <= 0) return false;
            octets.remove_prefix(static_cast<std::size_t>(count));
        }
        return true;
    }

    // One whole reply, several lines where it has them; what came so far when the connection ends.
    std::string reply() {
        std::string all;
        for (;;) {
            const std::string one = line();
            all += one;
            if (one.size() < 4 || one[3] != '-') return all;
        }
    }
    std::string ask(std::string_view command) {
        send(std::string(command) + "\r\n");
        return reply();
    }
    // Everything up to the end, however it comes; `reset` tells whether that was a RST.
    std::string rest() {
        while (more()) {
        }
        return std::exchange(unread_, {});
    }
    bool was_reset() const { return reset_; }

    void end_output() { ::shutdown(socket_, SHUT_WR); }
    void close() {
        if (socket_ >= 0) ::close(socket_);
        socket_ = -1;
    }
    void reset() {
        const linger at_once{.l_onoff = 1, .l_linger = 0};
        ::setsockopt(socket_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
        close();
    }

    // False when the handshake fails.
    bool start_tls(const client_options& options) {
        context_ = client_context(options);
        tls_.reset(SSL_new(context_.get()));
        SSL_set_fd(tls_.get(), socket_);
        if (!options.sni.empty()) SSL_set_tlsext_host_name(tls_.get(), options.sni.c_str());
        return SSL_connect(tls_.get()) == 1;
    }
    void end_tls() { SSL_shutdown(tls_.get()); }

private:
    std::string line() {
        std::size_t end = 0;
        while ((end = unread_.find('\n')) == std::string::npos)
            if (!more()) return std::exchange(unread_, {});
        std::string found = unread_.substr(0, end + 1);
        unread_.erase(0, end + 1);
        return found;
    }
    bool more() {
        char octets[16384];
        const auto count =
            tls_ ? SSL_read(tls_.get(), octets, sizeof octets) : ::recv(socket_, octets, sizeof octets, 0);
        if (count <= 0) {
            reset_ = count < 0 && errno == ECONNRESET;
            return false;
        }
        unread_.append(octets, static_cast<std::size_t>(count));
        return true;
    }

    int socket_;
    net::ssl_context_handle context_;
    net::ssl_handle tls_;
    std::string unread_;
    bool reset_ = false;
};

// A whole session in one burst, as a pipelining relay sends it.
inline std::string burst(const std::string& body) {
    return "EHLO relay.test\r\nMAIL FROM:<a@relay.test>\r\nRCPT TO:<b@mock.test>\r\nDATA\r\n" + body +
           "\r\n.\r\nQUIT\r\n";
}

// How many times `what` stands in `text`.
inline std::size_t count_of(std::string_view what, std::string_view text) {
    std::size_t found = 0;
    for (std::size_t at = text.find(what); at != std::string_view::npos; at = text.find(what, at + what.size()))
        ++found;
    return found;
}

}  // namespace net_test
