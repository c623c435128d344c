// The least that a server can do for a message: one thread with epoll that looks for line ends, answers, and forgets.
// It takes any command for a good one, understands nothing and records nothing; how far from it a server is that does,
// on this machine, is what a ratio to smtp-sink alone does not tell.
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <string>
#include <string_view>

namespace {

class client {
public:
    explicit client(int socket) : socket_(socket) { ::send(socket, "220 bare\r\n", 10, MSG_NOSIGNAL); }
    client(const client&) = delete;
    client& operator=(const client&) = delete;
    ~client() { ::close(socket_); }

    // False once the peer has gone. Its replies are small: what is not taken at once is lost, and the load client says
    // so.
    bool serve(std::array<char, 65536>& buffer) {
        const ssize_t count = ::recv(socket_, buffer.data(), buffer.size(), 0);
        if (count <= 0) return false;
        input_.append(buffer.data(), static_cast<std::size_t>(count));
        std::string_view rest = input_;
        while (in_body_ ? take_body(rest) : take_line(rest)) {
        }
        input_.erase(0, input_.size() - rest.size());
        if (!output_.empty()) ::send(socket_, output_.data(), output_.size(), MSG_NOSIGNAL);
        output_.clear();
        return true;
    }

private:
    bool take_line(std::string_view& rest) {
        const std::size_t end = rest.find('\n');
        if (end == std::string_view::npos) return false;
        in_body_ = rest.starts_with("DATA");
        output_ += in_body_ ? "354 go ahead\r\n" : rest.starts_with("QUIT") ? "221 bye\r\n" : "250 2.0.0 Ok\r\n";
        rest.remove_prefix(end + 1);
        return true;
    }

    bool take_body(std::string_view& rest) {
        constexpr std::string_view end_of_data = "\r\n.\r\n";
        const std::size_t end = rest.find(end_of_data);
        if (end == std::string_view::npos) return false;
        rest.remove_prefix(end + end_of_data.size());
        in_body_ = false;
        output_ += "250 2.0.0 Ok: queued as m1\r\n";
        return true;
    }

    int socket_;
    bool in_body_ = false;
    std::string input_, output_;
};

int listen_on(const char* port) {
    const int listening = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    const int on = 1;
    ::setsockopt(listening, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(std::strtoull(port, nullptr, 10)));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const bool bound = ::bind(listening, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
    return bound && ::listen(listening, 512) == 0 ? listening : -1;
}

void watch(int set, int socket, bool edges) {
    epoll_event wanted{};
    wanted.events = EPOLLIN | (edges ? static_cast<std::uint32_t>(EPOLLET) : 0);
    wanted.data.fd = socket;
    ::epoll_ctl(set, EPOLL_CTL_ADD, socket, &wanted);
}

}  // namespace

int main(int count, char** words) {
    const int listening = count == 2 ? listen_on(words[1]) : -1;
    if (listening < 0) return std::fputs("usage: bench_bare PORT\n", stderr), 2;
    const int set = ::epoll_create1(EPOLL_CLOEXEC);
    watch(set, listening, false);
    std::map<int, client> clients;
    std::array<epoll_event, 64> ready{};
    std::array<char, 65536> buffer{};
    while (true) {
        const int found = ::epoll_wait(set, ready.data(), static_cast<int>(ready.size()), -1);
        for (int i = 0; i < found; ++i) {
            const int socket = ready[static_cast<std::size_t>(i)].data.fd;
            if (socket != listening) {
                const auto who = clients.find(socket);
                if (who != clients.end() && !who->second.serve(buffer)) clients.erase(who);
                continue;
            }
            const int accepted = ::accept4(listening, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
            if (accepted < 0) continue;
            const int on = 1;
            ::setsockopt(accepted, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
            clients.try_emplace(accepted, accepted);
            watch(set, accepted, true);
        }
    }
}
