#include "mocksmtp/net/server.hpp"

#include <doctest/doctest.h>

#include "mocksmtp/net/setup_error.hpp"
#include "running_server.hpp"
#include "socket_client.hpp"

using namespace net_test;

namespace {

std::string complaint(const net::listener_options& about) {
    boost::asio::io_context loop;
    try {
        net::listener tried(loop, about);
    } catch (const net::setup_error& error) {
        return error.what();
    }
    return "none";
}

std::vector<std::string> failing_listeners(running_server& server) {
    auto promise = std::make_shared<std::promise<std::vector<std::string>>>();
    auto result = promise->get_future();
    server.on_loop([promise](net::server& running) {
        running.test_listeners([promise](std::vector<std::string> failed) { promise->set_value(std::move(failed)); });
    });
    return result.get();
}

}  // namespace

TEST_CASE("a port that is taken is refused in one line with address, port, reason and remedy") {
    const running_server server;
    CHECK(complaint({.port = server.port()}) ==
          "cannot listen on 127.0.0.1:" + std::to_string(server.port()) +
              ": Address already in use; another program has this port; stop it, or choose another port (0 picks a "
              "free one)");
}

TEST_CASE("an address that cannot be is refused with its reason") {
    CHECK(complaint({.address = "localhost"}).find("'localhost' is not a numeric IPv4 or IPv6 address") !=
          std::string::npos);
    CHECK(complaint({.address = "192.0.2.77"}).find("this machine has no such address") != std::string::npos);
}

TEST_CASE("listeners tell their names, kinds and actual ports") {
    running_server server;
    const auto all = server.on_loop([](net::server& running) { return running.listeners(); });
    REQUIRE(all.size() == 2);
    CHECK(all[0].name == "smtp");
    CHECK(all[0].address == "127.0.0.1");
    CHECK(all[0].port != 0);
    CHECK(all[0].accepting);
    CHECK(all[1].kind == smtp::listener_kind::tls);
}

TEST_CASE("a client that sends nothing leaves no trace but a count, on both kinds of listener") {
    running_server server;
    for (int i = 0; i < 10; ++i) {
        socket_client plain(server.port());
        socket_client tls(server.tls_port());
    }
    CHECK(server.await_counts([](const auto& now) { return now.silent == 20; }));
    socket_client reader(server.port());
    reader.reply();
    reader.reset();
    CHECK(server.await_counts([](const auto& now) { return now.silent == 21 && now.open == 0; }));
    const notes seen = server.journal.read();
    CHECK(seen.sessions == 0);
    CHECK(seen.ends.empty());
    CHECK(seen.failures.empty());
}

TEST_CASE("the self test tries every listener, makes no session and counts nothing") {
    running_server server;
    CHECK(failing_listeners(server).empty());
    CHECK(server.counts().accepted == 0);
    CHECK(server.counts().silent == 0);
}

TEST_CASE("a listener that is closed on purpose does not fail the self test, one that cannot return does") {
    running_server server;
    const auto port = server.port();
    server.on_loop([](net::server& running) { return running.close_listener("smtp"); });
    CHECK(failing_listeners(server).empty());
    boost::asio::io_context loop;
    auto thief = std::make_shared<net::listener>(loop, net::listener_options{.port = port});
    CHECK_THROWS_AS(server.on_loop([](net::server& running) { return running.reopen_listener("smtp"); }),
                    net::setup_error);
    CHECK(failing_listeners(server) == std::vector<std::string>{"smtp"});
    const auto shown = server.on_loop([](net::server& running) { return running.listeners(); }).at(0);
    CHECK_FALSE(shown.accepting);
    CHECK(shown.failure.find("Address already in use") != std::string::npos);
    thief.reset();
    CHECK(server.on_loop([](net::server& running) { return running.reopen_listener("smtp"); }));
    CHECK(failing_listeners(server).empty());
    CHECK(server.on_loop([](net::server& running) { return running.listeners(); }).at(0).failure.empty());
}

TEST_CASE("a listener closed for a while returns by itself, the last call counting") {
    running_server server;
    const auto accepting = [&](std::size_t which) {
        return server.on_loop([](net::server& running) { return running.listeners(); }).at(which).accepting;
    };
    const auto close = [&](const char* name, std::optional<std::chrono::milliseconds> length) {
        server.on_loop([&](net::server& running) { return running.close_listener(name, length); });
    };
    const auto returns = [&](std::size_t which) {
        const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(120);
        while (!accepting(which))
            if (std::chrono::steady_clock::now() > until) return false;
        return true;
    };
    close("smtp", std::chrono::hours(1));
    CHECK_FALSE(accepting(0));
    CHECK_THROWS(socket_client(server.port()));
    close("smtp", std::chrono::milliseconds(20));
    CHECK(returns(0));
    CHECK(socket_client(server.port()).reply().substr(0, 3) == "220");

    close("smtp", std::chrono::milliseconds(20));
    close("smtp", std::nullopt);
    close("smtps", std::chrono::milliseconds(40));
    CHECK(returns(1));
    CHECK_FALSE(accepting(0));
    server.on_loop([](net::server& running) { return running.reopen_listener("smtp"); });
    CHECK(accepting(0));

    close("smtp", std::chrono::hours(1));  // the server does not wait for it when it stops
}

TEST_CASE("a listener whose port was taken while it was closed says so when its time has come") {
    running_server server;
    const auto port = server.port();
    server.on_loop([](net::server& running) { return running.close_listener("smtp"); });
    boost::asio::io_context loop;
    const auto thief = std::make_shared<net::listener>(loop, net::listener_options{.port = port});
    server.on_loop([](net::server& running) { return running.close_listener("smtp", std::chrono::milliseconds(1)); });
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(120);
    const auto shown = [&] { return server.on_loop([](net::server& running) { return running.listeners(); }).at(0); };
    while (shown().failure.empty() && std::chrono::steady_clock::now() < until) std::this_thread::yield();
    CHECK(shown().failure.find("Address already in use") != std::string::npos);
    CHECK_FALSE(shown().accepting);
}

TEST_CASE("a listener may be closed and opened again on its port while connections stay") {
    running_server server;
    socket_client staying(server.port());
    staying.reply();
    CHECK(server.on_loop([](net::server& running) { return running.close_listener({}); }));
    CHECK_THROWS(socket_client(server.port()));
    CHECK(staying.ask("NOOP").substr(0, 3) == "250");
    CHECK(server.on_loop([](net::server& running) { return running.reopen_listener({}); }));
    socket_client again(server.port());
    CHECK(again.reply().substr(0, 3) == "220");
    CHECK_FALSE(server.on_loop([](net::server& running) { return running.close_listener("unknown"); }));
}

TEST_CASE("more connections than allowed are answered 421 and closed, until one has gone") {
    running_server server({.server = {.max_connections = 2}});
    auto first = std::make_unique<socket_client>(server.port());
    socket_client second(server.port());
    first->reply();
    second.reply();
    socket_client third(server.port());
    CHECK(third.reply().substr(0, 3) == "421");
    CHECK(third.rest().empty());
    third.close();
    first.reset();
    CHECK(server.await_counts([](const auto& now) { return now.open == 1; }));
    socket_client fourth(server.port());
    CHECK(fourth.reply().substr(0, 3) == "220");
    CHECK(server.counts().over_limit == 1);
}

TEST_CASE("who was turned away, or has said goodbye, takes no one's place, however long it stays") {
    running_server server({.server = {.max_connections = 1}});
    socket_client first(server.port());
    first.reply();
    socket_client turned_away(server.port());
    CHECK(turned_away.reply().substr(0, 3) == "421");
    first.send("QUIT\r\n");
    CHECK(first.reply().substr(0, 3) == "221");
    socket_client next(server.port());
    CHECK(next.reply().substr(0, 3) == "220");
    CHECK(server.counts().over_limit == 1);
}

TEST_CASE("hundreds of connections at once are each served") {
    running_server server;
    std::vector<std::unique_ptr<socket_client>> clients;
    for (int i = 0; i < 400; ++i) clients.push_back(std::make_unique<socket_client>(server.port()));
    for (auto& client : clients) client->send(burst("one of many"));
    std::size_t served = 0;
    for (auto& client : clients)
        if (client->rest().find("\r\n221 ") != std::string::npos) ++served;
    CHECK(served == clients.size());
    clients.clear();
    CHECK(server.journal.read().messages.size() == served);
    CHECK(server.await_counts([](const auto& now) { return now.open == 0; }));
}

TEST_CASE("IPv6 listeners take IPv6 only") {
    boost::asio::io_context loop;
    try {
        net::server server(loop, {.listeners = {{.name = "six", .address = "::1", .port = 0}}}, nullptr,
                           [](const smtp::connection_facts&) { return nullptr; });
        CHECK(server.listeners().at(0).address == "::1");
        CHECK_THROWS(socket_client(server.listeners().at(0).port));
    } catch (const net::setup_error& error) {
        MESSAGE("skipped, no IPv6 here: ", error.what());
    }
}

TEST_CASE("stopping ends sessions at once and tells them why") {
    auto server = std::make_unique<running_server>();
    socket_client client(server->port());
    client.reply();
    client.ask("EHLO a.test");
    server->on_loop([](net::server& running) { running.stop(); });
    CHECK(client.rest().starts_with("421 4.3.2 "));
    CHECK(server->journal.read().ends == std::vector{smtp::session_end::shutdown});
    CHECK_THROWS(socket_client(server->port()));
    server.reset();
}
