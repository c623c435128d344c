#include <doctest/doctest.h>

#include "running_server.hpp"
#include "socket_client.hpp"

using namespace net_test;
using namespace std::chrono_literals;
using how = smtp::hang_up::how;

namespace {

const std::string usual_farewell = "421 4.3.2 mock.test Service shutting down\r\n";
const smtp::reply busy{.code = 450, .enhanced = {}, .lines = {"busy"}};

std::size_t dismiss_all(running_server& server, const std::optional<smtp::reply>& farewell = {}, how way = how::fin) {
    return server.on_loop([&](net::server& running) {
        return running.dismiss([&](base::session_id) { return std::optional(net::farewell{farewell, way}); });
    });
}

running_options on_noop(smtp::verdict judged) {
    judged.by = {.rule = "r"};
    return {.judge = [judged](const smtp::situation& now) {
        return now.at == smtp::stage::noop ? std::optional(judged) : std::nullopt;
    }};
}

bool noop_heard(const notes& all) { return !all.commands.empty() && all.commands.back() == "NOOP"; }

}  // namespace

TEST_CASE("an idle session is told and closed at once, and the one beside it lives on") {
    running_server server;
    socket_client first(server.port());
    first.reply();
    first.ask("NOOP");
    socket_client second(server.port());
    second.reply();
    second.ask("NOOP");
    const auto closed = server.on_loop([](net::server& running) {
        return running.dismiss([](base::session_id id) {
            return id == base::session_id{1} ? std::optional(net::farewell{}) : std::nullopt;
        });
    });
    CHECK(closed == 1);
    CHECK(first.rest() == usual_farewell);
    CHECK_FALSE(first.was_reset());
    CHECK(second.ask("NOOP").substr(0, 3) == "250");
    CHECK(server.journal.read().ends == std::vector{smtp::session_end::shutdown});
}

TEST_CASE("a farewell of one's own is said before a reset, and before a half close") {
    for (const how way : {how::rst, how::half}) {
        running_server server;
        socket_client client(server.port());
        client.reply();
        client.ask("NOOP");
        CHECK(dismiss_all(server, busy, way) == 1);
        CHECK(client.rest() == "450 busy\r\n");
        CHECK(client.was_reset() == (way == how::rst));
        CHECK(client.send("NOOP\r\n") == (way == how::half));
    }
}

TEST_CASE("a session is dismissed once") {
    running_server server;
    socket_client client(server.port());
    client.reply();
    const auto twice = server.on_loop([](net::server& running) {
        const auto everybody = [](base::session_id) { return std::optional(net::farewell{.said = busy}); };
        return running.dismiss(everybody) * 10 + running.dismiss(everybody);
    });
    CHECK(twice == 10);
    CHECK(client.rest() == "450 busy\r\n");
}

TEST_CASE("a connection that has said nothing has no session id, and can be dismissed all the same") {
    running_server server;
    socket_client plain(server.port());
    plain.reply();
    socket_client tls(server.tls_port());
    REQUIRE(server.await_counts([](const auto& now) { return now.open == 2; }));
    server.on_loop([](net::server& running) {
        running.dismiss([](base::session_id id) { return id ? std::optional(net::farewell{}) : std::nullopt; });
    });
    CHECK(server.counts().open == 2);
    CHECK(dismiss_all(server) == 2);
    CHECK(plain.rest() == usual_farewell);
    CHECK(tls.rest().empty());
    CHECK(server.journal.read().sessions == 0);
}

TEST_CASE("a session that is delayed is dismissed without what the delay was for") {
    for (const bool reading : {true, false}) {
        CAPTURE(reading);
        smtp::verdict judged;
        (reading ? judged.delay : judged.slow_read) = 1h;
        running_server server(on_noop(judged));
        socket_client client(server.port());
        client.reply();
        client.send("NOOP\r\nQUIT\r\n");
        REQUIRE(server.journal.await(noop_heard));
        CHECK(dismiss_all(server) == 1);
        CHECK(client.rest() == usual_farewell);
        CHECK_FALSE(client.was_reset());
    }
}

TEST_CASE("a held session is dismissed, and its hold is over") {
    running_server server(on_noop({.hold_at_most = 1h}));
    socket_client client(server.port());
    client.reply();
    client.send("NOOP\r\n");
    REQUIRE(server.journal.await([](const notes& all) { return all.holds == 1; }));
    CHECK(dismiss_all(server) == 1);
    CHECK(client.rest() == usual_farewell);
    CHECK(server.journal.read().holds_closed == std::vector{false});
    CHECK_FALSE(server.on_loop([](net::server& running) { return running.release("smtp", {.number = 1}, {}); }));
}

TEST_CASE("the farewell stands behind a dribbled reply, not amid it") {
    running_server server(on_noop({.dribble = smtp::pace{.octets = 1, .every = 1h}}));
    socket_client client(server.port());
    client.reply();
    client.send("NOOP\r\n");
    REQUIRE(server.journal.await(noop_heard));
    CHECK(dismiss_all(server) == 1);
    CHECK(client.rest() == "250 2.0.0 Ok\r\n" + usual_farewell);
}

TEST_CASE("a message that is half there is not stored when its session is dismissed") {
    running_server server;
    socket_client client(server.port());
    client.reply();
    for (const char* line : {"EHLO a.test", "MAIL FROM:<a@a.test>", "RCPT TO:<b@mock.test>", "DATA"}) client.ask(line);
    client.send("half a mess");
    CHECK(dismiss_all(server) == 1);
    CHECK(client.rest() == usual_farewell);
    CHECK(server.journal.read().messages.empty());
}

TEST_CASE("under TLS the farewell is said, amid a handshake it is not") {
    running_server server;
    socket_client encrypted(server.tls_port());
    REQUIRE(encrypted.start_tls({.trusted_pem = server.authority_pem}));
    encrypted.reply();
    socket_client implicit(server.tls_port());
    implicit.send("\x16");
    socket_client upgraded(server.port());
    upgraded.reply();
    upgraded.ask("EHLO a.test");
    upgraded.ask("STARTTLS");
    REQUIRE(server.journal.await([](const notes& all) { return all.sessions == 3; }));
    CHECK(dismiss_all(server) == 3);
    CHECK(encrypted.rest() == usual_farewell);
    CHECK(implicit.rest().empty());
    CHECK(upgraded.rest().empty());
    CHECK_FALSE(upgraded.was_reset());
}

TEST_CASE("a client that reads nothing is closed all the same") {
    running_server server;
    socket_client client(server.port());
    std::thread sender([&] {
        std::string many;
        for (int i = 0; i < 600000; ++i) many += "NOOP\r\n";
        client.send(many);
    });
    REQUIRE(server.journal.await([](const notes& all) { return all.commands.size() > 1000; }));
    CHECK(dismiss_all(server, {}, how::rst) == 1);
    CHECK(server.await_counts([](const auto& now) { return now.open == 0; }));
    sender.join();
}
