#include "mocksmtp/sasl/external.hpp"

#include <doctest/doctest.h>

#include <string>

#include "tests/unit/sasl/exchange.hpp"

using mocksmtp::sasl::peer_certificate;
using mocksmtp::tests::exchange;
using mocksmtp::tests::one_user;
using namespace std::string_literals;

namespace {

const peer_certificate known{.subject = "CN=robot,O=Shop",
                             .common_name = "robot",
                             .names = {"app@example.test", "shop@example.test", "app.example.test"},
                             .verified = true};

exchange talk_of(peer_certificate shown, mocksmtp::sasl::directory users = {}) {
    exchange talk(std::move(users));
    talk.peer = std::move(shown);
    return talk;
}

}  // namespace

TEST_CASE("EXTERNAL takes the identity of the certificate, and as verified if it is trusted") {
    exchange talk = talk_of(known);
    CHECK(talk.start("EXTERNAL", "") == "accepted");
    CHECK(talk.found().user == "app@example.test");
    CHECK_FALSE(talk.found().authzid);
    CHECK_FALSE(talk.found().secret);
    CHECK(talk.found().verified == true);
    CHECK(mocksmtp::tests::spelled(talk.found().more) == "subject=CN=robot,O=Shop");
    CHECK(talk.last() == "authzid=");
}

TEST_CASE("EXTERNAL without initial response gets an empty challenge first, and then whom the client acts for") {
    exchange talk = talk_of(known);
    CHECK(talk.start("EXTERNAL") == "334 ");
    CHECK(talk.answer("fred@example.com") == "accepted");  // RFC 4422 appendix A.4
    CHECK(talk.found().authzid == "fred@example.com");
    CHECK(talk.last() == "authzid=fred@example.com");
    CHECK(talk.answer("") == "501 the exchange is over");
}

TEST_CASE("a certificate without names is its common name, and one without that is nobody") {
    peer_certificate shown = known;
    shown.names.clear();
    exchange talk = talk_of(shown);
    CHECK(talk.start("EXTERNAL", "") == "accepted");
    CHECK(talk.found().user == "robot");
    shown.common_name.clear();
    exchange nobody = talk_of(shown);
    CHECK(nobody.start("EXTERNAL", "") == "refused");
    CHECK(nobody.found().because == "the client certificate names nobody");
}

TEST_CASE("with users one of the certificate's names has to be an account") {
    exchange talk = talk_of(known, one_user("app.example.test", "unused"));
    CHECK(talk.start("EXTERNAL", "") == "accepted");
    CHECK(talk.found().user == "app.example.test");
    CHECK(talk.found().because == "certificate names an account");

    exchange other = talk_of(known, one_user("robot", "unused"));
    CHECK(other.start("EXTERNAL", "") == "refused");
    CHECK(other.found().user == "app@example.test");
    CHECK(other.found().verified == true);
    CHECK(other.found().because == "no such user");
}

TEST_CASE("a certificate of no known authority verifies nobody") {
    peer_certificate stranger = known;
    stranger.verified = false;
    stranger.distrust = "certificate has expired";
    exchange open = talk_of(stranger);
    CHECK(open.start("EXTERNAL", "") == "accepted");
    CHECK(open.found().verified == false);

    exchange closed = talk_of(stranger, one_user("app@example.test", "unused"));
    CHECK(closed.start("EXTERNAL", "") == "refused");
    CHECK(closed.found().user == "app@example.test");
    CHECK(closed.found().verified == false);
    CHECK(closed.found().because == "certificate has expired");
}

TEST_CASE("without a certificate nobody is let in") {
    exchange talk;
    CHECK(talk.start("EXTERNAL", "bob") == "refused");
    CHECK(talk.found().user.empty());
    CHECK(talk.found().authzid == "bob");
    CHECK(talk.found().verified == false);
    CHECK(talk.found().because == "no client certificate");
}

TEST_CASE("what is no authorization identity is malformed and shown as one secret") {
    for (const std::string& response : {"\xff"s, "a\0b"s}) {
        exchange talk = talk_of(known);
        CHECK(talk.start("EXTERNAL", response).starts_with("501 EXTERNAL authorization identity "));
        CHECK(talk.last() == "response*=" + response);
        CHECK(talk.found().user.empty());
    }
}
