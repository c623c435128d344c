// What every part of the load client needs: sockets, replies, clocks, and the CPU time of the server it loads.
#pragma once

#include <netinet/in.h>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace bench {

/// `--name value` for each; a wrong one ends the program with status 2.
class options {
public:
    options(int count, char** words);
    std::uint64_t number(const std::string& name, std::uint64_t otherwise) const;
    std::string text(const std::string& name, const std::string& otherwise) const;

private:
    std::map<std::string, std::string> given_;
};

[[noreturn]] void die(const std::string& why);

sockaddr_in local_port(std::uint64_t port);
/// Connects to a port of 127.0.0.1 and waits for it; then reads and writes wait too.
int connect_now(std::uint64_t port);
/// The same without waiting, for epoll.
int connect_later(std::uint64_t port);

/// Cuts replies (RFC 5321 section 4.2) out of what is received and keeps their first digits.
class reply_reader {
public:
    /// Calls `answered` with the first digit of each reply completed by `bytes`.
    template <class function>
    void read(std::string_view bytes, function answered) {
        for (const char octet : bytes) {
            if (column_ == 0) digit_ = octet;
            if (column_ == 3) last_ = octet != '-';
            ++column_;
            if (octet != '\n') continue;
            column_ = 0;
            if (last_) answered(digit_);
        }
    }

private:
    std::size_t column_ = 0;
    char digit_ = 0;
    bool last_ = true;
};

using steady = std::chrono::steady_clock;
double seconds_since(steady::time_point start);
/// Seconds of CPU, user and system, this process or all threads of another have used.
double own_cpu();
double cpu_of(std::uint64_t process);

int send_mail(const options& how);
int hold_connections(const options& how);
int shake_hands(const options& how);
int start_program(const options& how, char** command);

}  // namespace bench
