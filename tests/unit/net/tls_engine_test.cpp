#include "mocksmtp/net/tls_engine.hpp"

#include <doctest/doctest.h>

#include <vector>

#include "memory_client.hpp"
#include "mocksmtp/net/certificate_authority.hpp"

using namespace mocksmtp;
using namespace net_test;
using condition = net::tls_engine::condition;

namespace {

struct server_side {
    net::certificate_authority authority;
    net::tls_context context{authority.issue(net::usual_certificate("mock.test"))};
    net::tls_engine engine{context, smtp::tls_mode::starttls};
};

std::string read_all(net::tls_engine& engine, std::size_t at_once = 100000) {
    std::string all;
    std::vector<char> buffer(at_once);
    for (;;) {
        const auto got = engine.read(buffer);
        if (got.how != condition::octets) return all;
        all.append(buffer.data(), got.octets);
    }
}

}  // namespace

TEST_CASE("a handshake tells version, cipher and the name the client asked for") {
    server_side server;
    memory_client client({.trusted_pem = server.authority.pem(), .sni = "mail.example.test"});
    const auto facts = facts_of(shake_hands(server.engine, client));
    CHECK(facts.mode == smtp::tls_mode::starttls);
    CHECK(facts.version == "TLSv1.3");
    CHECK(facts.cipher == "TLS_AES_256_GCM_SHA384");
    CHECK(facts.sni == "mail.example.test");
    CHECK_FALSE(facts.client);
}

TEST_CASE("the client is shown the chain up to the authority") {
    server_side server;
    memory_client client({.trusted_pem = server.authority.pem()});
    facts_of(shake_hands(server.engine, client));
    STACK_OF(X509)* shown = SSL_get_peer_cert_chain(client.connection());
    REQUIRE(sk_X509_num(shown) == 2);
    CHECK(net::pem_of(sk_X509_value(shown, 1)) == server.authority.pem());
}

TEST_CASE("TLS 1.2 is spoken too, without SNI if the client gives none") {
    server_side server;
    memory_client client({.trusted_pem = server.authority.pem(), .max_version = TLS1_2_VERSION});
    const auto facts = facts_of(shake_hands(server.engine, client));
    CHECK(facts.version == "TLSv1.2");
    CHECK(facts.cipher == "ECDHE-ECDSA-AES256-GCM-SHA384");
    CHECK_FALSE(facts.sni);
}

TEST_CASE("a client's certificate is recorded, verified or not") {
    server_side server;
    const net::certificate_authority stranger;
    const net::server_identity shown = stranger.issue({.common_name = "robot, \xc3\xbc", .names = {"robot.test"}});
    memory_client client({.trusted_pem = server.authority.pem(), .shown = &shown});
    const auto facts = facts_of(shake_hands(server.engine, client));
    REQUIRE(facts.client);
    CHECK(facts.client->subject == "CN=robot\\, \xc3\xbc");
    CHECK(facts.client->issuer == "CN=mocksmtp certificate authority");
    CHECK(facts.client->common_name == "robot, \xc3\xbc");
    CHECK(facts.client->names == std::vector<std::string>{"robot.test"});
    CHECK(facts.client->sha256.size() == 64);
    CHECK_FALSE(facts.client->verified);
    CHECK_FALSE(facts.client->distrust.empty());
}

TEST_CASE("a certificate of the server's own authority may still be none to trust, and why is said") {
    server_side server;
    const net::server_identity shown = server.authority.issue(net::usual_certificate("robot.test"));
    memory_client client({.trusted_pem = server.authority.pem(), .shown = &shown});
    const auto facts = facts_of(shake_hands(server.engine, client));
    REQUIRE(facts.client);
    CHECK_FALSE(facts.client->verified);
    CHECK(facts.client->distrust == "certificate is not for clients");
}

TEST_CASE("the names of a client's certificate are its DNS names, not its addresses") {
    server_side server;
    const net::certificate_authority stranger;
    const net::server_identity shown =
        stranger.issue({.common_name = "robot", .names = {"b.test", "127.0.0.1", "a.test"}});
    memory_client client({.trusted_pem = server.authority.pem(), .shown = &shown});
    const auto facts = facts_of(shake_hands(server.engine, client));
    REQUIRE(facts.client);
    CHECK(facts.client->names == std::vector<std::string>{"b.test", "a.test"});
}

TEST_CASE("octets go both ways, in records cut anywhere") {
    server_side server;
    memory_client client({.trusted_pem = server.authority.pem()});
    REQUIRE_FALSE(facts_of(shake_hands(server.engine, client)).version.empty());
    const std::string long_text(100000, 'x');
    SSL_write(client.connection(), long_text.data(), static_cast<int>(long_text.size()));
    const std::string sealed = client.sent();
    std::string received;
    for (std::size_t at = 0; at < sealed.size(); at += 1000) {
        server.engine.give(std::string_view(sealed).substr(at, 1000));
        received += read_all(server.engine);
    }
    CHECK(received == long_text);
    server.engine.write("220 ready\r\n");
    client.give(server.engine.outgoing());
    char answer[100];
    REQUIRE(SSL_read(client.connection(), answer, sizeof answer) == 11);
    CHECK(std::string(answer, 11) == "220 ready\r\n");
}

TEST_CASE("octets not read yet survive the loss of the buffer they came in") {
    server_side server;
    memory_client client({.trusted_pem = server.authority.pem()});
    REQUIRE_FALSE(facts_of(shake_hands(server.engine, client)).version.empty());
    const std::string text(50000, 'y');
    SSL_write(client.connection(), text.data(), static_cast<int>(text.size()));
    std::string sealed = client.sent();
    server.engine.give(sealed);
    std::vector<char> small(100);
    REQUIRE(server.engine.read(small).octets == 100);
    CHECK(server.engine.may_have_more());
    server.engine.keep();
    sealed.assign(sealed.size(), '\0');
    CHECK(read_all(server.engine, 7000) == text.substr(100));
    CHECK_FALSE(server.engine.may_have_more());
}

TEST_CASE("a client's close_notify is its end, and can be foreseen") {
    server_side server;
    memory_client client({.trusted_pem = server.authority.pem()});
    REQUIRE_FALSE(facts_of(shake_hands(server.engine, client)).version.empty());
    SSL_write(client.connection(), "QUIT\r\n", 6);
    SSL_shutdown(client.connection());
    server.engine.give_more(client.sent());
    CHECK_FALSE(server.engine.at_end());
    CHECK(read_all(server.engine) == "QUIT\r\n");
    CHECK(server.engine.at_end());
    char octet = 0;
    CHECK(server.engine.read({&octet, 1}).how == condition::ended);
}

TEST_CASE("octets that are no TLS break an open connection") {
    server_side server;
    memory_client client({.trusted_pem = server.authority.pem()});
    REQUIRE_FALSE(facts_of(shake_hands(server.engine, client)).version.empty());
    server.engine.give("NOOP\r\nNOOP\r\n");
    char octet = 0;
    CHECK(server.engine.read({&octet, 1}).how == condition::broken);
    CHECK_FALSE(server.engine.outgoing().empty());
    const auto failure = server.engine.failure();
    CHECK_FALSE(failure.by_client);
    CHECK(failure.detail.starts_with("server alert "));
}

TEST_CASE("a client that does not trust the authority is named by its alert, in both versions") {
    for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
        CAPTURE(version);
        server_side server;
        memory_client client({.max_version = version});
        const auto failure = failure_of(shake_hands(server.engine, client));
        CHECK(failure.alert == "unknown_ca");
        CHECK(failure.by_client);
        CHECK(failure.detail == "client alert unknown_ca");
    }
}

TEST_CASE("a client that is too old gets protocol_version from the server") {
    server_side server;
    memory_client client({.verify = false, .max_version = TLS1_1_VERSION});
    const auto failure = failure_of(shake_hands(server.engine, client));
    CHECK(failure.alert == "protocol_version");
    CHECK_FALSE(failure.by_client);
    CHECK(failure.detail == "server alert protocol_version: unsupported protocol");
}

TEST_CASE("a client without a common cipher gets handshake_failure, and the alert is there to be sent") {
    server_side server;
    memory_client client({.verify = false, .max_version = TLS1_2_VERSION, .ciphers = "AES128-SHA"});
    client.handshake();
    const std::string hello = client.sent();
    server.engine.give(hello);
    const auto failure = failure_of(server.engine.handshake());
    CHECK(failure.alert == "handshake_failure");
    CHECK(failure.detail == "server alert handshake_failure: no shared cipher");
    CHECK(server.engine.outgoing().size() == 7);
}

TEST_CASE("an expired certificate is named by the client's alert") {
    const net::certificate_authority authority;
    net::certificate_request expired = net::usual_certificate("mock.test");
    expired.valid_until = std::chrono::seconds(-60);
    const net::tls_context context(authority.issue(expired));
    net::tls_engine engine(context, smtp::tls_mode::implicit);
    memory_client client({.trusted_pem = authority.pem()});
    const auto failure = failure_of(shake_hands(engine, client));
    CHECK(failure.alert == "certificate_expired");
    CHECK(failure.mode == smtp::tls_mode::implicit);
}

TEST_CASE("plain text where TLS is due is recognised by its first octet") {
    for (const char* text : {"EHLO a.test\r\n", "\r\n", "q"}) {
        CAPTURE(text);
        server_side server;
        server.engine.give(text);
        const auto failure = failure_of(server.engine.handshake());
        CHECK(failure.detail == "not TLS: the client sent plain text");
        CHECK(failure.alert.empty());
        CHECK(server.engine.outgoing().empty());
    }
    server_side server;
    server.engine.give(std::string_view("\0\x01", 2));
    CHECK(failure_of(server.engine.handshake()).detail == "not TLS: the client's first octet is 0x00");
}

TEST_CASE("garbage that begins like TLS fails with a reason") {
    server_side server;
    server.engine.give("\x16\x03\x01 this is not a record at all, but long enough to be read as one");
    const auto result = server.engine.handshake();
    const bool failed = std::holds_alternative<smtp::tls_failure>(result);
    const bool waits = std::holds_alternative<net::tls_engine::wants_input>(result);
    CHECK((failed || waits));
    server_side other;
    other.engine.give("\x16xyz plain text in fact");
    CHECK_FALSE(failure_of(other.engine.handshake()).detail.empty());
}

TEST_CASE("no session is ever resumed") {
    server_side server;
    memory_client client({.trusted_pem = server.authority.pem(), .max_version = TLS1_2_VERSION});
    REQUIRE_FALSE(facts_of(shake_hands(server.engine, client)).version.empty());
    CHECK(SSL_SESSION_has_ticket(SSL_get0_session(client.connection())) == 0);
    net::tls_engine second(server.context, smtp::tls_mode::starttls);
    memory_client again({.trusted_pem = server.authority.pem(), .max_version = TLS1_2_VERSION});
    SSL_set_session(again.connection(), SSL_get0_session(client.connection()));
    REQUIRE_FALSE(facts_of(shake_hands(second, again)).version.empty());
    CHECK(SSL_session_reused(again.connection()) == 0);
}
