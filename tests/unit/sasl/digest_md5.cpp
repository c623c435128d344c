#include "mocksmtp/sasl/digest_md5.hpp"

#include <doctest/doctest.h>

#include <array>
#include <set>
#include <string>
#include <string_view>

#include "mocksmtp/sasl/digest_md5_message.hpp"
#include "mocksmtp/sasl/digest_md5_proof.hpp"
#include "tests/unit/sasl/digest_md5_client.hpp"
#include "tests/unit/sasl/exchange.hpp"

using namespace mocksmtp;
using mocksmtp::tests::digest_md5_client;
using mocksmtp::tests::exchange;
using mocksmtp::tests::one_user;

namespace {

const std::string usual = R"(nonce="abc",realm="mock.test",qop="auth",charset=utf-8,algorithm=md5-sess)";

struct conversation {
    exchange talk{one_user("test", "secret")};

    std::string said(const std::string& response, const std::string& to = usual) {
        talk.pinned = to;
        talk.start("DIGEST-MD5");
        return talk.answer(response);
    }
    // What came of a well-formed response that was not let in.
    std::string refused(const digest_md5_client& client, const std::string& to = usual) {
        CHECK(said(client.response(), to) == "refused");
        CHECK(talk.found().verified == false);
        return talk.found().because;
    }
};

}  // namespace

TEST_CASE("DIGEST-MD5 proves the server's side too, and waits for an empty answer") {
    conversation right;
    const digest_md5_client client;
    CHECK(right.said(client.response()) == "334 rspauth=" + client.server_proof());
    CHECK(right.talk.found().verified == true);
    CHECK(right.talk.found().user == "test");
    CHECK(right.talk.answer("") == "accepted");
    CHECK(right.talk.last().empty());
    CHECK(right.talk.running->take_layer() == nullptr);
    CHECK(right.talk.answer("") == "501 the exchange is over");

    conversation wordy;
    wordy.said(client.response());
    CHECK(wordy.talk.answer("thanks") == "501 DIGEST-MD5 answer to rspauth is not empty");
    CHECK(wordy.talk.last() == "response*=thanks");
}

TEST_CASE("DIGEST-MD5 offers the host as realm, and qop auth while no security layer is possible") {
    exchange talk;
    talk.host = "mx.\"example\"";
    const std::string said = talk.start("DIGEST-MD5");
    CHECK(said.starts_with("334 nonce=\""));
    CHECK(said.ends_with(R"(",realm="mx.\"example\"",qop="auth",charset=utf-8,algorithm=md5-sess)"));

    exchange layered;
    layered.layers = true;
    CHECK(
        layered.start("DIGEST-MD5")
            .ends_with(
                R"(,realm="mock.test",qop="auth,auth-int,auth-conf",cipher="rc4-40,rc4-56,rc4,des,3des",maxbuf=65536,charset=utf-8,algorithm=md5-sess)"));
}

TEST_CASE("the nonce is the same in every run, and another in every place") {
    std::set<std::string> seen;
    for (const unsigned step : {0u, 1u})
        for (const std::uint64_t ordinal : {1u, 2u}) {
            exchange one, again;
            one.place = again.place = {.listener = "plain", .ordinal = ordinal, .purpose = {}, .step = step};
            const std::string said = one.start("DIGEST-MD5");
            CHECK(again.start("DIGEST-MD5") == said);
            seen.insert(said);
        }
    CHECK(seen.size() == 4);
}

TEST_CASE("DIGEST-MD5 refuses what leaves the challenge, and says how") {
    CHECK(conversation().refused({.nonce = "abd"}) == "wrong nonce");
    CHECK(conversation().refused({.count = "00000002"}) == "replayed nonce count");
    CHECK(conversation().refused({.realm = "other.test"}) == "realm was not offered");
    CHECK(conversation().refused({.realm = ""}) == "realm was not offered");
    CHECK(conversation().refused({.qop = "auth-int"}) == "qop was not offered");
    CHECK(conversation().refused({.uri = "imap/mock.test"}) == "digest-uri is of another service");
    CHECK(conversation().refused({.password = "Secret"}) == "wrong password");
    CHECK(conversation().refused({.username = "tom"}) == "no such user");
    CHECK(conversation().refused({.qop = "auth-conf", .more = ",cipher=rc5"},
                                 R"(nonce="abc",qop="auth-conf",cipher="rc4,des")") == "cipher was not offered");
}

TEST_CASE("any of several realms may be chosen, and any at all where none was offered") {
    const std::string two = R"(nonce="abc",realm="mock.test",realm="other.test")";
    conversation second;
    CHECK(second.said(digest_md5_client{.realm = "other.test"}.response(), two).starts_with("334 rspauth"));
    conversation none;
    CHECK(none.said(digest_md5_client{.realm = "mine"}.response(), "nonce=abc").starts_with("334 rspauth"));
}

TEST_CASE("a chosen security layer needs a session that can carry it") {
    const std::string offered = R"(nonce="abc",qop="auth,auth-int")";
    const digest_md5_client client{.qop = "auth-int"};
    conversation without;
    CHECK(without.said(client.response(), offered) == "refused");
    CHECK(without.talk.found().because == "no security layer is possible here");
    CHECK(without.talk.found().verified == true);
    conversation with;
    with.talk.layers = true;
    CHECK(with.said(client.response(), offered).starts_with("334 rspauth"));
    CHECK(with.talk.answer("") == "accepted");
    CHECK(with.talk.running->take_layer() != nullptr);
    CHECK(with.talk.running->take_layer() == nullptr);
}

TEST_CASE("in an open house DIGEST-MD5 accepts at once, verified by nobody") {
    conversation open;
    open.talk.users = {};
    CHECK(open.said(digest_md5_client{.password = "anything"}.response()) == "accepted");
    CHECK_FALSE(open.talk.found().verified);
    CHECK(open.talk.found().user == "test");
    conversation layered;
    layered.talk.users = {};
    layered.talk.layers = true;
    CHECK(layered.said(digest_md5_client{.qop = "auth-int"}.response(), R"(nonce="abc",qop="auth-int")") == "refused");
}

TEST_CASE("DIGEST-MD5 notes realm, qop, digest-uri and maxbuf, and who is to be acted for") {
    conversation talk;
    talk.said(digest_md5_client{.authzid = "boss", .more = ",maxbuf=1024"}.response());
    CHECK(talk.talk.found().authzid == "boss");
    conversation nobody;
    CHECK(nobody.said(digest_md5_client{.authzid = ""}.response()).starts_with("334 "));
    CHECK_FALSE(nobody.talk.found().authzid);
    CHECK(talk.talk.found().verified == true);
    CHECK(tests::spelled(talk.talk.found().more) ==
          "realm=mock.test, qop=auth, digest-uri=smtp/mock.test, maxbuf=1024");
    conversation latin;
    latin.talk.users = one_user("J\xc3\xbcrgen", "secret");
    CHECK(latin.said(digest_md5_client{.username = "J\xfcrgen"}.response()).starts_with("334 rspauth"));
    CHECK(latin.talk.found().user == "J\xc3\xbcrgen");
}

TEST_CASE("a client that counts on with an earlier nonce is asked anew (RFC 2831 section 2.2)") {
    exchange talk(one_user("test", "secret"));
    const digest_md5_client again{.nonce = "earlier", .count = "00000002"};
    const std::string said = talk.start("DIGEST-MD5", again.response());
    CHECK(said.ends_with(",algorithm=md5-sess,stale=true"));
    CHECK(talk.last().starts_with("username=test, realm=mock.test, nonce=earlier, "));
    CHECK_FALSE(talk.found().verified);
    const auto offered = sasl::digest_md5::read_offer(said.substr(4));
    const digest_md5_client anew{.nonce = offered.nonce};
    CHECK(talk.answer(anew.response()) == "334 rspauth=" + anew.server_proof());
    CHECK(talk.answer("") == "accepted");

    exchange pinned(one_user("test", "secret"));
    pinned.pinned = usual;
    CHECK(pinned.start("DIGEST-MD5", again.response()) == "334 " + usual);

    exchange broken;
    CHECK(broken.start("DIGEST-MD5", "") == "501 DIGEST-MD5 response without username");
    CHECK(broken.last() == "response*=");
}

TEST_CASE("DIGEST-MD5 responses that break the grammar are malformed and shown as one secret") {
    const std::string right = digest_md5_client{}.response();
    const auto without = [&](std::string_view name) {
        std::string text = right;
        return text.replace(text.find(name), name.size(), "other=");
    };
    struct broken {
        std::string response;
        std::string because;
    };
    const auto missing = [&](const std::string& name) {
        return broken{without(name + "="), "DIGEST-MD5 response without " + name};
    };
    const std::array all{
        broken{"secret", "DIGEST-MD5 response is not a list of directives"},
        broken{"", "DIGEST-MD5 response without username"},
        missing("username"),
        missing("digest-uri"),
        missing("response"),
        broken{right + ",nc=00000001", "DIGEST-MD5 response has nc twice"},
        broken{right + ",REALM=\"mock.test\"", "DIGEST-MD5 response has realm twice"},
        broken{right + ",charset=utf-8,charset=utf-8", "DIGEST-MD5 response has charset twice"},
        broken{right + ",charset=latin1", "DIGEST-MD5 charset is not utf-8"},
        broken{right + ",maxbuf=16", "DIGEST-MD5 maxbuf is not a number from 17 to 16777215"},
        broken{right + ",maxbuf=16777216", "DIGEST-MD5 maxbuf is not a number from 17 to 16777215"},
        broken{right + ",maxbuf=-1", "DIGEST-MD5 maxbuf is not a number from 17 to 16777215"},
        broken{right + ",maxbuf=99999999999999999999", "DIGEST-MD5 maxbuf is not a number from 17 to 16777215"},
        broken{digest_md5_client{.username = ""}.response(), "DIGEST-MD5 response without a user name"},
        broken{digest_md5_client{.count = "1"}.response(), "DIGEST-MD5 nonce count is not eight hexadecimal digits"},
        broken{digest_md5_client{.uri = "smtp"}.response(), "DIGEST-MD5 digest-uri is not service/host"},
        broken{digest_md5_client{.uri = "smtp/"}.response(), "DIGEST-MD5 digest-uri is not service/host"},
        broken{digest_md5_client{.qop = "auth-conf"}.response(),
               "DIGEST-MD5 response without cipher, which auth-conf needs"},
        broken{right.substr(0, right.size() - 1), "DIGEST-MD5 digest is not 32 lower-case hexadecimal digits"}};
    for (const auto& [response, because] : all) {
        conversation talk;
        CHECK(talk.said(response) == "501 " + because);
        CHECK(talk.talk.last() == "response*=" + response);
        CHECK_FALSE(talk.talk.found().verified);
    }
}
