#include "mocksmtp/sasl/ntlm_message.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <array>
#include <string>
#include <variant>

#include "tests/unit/sasl/octets.hpp"

using namespace mocksmtp::sasl::ntlm;
using namespace std::string_literals;
using mocksmtp::tests::octets;

namespace {

template <class Message>
std::string because(const std::variant<Message, broken>& read) {
    const auto* wrong = std::get_if<broken>(&read);
    return wrong == nullptr ? "(nothing)" : wrong->because;
}

// "NTLMSSP", a zero, and the type.
std::string begun(unsigned type) { return "NTLMSSP\0"s + static_cast<char>(type) + "\0\0\0"s; }

}  // namespace

TEST_CASE("flags have names, and those without one their number") {
    CHECK(names_of(0).empty());
    CHECK(names_of(0xe2088297) ==
          "UNICODE OEM REQUEST_TARGET SIGN LM_KEY NTLM ALWAYS_SIGN EXTENDED_SESSIONSECURITY VERSION 128 KEY_EXCH 56");
    CHECK(names_of(0x40000400) == "0x400 KEY_EXCH");
}

TEST_CASE("a negotiate message is read with or without its optional parts") {
    const auto shortest = read_negotiate(begun(1) + octets("06b20800"));
    REQUIRE(because(shortest) == "(nothing)");
    CHECK(std::get<negotiate>(shortest).flags == 0x8b206);
    CHECK(std::get<negotiate>(shortest).domain.empty());

    const auto full =
        read_negotiate(begun(1) + octets("03320002 0600060028000000 0200020026000000 0a0063450000000f") + "DOMAIN");
    // The workstation overlaps the version and the domain: only what is outside the message is wrong.
    REQUIRE(because(full) == "(nothing)");
    CHECK(std::get<negotiate>(full).domain == "DOMAIN");
    CHECK(std::get<negotiate>(full).version == "10.0.17763");
}

TEST_CASE("a negotiate message is broken if it is no such message, too short, or names octets it has not") {
    CHECK(because(read_negotiate("")) == "not an NTLM negotiate message");
    CHECK(because(read_negotiate(begun(2) + octets("00000000"))) == "not an NTLM negotiate message");
    CHECK(because(read_negotiate(begun(1) + octets("000000"))) == "NTLM negotiate message without flags");
    const std::string beyond = begun(1) + octets("00100000 0100010020000000 0000000000000000");
    CHECK(because(read_negotiate(beyond)) == "NTLM message names octets it has not: domain");
    CHECK(because(read_negotiate(beyond + "D")) == "(nothing)");
    // Far beyond, and nowhere when the flags do not promise it.
    CHECK(because(read_negotiate(begun(1) + octets("00100000 ffffffffffffffff"))) ==
          "NTLM message names octets it has not: domain");
    CHECK(because(read_negotiate(begun(1) + octets("00000000 ffffffffffffffff"))) == "(nothing)");
}

TEST_CASE("a challenge is read as it was written") {
    const challenge said{.flags = unicode | target_info,
                         .target = octets("4d005800"),
                         .nonce = "12345678",
                         .info = {{av_id::dns_computer, octets("6d00")}, {av_id::timestamp, "abcdefgh"}}};
    const std::string wire = written(said);
    CHECK(wire == begun(2) + octets("0400040030000000 01008000 3132333435363738 0000000000000000 1600160034000000 "
                                    "4d005800 030002006d00 070008006162636465666768 00000000"));
    const challenge read = read_challenge(wire);
    CHECK(read.flags == said.flags);
    CHECK(read.target == said.target);
    CHECK(read.nonce == said.nonce);
    REQUIRE(read.info.size() == 2);
    CHECK(read.info[0].id == av_id::dns_computer);
    CHECK(read.info[1].value == "abcdefgh");

    CHECK(read_challenge("").nonce == std::string(8, '\0'));
    CHECK(read_challenge(wire.substr(0, 28)).nonce == "1234\0\0\0\0"s);
}

TEST_CASE("a list of AV pairs ends at its end, or where a pair is not whole") {
    CHECK(read_av_pairs(octets("0000 0000 0100 0000")).empty());
    CHECK(read_av_pairs(octets("0100 0200 41")).empty());
    CHECK(read_av_pairs(octets("0100 0100 41 0200")).size() == 1);
    CHECK(name_of(av_id::channel_bindings) == "channel_bindings");
    CHECK(name_of(static_cast<av_id>(11)) == "av");
}

TEST_CASE("an authenticate message that ends before its flags is what Windows 95 sent") {
    const std::string old = begun(3) +
                            octets(
                                "0000000034000000 0000000034000000 0000000034000000 0400040034000000 "
                                "0000000038000000") +
                            "user";
    const auto read = read_authenticate(old, oem);
    REQUIRE(because(read) == "(nothing)");
    CHECK(std::get<authenticate>(read).user == "user");
    CHECK(std::get<authenticate>(read).flags == 0);
    CHECK_FALSE(std::get<authenticate>(read).wide);
    CHECK(std::get<authenticate>(read_authenticate(old, unicode)).wide);
}

TEST_CASE("an authenticate message is broken if it is no such message, too short, or names octets it has not") {
    CHECK(because(read_authenticate("", 0)) == "not an NTLM authenticate message");
    CHECK(because(read_authenticate(begun(3), 0)) == "NTLM authenticate message is too short");
    const std::string empty(40, '\0');
    CHECK(because(read_authenticate(begun(3) + empty, 0)) == "(nothing)");
    const std::array names{"LM response", "NT response", "domain", "user", "workstation"};
    for (std::size_t at = 0; at < names.size(); ++at) {
        std::string fields = empty;
        fields[8 * at] = 1;
        fields[8 * at + 4] = 52;
        CHECK(because(read_authenticate(begun(3) + fields, 0)) ==
              std::string("NTLM message names octets it has not: ") + names.at(at));
        CHECK(because(read_authenticate(begun(3) + fields + 'x', 0)) == "(nothing)");
    }
}

TEST_CASE("any octets are read") {
    CHECK(rc::check([](const std::string& any, bool began) {
        const unsigned type = *rc::gen::inRange(1u, 4u);
        const std::string message = began ? begun(type) + any : any;
        read_negotiate(message);
        read_challenge(message);
        read_authenticate(message, 0);
        written(read_av_pairs(message));
    }));
}
