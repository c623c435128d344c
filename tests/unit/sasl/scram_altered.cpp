// A right SCRAM exchange, spoiled in one octet: the proof covers everything that was said.
#include <doctest/doctest.h>

#include <array>
#include <string>
#include <string_view>
#include <variant>

#include "mocksmtp/sasl/catalogue.hpp"
#include "tests/unit/sasl/exchange.hpp"
#include "tests/unit/sasl/scram_client.hpp"

using namespace mocksmtp;
using mocksmtp::tests::exchange;
using mocksmtp::tests::one_user;
using mocksmtp::tests::scram_client;

namespace {

struct member {
    std::string_view name;
    base::hash algorithm;
};
constexpr std::array family{
    member{"SCRAM-SHA-1", base::hash::sha1},          member{"SCRAM-SHA-224", base::hash::sha224},
    member{"SCRAM-SHA-256", base::hash::sha256},      member{"SCRAM-SHA-384", base::hash::sha384},
    member{"SCRAM-SHA-512", base::hash::sha512},      member{"SCRAM-SHA-1-PLUS", base::hash::sha1},
    member{"SCRAM-SHA-224-PLUS", base::hash::sha224}, member{"SCRAM-SHA-256-PLUS", base::hash::sha256},
    member{"SCRAM-SHA-384-PLUS", base::hash::sha384}, member{"SCRAM-SHA-512-PLUS", base::hash::sha512},
};

scram_client right_client(const member& of) {
    scram_client client{.algorithm = of.algorithm, .user = "tim", .password = "secret", .gs2_header = "n,a=boss,"};
    if (!of.name.ends_with("-PLUS")) return client;
    client.gs2_header = "p=tls-exporter,,";
    client.binding = "0123456789abcdef";
    return client;
}

// How an exchange of these two messages ends.
std::string converse(const member& of, std::string_view first, std::string_view final) {
    exchange talk(one_user("tim", "secret"));
    talk.pinned = "i=1";
    talk.bindings = {{"tls-exporter", "0123456789abcdef"}, {"tls-unique", "fedcba9876543210"}};
    std::string said = talk.start(of.name, first);
    if (said.starts_with("334 ")) said = talk.answer(final);
    if (said.starts_with("334 ")) said = talk.answer("");
    return said;
}

// Calls with the text cut short at every octet, and with every octet replaced by some others.
void for_each_spoiled(const std::string& text, const auto& call) {
    for (std::size_t at = 0; at < text.size(); ++at) {
        call(text.substr(0, at));
        call(text.substr(0, at) + text.substr(at + 1));
        for (const char other : {'\0', ',', '=', 'A', 'n', '\xff', static_cast<char>(text[at] ^ 1)}) {
            if (other == text[at]) continue;
            std::string altered = text;
            altered[at] = other;
            call(altered);
        }
    }
}

}  // namespace

TEST_CASE("no message of a SCRAM exchange that was cut or altered by an octet lets in") {
    for (const member& of : family) {
        CAPTURE(of.name);
        const scram_client client = right_client(of);
        exchange talk(one_user("tim", "secret"));
        talk.pinned = "i=1";
        talk.bindings = {{"tls-exporter", client.binding}};
        const std::string first = client.first();
        const std::string final = client.finish(talk.start(of.name, first).substr(4)).message;
        REQUIRE(converse(of, first, final) == "accepted");
        const auto keeps_out = [&](std::string_view one, std::string_view other) {
            const std::string said = converse(of, one, other);
            const bool out = said == "refused" || said.starts_with("501 ");
            CHECK_MESSAGE(out, one, " and ", other, ": ", said);
        };
        for_each_spoiled(first, [&](const std::string& spoiled) { keeps_out(spoiled, final); });
        for_each_spoiled(final, [&](const std::string& spoiled) { keeps_out(first, spoiled); });
    }
}
