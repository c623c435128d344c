#include "mocksmtp/sasl/catalogue.hpp"

#include <doctest/doctest.h>

#include <array>
#include <set>
#include <string>
#include <string_view>

#include "tests/unit/sasl/exchange.hpp"
#include "tests/unit/sasl/scram_client.hpp"

using namespace mocksmtp;
using mocksmtp::tests::exchange;
using mocksmtp::tests::one_user;
using mocksmtp::tests::scram_client;
using mocksmtp::tests::spelled;

namespace {

// An exchange up to the server's challenge, which is returned; one iteration, for speed.
std::string challenge_to(exchange& talk, std::string_view mechanism, const scram_client& client) {
    if (!talk.pinned) talk.pinned = "i=1";
    const std::string said = talk.start(mechanism, client.first());
    REQUIRE(said.starts_with("334 r="));
    return said.substr(4);
}

std::string found_more(const exchange& talk) { return spelled(talk.found().more); }

const scram_client tim{.algorithm = base::hash::sha256, .user = "tim", .password = "secret"};
const scram_client bound_tim{.algorithm = base::hash::sha256,
                             .user = "tim",
                             .password = "secret",
                             .gs2_header = "p=tls-exporter,,",
                             .binding = "exporter octets"};

exchange under_tls() {
    exchange talk(one_user("tim", "secret"));
    talk.bindings = {{"tls-server-end-point", "hash"}, {"tls-exporter", "exporter octets"}};
    talk.binding_offered = true;
    return talk;
}

}  // namespace

TEST_CASE("every member of the family lets in, by its own hash") {
    for (const auto hash :
         {base::hash::sha1, base::hash::sha224, base::hash::sha256, base::hash::sha384, base::hash::sha512}) {
        const std::string digits = std::to_string(base::digest(hash, "").size() * 8);
        const std::string name = "SCRAM-SHA-" + (digits == "160" ? "1" : digits);
        CAPTURE(name);
        scram_client client = tim;
        client.algorithm = hash;
        exchange talk(one_user("tim", "secret"));
        CHECK(talk.answer(client.finish(challenge_to(talk, name, client)).message).starts_with("334 v="));
        client = bound_tim;
        client.algorithm = hash;
        exchange bound = under_tls();
        CHECK(bound.answer(client.finish(challenge_to(bound, name + "-PLUS", client)).message).starts_with("334 v="));
        CHECK(bound.answer("") == "accepted");
    }
}

TEST_CASE("every step of SCRAM is decoded") {
    scram_client client = bound_tim;
    client.gs2_header = "p=tls-exporter,a=boss=2Ctim,";
    exchange talk = under_tls();
    talk.pinned = "r=server,s=c2FsdA==,i=7";
    talk.start("SCRAM-SHA-256-PLUS", client.first());
    CHECK(talk.last() ==
          "gs2_header=p=tls-exporter,a=boss=2Ctim,, authzid=boss,tim, authcid=tim, client_nonce=clientnonce");
    CHECK(talk.found().authzid == "boss,tim");
    CHECK(found_more(talk) == "gs2_cbind_flag=p, channel_binding=tls-exporter, iterations=7");
    const auto [message, verifier] = client.finish("r=clientnonceserver,s=c2FsdA==,i=7");
    const auto said = talk.running->next(message);
    // The binding is no password, but as random as one: it is not shown.
    CHECK(talk.last().starts_with("channel_binding*=cD10bHM"));
    CHECK(talk.last().find(", nonce=clientnonceserver, proof=") != std::string::npos);
    CHECK(spelled(std::get<sasl::challenge>(said).decoded) == "verifier=" + verifier.substr(2));
    talk.answer("");
    CHECK(talk.last().empty());

    exchange open_text(one_user("tim", "secret"));
    open_text.pinned = "r=server,s=c2FsdA==,i=7";
    open_text.start("SCRAM-SHA-256");
    const auto challenge = open_text.running->next(tim.first());
    CHECK(spelled(std::get<sasl::challenge>(challenge).decoded) ==
          "nonce=clientnonceserver, salt=c2FsdA==, iterations=7");
    open_text.answer(tim.finish("r=clientnonceserver,s=c2FsdA==,i=7").message);
    CHECK(open_text.last().starts_with("channel_binding=biws, nonce=clientnonceserver, proof="));
}

TEST_CASE("SCRAM refuses a wrong password and an unknown user, after the same steps") {
    for (const auto& [user, password, because] :
         {std::array{"tim", "Secret", "wrong password"}, std::array{"tom", "secret", "no such user"},
          std::array{"Tim", "secret", "no such user"}}) {
        scram_client client = tim;
        client.user = user;
        client.password = password;
        exchange talk(one_user("tim", "secret"));
        CHECK(talk.answer(client.finish(challenge_to(talk, "SCRAM-SHA-256", client)).message) == "refused");
        CHECK(talk.found().because == because);
        CHECK(talk.found().verified == false);
        CHECK(talk.answer("") == "501 the exchange is over");
    }
}

TEST_CASE("SCRAM knows every password of an account, the default one, and who may not use it") {
    auto users = one_user("tim", "old");
    users.accounts[0].passwords.push_back("secret");
    exchange second(users);
    CHECK(second.answer(tim.finish(challenge_to(second, "SCRAM-SHA-256", tim)).message).starts_with("334 v="));
    CHECK(second.found().credential == 1u);

    sasl::directory anybody;
    anybody.default_password = "secret";
    exchange by_default(anybody);
    CHECK(by_default.answer(tim.finish(challenge_to(by_default, "SCRAM-SHA-256", tim)).message).starts_with("334 v="));

    users.accounts[0].mechanisms = {"PLAIN"};
    exchange elsewhere(users);
    CHECK(elsewhere.answer(tim.finish(challenge_to(elsewhere, "SCRAM-SHA-256", tim)).message) == "refused");
    CHECK(elsewhere.found().because == "mechanism not allowed for this account");
    CHECK(elsewhere.found().verified == true);
}

TEST_CASE("names and passwords beyond ASCII are compared as the UTF-8 they are, commas and equals signs unescaped") {
    scram_client client = tim;
    client.user = "j\xc3\xbcrgen=3Dg=2C1";
    client.password = "gr\xc3\xbc\xc3\x9f,=";
    exchange talk(one_user("j\xc3\xbcrgen=g,1", client.password));
    CHECK(talk.answer(client.finish(challenge_to(talk, "SCRAM-SHA-256", client)).message).starts_with("334 v="));
}

TEST_CASE("without a configured password SCRAM proves nothing, and so refuses") {
    exchange talk;
    CHECK(talk.start("SCRAM-SHA-256", tim.first()) == "refused");
    CHECK(talk.found().because == "SCRAM needs a configured password: nothing could be proved without one");
    CHECK_FALSE(talk.found().verified);
    CHECK(talk.found().user == "tim");
}

TEST_CASE("an answer to another challenge is refused") {
    exchange first(one_user("tim", "secret"));
    const std::string replayed = tim.finish(challenge_to(first, "SCRAM-SHA-256", tim)).message;
    exchange second(one_user("tim", "secret"));
    second.place.ordinal = 2;
    challenge_to(second, "SCRAM-SHA-256", tim);
    CHECK(second.answer(replayed) == "refused");
    CHECK(second.found().because == "wrong nonce: not an answer to this challenge");
    CHECK(second.found().verified == false);
}

TEST_CASE("another binding than this connection's is refused, and so is none") {
    exchange elsewhere = under_tls();
    elsewhere.bindings[1].bytes = "octets of another";
    CHECK(elsewhere.answer(bound_tim.finish(challenge_to(elsewhere, "SCRAM-SHA-256-PLUS", bound_tim)).message) ==
          "refused");
    CHECK(elsewhere.found().because == "channel binding does not match");

    // The header repeated in the final message is not the one it began with.
    exchange changed(one_user("tim", "secret"));
    const std::string challenge = challenge_to(changed, "SCRAM-SHA-256", tim);
    scram_client other = tim;
    other.gs2_header = "y,,";
    CHECK(changed.answer(other.finish(challenge).message) == "refused");
    CHECK(changed.found().because == "channel binding does not match");
}

TEST_CASE("bindings that cannot be made are refused, each with its reason") {
    struct wish {
        std::string_view mechanism;
        std::string gs2_header;
        std::string_view because;
    };
    for (const auto& [mechanism, gs2_header, because] :
         {wish{"SCRAM-SHA-256", "y,,",
               "the client says the server offers no channel binding, but it was offered: downgrade"},
          wish{"SCRAM-SHA-256-PLUS", "y,,",
               "the client says the server offers no channel binding, but it was offered: downgrade"},
          wish{"SCRAM-SHA-256", "p=tls-exporter,,", "SCRAM-SHA-256 binds no channel, but the client does"},
          wish{"SCRAM-SHA-256-PLUS", "n,,", "SCRAM-SHA-256-PLUS binds the channel, but the client does not"},
          wish{"SCRAM-SHA-256-PLUS", "p=tls-unique,,", "this connection has no channel binding tls-unique"},
          wish{"SCRAM-SHA-256-PLUS", "p=tls-nonsense,,", "this connection has no channel binding tls-nonsense"}}) {
        CAPTURE(gs2_header);
        scram_client client = tim;
        client.gs2_header = gs2_header;
        exchange talk = under_tls();
        CHECK(talk.start(mechanism, client.first()) == "refused");
        CHECK(talk.found().because == because);
        CHECK(talk.found().verified == false);
        CHECK(talk.found().user == "tim");
    }
}

TEST_CASE("a client that could bind where nothing was offered is let in") {
    scram_client client = tim;
    client.gs2_header = "y,,";
    exchange talk(one_user("tim", "secret"));
    CHECK(talk.answer(client.finish(challenge_to(talk, "SCRAM-SHA-256", client)).message).starts_with("334 v="));
    CHECK(found_more(talk) == "gs2_cbind_flag=y, iterations=1");
}

TEST_CASE("the salt is the user's, whatever the exchange, and the nonce the exchange's") {
    std::set<std::string> salts, nonces;
    for (const auto* mechanism : {"SCRAM-SHA-256", "SCRAM-SHA-1"})
        for (const auto* user : {"tim", "nobody"})
            for (const std::uint64_t ordinal : {1u, 2u}) {
                scram_client client = tim;
                client.user = user;
                exchange one(one_user("tim", "secret")), again(one_user("tim", "secret"));
                one.place.ordinal = again.place.ordinal = ordinal;
                const std::string challenge = one.start(mechanism, client.first());
                CHECK(again.start(mechanism, client.first()) == challenge);
                CHECK(challenge.ends_with("==,i=4096"));
                nonces.insert(challenge.substr(0, challenge.find(",s=")) + mechanism);
                salts.insert(challenge.substr(challenge.find(",s=")));
            }
    CHECK(salts.size() == 4);
    CHECK(nonces.size() == 4);
    exchange plain(one_user("tim", "secret")), plus = under_tls();
    const std::string unbound = challenge_to(plain, "SCRAM-SHA-256", tim);
    const std::string bound = challenge_to(plus, "SCRAM-SHA-256-PLUS", bound_tim);
    CHECK(unbound.substr(unbound.find(",s=")) == bound.substr(bound.find(",s=")));
}

TEST_CASE("the server's proof has no answer but an empty one") {
    exchange talk(one_user("tim", "secret"));
    talk.answer(tim.finish(challenge_to(talk, "SCRAM-SHA-256", tim)).message);
    CHECK(talk.answer("thanks") == "501 SCRAM has no answer to the server's proof but an empty one");
    CHECK(talk.last() == "response*=thanks");
    CHECK(talk.answer("") == "501 the exchange is over");
}
