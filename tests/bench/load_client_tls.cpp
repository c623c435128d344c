// TLS handshakes, one after the other, none resumed: the server's CPU time for each is what counts.
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdio>

#include "load_client_socket.hpp"

namespace bench {
namespace {

void ask(int socket, std::string_view command) {
    if (!command.empty() && ::send(socket, command.data(), command.size(), 0) < 0) die("the server takes no command");
    char buffer[4096];
    reply_reader reader;
    for (bool done = false; !done;) {
        const ssize_t got = ::recv(socket, buffer, sizeof buffer, 0);
        if (got <= 0) die("the server gives no reply");
        reader.read({buffer, static_cast<std::size_t>(got)}, [&](char) { done = true; });
    }
}

}  // namespace

int shake_hands(const options& how) {
    SSL_CTX* context = SSL_CTX_new(TLS_client_method());
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
    const bool starttls = how.text("mode", "implicit") == "starttls";
    const std::uint64_t process = how.number("process", 0), count = how.number("count", 1);
    const double cpu = process ? cpu_of(process) : 0;
    const auto start = steady::now();
    for (std::uint64_t i = 0; i < count; ++i) {
        const int socket = connect_now(how.number("port", 0));
        if (starttls) {
            ask(socket, {});
            ask(socket, "EHLO tls.example.test\r\n");
            ask(socket, "STARTTLS\r\n");
        }
        SSL* tls = SSL_new(context);
        SSL_set_fd(tls, socket);
        if (SSL_connect(tls) != 1) die("a handshake fails");
        SSL_shutdown(tls);
        SSL_free(tls);
        ::close(socket);
    }
    std::printf("{\"handshakes\": %llu, \"seconds\": %.6f, \"server_cpu\": %.6f}\n",
                static_cast<unsigned long long>(count), seconds_since(start), process ? cpu_of(process) - cpu : 0);
    SSL_CTX_free(context);
    return 0;
}

}  // namespace bench
