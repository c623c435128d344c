#include "api/program/console.hpp"

#include <linux/limits.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace api::program {
namespace {

bool takes_something(int descriptor) {
    pollfd asked{.fd = descriptor, .events = POLLOUT, .revents = 0};
    return ::poll(&asked, 1, 0) == 1;
}

// The descriptor may be shared with other programs, so it is not made non-blocking; a pipe that takes something takes
// PIPE_BUF octets without waiting (pipe(7)).
ssize_t put(int descriptor, std::string_view text) {
    const std::size_t count = std::min<std::size_t>(text.size(), PIPE_BUF);
    const ssize_t sent = ::send(descriptor, text.data(), count, MSG_DONTWAIT | MSG_NOSIGNAL);
    return sent < 0 && errno == ENOTSOCK ? ::write(descriptor, text.data(), count) : sent;
}

}  // namespace

bool console::write(std::string_view text) {
    pour();
    if (!unread_.empty() && unread_.size() + text.size() > room) return false;
    unread_ += text;
    pour();
    return true;
}

void console::pour() {
    std::size_t done = 0;
    while (done < unread_.size() && takes_something(descriptor_)) {
        const ssize_t count = put(descriptor_, std::string_view(unread_).substr(done));
        if (count < 0 && errno == EINTR) continue;
        if (count < 0 && errno != EAGAIN) done = unread_.size();  // nobody will ever read it
        if (count < 0) break;
        done += static_cast<std::size_t>(count);
    }
    unread_.erase(0, done);
}

}  // namespace api::program
