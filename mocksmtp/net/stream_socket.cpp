#include "mocksmtp/net/stream_socket.hpp"

#include <linux/sockios.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>

namespace mocksmtp::net {
namespace {

stream_socket::transfer failure() {
    const bool later = errno == EAGAIN || errno == EWOULDBLOCK;
    return {later ? stream_socket::outcome::not_now : stream_socket::outcome::failed, 0};
}

template <class Call>
ssize_t uninterrupted(Call call) {
    ssize_t count = call();
    while (count < 0 && errno == EINTR) count = call();
    return count;
}

}  // namespace

stream_socket::transfer stream_socket::receive(std::span<char> into) {
    const ssize_t count = uninterrupted([&] { return ::recv(descriptor_, into.data(), into.size(), 0); });
    if (count < 0) return failure();
    if (count == 0) return {outcome::ended, 0};
    return {outcome::done, static_cast<std::size_t>(count)};
}

stream_socket::transfer stream_socket::send(std::string_view octets) {
    const ssize_t count =
        uninterrupted([&] { return ::send(descriptor_, octets.data(), octets.size(), MSG_NOSIGNAL); });
    if (count < 0) return failure();
    return {outcome::done, static_cast<std::size_t>(count)};
}

void stream_socket::end_output() { ::shutdown(descriptor_, SHUT_WR); }

std::size_t stream_socket::unacknowledged() const {
    int octets = 0;
    if (::ioctl(descriptor_, SIOCOUTQ, &octets) != 0) return 0;
    return octets > 0 ? static_cast<std::size_t>(octets) : 0;
}

bool stream_socket::is_dead() const {
    pollfd asked{.fd = descriptor_, .events = 0, .revents = 0};
    return ::poll(&asked, 1, 0) == 1 && (asked.revents & (POLLERR | POLLHUP | POLLNVAL)) != 0;
}

bool stream_socket::is_at_end() const {
    char first = 0;
    return uninterrupted([&] { return ::recv(descriptor_, &first, 1, MSG_PEEK | MSG_DONTWAIT); }) == 0;
}

void stream_socket::close() {
    if (descriptor_ >= 0) ::close(std::exchange(descriptor_, -1));
}

void stream_socket::close_by_reset() {
    const linger at_once{.l_onoff = 1, .l_linger = 0};
    ::setsockopt(descriptor_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    close();
}

tcp_endpoint stream_socket::local() const {
    tcp_endpoint name;
    auto length = static_cast<socklen_t>(name.capacity());
    if (::getsockname(descriptor_, name.data(), &length) == 0) name.resize(length);
    return name;
}

}  // namespace mocksmtp::net
