// What a session says and hears behind a SASL security layer.
#include <doctest/doctest.h>

#include "mocksmtp/base/base64.hpp"
#include "mocksmtp/sasl/digest_md5_layer.hpp"
#include "tests/support/talk.hpp"
#include "tests/unit/sasl/digest_md5_client.hpp"

namespace base = mocksmtp::base;
namespace sasl = mocksmtp::sasl;
using tests::talk;

namespace {

constexpr std::string_view challenge =
    R"(realm="mock.test",nonce="abc",qop="auth,auth-int,auth-conf",cipher="rc4,3des",charset=utf-8,algorithm=md5-sess)";

struct protected_talk {
    explicit protected_talk(const std::string& qop, const std::string& cipher = {}) : client{.qop = qop} {
        if (!cipher.empty()) client.more = ",cipher=" + cipher;
        tests::house how;
        how.users.accounts = {{.name = "test", .passwords = {"secret"}}};
        how.limits.security_layers = true;
        how.limits.challenges = {{"DIGEST-MD5", std::string(challenge)}};
        server = std::make_unique<talk>(how);
        server->send("EHLO client.example.org\r\nAUTH DIGEST-MD5\r\n");
        REQUIRE(server->send(base::encode_base64(client.response()) + "\r\n").starts_with("334 "));
        layer = sasl::digest_md5::make_layer({.a1_hash = client.a1_hash(), .cipher = cipher},
                                             sasl::digest_md5::side::client);
    }

    // The empty answer to the server's proof, which ends the exchange.
    std::string finish() { return server->send("\r\n"); }
    std::string say(std::string_view text) {
        return layer->unwrap(server->send(layer->wrap(text))).value_or("(broken)");
    }

    mocksmtp::tests::digest_md5_client client;
    std::unique_ptr<talk> server;
    std::unique_ptr<sasl::security_layer> layer;
};

constexpr std::string_view one_mail = "MAIL FROM:<a@b.example>\r\nRCPT TO:<c@d.example>\r\nDATA\r\nx\r\n.\r\nQUIT\r\n";

}  // namespace

TEST_CASE("behind a security layer mail is sent and answered in wrapped buffers") {
    for (const auto& [qop, cipher] : {std::pair{"auth-int", ""}, {"auth-conf", "rc4"}, {"auth-conf", "3des"}}) {
        protected_talk mail(qop, cipher);
        CHECK(mail.finish() == "235 2.7.0 Authentication succeeded\r\n");
        CHECK(mail.say("EHLO client.example.org\r\n").starts_with("250-mock.test"));
        const std::string said = mail.say(one_mail);
        CHECK(said.find("250 2.0.0 Ok: queued as m1\r\n221 ") != std::string::npos);
        CHECK(mail.server->book().messages == std::vector<std::string>{"x\r\n"});
        CHECK(mail.server->closed());
    }
}

TEST_CASE("what is sent right behind the exchange belongs to the layer, cut anywhere") {
    protected_talk at_once("auth-conf", "rc4");
    const std::string said = at_once.server->send("\r\n" + at_once.layer->wrap("EHLO client.example.org\r\n"));
    const auto end = said.find("\r\n") + 2;
    CHECK(at_once.layer->unwrap(said.substr(end)).value_or("").starts_with("250-mock.test"));

    protected_talk bytewise("auth-int");
    bytewise.finish();
    const std::string wire = bytewise.layer->wrap("EHLO client.example.org\r\n");
    CHECK(bytewise.layer->unwrap(bytewise.server->send_bytewise(wire)).value_or("").starts_with("250-mock.test"));
}

TEST_CASE("the client has to introduce itself again, and cannot ask for TLS or AUTH") {
    protected_talk mail("auth-int");
    mail.finish();
    const std::string said = mail.say("EHLO client.example.org\r\n");
    CHECK(said.find("STARTTLS") == std::string::npos);
    CHECK(said.find("AUTH") == std::string::npos);
    CHECK(mail.say("STARTTLS\r\n").starts_with("454 "));
    CHECK(mail.say("AUTH PLAIN\r\n").starts_with("503 "));

    protected_talk silent("auth-int");
    silent.finish();
    silent.say("MAIL FROM:<a@b.example>\r\n");
    CHECK(silent.server->book().contains("diagnosed mail_before_ehlo"));
}

TEST_CASE("a buffer that was altered ends the session") {
    protected_talk mail("auth-int");
    mail.finish();
    std::string wire = mail.layer->wrap("EHLO client.example.org\r\n");
    wire[5] = static_cast<char>(wire[5] ^ 1);
    CHECK(mail.server->send(wire).empty());
    CHECK(mail.server->closed());
    CHECK(mail.server->book().contains("diagnosed security_layer_broken"));
    CHECK(mail.server->book().contains("session_ended security_layer_failed"));
}
