#include "mocksmtp/sasl/gssapi.hpp"

#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

#include "tests/unit/sasl/exchange.hpp"
#include "tests/unit/sasl/kerberos_tokens.hpp"

using namespace mocksmtp::sasl;
using mocksmtp::tests::curl_request;
using mocksmtp::tests::negotiated;
using mocksmtp::tests::one_user;
using mocksmtp::tests::spelled;
using namespace std::string_literals;
using state = kerberos_acceptor::state;

namespace {

// The layer of a context that protects nothing.
class open_layer : public security_layer {
public:
    std::string wrap(std::string_view plain) override { return std::string(plain); }
    std::optional<std::string> unwrap(std::string_view wire) override { return std::string(wire); }
};

// A context that answers what it is told to, and signs by a mark in front.
class scripted_acceptor : public kerberos_acceptor {
public:
    std::vector<answer> answers = {{.now = state::established, .token = "AP-REP"}};
    std::string who = "test@EXAMPLE.TEST";
    std::uint32_t smallest_buffer = 100;

    answer accept(std::string_view) override {
        answer next = answers.front();
        answers.erase(answers.begin());
        return next;
    }
    std::string principal() const override { return who; }
    bool can_sign() const override { return true; }
    bool can_encrypt() const override { return true; }
    std::string wrap(std::string_view plain) override { return "signed:" + std::string(plain); }
    std::optional<std::string> unwrap(std::string_view wire) override {
        if (!wire.starts_with("signed:")) return std::nullopt;
        return std::string(wire.substr(7));
    }
    std::unique_ptr<security_layer> make_layer(bool, std::uint32_t client_takes, std::uint32_t) override {
        if (client_takes < smallest_buffer) return nullptr;
        return std::make_unique<open_layer>();
    }
};

struct talk {
    directory users;
    std::unique_ptr<scripted_acceptor> acceptor = std::make_unique<scripted_acceptor>();
    bool layers = false;
    std::unique_ptr<mechanism> running = nullptr;

    explicit talk(directory with = {}) : users(std::move(with)) {}

    std::string start(std::optional<std::string_view> initial) {
        running = make_gssapi(std::move(acceptor), layers, users);
        return spelled(running->next(initial));
    }
    std::string answer(std::string_view response) { return spelled(running->next(response)); }
    std::string last() const { return spelled(running->decode_last()); }
    const findings& found() const { return running->found(); }

    // Up to the offer of layers, which is answered.
    std::string choose(const std::string& choice) {
        start(curl_request);
        answer("");
        return answer("signed:" + choice);
    }
};

const std::string nothing_offered = "334 signed:\x01\0\0\0"s;
const std::string all_offered = "334 signed:\x07\x01\0\0"s;

}  // namespace

TEST_CASE("GSSAPI takes the ticket, answers, and settles that nothing protects the rest (RFC 4752 section 3)") {
    talk one;
    CHECK(one.start(std::nullopt) == "334 ");
    CHECK(one.last().empty());
    CHECK(one.answer(curl_request) == "334 AP-REP");
    CHECK(one.last().starts_with("mechanism=Kerberos 5, realm=EXAMPLE.TEST, service=smtp/localhost, "));
    CHECK(one.last().find("token*=") != std::string::npos);
    CHECK(one.found().user == "test");
    CHECK(one.found().because.empty());
    CHECK(one.answer("") == nothing_offered);
    CHECK(one.last().empty());
    CHECK(one.answer("signed:\x01\0\0\0other"s) == "accepted");
    CHECK(one.last() == "security_layer=none, max_size=0, authzid=other");
    CHECK(one.found().authzid == "other");
    CHECK(one.found().verified == true);
    CHECK(one.found().because == "no users configured: every identity is accepted");
    CHECK(spelled(one.found().more).ends_with("principal=test@EXAMPLE.TEST, security_layer=none"));
    CHECK(one.running->take_layer() == nullptr);
    CHECK(one.answer("") == "501 the exchange is over");
}

TEST_CASE("a context without a last token goes on at once, one that wants more asks for it") {
    talk one;
    one.acceptor->answers = {{.now = state::more, .token = "again"}, {.now = state::established}};
    CHECK(one.start(curl_request) == "334 again");
    CHECK(one.answer("more") == nothing_offered);
    CHECK(one.last() == "token*=more");
}

TEST_CASE("the account is the principal's full name, or its first part") {
    talk shorter(one_user("test", "unused"));
    CHECK(shorter.choose("\x01\0\0\0"s) == "accepted");
    CHECK(shorter.found().user == "test");
    CHECK(shorter.found().because == "ticket names an account");
    CHECK_FALSE(shorter.found().authzid);

    talk longer(one_user("test@EXAMPLE.TEST", "unused"));
    CHECK(longer.choose("\x01\0\0\0"s) == "accepted");
    CHECK(longer.found().user == "test@EXAMPLE.TEST");

    talk other(one_user("other", "unused"));
    CHECK(other.choose("\x01\0\0\0"s) == "refused");
    CHECK(other.found().verified == true);
    CHECK(other.found().because == "no such user");

    talk realmless;
    realmless.acceptor->who = "test";
    CHECK(realmless.choose("\x01\0\0\0"s) == "accepted");
    CHECK(realmless.found().user == "test");
}

TEST_CASE("security layers are offered if they are wanted, and the chosen one is left") {
    for (const auto& [choice, name] : {std::pair{"\x01\xff\xff\xff"s, "none"}, std::pair{"\x02\0\x10\0"s, "integrity"},
                                       std::pair{"\x04\0\x10\0"s, "confidentiality"}}) {
        talk one;
        one.layers = true;
        one.start(curl_request);
        CHECK(one.answer("") == all_offered);
        CHECK(one.answer("signed:" + choice) == "accepted");
        CHECK(one.last().starts_with("security_layer="s + name));
        CHECK((one.running->take_layer() != nullptr) == (name != "none"s));
    }
}

TEST_CASE("a choice that was not offered, is none or is not signed is malformed") {
    const auto because = [](const std::string& choice, bool layers) {
        talk one;
        one.layers = layers;
        return one.choose(choice);
    };
    CHECK(because("\x02\0\x10\0"s, false) == "501 GSSAPI security layer was not offered");
    CHECK(because("\x03\0\x10\0"s, true) == "501 GSSAPI choice is not one security layer");
    CHECK(because("\0\0\0\0"s, true) == "501 GSSAPI choice is not one security layer");
    CHECK(because("\x01\0\0"s, true) == "501 GSSAPI choice of a security layer is too short");
    CHECK(because("\x01\0\0\0\xff"s, true) == "501 GSSAPI authorization identity is not UTF-8");
    CHECK(because("\x04\0\0\x63"s, true) == "501 GSSAPI client takes no buffer of any use");
    talk unsigned_choice;
    unsigned_choice.start(curl_request);
    unsigned_choice.answer("");
    CHECK(unsigned_choice.answer("\x01\0\0\0"s) ==
          "501 GSSAPI choice of a security layer is not signed by this context");
    CHECK(unsigned_choice.last() == "response*=\x01\0\0\0"s);
    talk talkative;
    talkative.start(curl_request);
    CHECK(talkative.answer("x") == "501 GSSAPI answer to the server's last token is not empty");
}

TEST_CASE("a ticket that the keytab does not take is refused, and says why") {
    talk one;
    one.acceptor->answers = {{.now = state::refused, .because = "ticket expired"}};
    CHECK(one.start(curl_request) == "refused");
    CHECK(one.found().because == "ticket refused: ticket expired");
    CHECK(one.found().verified == false);
    CHECK(one.found().user.empty());
    talk broken;
    broken.acceptor->answers = {{.now = state::defective, .because = "checksum"}};
    CHECK(broken.start(curl_request) == "501 GSSAPI token is defective: checksum");
}

TEST_CASE("without a keytab the ticket is shown and cannot be checked") {
    talk one;
    one.acceptor = nullptr;
    CHECK(one.start(curl_request) == "refused");
    CHECK(one.found().because == "no keytab: the ticket cannot be checked");
    CHECK_FALSE(one.found().verified);
    CHECK(spelled(one.found().more).starts_with("mechanism=Kerberos 5, realm=EXAMPLE.TEST, service=smtp/localhost"));
}

TEST_CASE("GSSAPI is Kerberos and nothing else") {
    talk negotiating;
    CHECK(negotiating.start(negotiated(curl_request)) == "refused");
    CHECK(negotiating.found().because == "SPNEGO is not allowed in GSSAPI");
    talk other;
    CHECK(other.start("\x60\x04\x06\x02\x2a\x03"s) == "refused");
    CHECK(other.found().because == "the token is not one of Kerberos 5");
    for (const auto* garbage : {"", "x", "NTLMSSP"}) {
        talk none;
        CHECK(none.start(garbage) == "501 GSSAPI token is no initial token");
        CHECK(none.last() == "response*="s + garbage);
    }
    talk cut;
    CHECK(cut.start("\x60\x0d\x06\x09\x2a\x86\x48\x86\xf7\x12\x01\x02\x02\x01\x00"s) ==
          "501 GSSAPI token holds no Kerberos request");
}

TEST_CASE("a keytab that cannot be used is complained of in one line") {
    const std::string complaint = keytab_complaint("/nowhere/krb5.keytab");
    CHECK_FALSE(complaint.empty());
    CHECK(complaint.find('\n') == complaint.npos);
    CHECK(make_kerberos_acceptor("/nowhere/krb5.keytab") == nullptr);
}
