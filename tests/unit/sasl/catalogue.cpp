#include "mocksmtp/sasl/catalogue.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <set>
#include <string>
#include <variant>

#include "mocksmtp/base/text.hpp"
#include "tests/unit/sasl/exchange.hpp"

using namespace mocksmtp;
using namespace mocksmtp::sasl;
using mocksmtp::tests::exchange;
using mocksmtp::tests::one_user;
using namespace std::string_literals;

namespace {

// Sets an exchange going with any bytes at all and answers whatever comes, well past its end.
void survive(const catalogue_row& row, exchange talk) {
    const auto response = [] {
        return *rc::gen::oneOf(
            rc::gen::arbitrary<std::string>(),
            rc::gen::container<std::string>(rc::gen::elementOf("user=auth Bearer\0\x01,n =0af\xff"s)));
    };
    const bool with_initial = *rc::gen::arbitrary<bool>();
    std::optional<std::string> initial;
    if (with_initial) initial = response();
    talk.start(row.name, initial);
    bool over = false;
    for (int turn = 0; turn < 6; ++turn) {
        const auto answer = talk.running->next(response());
        const auto fields = talk.running->decode_last();
        for (const auto& field : fields) RC_ASSERT(!field.name.empty());
        if (over) RC_ASSERT(std::holds_alternative<malformed>(answer));
        over = over || !std::holds_alternative<challenge>(answer);
    }
    RC_ASSERT(over);
}

}  // namespace

TEST_CASE("mechanisms are found by name in any case") {
    REQUIRE(find("cram-md5") != nullptr);
    CHECK(find("cram-md5")->name == "CRAM-MD5");
    CHECK(find("PLAIN")->name == "PLAIN");
    for (const auto* unknown : {"", "PLAI", "PLAIN ", "NOSUCH"}) CHECK(find(unknown) == nullptr);
}

TEST_CASE("every name is upper case, at most 20 characters (RFC 4422 section 3.1), and there once") {
    std::set<std::string_view> names;
    for (const auto& row : catalogue()) {
        CHECK(names.insert(row.name).second);
        CHECK(base::to_upper(row.name) == row.name);
        CHECK(row.name.size() <= 20);
        CHECK((row.make != nullptr));
    }
    CHECK(names.contains("PLAIN"));
}

TEST_CASE("what is said of a mechanism is what it does") {
    for (const auto& row : catalogue()) {
        CAPTURE(row.name);
        exchange talk;
        const bool takes_initial = !talk.start(row.name, "x").ends_with("takes no initial response");
        CHECK(takes_initial == row.client_first);
    }
    for (const auto* readable : {"PLAIN", "LOGIN", "XOAUTH2", "OAUTHBEARER"}) CHECK(find(readable)->plaintext);
    for (const auto* digested : {"CRAM-MD5", "CRAM-SHA1", "DIGEST-MD5", "NTLM"}) CHECK_FALSE(find(digested)->plaintext);
    for (const auto& row : catalogue()) {
        CAPTURE(row.name);
        CHECK(row.binds_channel == row.name.ends_with("-PLUS"));
        if (row.name.starts_with("SCRAM-")) CHECK((row.offered == offering::with_users));
    }
}

TEST_CASE("a -PLUS mechanism stands right before the form without it") {
    const auto rows = catalogue();
    for (std::size_t at = 0; at < rows.size(); ++at) {
        if (!rows[at].binds_channel) continue;
        REQUIRE(at + 1 < rows.size());
        CHECK(std::string(rows[at + 1].name) + "-PLUS" == rows[at].name);
    }
}

TEST_CASE("any bytes in any order end an exchange, and it stays ended") {
    for (const auto& row : catalogue()) {
        CAPTURE(row.name);
        CHECK(rc::check([&] { survive(row, exchange()); }));
        CHECK(rc::check([&] { survive(row, exchange(one_user("user", "secret"))); }));
    }
}

TEST_CASE("an exchange that was broken off has shown nothing but what was sent") {
    for (const auto& row : catalogue()) {
        CAPTURE(row.name);
        exchange talk;
        talk.start(row.name);
        CHECK(talk.found().user.empty());
        CHECK_FALSE(talk.found().secret);
        CHECK_FALSE(talk.found().verified);
        CHECK(talk.found().because.empty());
        CHECK(talk.running->decode_last().empty());
    }
}
