#include "load_client_socket.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <system_error>

namespace bench {

options::options(int count, char** words) {
    for (int i = 0; i < count; i += 2) {
        const std::string_view name(words[i]);
        if (!name.starts_with("--") || i + 1 == count) die("not an option with its value: " + std::string(name));
        given_[std::string(name.substr(2))] = words[i + 1];
    }
}

std::uint64_t options::number(const std::string& name, std::uint64_t otherwise) const {
    const auto found = given_.find(name);
    return found == given_.end() ? otherwise : std::strtoull(found->second.c_str(), nullptr, 10);
}

std::string options::text(const std::string& name, const std::string& otherwise) const {
    const auto found = given_.find(name);
    return found == given_.end() ? otherwise : found->second;
}

void die(const std::string& why) {
    std::fprintf(stderr, "bench_load: %s\n", why.c_str());
    std::exit(2);
}

sockaddr_in local_port(std::uint64_t port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

namespace {

int open_socket(int flags) {
    const int made = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | flags, 0);
    if (made < 0) die(std::string("socket: ") + std::strerror(errno));
    const int on = 1;
    ::setsockopt(made, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    return made;
}

int connect_to(std::uint64_t port, int flags) {
    const int made = open_socket(flags);
    const sockaddr_in address = local_port(port);
    if (::connect(made, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 && errno != EINPROGRESS)
        die(std::string("connect: ") + std::strerror(errno));
    return made;
}

}  // namespace

int connect_now(std::uint64_t port) { return connect_to(port, 0); }
int connect_later(std::uint64_t port) { return connect_to(port, SOCK_NONBLOCK); }

double seconds_since(steady::time_point start) { return std::chrono::duration<double>(steady::now() - start).count(); }

double own_cpu() {
    rusage used{};
    ::getrusage(RUSAGE_SELF, &used);
    const auto seconds = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
    };
    return seconds(used.ru_utime) + seconds(used.ru_stime);
}

// The first number of schedstat is the time on the CPU in nanoseconds; /proc/PID/stat has the same in ticks of 10 ms,
// too coarse for a run of half a second.
double cpu_of(std::uint64_t process) {
    double sum = 0;
    std::error_code gone;
    for (const auto& thread : std::filesystem::directory_iterator("/proc/" + std::to_string(process) + "/task", gone)) {
        std::FILE* file = std::fopen((thread.path() / "schedstat").c_str(), "r");
        if (!file) continue;
        unsigned long long nanoseconds = 0;
        if (std::fscanf(file, "%llu", &nanoseconds) == 1) sum += static_cast<double>(nanoseconds) * 1e-9;
        std::fclose(file);
    }
    return sum;
}

}  // namespace bench
