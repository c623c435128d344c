#include <doctest/doctest.h>

#include <array>

#include "running_server.hpp"
#include "socket_client.hpp"

using namespace net_test;
using namespace std::chrono_literals;

TEST_CASE("a message goes in and every reply comes out") {
    running_server server;
    socket_client client(server.port());
    CHECK(client.reply() == "220 mock.test ESMTP mocksmtp\r\n");
    CHECK(client.ask("EHLO app.test").find("250-PIPELINING\r\n") != std::string::npos);
    CHECK(client.ask("MAIL FROM:<a@app.test>").substr(0, 3) == "250");
    CHECK(client.ask("RCPT TO:<b@mock.test>").substr(0, 3) == "250");
    CHECK(client.ask("DATA").substr(0, 3) == "354");
    CHECK(client.ask("Subject: x\r\n\r\nhello\r\n.").substr(0, 3) == "250");
    CHECK(client.ask("QUIT").substr(0, 3) == "221");
    CHECK(client.rest().empty());
    CHECK_FALSE(client.was_reset());
    CHECK(server.journal.read().messages == std::vector<std::string>{"Subject: x\r\n\r\nhello\r\n"});
    CHECK(server.journal.read().ends == std::vector{smtp::session_end::quit});
}

TEST_CASE("a whole session in one write and a half-close get every reply") {
    running_server server;
    socket_client client(server.port());
    client.send(burst("Subject: burst\r\n\r\nhello"));
    client.end_output();
    const std::string all = client.rest();
    CHECK(count_of("\r\n250 ", all) == 4);
    CHECK(count_of("\r\n354 ", all) == 1);
    CHECK(all.find("\r\n221 ") != std::string::npos);
    CHECK_FALSE(client.was_reset());
    CHECK(server.journal.read().messages.size() == 1);
}

TEST_CASE("a half-close without QUIT still answers everything and then closes") {
    running_server server;
    socket_client client(server.port());
    client.send("EHLO a.test\r\nNOOP\r\nNOOP\r\n");
    client.end_output();
    CHECK(count_of("\r\n250 2.0.0", client.rest()) == 2);
    CHECK(server.journal.await([](const notes& all) { return all.ends.size() == 1; }));
    CHECK(server.journal.read().ends == std::vector{smtp::session_end::disconnected});
}

TEST_CASE("a sender that closes at once, reading nothing, is still heard to its end") {
    running_server server;
    {
        socket_client client(server.port());
        std::string all;
        for (int i = 0; i < 3; ++i) all += "MAIL FROM:<a@a.test>\r\nRCPT TO:<b@mock.test>\r\nDATA\r\nx\r\n.\r\n";
        client.send("EHLO a.test\r\n" + all + "QUIT\r\n");
    }
    CHECK(server.journal.await([](const notes& all) { return all.messages.size() == 3; }));
}

TEST_CASE("several megabytes of DATA arrive byte-exact") {
    running_server server;
    std::string body;
    while (body.size() < 5u << 20) body += "line " + std::to_string(body.size()) + " of a long message\r\n";
    socket_client client(server.port());
    client.send(burst(body));
    CHECK(client.rest().find("\r\n221 ") != std::string::npos);
    const notes seen = server.journal.read();
    REQUIRE(seen.messages.size() == 1);
    CHECK((seen.messages[0] == body + "\r\n"));
}

TEST_CASE("a client that reads nothing is not read from for ever, and loses nothing when it begins to read") {
    running_server server;
    socket_client client(server.port());
    const int small = 65536;
    ::setsockopt(client.descriptor(), SOL_SOCKET, SO_RCVBUF, &small, sizeof small);
    constexpr std::size_t commands = 600000;
    std::thread sender([&] {
        std::string many;
        for (std::size_t i = 0; i < commands; ++i) many += "NOOP\r\n";
        client.send("EHLO a.test\r\n" + many);
        client.end_output();
    });
    // The replies (8 MB) are larger than the kernel's buffers, so not all can be made before this side reads.
    CHECK(server.journal.await([](const notes& all) { return all.commands.size() > 1000; }));
    CHECK(server.journal.read().commands.size() < commands);
    const std::string all = client.rest();
    sender.join();
    CHECK(count_of("\r\n250 2.0.0", all) == commands);
}

TEST_CASE("clients that write at the same time and read nothing lose no reply") {
    running_server server;
    std::array<socket_client, 2> clients{socket_client(server.port()), socket_client(server.port())};
    for (socket_client& each : clients) {
        const int small = 4096;
        ::setsockopt(each.descriptor(), SOL_SOCKET, SO_RCVBUF, &small, sizeof small);
        each.reply();
    }
    std::string many;
    for (int i = 0; i < 1000; ++i) many += "NOOP\r\n";
    std::size_t rounds = 0;
    // While the loop waits for this task both write, so that it finds both at once. In the next task all is answered,
    // or the kernel takes no more replies.
    const auto both_write = [&](net::server&) {
        if (server.journal.read().commands.size() < 2000 * rounds) return false;
        for (socket_client& each : clients) each.send(many);
        ++rounds;
        return true;
    };
    while (server.on_loop(both_write) && rounds < 2000) {
    }
    CHECK(rounds < 2000);
    for (socket_client& each : clients) {
        std::size_t replies = 0;
        while (replies < 1000 * rounds && each.reply().starts_with("250 2.0.0")) ++replies;
        CHECK(replies == 1000 * rounds);
    }
}

TEST_CASE("a client that is idle for too long is told so and closed") {
    running_options options;
    options.limits.idle_timeout = 50ms;
    running_server server(options);
    socket_client client(server.port());
    const std::string all = client.rest();
    CHECK(all.find("220 ") == 0);
    CHECK(all.find("\r\n421 ") != std::string::npos);
    socket_client busy(server.port());
    busy.ask("EHLO a.test");
    CHECK(busy.rest().find("421 ") != std::string::npos);
    CHECK(server.journal.read().ends == std::vector{smtp::session_end::timeout});
}

TEST_CASE("a rule's RST comes after the reply before it") {
    running_server server({.judge = [](const smtp::situation& now) -> std::optional<smtp::verdict> {
        if (now.at != smtp::stage::noop) return std::nullopt;
        return smtp::verdict{.by = {.rule = "r"}, .close = smtp::verdict::closing{.way = smtp::hang_up::how::rst}};
    }});
    socket_client client(server.port());
    client.reply();
    client.ask("EHLO a.test");
    CHECK(client.ask("NOOP").substr(0, 3) == "250");
    CHECK(client.rest().empty());
    CHECK(client.was_reset());
}

TEST_CASE("a half close by the server leaves the client able to send") {
    running_server server({.judge = [](const smtp::situation& now) -> std::optional<smtp::verdict> {
        if (now.at != smtp::stage::noop) return std::nullopt;
        return smtp::verdict{.by = {.rule = "r"}, .close = smtp::verdict::closing{.way = smtp::hang_up::how::half}};
    }});
    socket_client client(server.port());
    client.reply();
    CHECK(client.ask("NOOP").substr(0, 3) == "250");
    CHECK(client.rest().empty());
    CHECK_FALSE(client.was_reset());
    CHECK(client.send(std::string(2000000, 'x')));
    CHECK(server.counts().open == 1);
    client.close();
    CHECK(server.await_counts([](const auto& now) { return now.open == 0; }));
}

TEST_CASE("a dribbled reply arrives whole, and what follows stays behind it") {
    running_server server({.judge = [](const smtp::situation& now) -> std::optional<smtp::verdict> {
        if (now.at != smtp::stage::noop) return std::nullopt;
        return smtp::verdict{.by = {.rule = "r"}, .dribble = smtp::pace{.octets = 3, .every = 1ms}};
    }});
    socket_client client(server.port());
    client.reply();
    client.send("NOOP\r\nRSET\r\nQUIT\r\n");
    CHECK(client.reply().find("250 2.0.0") == 0);
    CHECK(client.reply().find("250 2.0.0") == 0);
    CHECK(client.reply().find("221 ") == 0);
}

TEST_CASE("a delay, reading or not, changes nothing but time") {
    for (const bool reading : {true, false}) {
        CAPTURE(reading);
        running_server server({.judge = [reading](const smtp::situation& now) -> std::optional<smtp::verdict> {
            if (now.at != smtp::stage::mail) return std::nullopt;
            if (reading) return smtp::verdict{.by = {.rule = "r"}, .delay = 20ms};
            return smtp::verdict{.by = {.rule = "r"}, .slow_read = 20ms};
        }});
        socket_client client(server.port());
        client.reply();
        client.send("EHLO a.test\r\nMAIL FROM:<a@a.test>\r\n");
        client.reply();
        client.send("RCPT TO:<b@mock.test>\r\nDATA\r\nx\r\n.\r\nQUIT\r\n");
        for (const char* code : {"250", "250", "354", "250", "221"}) CHECK(client.reply().substr(0, 3) == code);
        CHECK(server.journal.read().messages.size() == 1);
    }
}

TEST_CASE("a client that resets while it is delayed is noticed at once") {
    running_server server({.judge = [](const smtp::situation& now) -> std::optional<smtp::verdict> {
        if (now.at != smtp::stage::noop) return std::nullopt;
        return smtp::verdict{.by = {.rule = "r"}, .slow_read = 1h};
    }});
    socket_client client(server.port());
    client.reply();
    client.send("NOOP\r\nNOOP\r\n");
    CHECK(server.journal.await([](const notes& all) { return !all.commands.empty(); }));
    client.reset();
    CHECK(server.await_counts([](const auto& now) { return now.open == 0; }));
}

namespace {

auto hold_at(smtp::stage where) {
    return [where](const smtp::situation& now) -> std::optional<smtp::verdict> {
        if (now.at != where) return std::nullopt;
        return smtp::verdict{.by = {.rule = "r"}, .hold_at_most = 1h};
    };
}

}  // namespace

TEST_CASE("a held session goes on when it is released, with what arrived meanwhile") {
    running_server server({.judge = hold_at(smtp::stage::rcpt)});
    socket_client client(server.port());
    client.reply();
    client.ask("EHLO a.test");
    client.ask("MAIL FROM:<a@a.test>");
    client.send("RCPT TO:<b@mock.test>\r\nRSET\r\n");
    REQUIRE(server.journal.await([](const notes& all) { return all.holds == 1; }));
    client.send("QUIT\r\n");
    const base::hold_id id{.number = 1};
    const auto release = [&](std::string_view listener) {
        return server.on_loop([&](net::server& running) {
            return running.release(listener, id, smtp::reply{.code = 451, .enhanced = {}, .lines = {"later"}});
        });
    };
    CHECK_FALSE(release("smtps"));
    CHECK(release("smtp"));
    CHECK_FALSE(release("smtp"));
    CHECK(client.reply() == "451 later\r\n");
    CHECK(client.reply().substr(0, 3) == "250");
    CHECK(client.reply().substr(0, 3) == "221");
    CHECK(server.journal.read().holds_closed == std::vector{true});
}

TEST_CASE("a client that closes while it is held takes its hold with it") {
    running_server server({.judge = hold_at(smtp::stage::noop)});
    socket_client client(server.port());
    client.reply();
    client.send("NOOP\r\n");
    REQUIRE(server.journal.await([](const notes& all) { return all.holds == 1; }));
    client.close();
    CHECK(server.journal.await([](const notes& all) { return all.ends.size() == 1; }));
    CHECK(server.journal.read().holds_closed == std::vector{false});
    CHECK(server.journal.read().ends == std::vector{smtp::session_end::disconnected});
}

TEST_CASE("a client that half-closes behind what is held gets every reply once it is released") {
    running_server server({.judge = hold_at(smtp::stage::rcpt)});
    socket_client client(server.port());
    client.send(burst("Subject: held\r\n\r\n"));
    client.end_output();
    REQUIRE(server.journal.await([](const notes& all) { return all.holds == 1; }));
    CHECK(server.on_loop([](net::server& running) { return running.release("smtp", {.number = 1}, std::nullopt); }));
    CHECK(client.rest().find("\r\n221 ") != std::string::npos);
    CHECK(server.journal.read().messages.size() == 1);
}

TEST_CASE("held sessions do not disturb each other or those that pass") {
    running_server server({.judge = [](const smtp::situation& now) -> std::optional<smtp::verdict> {
        if (now.at != smtp::stage::mail || now.argument.find("held") == std::string_view::npos) return std::nullopt;
        return smtp::verdict{.by = {.rule = "r"}, .hold_at_most = 1h};
    }});
    std::vector<std::unique_ptr<socket_client>> held;
    for (std::uint64_t i = 1; i <= 5; ++i) {
        held.push_back(std::make_unique<socket_client>(server.port()));
        held.back()->send("EHLO a.test\r\nMAIL FROM:<held" + std::to_string(i) +
                          "@a.test>\r\nRCPT TO:<b@mock.test>\r\nDATA\r\nbody " + std::to_string(i) +
                          "\r\n.\r\nQUIT\r\n");
        REQUIRE(server.journal.await([i](const notes& all) { return all.holds == i; }));
        socket_client passing(server.port());
        passing.send(burst("passing"));
        CHECK(passing.rest().find("\r\n221 ") != std::string::npos);
    }
    for (std::uint64_t i = 1; i <= 5; ++i) {
        server.on_loop([i](net::server& running) { return running.release("smtp", {.number = i}, std::nullopt); });
        CHECK(held[i - 1]->rest().find("\r\n221 ") != std::string::npos);
    }
    const notes seen = server.journal.read();
    REQUIRE(seen.messages.size() == 10);
    for (std::size_t i = 0; i < 5; ++i) CHECK(seen.messages[5 + i] == "body " + std::to_string(i + 1) + "\r\n");
}

TEST_CASE("a hold that is never released runs out") {
    running_server server({.judge = [](const smtp::situation& now) -> std::optional<smtp::verdict> {
        if (now.at != smtp::stage::noop) return std::nullopt;
        return smtp::verdict{.by = {.rule = "r"}, .hold_at_most = 20ms};
    }});
    socket_client client(server.port());
    client.reply();
    CHECK(client.ask("NOOP").substr(0, 3) == "250");
    CHECK(server.journal.read().holds_closed == std::vector{false});
}

TEST_CASE("a dribble without a pause between its pieces comes to its end") {
    running_server server({.judge = [](const smtp::situation& now) -> std::optional<smtp::verdict> {
        if (now.at != smtp::stage::helo) return std::nullopt;
        return smtp::verdict{.by = {.rule = "r"}, .dribble = smtp::pace{.octets = 0, .every = 0ms}};
    }});
    socket_client client(server.port());
    client.reply();
    CHECK(client.ask("EHLO a.test").find("250 CHUNKING\r\n") != std::string::npos);
    CHECK(client.ask("QUIT").substr(0, 3) == "221");
}

TEST_CASE("a dribble to a client that reads nothing keeps nobody else from being served") {
    running_server server({.judge = [](const smtp::situation& now) -> std::optional<smtp::verdict> {
        if (now.at != smtp::stage::noop) return std::nullopt;
        smtp::verdict judged{.by = {.rule = "r"}, .dribble = smtp::pace{.octets = 100, .every = 0ms}};
        judged.answer = smtp::reply{.code = 250, .enhanced = {}, .lines = {std::string(5000000, 'x')}};
        return judged;
    }});
    socket_client client(server.port());
    client.reply();
    client.send("NOOP\r\n");
    REQUIRE(server.journal.await([](const notes& all) { return !all.commands.empty(); }));
    socket_client other(server.port());
    other.send(burst("beside"));
    CHECK(other.rest().find("\r\n221 ") != std::string::npos);
    CHECK(client.reply().size() == 5000006);
}

TEST_CASE("a muted session reads everything, answers nothing and ends in silence") {
    running_options options;
    options.limits.idle_timeout = 1500ms;
    options.judge = [](const smtp::situation& now) -> std::optional<smtp::verdict> {
        if (now.at != smtp::stage::noop) return std::nullopt;
        return smtp::verdict{.by = {.rule = "r"}, .mute = true};
    };
    running_server server(options);
    socket_client client(server.port());
    client.reply();
    client.send("NOOP\r\n");
    for (int i = 0; i < 100; ++i) REQUIRE(client.send(std::string(100000, 'x') + "\r\nNOOP\r\n"));
    CHECK(client.rest().empty());
    CHECK_FALSE(client.was_reset());
    CHECK(server.journal.read().commands.size() == 1);
}

TEST_CASE("a muted session whose client leaves is over") {
    running_server server({.judge = [](const smtp::situation& now) -> std::optional<smtp::verdict> {
        if (now.at != smtp::stage::noop) return std::nullopt;
        return smtp::verdict{.by = {.rule = "r"}, .mute = true};
    }});
    socket_client client(server.port());
    client.reply();
    client.send("NOOP\r\nQUIT\r\n");
    client.end_output();
    CHECK(client.rest().empty());
    CHECK(server.journal.read().ends == std::vector{smtp::session_end::disconnected});
}

TEST_CASE("slow_read lets the client's window fill, and loses nothing of what it sent") {
    running_server server({.judge = [](const smtp::situation& now) -> std::optional<smtp::verdict> {
        if (now.at != smtp::stage::data) return std::nullopt;
        return smtp::verdict{.by = {.rule = "r"}, .slow_read = 500ms};
    }});
    socket_client client(server.port());
    const int small = 65536;
    ::setsockopt(client.descriptor(), SOL_SOCKET, SO_SNDBUF, &small, sizeof small);
    client.send("EHLO a.test\r\nMAIL FROM:<a@a.test>\r\nRCPT TO:<b@mock.test>\r\nDATA\r\n");
    REQUIRE(server.journal.await([](const notes& all) { return all.commands.size() == 4; }));
    std::string lines;
    while (lines.size() < 50000) lines += "one line of many that nobody reads for the time being\r\n";
    std::string body;
    bool blocked = false;
    while (!blocked && body.size() < 100u << 20) {
        const auto count = ::send(client.descriptor(), lines.data(), lines.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
        blocked = count != static_cast<ssize_t>(lines.size());
        if (count > 0) body.append(lines, 0, static_cast<std::size_t>(count));
    }
    CHECK(blocked);
    body += "\r\n";
    client.send("\r\n.\r\nQUIT\r\n");
    CHECK(client.rest().find("\r\n221 ") != std::string::npos);
    REQUIRE(server.journal.read().messages.size() == 1);
    CHECK((server.journal.read().messages[0] == body));
}

TEST_CASE("a reset waits for a reply that the client takes its time to read") {
    running_server server({.judge = [](const smtp::situation& now) -> std::optional<smtp::verdict> {
        if (now.at != smtp::stage::noop) return std::nullopt;
        smtp::verdict judged{.by = {.rule = "r"}};
        judged.answer = smtp::reply{.code = 250, .enhanced = {}, .lines = {std::string(20000000, 'x')}};
        judged.close = smtp::verdict::closing{.way = smtp::hang_up::how::rst};
        return judged;
    }});
    socket_client client(server.port());
    client.reply();
    client.send("NOOP\r\n");
    REQUIRE(server.journal.await([](const notes& all) { return all.ends.size() == 1; }));
    CHECK(server.counts().open == 1);
    CHECK(client.rest().size() == 20000006);
    CHECK(client.was_reset());
}

TEST_CASE("a reset of a client that reads nothing comes when patience ends") {
    running_options options;
    options.limits.idle_timeout = 1500ms;
    options.judge = [](const smtp::situation& now) -> std::optional<smtp::verdict> {
        if (now.at != smtp::stage::noop) return std::nullopt;
        smtp::verdict judged{.by = {.rule = "r"}};
        judged.answer = smtp::reply{.code = 250, .enhanced = {}, .lines = {std::string(20000000, 'x')}};
        judged.close = smtp::verdict::closing{.way = smtp::hang_up::how::rst};
        return judged;
    };
    running_server server(options);
    socket_client client(server.port());
    client.reply();
    client.send("NOOP\r\n");
    CHECK(server.await_counts([](const auto& now) { return now.accepted == 1 && now.open == 0; }));
    CHECK(client.rest().size() < 20000006);
    CHECK(client.was_reset());
}
