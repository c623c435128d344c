#include "mocksmtp/sasl/digest_md5_layer.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <array>
#include <memory>
#include <string>
#include <vector>

#include "mocksmtp/base/digest.hpp"
#include "tests/unit/sasl/digest_md5_layers.hpp"
#include "tests/unit/sasl/exchange.hpp"
#include "tests/unit/sasl/octets.hpp"

using namespace mocksmtp;
using mocksmtp::sasl::digest_md5::layer_terms;
using mocksmtp::sasl::digest_md5::make_layer;
using mocksmtp::sasl::digest_md5::side;
using mocksmtp::tests::exchange;
using mocksmtp::tests::octets;

namespace {

constexpr std::array ciphers{"", "rc4", "rc4-40", "rc4-56", "des", "3des"};

layer_terms terms(std::string_view cipher) { return {.a1_hash = "0123456789abcdef", .cipher = std::string(cipher)}; }

std::string in_pieces(sasl::security_layer& layer, std::string_view wire, std::size_t size) {
    std::string plain;
    for (; !wire.empty(); wire.remove_prefix(std::min(size, wire.size()))) {
        plain += layer.unwrap(wire.substr(0, size)).value_or("(broken)");
    }
    return plain;
}

}  // namespace

TEST_CASE("the layers understand Cyrus SASL, and answer it to the octet") {
    for (const auto& [challenge, response, buffers] : tests::digest_md5_layers) {
        CAPTURE(response);
        exchange talk(tests::one_user("test", "secret"));
        talk.pinned = challenge;
        talk.layers = true;
        talk.start("DIGEST-MD5");
        CHECK(talk.answer(response).starts_with("334 rspauth="));
        CHECK(talk.answer("") == "accepted");
        const auto layer = talk.running->take_layer();
        REQUIRE(layer);
        for (std::size_t at = 0; at < buffers.size(); ++at) {
            const std::string message(tests::layer_messages.at(at));
            CHECK(layer->unwrap(octets(buffers.at(at).from_client)) == message);
            CHECK(base::hex(layer->wrap("answer to " + message)) == buffers.at(at).from_server);
        }
    }
}

TEST_CASE("whatever one side wraps the other unwraps, cut anywhere") {
    for (const auto* cipher : ciphers) {
        CAPTURE(std::string(cipher));
        CHECK(rc::check([&](const std::vector<std::string>& messages) {
            const auto server = make_layer(terms(cipher), side::server);
            const auto client = make_layer(terms(cipher), side::client);
            std::string text, to_client, to_server;
            for (const auto& message : messages) {
                text += message;
                to_client += server->wrap(message);
                to_server += client->wrap(message);
            }
            const std::size_t size = *rc::gen::inRange<std::size_t>(1, 50);
            RC_ASSERT(in_pieces(*client, to_client, size) == text);
            RC_ASSERT(in_pieces(*server, to_server, size) == text);
        }));
    }
}

TEST_CASE("no buffer is longer than the other side takes") {
    for (const auto* cipher : ciphers)
        for (const std::size_t limit : {17u, 40u, 41u, 1000u}) {
            CAPTURE(std::string(cipher));
            CAPTURE(limit);
            layer_terms small = terms(cipher);
            small.sending_limit = limit;
            // One octet takes up to 24 after its padding; a limit below that cannot be kept.
            layer_terms strict = terms(cipher);
            strict.receiving_limit = std::max<std::size_t>(limit, 32);
            const auto server = make_layer(small, side::server);
            const auto client = make_layer(strict, side::client);
            const std::string text(2000, 'x');
            CHECK(client->unwrap(server->wrap(text)) == text);
        }
    layer_terms small = terms("");
    small.receiving_limit = 100;
    const auto server = make_layer(small, side::server);
    CHECK_FALSE(server->unwrap(make_layer(terms(""), side::client)->wrap(std::string(85, 'x'))));
    const auto exactly = make_layer(small, side::server);
    CHECK(exactly->unwrap(make_layer(terms(""), side::client)->wrap(std::string(84, 'x'))));
}

TEST_CASE("with any octet altered a buffer is not accepted, and nothing after it") {
    for (const auto* cipher : ciphers) {
        const std::string wire = make_layer(terms(cipher), side::client)->wrap("QUIT\r\n");
        for (std::size_t at = 0; at < wire.size(); ++at) {
            CAPTURE(std::string(cipher));
            CAPTURE(at);
            std::string altered = wire;
            altered[at] = static_cast<char>(altered[at] ^ 1);
            const auto server = make_layer(terms(cipher), side::server);
            const auto plain = server->unwrap(altered);
            // A length altered upwards makes the layer wait for more.
            if (plain) CHECK((plain->empty() && (at == 2 || at == 3)));
            if (!plain) CHECK_FALSE(server->unwrap(wire));
        }
    }
}

TEST_CASE("a buffer counts once, in its order and in its direction") {
    for (const auto* cipher : ciphers) {
        CAPTURE(std::string(cipher));
        const auto client = make_layer(terms(cipher), side::client);
        const std::string first = client->wrap("first");
        const std::string second = client->wrap("second");
        CHECK_FALSE(make_layer(terms(cipher), side::server)->unwrap(second));
        CHECK_FALSE(make_layer(terms(cipher), side::server)->unwrap(first + first));
        CHECK_FALSE(make_layer(terms(cipher), side::client)->unwrap(first));
        CHECK(make_layer(terms(cipher), side::server)->unwrap(first + second) == "firstsecond");
        layer_terms other = terms(cipher);
        other.a1_hash.front() = 'x';
        CHECK_FALSE(make_layer(other, side::server)->unwrap(first));
    }
}

TEST_CASE("lengths that no buffer has break the layer at once") {
    for (const auto* length : {"00000000", "0000000f", "00010001", "ffffffff"})
        CHECK_FALSE(make_layer(terms(""), side::server)->unwrap(octets(length)));
    CHECK(make_layer(terms(""), side::server)->unwrap(octets("00010000")) == "");
    CHECK(make_layer(terms("nonsense"), side::server) == nullptr);
}

TEST_CASE("any octets are survived") {
    for (const auto* cipher : ciphers)
        CHECK(rc::check([&](const std::string& any) {
            const auto server = make_layer(terms(cipher), side::server);
            const std::string length{'\0', '\0', '\0', static_cast<char>(any.size() & 0x7f)};
            server->unwrap(length + any);
            server->unwrap(any);
        }));
}
