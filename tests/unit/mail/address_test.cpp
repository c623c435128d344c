#include "mocksmtp/mail/address.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <string>
#include <vector>

#include "mocksmtp/base/text.hpp"

using namespace mocksmtp;
using mail::mailbox;
using mail::parse_mailboxes;

namespace mocksmtp::mail {

static std::string toString(const mailbox& one) { return "{" + one.name + "|" + one.address + "}"; }
static doctest::String toString(const std::vector<mailbox>& all) {
    std::string text;
    for (const mailbox& one : all) text += toString(one);
    return text.c_str();
}

}  // namespace mocksmtp::mail

namespace {

using mailboxes = std::vector<mailbox>;

void check(const std::string& text, const mailboxes& expected) {
    CAPTURE(text);
    const mailboxes parsed = parse_mailboxes(text);
    CAPTURE(mail::toString(parsed));
    CHECK(parsed == expected);
}

}  // namespace

TEST_CASE("mailboxes are read with and without names") {
    check("bob@example.com", {{"", "bob@example.com"}});
    check("<bob@example.com>", {{"", "bob@example.com"}});
    check("Bob <bob@example.com>", {{"Bob", "bob@example.com"}});
    check("Bob B. Baker<bob@example.com>", {{"Bob B. Baker", "bob@example.com"}});
    check("a@b.c, Bob <d@e.f> ,g@h.i", {{"", "a@b.c"}, {"Bob", "d@e.f"}, {"", "g@h.i"}});
    check("root", {{"", "root"}});
}

TEST_CASE("no address gives no mailbox") {
    for (const std::string text : {"", " ", ",", ",;, ;", "<>", "()", "( )", "undisclosed-recipients:;", ":"})
        check(text, {});
}

TEST_CASE("quoted names hold commas, brackets, escapes") {
    check(R"("Baker, Bob <x>" <bob@example.com>)", {{"Baker, Bob <x>", "bob@example.com"}});
    check(R"("Bob \"the \\ builder\"" <bob@example.com>, a@b)",
          {{"Bob \"the \\ builder\"", "bob@example.com"}, {"", "a@b"}});
    check(R"(Bob "the Builder" Baker <b@c.d>)", {{"Bob the Builder Baker", "b@c.d"}});
}

TEST_CASE("square brackets in a name are forgiven") {
    check("[Alice] <alice@geek.com>", {{"[Alice]", "alice@geek.com"}});
    check("[a, [b] c@d.e", {{"", "[a"}, {"[b]", "c@d.e"}});
    check("[List: dev] <dev@geek.com>, [x", {{"[List: dev]", "dev@geek.com"}, {"", "[x"}});
}

TEST_CASE("encoded words in names are decoded") {
    check("=?utf-8?Q?Andr=C3=A9?= <a@b.c>", {{"Andr\u00E9", "a@b.c"}});
    check("=?utf-8?Q?Andr?= =?utf-8?Q?=C3=A9?= P <a@b.c>", {{"Andr\u00E9 P", "a@b.c"}});
    check("\"=?utf-8?Q?Andr=C3=A9?=\" <a@b.c>", {{"Andr\u00E9", "a@b.c"}});
    check("a@b.c (=?utf-8?Q?Andr=C3=A9?=)", {{"Andr\u00E9", "a@b.c"}});
    check("=?utf-8?Q?nobody?=", {{"nobody", ""}});
}

TEST_CASE("a comment stands in for a missing name, and is no part of the address") {
    check("bob@example.com (Bob Baker)", {{"Bob Baker", "bob@example.com"}});
    check("(Bob) bob@example.com (Baker (Senior))", {{"Bob Baker (Senior)", "bob@example.com"}});
    check("Bob (work) <bob@example.com>", {{"Bob", "bob@example.com"}});
    check("bob(x)@(y)example.com", {{"x y", "bob@example.com"}});
    check("<bob(x)@example(y).com>", {{"", "bob@example.com"}});
    check("Pete(A nice \\) chap) <pete(his account)@silly.test(his host)>", {{"Pete", "pete@silly.test"}});
}

TEST_CASE("a comment without an address beside it is no mailbox") {
    check("undisclosed-recipients: (hidden);", {});
    check("(nobody) <>", {});
    check("a@b.example, (none)", {{"", "a@b.example"}});
    // RFC 5322 section A.6.1, but for its folding
    check(
        "A Group(Some people) :Chris Jones <c@(Chris's host.)public.example>, joe@example.org, "
        "John <jdoe@one.test> (my dear friend); (the end of the group)",
        {{"Chris Jones", "c@public.example", "A Group"},
         {"", "joe@example.org", "A Group"},
         {"John", "jdoe@one.test", "A Group"}});
    check("(Empty list)(start)Hidden recipients :(nobody(that I know)) ;", {});
}

TEST_CASE("groups give their members") {
    check("A Group:Ed Jones <joe@where.test>,joe@where.test,John <jdoe@one.test>;",
          {{"Ed Jones", "joe@where.test", "A Group"},
           {"", "joe@where.test", "A Group"},
           {"John", "jdoe@one.test", "A Group"}});
    check("a@b.c, Team: d@e.f; , \"g: h\":i@j.k;, l@m.n",
          {{"", "a@b.c"}, {"", "d@e.f", "Team"}, {"", "i@j.k", "g: h"}, {"", "l@m.n"}});
}

TEST_CASE("source routes are dropped (RFC 5322 section 4.4)") {
    check("Mary <@node.test,@other.test:mary@example.net>, a@b", {{"Mary", "mary@example.net"}, {"", "a@b"}});
    check("<@node.test:mary@example.net>", {{"", "mary@example.net"}});
}

TEST_CASE("obsolete white space inside an address goes") {
    check("<john . doe @ machine . example>", {{"", "john.doe@machine.example"}});
    check("john . doe @ machine . example", {{"", "john.doe@machine.example"}});
}

TEST_CASE("quoted local parts keep their quotes") {
    check(R"("john doe"@example.com)", {{"", "\"john doe\"@example.com"}});
    check(R"(J <"john@doe, \" x>"@example.com>)", {{"J", "\"john@doe, \\\" x>\"@example.com"}});
}

TEST_CASE("domain literals are addresses, colons and all") {
    check("bob@[192.0.2.1], <c@[IPv6:2001:db8::1]>, d@[IPv6:2001:db8::1]",
          {{"", "bob@[192.0.2.1]"}, {"", "c@[IPv6:2001:db8::1]"}, {"", "d@[IPv6:2001:db8::1]"}});
}

TEST_CASE("a name in front of or behind a bare address is its name") {
    check("Alice alice@geek.com", {{"Alice", "alice@geek.com"}});
    check("John Q. Public john@x.org", {{"John Q. Public", "john@x.org"}});
    check("john@x.org John", {{"John", "john@x.org"}});
    check("\"Alice A\" alice@geek.com", {{"Alice A", "alice@geek.com"}});
}

TEST_CASE("text without an address is a name") {
    check("not an address", {{"not an address", ""}});
    check("\"Bob Baker\"", {{"Bob Baker", ""}});
    check("Bob <>", {{"Bob", ""}});
}

TEST_CASE("semicolons may separate, brackets may stay open") {
    check("a@b.c; d@e.f", {{"", "a@b.c"}, {"", "d@e.f"}});
    check("Bob <bob@example.com, c@d", {{"Bob", "bob@example.com"}, {"", "c@d"}});
    check("<<bob@example.com>>", {{"", "bob@example.com"}});
    check("Bob <bob@b.c> Carol <carol@d.e> <f@g.h>", {{"Bob", "bob@b.c"}, {"Carol", "carol@d.e"}, {"", "f@g.h"}});
    check("<bob@b.c> Bob, x@y", {{"Bob", "bob@b.c"}, {"", "x@y"}});
    check("Bob <bob@example.com", {{"Bob", "bob@example.com"}});
    check("\"Bob <b@c.d>", {{"Bob <b@c.d>", ""}});
}

TEST_CASE("internationalised addresses stay, raw 8-bit becomes UTF-8") {
    check("J\u00F8rn <j\u00F8rn@ex\u00E5mple.no>", {{"J\u00F8rn", "j\u00F8rn@ex\u00E5mple.no"}});
    check("J\xF8rn <j\xF8rn@example.no>", {{"J\uFFFDrn", "j\uFFFDrn@example.no"}});
}

TEST_CASE("an address comes apart at the '@' in front of its domain") {
    const auto parts = [](std::string_view address) {
        const mail::address_parts apart = mail::split_address(address);
        return std::string(apart.local_part) + " | " + std::string(apart.domain);
    };
    CHECK(parts("bob@example.com") == "bob | example.com");
    CHECK(parts("\"a@b\"@example.com") == "\"a@b\" | example.com");
    CHECK(parts("\"a@b\"") == "\"a@b\" | ");
    CHECK(parts("a@b@c") == "a@b | c");
    CHECK(parts("postmaster") == "postmaster | ");
    CHECK(parts("") == " | ");
    CHECK(parts("@example.com") == " | example.com");
    CHECK(parts("bob@") == "bob | ");
    CHECK(parts("bob@[IPv6:::1]") == "bob | [IPv6:::1]");
}

TEST_CASE("domains compare without regard to case, local parts exactly") {
    CHECK(mail::same_address("bob@Example.COM", "bob@example.com"));
    CHECK_FALSE(mail::same_address("Bob@example.com", "bob@example.com"));
    CHECK_FALSE(mail::same_address("bob@example.com", "bob@example.org"));
    CHECK_FALSE(mail::same_address("bob", "bob@example.com"));
    CHECK(mail::same_address("", ""));
    CHECK(mail::same_address("\"b\\ob\"@example.com", "bob@example.com"));
    CHECK(mail::same_address("\"b o\"@example.com", "\"b\\ o\"@example.com"));
    CHECK_FALSE(mail::same_address("\"b", "b"));
    CHECK_FALSE(mail::same_address("\"bo\"b@example.com", "bob@example.com"));
}

TEST_CASE("hostile lists cost no more than their length") {
    for (const std::string piece : {"a,", "<", "<@", "(", "\"", "\\\"", "a@b:", ":", "a ", "a@b ", "[", "@[", "a .",
                                    ">", "(a)", "<(a)", "a:b;", "=?a?q?"}) {
        std::string text;
        while (text.size() < 400'000) text += piece;
        CHECK(parse_mailboxes(text).size() <= text.size());
        CHECK(parse_mailboxes(text + "@").size() <= text.size());
        CHECK(parse_mailboxes(std::string(200'000, 'a') + "@" + text).size() <= text.size());
    }
}

TEST_CASE("a hundred thousand recipients are a hundred thousand mailboxes") {
    std::string text;
    for (int i = 0; i < 100'000; ++i) text += "Bob <bob@example.com>, ";
    CHECK(parse_mailboxes(text).size() == 100'000);
}

TEST_CASE("writing then reading gives names and addresses back") {
    CHECK(rc::check([] {
        const auto atom = rc::gen::nonEmpty(rc::gen::container<std::string>(rc::gen::inRange('a', '{')));
        const auto name_text = rc::gen::container<std::string>(rc::gen::inRange(' ', '\x7F'));
        mailboxes expected;
        std::string text;
        const auto count = *rc::gen::inRange(1, 5);
        for (int i = 0; i < count; ++i) {
            const std::string name(base::trim(*name_text));
            if (name.find("=?") != std::string::npos) RC_DISCARD("an encoded word");
            expected.push_back({name, *atom + "@" + *atom + ".test"});
            std::string quoted;
            for (const char c : name) (c == '"' || c == '\\' ? quoted += '\\' : quoted) += c;
            text += (name.empty() ? "" : "\"" + quoted + "\" ") + "<" + expected.back().address + ">, ";
        }
        RC_ASSERT(parse_mailboxes(text) == expected);
    }));
}

TEST_CASE("any bytes give mailboxes in valid UTF-8") {
    CHECK(rc::check([] {
        const auto text = *rc::gen::container<std::string>(rc::gen::weightedOneOf<char>(
            {{2, rc::gen::arbitrary<char>()},
             {5, rc::gen::element('<', '>', '@', ',', ';', ':', '"', '\\', '(', ')', '[', ']', '.', ' ', 'a')}}));
        for (const mailbox& one : parse_mailboxes(text)) {
            RC_ASSERT(base::is_utf8(one.name) && base::is_utf8(one.address));
            RC_ASSERT(!one.name.empty() || !one.address.empty());
        }
    }));
}
