#include <doctest/doctest.h>
#include <openssl/err.h>

#include "running_server.hpp"
#include "socket_client.hpp"

using namespace net_test;

TEST_CASE("STARTTLS: the session goes on encrypted and the handshake is recorded") {
    running_server server;
    socket_client client(server.port());
    client.reply();
    CHECK(client.ask("EHLO a.test").find("STARTTLS") != std::string::npos);
    CHECK(client.ask("STARTTLS").substr(0, 3) == "220");
    REQUIRE(client.start_tls({.trusted_pem = server.authority_pem, .sni = "mock.test"}));
    CHECK(client.ask("EHLO a.test").find("STARTTLS") == std::string::npos);
    client.send("MAIL FROM:<a@a.test>\r\nRCPT TO:<b@mock.test>\r\nDATA\r\nsecret\r\n.\r\nQUIT\r\n");
    CHECK(client.rest().find("\r\n221 ") != std::string::npos);
    const notes seen = server.journal.read();
    REQUIRE(seen.handshakes.size() == 1);
    CHECK(seen.handshakes[0].mode == smtp::tls_mode::starttls);
    CHECK(seen.handshakes[0].version == "TLSv1.3");
    CHECK(seen.handshakes[0].sni == "mock.test");
    CHECK(seen.messages == std::vector<std::string>{"secret\r\n"});
}

TEST_CASE("implicit TLS: the greeting comes under TLS, in both versions") {
    for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
        CAPTURE(version);
        running_server server;
        socket_client client(server.tls_port());
        REQUIRE(client.start_tls({.trusted_pem = server.authority_pem, .max_version = version}));
        CHECK(client.reply().substr(0, 3) == "220");
        std::string body;
        while (body.size() < 3u << 20) body += "line " + std::to_string(body.size()) + "\r\n";
        client.send(burst(body));
        CHECK(client.rest().find("\r\n221 ") != std::string::npos);
        const notes seen = server.journal.read();
        REQUIRE(seen.messages.size() == 1);
        CHECK((seen.messages[0] == body + "\r\n"));
        CHECK(seen.handshakes.at(0).mode == smtp::tls_mode::implicit);
    }
}

TEST_CASE("a client that ends its half under TLS gets every reply") {
    running_server server;
    socket_client client(server.tls_port());
    REQUIRE(client.start_tls({.trusted_pem = server.authority_pem}));
    client.send("EHLO a.test\r\nNOOP\r\n");
    client.end_tls();
    client.end_output();
    CHECK(client.rest().find("250 2.0.0") != std::string::npos);
}

TEST_CASE("a handshake refused by the client is recorded with its alert, under STARTTLS and implicit") {
    running_server server;
    socket_client implicit(server.tls_port());
    CHECK_FALSE(implicit.start_tls({}));
    implicit.close();
    CHECK(server.journal.await([](const notes& all) { return all.failures.size() == 1; }));
    socket_client upgraded(server.port());
    upgraded.reply();
    upgraded.ask("EHLO a.test");
    upgraded.ask("STARTTLS");
    CHECK_FALSE(upgraded.start_tls({}));
    CHECK(server.journal.await([](const notes& all) { return all.ends.size() == 2; }));
    const notes seen = server.journal.read();
    CHECK(seen.failures.size() == 2);
    for (const smtp::tls_failure& each : seen.failures) {
        CHECK(each.alert == "unknown_ca");
        CHECK(each.by_client);
    }
    CHECK(seen.ends == std::vector{smtp::session_end::tls_failed, smtp::session_end::tls_failed});
}

TEST_CASE("a record that is broken amid the conversation is answered by an alert, and TLS is what failed") {
    running_server server;
    socket_client client(server.tls_port());
    REQUIRE(client.start_tls({.trusted_pem = server.authority_pem}));
    client.reply();
    const std::string record = "\x17\x03\x03\x01\x01" + std::string(257, 'x');
    REQUIRE(::send(client.descriptor(), record.data(), record.size(), MSG_NOSIGNAL) > 0);
    ERR_clear_error();
    CHECK(client.reply().empty());
    REQUIRE(net::take_openssl_error().ends_with("alert bad record mac"));
    CHECK(server.journal.await([](const notes& all) { return all.ends.size() == 1; }));
    const notes seen = server.journal.read();
    CHECK(seen.ends[0] == smtp::session_end::tls_failed);
    REQUIRE(seen.failures.size() == 1);
    CHECK(seen.failures[0].alert == "bad_record_mac");
    CHECK_FALSE(seen.failures[0].by_client);
}

TEST_CASE("a client too old gets the alert, so that it can say why") {
    running_server server;
    socket_client client(server.tls_port());
    ERR_clear_error();
    CHECK_FALSE(client.start_tls({.verify = false, .max_version = TLS1_1_VERSION}));
    CHECK(net::take_openssl_error() == "tlsv1 alert protocol version");
    CHECK(server.journal.await([](const notes& all) { return all.failures.size() == 1; }));
    CHECK(server.journal.read().failures[0].alert == "protocol_version");
}

TEST_CASE("plain text on the TLS port is closed and named, and the server still serves") {
    running_server server;
    socket_client client(server.tls_port());
    client.send("EHLO a.test\r\n");
    CHECK(client.rest().empty());
    CHECK_FALSE(client.was_reset());
    CHECK(server.journal.read().failures.at(0).detail == "not TLS: the client sent plain text");
    socket_client next(server.tls_port());
    CHECK(next.start_tls({.trusted_pem = server.authority_pem}));
}

TEST_CASE("TLS on the plain port gets an answer, and the server still serves") {
    running_server server;
    socket_client client(server.port());
    CHECK_FALSE(client.start_tls({.verify = false}));
    client.close();
    socket_client next(server.port());
    CHECK(next.reply().substr(0, 3) == "220");
}

TEST_CASE("a client that breaks off its handshake is recorded as such") {
    running_server server;
    socket_client client(server.tls_port());
    client.send(std::string_view("\x16\x03\x01\x02\x00\x01", 6));
    client.close();
    CHECK(server.journal.await([](const notes& all) { return all.failures.size() == 1; }));
    CHECK(server.journal.read().failures[0].detail == "the client hung up during the handshake");
    CHECK(server.journal.read().failures[0].alert.empty());
}

TEST_CASE("plain text behind STARTTLS never reaches the encrypted session") {
    running_server server;
    socket_client client(server.port());
    client.reply();
    client.ask("EHLO a.test");
    client.send("STARTTLS\r\nMAIL FROM:<injected@evil.test>\r\n");
    CHECK(client.reply().substr(0, 3) == "220");
    REQUIRE(client.start_tls({.trusted_pem = server.authority_pem}));
    CHECK(client.ask("NOOP").substr(0, 3) == "250");
    for (const std::string& command : server.journal.read().commands)
        CHECK(command.find("injected") == std::string::npos);
}

TEST_CASE("a held session under TLS goes on with what arrived meanwhile") {
    running_server server({.judge = [](const smtp::situation& now) -> std::optional<smtp::verdict> {
        if (now.at != smtp::stage::noop) return std::nullopt;
        return smtp::verdict{.by = {.rule = "r"}, .hold_at_most = std::chrono::hours(1)};
    }});
    socket_client client(server.tls_port());
    REQUIRE(client.start_tls({.trusted_pem = server.authority_pem}));
    client.reply();
    client.send("NOOP\r\nRSET\r\n");
    REQUIRE(server.journal.await([](const notes& all) { return all.holds == 1; }));
    client.send("QUIT\r\n");
    client.end_tls();
    CHECK(server.on_loop([](net::server& running) { return running.release("smtps", {.number = 1}, std::nullopt); }));
    for (const char* code : {"250", "250", "221"}) CHECK(client.reply().substr(0, 3) == code);
}

TEST_CASE("a connection that never begins its handshake is closed after a while, and leaves no trace but a count") {
    running_options options;
    options.limits.idle_timeout = std::chrono::milliseconds(50);
    running_server server(options);
    socket_client client(server.tls_port());
    CHECK(client.rest().empty());
    CHECK_FALSE(client.was_reset());
    client.close();
    CHECK(server.await_counts([](const auto& now) { return now.open == 0 && now.silent == 1; }));
    CHECK(server.journal.read().sessions == 0);
}

TEST_CASE("a handshake that is begun and not gone on with is a session that timed out") {
    // Long enough that the client's octet is not late.
    running_options options;
    options.limits.idle_timeout = std::chrono::milliseconds(1500);
    running_server server(options);
    socket_client client(server.tls_port());
    client.send("\x16");
    CHECK(client.rest().empty());
    CHECK(server.journal.read().sessions == 1);
    CHECK(server.journal.read().ends == std::vector{smtp::session_end::timeout});
}

TEST_CASE("a client that resets instead of beginning its handshake is a probe") {
    running_server server;
    socket_client(server.tls_port()).reset();
    CHECK(server.await_counts([](const auto& now) { return now.open == 0 && now.silent == 1; }));
    CHECK(server.journal.read().sessions == 0);
}

TEST_CASE("an implicit handshake may be delayed or held, and loses nothing of what the client sent first") {
    for (const bool held : {false, true}) {
        CAPTURE(held);
        running_server server({.judge = [held](const smtp::situation& now) -> std::optional<smtp::verdict> {
            if (now.at != smtp::stage::starttls) return std::nullopt;
            smtp::verdict slow{.by = {.rule = "r"}};
            (held ? slow.hold_at_most : slow.delay) = std::chrono::milliseconds(20);
            return slow;
        }});
        socket_client client(server.tls_port());
        REQUIRE(client.start_tls({.trusted_pem = server.authority_pem}));
        CHECK(client.reply().substr(0, 3) == "220");
        CHECK(client.ask("QUIT").substr(0, 3) == "221");
        CHECK(server.journal.read().holds_closed == (held ? std::vector{false} : std::vector<bool>{}));
    }
}

TEST_CASE("a client that vanishes while its implicit handshake is held takes its hold with it") {
    running_server server({.judge = [](const smtp::situation& now) -> std::optional<smtp::verdict> {
        if (now.at != smtp::stage::starttls) return std::nullopt;
        return smtp::verdict{.by = {.rule = "r"}, .hold_at_most = std::chrono::hours(1)};
    }});
    socket_client client(server.tls_port());
    client.send("\x16\x03\x01");
    REQUIRE(server.journal.await([](const notes& all) { return all.holds == 1; }));
    client.reset();
    CHECK(server.await_counts([](const auto& now) { return now.open == 0; }));
    CHECK(server.journal.read().holds_closed == std::vector{false});
}

TEST_CASE("a half close under TLS ends the server's side only") {
    running_server server({.judge = [](const smtp::situation& now) -> std::optional<smtp::verdict> {
        if (now.at != smtp::stage::noop) return std::nullopt;
        return smtp::verdict{.by = {.rule = "r"}, .close = smtp::verdict::closing{.way = smtp::hang_up::how::half}};
    }});
    socket_client client(server.tls_port());
    REQUIRE(client.start_tls({.trusted_pem = server.authority_pem}));
    client.reply();
    CHECK(client.ask("NOOP").substr(0, 3) == "250");
    CHECK(client.rest().empty());
    CHECK(client.send(std::string(2000000, 'x')));
    CHECK(server.counts().open == 1);
    client.close();
    CHECK(server.await_counts([](const auto& now) { return now.open == 0; }));
}
