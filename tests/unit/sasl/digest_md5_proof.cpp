#include "mocksmtp/sasl/digest_md5_proof.hpp"

#include <doctest/doctest.h>

#include <string>

#include "mocksmtp/base/digest.hpp"

using namespace mocksmtp;
using namespace mocksmtp::sasl;
using digest_md5::response;

namespace {

// RFC 2831 section 4.
response imap() {
    response sent{.username = "chris", .utf8 = true, .realm = "elwood.innosoft.com"};
    sent.nonce = "OA6MG9tEQGm2hh";
    sent.cnonce = "OA6MHXh6VqTrRk";
    sent.count = "00000001";
    sent.uri = "imap/elwood.innosoft.com";
    sent.digest = "d388dad90d4bbd760a152321f2143af7";
    return sent;
}

std::string md5(std::string_view text) { return base::digest(base::hash::md5, text); }

// The digest by the book, for this secret in A1.
std::string by_the_book(const response& sent, const std::string& secret, const std::string& authzid = {}) {
    const std::string a1 = base::hex(md5(md5(secret) + ':' + sent.nonce + ':' + sent.cnonce + authzid));
    return base::hex(md5(a1 + ':' + sent.nonce + ':' + sent.count + ':' + sent.cnonce + ':' + sent.qop + ':' +
                         base::hex(md5("AUTHENTICATE:" + sent.uri))));
}

}  // namespace

TEST_CASE("DIGEST-MD5 computes both digests of both examples of the RFC") {
    const response sent = imap();
    const auto hash = digest_md5::check(sent, "secret");
    REQUIRE(hash);
    CHECK(digest_md5::server_proof(sent, *hash) == "ea40f60335c427b5527b84dbabcdfffd");
    CHECK_FALSE(digest_md5::check(sent, "Secret"));

    response acap = imap();
    acap.nonce = "OA9BSXrbuRhWay";
    acap.cnonce = "OA9BSuZWMSpW8m";
    acap.uri = "acap/elwood.innosoft.com";
    acap.digest = "6084c6db3fede7352c551284490fd0fc";
    const auto other = digest_md5::check(acap, "secret");
    REQUIRE(other);
    CHECK(digest_md5::server_proof(acap, *other) == "2f0b3d7c3c2e486600ef710726aa2eae");
}

TEST_CASE("every value of the response is in its digest") {
    for (auto part : {&response::username, &response::nonce, &response::cnonce, &response::count, &response::uri,
                      &response::qop, &response::digest}) {
        response sent = imap();
        (sent.*part).back() ^= 1;
        CHECK_FALSE(digest_md5::check(sent, "secret"));
    }
    response elsewhere = imap();
    elsewhere.realm = std::nullopt;
    CHECK_FALSE(digest_md5::check(elsewhere, "secret"));
    response other = imap();
    other.authzid = "boss";
    CHECK_FALSE(digest_md5::check(other, "secret"));
}

TEST_CASE("an authorization identity is in the digest, an empty one may be") {
    response sent = imap();
    sent.authzid = "boss";
    sent.digest = by_the_book(sent, "chris:elwood.innosoft.com:secret", ":boss");
    CHECK(digest_md5::check(sent, "secret"));
    sent.authzid = "";
    for (const auto* counted : {"", ":"}) {
        sent.digest = by_the_book(sent, "chris:elwood.innosoft.com:secret", counted);
        CHECK(digest_md5::check(sent, "secret"));
    }
}

TEST_CASE("names and passwords count in ISO 8859-1 where they fit (RFC 2831 section 2.1.2.1), or as they are") {
    response sent = imap();
    sent.username = "J\xc3\xbcrgen";
    for (const auto* secret :
         {"J\xfcrgen:elwood.innosoft.com:gr\xfc\xdf", "J\xc3\xbcrgen:elwood.innosoft.com:gr\xc3\xbc\xc3\x9f"}) {
        sent.digest = by_the_book(sent, secret);
        CHECK(digest_md5::check(sent, "gr\xc3\xbc\xc3\x9f"));
    }
    // The euro sign does not fit, the name beside it does.
    sent.digest = by_the_book(sent, "J\xfcrgen:elwood.innosoft.com:\xe2\x82\xac");
    CHECK(digest_md5::check(sent, "\xe2\x82\xac"));
    // Without a charset the name comes in ISO 8859-1.
    sent.username = "J\xfcrgen";
    sent.digest = by_the_book(sent, "J\xfcrgen:elwood.innosoft.com:gr\xfc\xdf");
    CHECK(digest_md5::check(sent, "gr\xc3\xbc\xc3\x9f"));
}
