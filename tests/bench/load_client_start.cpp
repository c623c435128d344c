// From exec to the first octet of the banner.
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>

#include "load_client_socket.hpp"

namespace bench {

int start_program(const options& how, char** command) {
    const std::uint64_t port = how.number("port", 0);
    const sockaddr_in address = local_port(port);
    const auto start = steady::now();
    const pid_t child = ::fork();
    if (child == 0) {
        cpu_set_t core;
        CPU_ZERO(&core);
        CPU_SET(how.number("core", 0), &core);
        ::pthread_setaffinity_np(::pthread_self(), sizeof core, &core);
        const int nowhere = ::open("/dev/null", O_RDWR | O_CLOEXEC);
        for (const int stream : {0, 1, 2}) ::dup2(nowhere, stream);
        ::execvp(command[0], command);
        ::_exit(127);
    }
    double seconds = 0;
    while (seconds < 10) {
        const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        const bool there = ::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
        char digit = 0;
        const bool greeted = there && ::recv(socket, &digit, 1, 0) == 1 && digit == '2';
        seconds = seconds_since(start);
        ::close(socket);
        if (greeted) break;
        ::usleep(50);
    }
    ::kill(child, SIGTERM);
    ::waitpid(child, nullptr, 0);
    std::printf("{\"seconds\": %.6f}\n", seconds);
    return seconds < 10 ? 0 : 1;
}

}  // namespace bench
