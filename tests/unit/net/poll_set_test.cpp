#include "mocksmtp/net/poll_set.hpp"

#include <doctest/doctest.h>

#include <sys/socket.h>

#include <array>
#include <functional>
#include <vector>

#include "mocksmtp/net/stream_socket.hpp"

using namespace mocksmtp;

namespace {

struct socket_pair {
    socket_pair() {
        int both[2];
        REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, both) == 0);
        ours = net::stream_socket(both[0]);
        peer = net::stream_socket(both[1]);
    }
    std::size_t read(std::size_t at_most) {
        std::array<char, 100> into{};
        return ours.receive(std::span(into).first(at_most)).octets;
    }
    net::stream_socket ours{-1};
    net::stream_socket peer{-1};
};

struct listening_watcher final : net::watcher {
    void on_ready(net::readiness what) override {
        heard.push_back(what);
        if (then) then();
    }
    void on_batch_end() override { ++batch_ends; }
    std::vector<net::readiness> heard;
    int batch_ends = 0;
    std::function<void()> then;
};

struct fixture {
    boost::asio::io_context loop;
    std::shared_ptr<net::poll_set> sockets = std::make_shared<net::poll_set>(loop);
    ~fixture() { sockets->close(); }
};

}  // namespace

TEST_CASE_FIXTURE(fixture, "a socket is heard of when octets arrive, those before it was added too") {
    socket_pair pair;
    listening_watcher who;
    pair.peer.send("early");
    REQUIRE(sockets->add(pair.ours.descriptor(), who));
    loop.poll();
    REQUIRE(who.heard.size() == 1);
    CHECK(who.heard[0].input);
    CHECK_FALSE(who.heard[0].ending);
    CHECK(pair.read(100) == 5);
    loop.poll();
    CHECK(who.heard.size() == 1);
    pair.peer.send("late");
    loop.poll();
    CHECK(who.heard.size() == 2);
}

TEST_CASE_FIXTURE(fixture, "what was left unread is told again to who asks, and to nobody else") {
    socket_pair pair;
    listening_watcher who;
    REQUIRE(sockets->add(pair.ours.descriptor(), who));
    pair.peer.send("twelve octet");
    loop.poll();
    CHECK(pair.read(5) == 5);
    loop.poll();
    CHECK(who.heard.size() == 1);
    sockets->ask(pair.ours.descriptor(), who, false);
    loop.poll();
    REQUIRE(who.heard.size() == 2);
    CHECK(who.heard[1].input);
    CHECK_FALSE(who.heard[1].output);
    sockets->ask(pair.ours.descriptor(), who, true);
    loop.poll();
    REQUIRE(who.heard.size() == 3);
    CHECK(who.heard[2].output);
}

TEST_CASE_FIXTURE(fixture, "an end behind octets is told with them, and so is a broken connection") {
    socket_pair pair;
    listening_watcher who;
    REQUIRE(sockets->add(pair.ours.descriptor(), who));
    pair.peer.send("last words");
    pair.peer.end_output();
    loop.poll();
    REQUIRE(who.heard.size() == 1);
    CHECK(who.heard[0].ending);
    CHECK_FALSE(who.heard[0].broken);
    pair.peer.close();
    loop.poll();
    REQUIRE(who.heard.size() == 2);
    CHECK(who.heard[1].broken);
    CHECK(who.heard[1].input);
    CHECK(who.heard[1].output);
}

TEST_CASE_FIXTURE(fixture, "one that is forgotten hears nothing more, even of what has happened already") {
    std::array<socket_pair, 2> pairs;
    std::array<listening_watcher, 2> who;
    for (std::size_t i = 0; i < 2; ++i) {
        REQUIRE(sockets->add(pairs[i].ours.descriptor(), who[i]));
        who[i].then = [&, other = 1 - i] {
            sockets->forget(who[other]);
            pairs[other].ours.close();
        };
        pairs[i].peer.send("x");
    }
    loop.poll();
    CHECK(who[0].heard.size() + who[1].heard.size() == 1);
}

TEST_CASE_FIXTURE(fixture, "what is deferred comes behind all of a batch, and not to one that is forgotten") {
    std::array<socket_pair, 3> pairs;
    std::array<listening_watcher, 3> who;
    int told = 0;
    for (std::size_t i = 0; i < 3; ++i) {
        REQUIRE(sockets->add(pairs[i].ours.descriptor(), who[i]));
        who[i].then = [&, i] {
            ++told;
            CHECK(who[0].batch_ends + who[1].batch_ends + who[2].batch_ends == 0);
            CHECK(sockets->in_company());
            CHECK(sockets->defer(who[i]));
            if (told == 3) {
                sockets->forget(who[i]);
                pairs[i].ours.close();
            }
        };
        pairs[i].peer.send("x");
    }
    loop.poll();
    CHECK(told == 3);
    CHECK(who[0].batch_ends + who[1].batch_ends + who[2].batch_ends == 2);
    CHECK_FALSE(sockets->defer(who[0]));
}

TEST_CASE_FIXTURE(fixture, "a socket that is told of alone has no company, but its batch has an end") {
    socket_pair pair;
    listening_watcher who;
    REQUIRE(sockets->add(pair.ours.descriptor(), who));
    who.then = [&] {
        CHECK_FALSE(sockets->in_company());
        CHECK(sockets->defer(who));
        CHECK(who.batch_ends == 0);
    };
    pair.peer.send("x");
    loop.poll();
    CHECK(who.heard.size() == 1);
    CHECK(who.batch_ends == 1);
}

TEST_CASE("a set that is closed is no work for the loop, and tells nobody anything") {
    boost::asio::io_context loop;
    const auto sockets = std::make_shared<net::poll_set>(loop);
    std::array<socket_pair, 2> pairs;
    listening_watcher who;
    for (auto& each : pairs) {
        REQUIRE(sockets->add(each.ours.descriptor(), who));
        each.peer.send("x");
    }
    who.then = [&] { sockets->close(); };
    loop.run();
    CHECK(who.heard.size() == 1);
    CHECK_FALSE(sockets->add(pairs[0].ours.descriptor(), who));
}
