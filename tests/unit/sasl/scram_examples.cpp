// SCRAM as the RFCs print it, and as real clients speak it.
#include <doctest/doctest.h>

#include <array>
#include <string>
#include <string_view>

#include "tests/unit/sasl/exchange.hpp"
#include "tests/unit/sasl/scram_client.hpp"

using namespace mocksmtp;
using mocksmtp::tests::exchange;
using mocksmtp::tests::one_user;
using mocksmtp::tests::scram_client;

namespace {

struct published {
    std::string_view mechanism;
    std::string first, server_first, final, server_final;
};

// RFC 5802 section 5, RFC 7677 section 3, and the latter's exchange with the other hashes and bound to 32 zero octets.
const std::array examples{
    published{"SCRAM-SHA-1", "n,,n=user,r=fyko+d2lbbFgONRv9qkxdawL",
              "r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,i=4096",
              "c=biws,r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=",
              "v=rmF9pqV8S7suAoZWja4dJRkFsKQ="},
    published{
        "SCRAM-SHA-256", "n,,n=user,r=rOprNGfwEbeRWgbNEkqO",
        "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096",
        "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=",
        "v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4="},
    published{"SCRAM-SHA-224", "n,,n=user,r=rOprNGfwEbeRWgbNEkqO",
              "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096",
              "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=G+jImI3JVyfKziL8SmvWt6s7DBkoCRivS4b9Pw==",
              "v=zuajyFap+TnHcERV1KnuwlZyj4z6WE33aYPCfA=="},
    published{"SCRAM-SHA-384", "n,,n=user,r=rOprNGfwEbeRWgbNEkqO",
              "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096",
              "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p="
              "38QOLqcXFnyvjFUdM4HfSjz5ppcQ02OwnS5CmEK4PniDQJkN2DCKR1oAI+y+NRKq",
              "v=v1W3CC5HNLFnGJ2Zbpb5jeIDxX1hpghXPjWlFWLvikI2N0FYuk/W6bRRifnIXxTe"},
    published{"SCRAM-SHA-512", "n,,n=user,r=rOprNGfwEbeRWgbNEkqO",
              "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096",
              "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=gMGXRcevScNtxZ6/"
              "8lQYpGtnsNAc3mGcmNomv+xnoOMw+3R2xNJdMNnzMlTN8PPC6wdp6dybEmDYXYTxwnYPJQ==",
              "v=ZQnYEgWQMFmmsM8aQMF0nDDCy/AgCzkwk8CmMZYcMg0vSVlKDanekLtifDSeVGT4+5ZxXnJq199RVG2rR7N7Zw=="},
    published{"SCRAM-SHA-256-PLUS", "p=tls-exporter,,n=user,r=rOprNGfwEbeRWgbNEkqO",
              "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096",
              "c=cD10bHMtZXhwb3J0ZXIsLAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA,r=rOprNGfwEbeRWgbNEkqO%"
              "hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=DjQnJVl+UsopIRl1rNSgnCXRLt41NZySXLn3ksUR6eA=",
              "v=Ox1zOSGY0AbmCaxhUaJhwKJ4cbHS/sAE84mHW6fOITg="},
};

// What real clients sent to the user test.
struct recorded {
    std::string_view client;
    std::string_view mechanism;
    std::string_view first, final;
};
const std::array recordings{
    recorded{"gsasl", "SCRAM-SHA-1", "n,,n=test,r=6HidDZLABJCFPFZh2EyAN0FM",
             "c=biws,r=6HidDZLABJCFPFZh2EyAN0FMeYoACOqJiEemezFypELRQZ7SRI7LuiW/,p=mpNCH1Z+hWo4bYLytEx9iN+etnA="},
    recorded{"gsasl", "SCRAM-SHA-256", "n,,n=test,r=ITpKNTuyZMtM66Xj8c68RgdO",
             "c=biws,r=ITpKNTuyZMtM66Xj8c68RgdOcM1ufWXMLES6efGreXi1Wv1BY4bXM9Hm,p=OW7fHY9eCz+mMqqTlvlHxj2Ed0iiN/"
             "xDGw4RK7Xx/Ys="},
    recorded{"msmtp", "SCRAM-SHA-1", "n,,n=test,r=hlmh7JTf7HBjsA9+fY4Fhpex",
             "c=biws,r=hlmh7JTf7HBjsA9+fY4FhpexSe6o361RO1r1OzA+xjNo80iNrBwKGF29,p=ArA02jyumg0UzODJZvg2q/q0Aw8="},
    recorded{"msmtp", "SCRAM-SHA-256", "n,,n=test,r=qgdT+Alvpt6JGhTnu/ls6I32",
             "c=biws,r=qgdT+Alvpt6JGhTnu/ls6I325RiP3KQULenpNmGWGDqC/jVnl1Cs9qFI,p=mgjb+mNjKfj7F0ITW+5ugjeJ/"
             "iUU+uzLpVsxTZC1u5I="},
    recorded{
        "mutt", "SCRAM-SHA-1", "n,a=test,n=test,r=X/U7X8n/7tbK1Njjk1M0N93k",
        "c=bixhPXRlc3Qs,r=X/U7X8n/7tbK1Njjk1M0N93kQg2uQhbDEQ/P545eaf6tXhj9zf4e4Gas,p=DjgtXDenBMmMlr3lYgLqgWWv9F8="},
    recorded{"mutt", "SCRAM-SHA-256", "n,a=test,n=test,r=t7TqnOTtEIE36qcD4EnVyfba",
             "c=bixhPXRlc3Qs,r=t7TqnOTtEIE36qcD4EnVyfbalsTxVs3zlNSNdfuKE6KYE8oj+YWwVesX,p=kiiy0ERWPXy0FKIq+"
             "CjDStqveam7KvNpTUUjbKxgnwc="},
    recorded{"neomutt", "SCRAM-SHA-256", "n,a=test,n=test,r=oObm3yEzISkPtBg30J/0wLbH",
             "c=bixhPXRlc3Qs,r=oObm3yEzISkPtBg30J/0wLbHhb/"
             "MKwzTHwlUOqUkrvIEOQKoHuKnKYdI,p=u4CUktepK5ETcUZe2020bJs5lCdZaS83uZ6gshfm9YA="},
    recorded{"neomutt", "SCRAM-SHA-256", "n,a=test,n=test,r=krzmJKViSDQx5WyVkJSY0JfY",
             "c=bixhPXRlc3Qs,r=krzmJKViSDQx5WyVkJSY0JfYoIJq9SXdMfwRqEmKc5LaWvIZgQcT8Wk3,p="
             "dhgfg9BTrqKIXdFsIxDX7FLrBgTQnh6luAWSf4MPBc4="},
    recorded{
        "postfix-smtp", "SCRAM-SHA-1", "n,,n=test,r=2GG2ubv0efKJMxuDnXwN9KkkR3ATS3UX",
        "c=biws,r=2GG2ubv0efKJMxuDnXwN9KkkR3ATS3UXv1txIWFTyM/YF5zLfcbRDPRSNqyNCrrA,p=7bJ/5ZlXaE+Vh6Hw1ZmAjrp2tQo="},
    recorded{"postfix-smtp", "SCRAM-SHA-256", "n,,n=test,r=+AqOyIcYA30SqQ9hq/LIBHau8I/j9B6c",
             "c=biws,r=+AqOyIcYA30SqQ9hq/LIBHau8I/j9B6cY7EGagrPVqTNXmxuFSD8NSZUspMqushR,p=A5tDSQO2CoCY8wcCzp12W5r/"
             "+Buxy+Vf2g1MGlsTHxI="},
    recorded{"sendmail-8.17", "SCRAM-SHA-1", "n,a=test,n=test,r=vVPhB/0f0gdGh9kxJ+xicimE6qP5xZgF",
             "c=bixhPXRlc3Qs,r=vVPhB/"
             "0f0gdGh9kxJ+xicimE6qP5xZgFs1ULuk9FI4vCZ6zoXmRen5hrgLFp2R21,p=8vJdK6fMNxm3mcaP0uT8SfQ3VdA="},
    recorded{"sendmail-8.17", "SCRAM-SHA-256", "n,a=test,n=test,r=jOGgQbmDQNIo+K6etWcCastPXDvMjmWW",
             "c=bixhPXRlc3Qs,r=jOGgQbmDQNIo+K6etWcCastPXDvMjmWWv64lwdT+9QOtcez53szFyh4E5RS/NFr6,p=oJQbSSEF9ueAEMq9zt//"
             "7In2XBoVrrz2SEx5q1a3s3k="},
};

}  // namespace

TEST_CASE("SCRAM goes as published, to the octet") {
    for (const auto& [mechanism, first, server_first, final, server_final] : examples) {
        CAPTURE(mechanism);
        for (const bool initial : {true, false}) {
            exchange talk(one_user("user", "pencil"));
            talk.pinned = server_first;
            talk.bindings = {{"tls-exporter", std::string(32, '\0')}};
            if (!initial) CHECK(talk.start(mechanism) == "334 ");
            CHECK((initial ? talk.start(mechanism, first) : talk.answer(first)) == "334 " + server_first);
            CHECK(talk.answer(final) == "334 " + server_final);
            CHECK(talk.answer("") == "accepted");
            CHECK(talk.found().user == "user");
            CHECK(talk.found().verified == true);
            CHECK_FALSE(talk.found().secret);
            CHECK(talk.found().credential == 0u);
        }
    }
}

TEST_CASE("SCRAM can be pinned by the server's part of the nonce alone") {
    const auto& example = examples[0];
    exchange talk(one_user("user", "pencil"));
    talk.pinned = "r=3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,i=4096";
    CHECK(talk.start("SCRAM-SHA-1", example.first) == "334 " + example.server_first);
    CHECK(talk.answer(example.final) == "334 " + example.server_final);
}

TEST_CASE("what real clients send is read: their first message, and their final one with a proof of our own salt") {
    for (const auto& [name, mechanism, first, final] : recordings) {
        CAPTURE(name);
        const auto comma = first.rfind(",r=");
        scram_client client{.algorithm = mechanism == "SCRAM-SHA-1" ? base::hash::sha1 : base::hash::sha256,
                            .user = "test",
                            .password = "secret",
                            .gs2_header = std::string(first.substr(0, first.find("n=test"))),
                            .nonce = std::string(first.substr(comma + 3))};
        exchange talk(one_user("test", "secret"));
        const auto nonce = final.find(",r=") + 3;
        const std::string whole(final.substr(nonce, final.find(",p=") - nonce));
        talk.pinned = "r=" + whole + ",i=1";
        const std::string challenge = talk.start(mechanism, first).substr(4);
        const auto [message, verifier] = client.finish(challenge);
        CHECK(message.substr(0, message.find(",p=")) == final.substr(0, final.find(",p=")));
        CHECK(talk.answer(message) == "334 " + verifier);
        CHECK(talk.answer("") == "accepted");

        // The recorded proof is about a salt that was not recorded.
        exchange again(one_user("test", "secret"));
        again.pinned = talk.pinned;
        again.start(mechanism, first);
        CHECK(again.answer(final) == "refused");
        CHECK(again.found().because == "wrong password");
    }
}
