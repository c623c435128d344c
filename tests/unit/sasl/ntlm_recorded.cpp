#include "tests/unit/sasl/ntlm_recorded.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <string>

#include "mocksmtp/base/base64.hpp"
#include "tests/unit/sasl/exchange.hpp"

using namespace mocksmtp;
using mocksmtp::base::decode_base64;
using mocksmtp::tests::exchange;
using mocksmtp::tests::ntlm_exchange;
using mocksmtp::tests::ntlm_recorded;
using mocksmtp::tests::one_user;

namespace {

std::string field(const sasl::fields& all, std::string_view name) {
    for (const auto& one : all)
        if (one.name == name) return one.value;
    return "(none)";
}

std::string replayed(exchange& talk, const ntlm_exchange& said, std::string_view authenticate) {
    talk.pinned = decode_base64(said.challenge);
    talk.start("NTLM", *decode_base64(said.negotiate));
    return talk.answer(authenticate);
}

}  // namespace

TEST_CASE("NTLM verifies what real clients sent") {
    for (const auto& said : ntlm_recorded) {
        CAPTURE(said.client);
        exchange talk(one_user("test", "secret"));
        CHECK(replayed(talk, said, *decode_base64(said.authenticate)) == "accepted");
        CHECK(talk.found().user == "test");
        CHECK(talk.found().verified == true);
        CHECK_FALSE(talk.found().secret);
        CHECK(field(talk.found().more, "ntlm") == said.version);
        CHECK(field(talk.found().more, "domain") == said.domain);
        CHECK(field(talk.found().more, "workstation") == said.workstation);
    }
}

TEST_CASE("NTLM refuses what real clients sent if the password, the user or the challenge is another") {
    for (const auto& said : ntlm_recorded) {
        CAPTURE(said.client);
        const std::string answer = *decode_base64(said.authenticate);
        exchange wrong(one_user("test", "Secret"));
        CHECK(replayed(wrong, said, answer) == "refused");
        CHECK(wrong.found().because == "wrong password");
        CHECK(wrong.found().verified == false);
        exchange unknown(one_user("tom", "secret"));
        CHECK(replayed(unknown, said, answer) == "refused");
        CHECK(unknown.found().because == "no such user");
        exchange elsewhere(one_user("test", "secret"));
        elsewhere.start("NTLM", *decode_base64(said.negotiate));
        CHECK(elsewhere.answer(answer) == "refused");
    }
}

TEST_CASE("a client that answers a challenge with a timestamp signs all three messages") {
    for (const auto& said : ntlm_recorded) {
        const bool signs = said.client.ends_with("a timestamp in the challenge");
        exchange talk(one_user("test", "secret"));
        replayed(talk, said, *decode_base64(said.authenticate));
        CHECK(field(talk.found().more, "mic") == (signs ? "right" : "(none)"));
        if (!signs) continue;
        CHECK(field(talk.found().more, "lm_response") == "absent");
        CHECK(field(talk.running->decode_last(), "mic") == "607e2e8b17022fea4d270f2a1fa3bbdf");

        // The workstation's name is signed by nothing else.
        std::string altered = *decode_base64(said.authenticate);
        altered[altered.find("WS")] = 'w';
        exchange forged(one_user("test", "secret"));
        CHECK(replayed(forged, said, altered) == "refused");
        CHECK(forged.found().because == "wrong message integrity code");
        CHECK(forged.found().verified == false);
    }
}

TEST_CASE("cut anywhere, an authenticate message proves nothing") {
    for (const auto& said : ntlm_recorded) {
        CAPTURE(said.client);
        const std::string whole = *decode_base64(said.authenticate);
        for (std::size_t length = 0; length < whole.size(); ++length) {
            CAPTURE(length);
            exchange talk(one_user("test", "secret"));
            CHECK(replayed(talk, said, whole.substr(0, length)).starts_with("501 "));
            CHECK_FALSE(talk.found().verified);
        }
    }
}

TEST_CASE("with one octet of its NT response altered, an authenticate message proves nothing") {
    for (const auto& said : ntlm_recorded) {
        CAPTURE(said.client);
        std::string altered = *decode_base64(said.authenticate);
        const auto number = [&](std::size_t at) {
            return static_cast<std::size_t>(static_cast<unsigned char>(altered[at]));
        };
        // Length and offset of the NT response; both are small here.
        const std::size_t length = number(20), offset = number(24) + number(25) * 256;
        REQUIRE(length >= 24);
        for (std::size_t at = offset; at < offset + length; ++at) {
            CAPTURE(at);
            altered[at] = static_cast<char>(altered[at] ^ 1);
            exchange talk(one_user("test", "secret"));
            CHECK(replayed(talk, said, altered) == "refused");
            CHECK(talk.found().verified == false);
            altered[at] = static_cast<char>(altered[at] ^ 1);
        }
    }
}

TEST_CASE("any octet altered, an authenticate message is survived and verified for nobody else") {
    CHECK(rc::check([] {
        const auto& said = ntlm_recorded[*rc::gen::inRange<std::size_t>(0, std::size(ntlm_recorded))];
        std::string altered = *decode_base64(said.authenticate);
        altered[*rc::gen::inRange<std::size_t>(0, altered.size())] = *rc::gen::arbitrary<char>();
        exchange talk(one_user("test", "secret"));
        const std::string answer = replayed(talk, said, altered);
        if (answer == "accepted") RC_ASSERT(talk.found().user == "test");
        talk.running->decode_last();
    }));
}
