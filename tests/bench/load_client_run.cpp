// The loop under the senders: epoll, one thread, and beside it a reader that asks the API for a list again and again.
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <utility>

#include "load_client_send.hpp"

namespace bench {
namespace {

class runner {
public:
    explicit runner(const options& how)
        : process_(how.number("process", 0)), http_(how.number("http", 0)), path_(how.text("path", "/")) {
        const std::string flow_name = how.text("flow", "kept");
        all_.port = how.number("port", 0);
        all_.how = flow_name == "pipelined" ? flow::pipelined : flow_name == "single" ? flow::single : flow::kept;
        all_.sessions = how.number("sessions", 1);
        all_.messages = how.number("messages", 1);
        all_.depth = how.number("depth", 50);
        all_.varied = how.number("varied", 0) != 0;
        all_.login = how.number("login", 0) != 0;
        all_.body = "From: App <app@example.test>\r\nTo: Bob <bob@example.test>\r\n\r\n";
        const std::size_t size = how.number("size", 1024);
        while (all_.body.size() < size)
            all_.body.append(std::min<std::size_t>(size - all_.body.size(), 70), 'x') += "\r\n";
        all_.body += ".\r\n";
    }

    int run() {
        for (std::uint64_t i = 0; i < all_.sessions; ++i) {
            lines_.push_back(std::make_unique<line>(line{sender(all_, i), -1, false, false}));
            connect(*lines_.back());
        }
        if (http_) ask_list();
        if (all_.how == flow::single) start_clock();
        while (all_.acknowledged < all_.messages || open_ > 0) {
            epoll_event events[64];
            const int count = ::epoll_wait(epoll_, events, 64, 60000);
            if (count == 0) die("nothing has happened for a minute");
            for (int i = 0; i < count; ++i) handle(events[i]);
        }
        return report();
    }

private:
    struct line {
        sender who;
        int socket;
        bool waits_to_write;
        bool ready;
    };

    void connect(line& one) {
        one.socket = connect_later(all_.port);
        one.waits_to_write = false;
        one.who.connected();
        ++open_;
        epoll_event wanted{.events = EPOLLIN, .data = {.ptr = &one}};
        ::epoll_ctl(epoll_, EPOLL_CTL_ADD, one.socket, &wanted);
    }

    void handle(const epoll_event& what) {
        if (what.data.ptr == nullptr) return read_list();
        auto& one = *static_cast<line*>(what.data.ptr);
        if (what.events & EPOLLOUT) return write(one);
        const ssize_t got = ::recv(one.socket, buffer_, sizeof buffer_, 0);
        if (got < 0 && errno == EAGAIN) return;
        if (got <= 0) die(got == 0 ? "the server has closed a connection" : std::strerror(errno));
        follow(one, one.who.received({buffer_, static_cast<std::size_t>(got)}));
    }

    void follow(line& one, sender::wish wish) {
        // All sessions are there before the first message goes out, unless connecting is what is measured.
        if (wish == sender::wish::start && !one.ready && all_.how != flow::single) {
            one.ready = true;
            if (++all_.ready < all_.sessions) return;
            start_clock();
            for (auto& each : lines_) follow(*each, each->who.begin());
            return;
        }
        if (wish == sender::wish::start) one.who.begin();
        if (wish == sender::wish::reconnect || wish == sender::wish::gone) {
            ::close(one.socket);
            --open_;
            if (wish == sender::wish::reconnect) connect(one);
        }
        if (all_.acknowledged == all_.messages) stop_clock();
        write(one);
    }

    void write(line& one) {
        while (one.who.has_output()) {
            const auto small = one.who.small(), large = one.who.large();
            iovec pieces[] = {{const_cast<char*>(small.data()), small.size()},
                              {const_cast<char*>(large.data()), large.size()}};
            const ssize_t sent = ::writev(one.socket, pieces, 2);
            if (sent < 0 && errno != EAGAIN) die(std::string("write: ") + std::strerror(errno));
            if (sent < 0) return watch(one, EPOLLIN | EPOLLOUT);
            one.who.sent(static_cast<std::size_t>(sent));
        }
        if (one.waits_to_write) watch(one, EPOLLIN);
    }

    void watch(line& one, std::uint32_t events) {
        one.waits_to_write = (events & EPOLLOUT) != 0;
        epoll_event wanted{.events = events, .data = {.ptr = &one}};
        ::epoll_ctl(epoll_, EPOLL_CTL_MOD, one.socket, &wanted);
    }

    void ask_list() {
        list_ = connect_now(http_);
        const std::string request = "GET " + path_ + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n";
        if (::send(list_, request.data(), request.size(), 0) < 0) die("the API does not take a request");
        epoll_event wanted{.events = EPOLLIN, .data = {.ptr = nullptr}};
        ::epoll_ctl(epoll_, EPOLL_CTL_ADD, list_, &wanted);
        list_at_ = steady::now();
    }

    void read_list() {
        const ssize_t got = ::recv(list_, buffer_, sizeof buffer_, 0);
        if (got < 0) die("the API has broken off");
        if (list_octets_ == 0 && got > 12 && std::memcmp(buffer_ + 9, "200", 3) != 0)
            die("the API does not answer 200");
        list_octets_ += static_cast<std::size_t>(got);
        if (got > 0) return;
        ::close(list_);
        ++lists_;
        list_seconds_ += seconds_since(list_at_);
        last_list_octets_ = std::exchange(list_octets_, 0);
        if (all_.acknowledged < all_.messages) ask_list();
    }

    void start_clock() {
        start_ = steady::now();
        server_cpu_ = process_ ? cpu_of(process_) : 0;
        own_cpu_ = own_cpu();
    }

    void stop_clock() {
        if (stopped_) return;
        stopped_ = true;
        seconds_ = seconds_since(start_);
        server_cpu_ = process_ ? cpu_of(process_) - server_cpu_ : 0;
        own_cpu_ = own_cpu() - own_cpu_;
    }

    int report() {
        auto& all = all_.latencies;
        std::sort(all.begin(), all.end());
        const auto at = [&](double share) {
            return all.empty() ? 0 : all[static_cast<std::size_t>(share * static_cast<double>(all.size() - 1))];
        };
        std::printf(
            "{\"acknowledged\": %llu, \"seconds\": %.6f, \"server_cpu\": %.6f, \"client_cpu\": %.6f, "
            "\"latency_median\": %.6f, \"latency_p99\": %.6f, \"latency_worst\": %.6f, \"lists\": %llu, "
            "\"list_octets\": %llu, \"list_seconds\": %.6f}\n",
            static_cast<unsigned long long>(all_.acknowledged), seconds_, server_cpu_, own_cpu_, at(0.5) * 1e-6,
            at(0.99) * 1e-6, at(1) * 1e-6, static_cast<unsigned long long>(lists_),
            static_cast<unsigned long long>(last_list_octets_),
            lists_ ? list_seconds_ / static_cast<double>(lists_) : 0);
        return 0;
    }

    campaign all_;
    std::uint64_t process_;
    std::uint64_t http_;
    std::string path_;
    int epoll_ = ::epoll_create1(EPOLL_CLOEXEC);
    std::vector<std::unique_ptr<line>> lines_;
    std::uint64_t open_ = 0;
    char buffer_[262144];

    int list_ = -1;
    std::uint64_t lists_ = 0;
    std::size_t list_octets_ = 0;
    std::size_t last_list_octets_ = 0;
    double list_seconds_ = 0;
    steady::time_point list_at_;

    steady::time_point start_;
    double seconds_ = 0;
    double server_cpu_ = 0;
    double own_cpu_ = 0;
    bool stopped_ = false;
};

}  // namespace

int send_mail(const options& how) { return std::make_unique<runner>(how)->run(); }

}  // namespace bench
