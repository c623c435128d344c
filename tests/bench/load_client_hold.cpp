// Idle connections: greeted, held until stdin ends, and then each asked whether it is still served.
#include <sys/socket.h>
#include <unistd.h>

#include <cstdio>
#include <string_view>
#include <vector>

#include "load_client_socket.hpp"

namespace bench {
namespace {

bool has_reply(int socket) {
    char buffer[4096];
    reply_reader reader;
    bool good = false;
    for (bool done = false; !done;) {
        const ssize_t got = ::recv(socket, buffer, sizeof buffer, 0);
        if (got <= 0) return false;
        reader.read({buffer, static_cast<std::size_t>(got)}, [&](char digit) {
            done = true;
            good = digit == '2';
        });
    }
    return good;
}

bool asks(int socket, std::string_view command) {
    return ::send(socket, command.data(), command.size(), 0) == static_cast<ssize_t>(command.size()) &&
           has_reply(socket);
}

}  // namespace

int hold_connections(const options& how) {
    std::vector<int> held;
    for (std::uint64_t i = 0; i < how.number("sessions", 1); ++i) {
        const int socket = connect_now(how.number("port", 0));
        if (!has_reply(socket) || !asks(socket, "EHLO idle.example.test\r\n")) die("a connection is not greeted");
        held.push_back(socket);
    }
    std::printf("{\"held\": %zu}\n", held.size());
    std::fflush(stdout);
    char ignored = 0;
    while (::read(STDIN_FILENO, &ignored, 1) > 0) continue;
    std::size_t served = 0;
    for (const int socket : held) served += asks(socket, "NOOP\r\n") ? 1 : 0;
    std::printf("{\"served\": %zu}\n", served);
    return 0;
}

}  // namespace bench
