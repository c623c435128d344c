#include "mocksmtp/sasl/ntlm.hpp"

#include <doctest/doctest.h>

#include <array>
#include <set>
#include <string>
#include <string_view>

#include "mocksmtp/base/digest.hpp"
#include "mocksmtp/sasl/ntlm_message.hpp"
#include "mocksmtp/sasl/ntlm_text.hpp"
#include "tests/unit/sasl/exchange.hpp"
#include "tests/unit/sasl/octets.hpp"

using namespace mocksmtp;
using namespace std::string_literals;
using mocksmtp::sasl::utf16_of_utf8;
using mocksmtp::tests::exchange;
using mocksmtp::tests::octets;
using mocksmtp::tests::one_user;

namespace {

std::string little(std::size_t value, unsigned count) {
    std::string text;
    for (; count > 0; --count, value >>= 8) text += static_cast<char>(value & 0xff);
    return text;
}

std::string negotiate(std::uint32_t flags) {
    return "NTLMSSP\0"s + little(1, 4) + little(flags, 4) + std::string(16, '\0');
}

struct answer {
    std::string lm, nt, domain, user, workstation;
    std::uint32_t flags = 0;
};

std::string authenticate(const answer& with) {
    constexpr std::size_t head = 64;
    std::string fields, payload;
    for (const auto* part : {&with.lm, &with.nt, &with.domain, &with.user, &with.workstation}) {
        fields += little(part->size(), 2) + little(part->size(), 2) + little(head + payload.size(), 4);
        payload += *part;
    }
    return "NTLMSSP\0"s + little(3, 4) + fields + std::string(8, '\0') + little(with.flags, 4) + payload;
}

constexpr std::uint32_t wide = sasl::ntlm::unicode | sasl::ntlm::ntlm_v1;
constexpr std::uint32_t extended = wide | sasl::ntlm::extended_security;

// The user, password and names of [MS-NLMP] 4.2.1.
answer published(std::string_view lm, std::string_view nt) {
    return {.lm = octets(lm),
            .nt = octets(nt),
            .domain = utf16_of_utf8("Domain"),
            .user = utf16_of_utf8("User"),
            .workstation = utf16_of_utf8("COMPUTER"),
            .flags = wide};
}

struct conversation {
    exchange talk{one_user("User", "Password")};

    std::string said(const answer& with, std::uint32_t flags = wide) {
        talk.pinned = octets("0123456789abcdef");
        REQUIRE(talk.start("NTLM", negotiate(flags)).starts_with("334 NTLMSSP"));
        return talk.answer(authenticate(with));
    }
    std::string more(std::string_view name) const {
        for (const auto& one : talk.found().more)
            if (one.name == name) return one.value;
        return "(none)";
    }
};

constexpr std::string_view lm_v1 = "98def7b87f88aa5dafe2df779688a172def11c7d5ccdef13";
constexpr std::string_view nt_v1 = "67c43011f30298a2ad35ece64f16331c44bdbed927841f94";
constexpr std::string_view lm_v2 = "86c35097ac9cec102554764a57cccc19aaaaaaaaaaaaaaaa";
constexpr std::string_view nt_v2 =
    "68cd0ab851e51c96aabc927bebef6a1c01010000000000000000000000000000aaaaaaaaaaaaaaaa0000000002000c0044006f006d006100"
    "69006e0001000c005300650072007600650072000000000000000000";
constexpr std::string_view lm_extended = "aaaaaaaaaaaaaaaa00000000000000000000000000000000";
constexpr std::string_view nt_extended = "7537f803ae367128ca458204bde7caf81e97ed2683267232";

}  // namespace

TEST_CASE("NTLM verifies the proofs of [MS-NLMP] 4.2") {
    struct example {
        answer with;
        std::uint32_t flags;
        std::string_view version;
    };
    for (const auto& [with, flags, version] :
         {example{published(lm_v1, nt_v1), wide, "NTLMv1"}, example{published("", nt_v1), wide, "NTLMv1"},
          example{published(lm_extended, nt_extended), extended, "NTLMv1 with extended session security"},
          example{published(lm_v2, nt_v2), extended, "NTLMv2"}, example{published("", nt_v2), wide, "NTLMv2"},
          example{published(lm_v1, ""), wide, "LM"}, example{published(lm_v2, ""), wide, "LM"}}) {
        CAPTURE(version);
        conversation right;
        CHECK(right.said(with, flags) == "accepted");
        CHECK(right.talk.found().verified == true);
        CHECK(right.more("ntlm") == version);
        conversation wrong;
        wrong.talk.users = one_user("User", "password1");
        CHECK(wrong.said(with, flags) == "refused");
        CHECK(wrong.talk.found().because == "wrong password");
        CHECK(wrong.talk.found().verified == false);
    }
}

TEST_CASE("without extended session security in the challenge its answer is not looked for") {
    conversation talk;
    CHECK(talk.said(published(lm_extended, nt_extended)) == "refused");
}

TEST_CASE("the LM response beside a right NTLMv2 response is judged, and decides nothing") {
    for (const auto& [lm, verdict] : {std::array<std::string_view, 2>{lm_v2, "right"},
                                      {lm_v1, "wrong"},
                                      {"", "absent"},
                                      {"000000000000000000000000000000000000000000000000", "absent"}}) {
        conversation talk;
        CHECK(talk.said(published(lm, nt_v2)) == "accepted");
        CHECK(talk.more("lm_response") == verdict);
    }
}

TEST_CASE("NTLM finds which of several passwords was used") {
    conversation talk;
    talk.talk.users.accounts[0].passwords = {"old", "Password"};
    CHECK(talk.said(published(lm_v2, nt_v2)) == "accepted");
    CHECK(talk.talk.found().credential == 1u);
}

TEST_CASE("NTLM accepts any proof in an open house, verified by nobody") {
    conversation talk;
    talk.talk.users = {};
    CHECK(talk.said(published(lm_v1, std::string(48, '0'))) == "accepted");
    CHECK_FALSE(talk.talk.found().verified);
    CHECK(talk.talk.found().user == "User");
    CHECK(talk.more("domain") == "Domain");
    CHECK(talk.more("workstation") == "COMPUTER");
    CHECK(talk.more("flags") == "UNICODE NTLM");
}

TEST_CASE("an anonymous client is let into an open house only") {
    for (const auto* lm : {"", "00"}) {
        const answer nobody{.lm = octets(lm), .nt = {}, .domain = {}, .user = {}, .workstation = {}, .flags = wide};
        conversation open;
        open.talk.users = {};
        CHECK(open.said(nobody) == "accepted");
        CHECK(open.more("ntlm") == "anonymous");
        CHECK(open.talk.found().user.empty());
        conversation closed;
        CHECK(closed.said(nobody) == "refused");
        CHECK(closed.talk.found().verified == false);
    }
    conversation named;
    CHECK(named.said(published("", "")) == "refused");
    CHECK(named.more("ntlm") == "none");
}

TEST_CASE("names in octets are as good as names in UTF-16") {
    answer narrow = published(lm_v2, nt_v2);
    narrow.domain = "Domain";
    narrow.user = "User";
    narrow.flags = sasl::ntlm::oem | sasl::ntlm::ntlm_v1;
    conversation talk;
    CHECK(talk.said(narrow, narrow.flags) == "accepted");
    CHECK(talk.talk.found().user == "User");
    // The flags of the challenge count if the answer has none.
    narrow.flags = 0;
    conversation flagless;
    CHECK(flagless.said(narrow, sasl::ntlm::oem) == "accepted");
}

TEST_CASE("a password beyond ASCII is taken as UTF-8 or octet by octet, as clients do") {
    const std::string password = "gr\xc3\xbc\xc3\x9f";
    for (const auto* nt :
         {"9c00af0bc21bfe3b806d8bf1df7ce4809ea401231794e694", "6a650b28169faa64d49e9e3fed3982b94d7486cd1d1183b1"}) {
        conversation talk;
        talk.talk.users = one_user("User", password);
        CHECK(talk.said(published("", nt)) == "accepted");
    }
}

TEST_CASE("NTLM answers the first message as the client can read it") {
    exchange talk;
    talk.host = "mx.example.test";
    CHECK(talk.start("NTLM") == "334 ");
    CHECK(talk.last().empty());
    auto step = talk.running->next(negotiate(extended | sasl::ntlm::request_target));
    CHECK(talk.last() == "flags=UNICODE REQUEST_TARGET NTLM EXTENDED_SESSIONSECURITY");
    const auto& said = std::get<sasl::challenge>(step);
    const std::string nonce = base::hex(sasl::ntlm::read_challenge(said.bytes).nonce);
    CHECK(
        tests::spelled(said.decoded) ==
        "flags=UNICODE REQUEST_TARGET NTLM TARGET_TYPE_SERVER EXTENDED_SESSIONSECURITY TARGET_INFO, server_challenge=" +
            nonce +
            ", target=MX, target_netbios_domain=EXAMPLE, target_netbios_computer=MX, target_dns_domain=example.test, "
            "target_dns_computer=mx.example.test");

    exchange narrow;
    narrow.host = "mockserver-with-a-long-name";
    step = (narrow.start("NTLM"), narrow.running->next(negotiate(sasl::ntlm::oem)));
    CHECK(tests::spelled(std::get<sasl::challenge>(step).decoded).find("target=MOCKSERVER-WITH,") != std::string::npos);
}

TEST_CASE("the server challenge is the same in every run and another in every place, or the pinned one") {
    std::set<std::string> seen;
    for (const unsigned step : {0u, 1u})
        for (const std::uint64_t ordinal : {1u, 2u}) {
            exchange one, again;
            one.place = again.place = {.listener = "plain", .ordinal = ordinal, .purpose = {}, .step = step};
            const std::string said = one.start("NTLM", negotiate(wide));
            CHECK(again.start("NTLM", negotiate(wide)) == said);
            seen.insert(said);
        }
    CHECK(seen.size() == 4);

    for (const auto& [pinned, nonce] : {std::array<std::string, 2>{"12345678", "12345678"},
                                        {"123", "123"s + std::string(5, '\0')},
                                        {"123456789", "12345678"}}) {
        exchange talk;
        talk.pinned = pinned;
        const std::string said = talk.start("NTLM", negotiate(wide));
        CHECK(sasl::ntlm::read_challenge(std::string_view(said).substr(4)).nonce == nonce);
    }

    exchange whole;
    whole.pinned = "NTLMSSP\0 short"s;
    CHECK(whole.start("NTLM", negotiate(wide)) == "334 NTLMSSP\0 short"s);
}

TEST_CASE("an authenticate message in named fields") {
    conversation talk;
    talk.said(published(lm_v2, nt_v2));
    CHECK(talk.talk.last() == "authcid=User, domain=Domain, workstation=COMPUTER, flags=UNICODE NTLM, lm_response=" +
                                  std::string(lm_v2) + ", nt_response=" + std::string(nt_v2) +
                                  ", client_time=1601-01-01T00:00:00.000Z, client_challenge=aaaaaaaaaaaaaaaa, "
                                  "client_netbios_domain=Domain, client_netbios_computer=Server");
}

TEST_CASE("NTLM messages that cannot be read are malformed and shown as one secret") {
    exchange first;
    CHECK(first.start("NTLM", "") == "501 not an NTLM negotiate message");
    CHECK(first.last() == "response*=");
    exchange third;
    CHECK(third.start("NTLM", authenticate({})) == "501 not an NTLM negotiate message");

    exchange talk;
    talk.start("NTLM", negotiate(wide));
    CHECK(talk.answer("secret") == "501 not an NTLM authenticate message");
    CHECK(talk.last() == "response*=secret");
    CHECK(talk.found().because == "not an NTLM authenticate message");
    CHECK(talk.answer("secret") == "501 the exchange is over");

    conversation odd;
    CHECK(odd.said(published("", "0011")) == "501 NTLM response of a length that none has");
}
