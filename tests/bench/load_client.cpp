// bench_load: loads a mail server on 127.0.0.1 and prints one line of JSON. The commands are parts of the benchmark
// (tests/bench/run), not tools of their own:
//   send       --port N [--flow kept|pipelined|single] [--sessions N] [--messages N] [--size OCTETS] [--process PID]
//   ... hold       --port N --sessions N     holds idle connections until stdin ends, then asks each for a reply
//   handshake  --port N --count N [--mode implicit|starttls] [--process PID]
//   start      --port N --core N -- COMMAND...    time from exec to the first octet of the banner
#include <sys/resource.h>

#include <csignal>
#include <cstring>

#include "load_client_socket.hpp"

int main(int count, char** words) {
    using namespace bench;
    std::signal(SIGPIPE, SIG_IGN);
    rlimit files{};
    ::getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &files);
    if (count < 2) die("a command is missing");
    int end = 2;
    while (end < count && std::strcmp(words[end], "--") != 0) ++end;
    const options how(end - 2, words + 2);
    const std::string_view command(words[1]);
    if (command == "send") return send_mail(how);
    if (command == "hold") return hold_connections(how);
    if (command == "handshake") return shake_hands(how);
    if (command == "start" && end + 1 < count) return start_program(how, words + end + 1);
    die("no such command: " + std::string(command));
}
