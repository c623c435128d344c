#include <doctest/doctest.h>

#include <string>

#include "mocksmtp/options_choices.hpp"
#include "mocksmtp/options_listener.hpp"
#include "mocksmtp/options_login.hpp"
#include "mocksmtp/options_texts.hpp"

using namespace mocksmtp;
using namespace mocksmtp::option_values;

namespace {

// What parse and print make of a text, or "error: " and the complaint.
template <class codec>
std::string canonical(std::string_view text, secrets how = secrets::shown) {
    const auto result = codec::parse(text);
    if (const auto* wrong = std::get_if<complaint>(&result)) return "error: " + wrong->what;
    return codec::print(*std::get_if<0>(&result), how);
}

template <class codec>
bool refused(std::string_view text) {
    return canonical<codec>(text).starts_with("error: ");
}

}  // namespace

TEST_CASE("a port is 0 to 65535, and off or -1 close") {
    CHECK(canonical<port>("0") == "0");
    CHECK(canonical<port>("65535") == "65535");
    CHECK(canonical<port>("off") == "off");
    CHECK(canonical<port>("OFF") == "off");
    CHECK(canonical<port>("-1") == "off");
    CHECK(canonical<port>("65536") == "error: not a port (0 to 65535, or off)");
    for (const auto* text : {"", "-2", "+1", " 25", "25 ", "0x19", "25,26", "99999999999999999999"}) {
        CHECK_MESSAGE(refused<port>(text), text);
    }
}

TEST_CASE("a switch takes the usual words in any case") {
    for (const auto* text : {"true", "Yes", "ON", "1"}) CHECK(canonical<toggle>(text) == "true");
    for (const auto* text : {"false", "no", "Off", "0"}) CHECK(canonical<toggle>(text) == "false");
    for (const auto* text : {"", "2", "truely", "y"}) CHECK(refused<toggle>(text));
}

TEST_CASE("a size is a number of octets or has a unit") {
    CHECK(canonical<octets>("52428800") == "52428800");
    CHECK(canonical<octets>("50MiB") == "52428800");
    CHECK(canonical<octets>("50 mib") == "52428800");
    CHECK(canonical<octets>("1kB") == "1000");
    CHECK(canonical<octets>("0") == "0");
    CHECK(canonical<octets>("9223372036854775807") == "9223372036854775807");
    for (const auto* text : {"", "MiB", "-1", "1.5MB", "1 XB", "9223372036854775808", "9007199254740992KiB"}) {
        CHECK_MESSAGE(refused<octets>(text), text);
    }
}

TEST_CASE("a time has a unit, and is printed in the largest that fits") {
    CHECK(canonical<duration>("5m") == "5m");
    CHECK(canonical<duration>("300s") == "5m");
    CHECK(canonical<duration>("1500ms") == "1500ms");
    CHECK(canonical<duration>("120m") == "2h");
    CHECK(canonical<duration>("0") == "0s");
    CHECK(canonical<duration>("1000h") == "1000h");
    for (const auto* text : {"", "5", "1.5s", "-1s", "5 minutes", "1001h", "99999999999999999999h"}) {
        CHECK_MESSAGE(refused<duration>(text), text);
    }
}

TEST_CASE("a bind address is numeric") {
    CHECK(canonical<ips>("127.0.0.1") == "127.0.0.1");
    CHECK(canonical<ips>("::1") == "::1");
    CHECK(canonical<ips>("localhost") == "error: not a numeric address; write 127.0.0.1 or ::1");
    for (const auto* text : {"", "mail.test", "1.2.3", "256.0.0.1", "[::1]", "127.0.0.1:25"}) {
        CHECK_MESSAGE(refused<ips>(text), text);
    }
    CHECK(refused<ips>(std::string_view("127.0.0.1\0x", 11)));
}

TEST_CASE("a host name has labels of letters, digits and hyphens") {
    CHECK(canonical<name>("mock.test") == "mock.test");
    CHECK(canonical<name>("bücher.test") == "bücher.test");
    CHECK(canonical<name>(std::string(63, 'a')) == std::string(63, 'a'));
    for (const auto& text : {std::string(), std::string("a..b"), std::string(".a"), std::string("-a"),
                             std::string("a b"), std::string("a:1"), std::string(64, 'a'), std::string("\xff")}) {
        CHECK_MESSAGE(refused<name>(text), text);
    }
}

TEST_CASE("a mailbox is an address with a domain") {
    CHECK(canonical<mailbox>("bob@example.test") == "bob@example.test");
    CHECK(canonical<mailbox>("\"a@b\"@example.test") == "\"a@b\"@example.test");
    for (const auto* text : {"", "bob", "@example.test", "bob@", "bob@a b", "bob@x\r\n.test"}) {
        CHECK_MESSAGE(refused<mailbox>(text), text);
    }
}

TEST_CASE("a listener has a kind, a numeric address, a port and perhaps a name") {
    CHECK(canonical<listener>("plain:127.0.0.1:2525") == "plain:127.0.0.1:2525");
    CHECK(canonical<listener>("tls:[::1]:0,name=second") == "tls:[::1]:0,name=second");
    CHECK(canonical<listener>("lmtp:127.0.0.1:24") == "error: \"lmtp\" is not a kind of listener (plain or tls)");
    CHECK(canonical<listener>("plain:::1:25") ==
          "error: an IPv6 address stands in brackets here, such as plain:[::1]:2525");
    CHECK(canonical<listener>("plain:127.0.0.1:2525,face=exim") ==
          "error: \"face\" is not a key of a listener (name, scope, persona, mechanisms, require-auth, require-tls)");
    CHECK(canonical<listener>("tls:127.0.0.1:0,mechanisms=plain+LOGIN/tls,require-tls,name=x,require-auth=yes") ==
          "tls:127.0.0.1:0,name=x,mechanisms=PLAIN+LOGIN/tls,require-auth,require-tls");
    CHECK(canonical<listener>("tls:127.0.0.1:0,scope=W3") == "tls:127.0.0.1:0,scope=w3");
    CHECK(refused<listener>("plain:127.0.0.1:0,scope=default"));
    CHECK(refused<listener>("plain:127.0.0.1:0,scope=a_b"));
    CHECK(canonical<listener>("tls:127.0.0.1:0,require-auth=no") == "tls:127.0.0.1:0,require-auth=false");
    CHECK(canonical<listener>("plain:127.0.0.1:0,mechanisms=PLAINN") ==
          "error: \"PLAINN\" is not a mechanism here; did you mean PLAIN?");
    CHECK(refused<listener>("plain:127.0.0.1:0,require-auth=maybe"));
    for (const auto* text : {"", "plain", "plain:25", "plain:127.0.0.1:", "plain:127.0.0.1:off", "plain:mail.test:25",
                             "plain:[127.0.0.1]:25", "plain:127.0.0.1:25,", "plain:127.0.0.1:25,name",
                             "plain:127.0.0.1:25,name=", "plain:127.0.0.1:25,name=a b"}) {
        CHECK_MESSAGE(refused<listener>(text), text);
    }
}

TEST_CASE("what needs TLS cannot be offered only before it") {
    CHECK(canonical<mechanisms>("EXTERNAL/plain") ==
          "error: EXTERNAL needs TLS: with /plain it would never be offered");
    CHECK(refused<mechanisms>("scram-sha-1-plus/plain"));
    CHECK(canonical<mechanisms>("SCRAM-SHA-1/plain") == "SCRAM-SHA-1/plain");
}

TEST_CASE("a user is a name and a password, which may contain colons and may be empty") {
    CHECK(std::get<account>(user::parse("app:a:b")) == account{"app", "a:b"});
    CHECK(std::get<account>(user::parse("app:")) == account{"app", ""});
    CHECK(canonical<user>("app") == "error: expected NAME:PASSWORD");
    CHECK(refused<user>(":x"));
    CHECK(refused<user>("a:b\nc:d"));
}

TEST_CASE("names and secrets are UTF-8, no mask, and a token has no blank at an end") {
    CHECK(canonical<user>("jos\xC3\xA9:x", secrets::shown) == "jos\xC3\xA9:x");
    for (const auto* text : {"jos\xE9:x", "jose:\xE9", "jose:********"}) CHECK_MESSAGE(refused<user>(text), text);
    for (const auto* text : {"\xE9", "********"}) CHECK_MESSAGE(refused<secret_text>(text), text);
    for (const auto* text : {"t ", " t", "t\t", "********", ""}) CHECK_MESSAGE(refused<token>(text), text);
    CHECK(canonical<token>("a b", secrets::shown) == "a b");
}

TEST_CASE("the mechanisms of a user are named after the last colon") {
    CHECK(canonical<user_mechanisms>("a:b:plain,login") == "a:b:PLAIN,LOGIN");
    CHECK(std::get<account_mechanisms>(user_mechanisms::parse("a:b:plain")) == account_mechanisms{"a:b", {"PLAIN"}});
    for (const auto* text : {"", "app", ":PLAIN", "app:", "app:NOTHING", "app:PLAIN,", "app:PLAIN/tls"})
        CHECK_MESSAGE(refused<user_mechanisms>(text), text);
}

TEST_CASE("a pinned challenge is base64 behind its mechanism") {
    CHECK(std::get<smtp::pinned_challenge>(challenge::parse("cram-md5:PDFAYT4=")) ==
          smtp::pinned_challenge{"CRAM-MD5", "<1@a>"});
    CHECK(canonical<challenge>("cram-md5:PDFAYT4=") == "CRAM-MD5:PDFAYT4=");
    CHECK(canonical<challenge>("scram-sha-1:cj14") == "SCRAM-SHA-1:cj14");  // r=x
    for (const auto* text : {"", "CRAM-MD5", "CRAM-MD5:", "CRAM-MD5:PDFAYT4",
                             "NOTHING:PDFAYT4=", "PLAIN:PDFAYT4=", "XOAUTH2:PDFAYT4=", "SCRAM-SHA-1:PDFAYT4="})
        CHECK_MESSAGE(refused<challenge>(text), text);
}

TEST_CASE("passwords are masked, and their length with them") {
    CHECK(canonical<user>("app:x", secrets::masked) == "app:********");
    CHECK(canonical<user>("app:secret", secrets::masked) == "app:********");
    CHECK(canonical<user>("app:secret", secrets::shown) == "app:secret");
    CHECK(canonical<secret_text>("secret", secrets::masked) == "********");
}

TEST_CASE("a mechanism that does not exist here is refused, with the one that was meant") {
    CHECK(canonical<mechanisms>("plain") == "PLAIN");
    CHECK(canonical<mechanisms>("plain/tls") == "PLAIN/tls");
    CHECK(canonical<mechanisms>("LOGIN/plain") == "LOGIN/plain");
    CHECK(canonical<mechanisms>("none") == "NONE");
    CHECK(canonical<mechanisms>("PLAIN/ssl") == "error: \"/ssl\" is neither /tls nor /plain");
    CHECK(canonical<mechanisms>("CRAMMD5") == "error: \"CRAMMD5\" is not a mechanism here; did you mean CRAM-MD5?");
    CHECK(refused<mechanisms>("SPNEGO"));
    CHECK(refused<mechanisms>(""));
}

TEST_CASE("a word that is nearly one of the choices is named") {
    CHECK(canonical<choice<clock_words>>("frozen") == "frozen");
    CHECK(canonical<choice<clock_words>>("frosen") ==
          "error: expected logical, frozen or system; did you mean frozen?");
    CHECK(canonical<choice<log_format_words>>("yaml") == "error: expected text or json");
    CHECK(choice<relay_words>::placeholder == "everyone|authenticated|nobody");
}

TEST_CASE("strict takes diagnostic codes, and all of them at once") {
    CHECK(canonical<diagnostics>("bare_address") == "bare_address");
    CHECK(canonical<diagnostics>("bare_adress") == "error: not a diagnostic code; did you mean bare_address?");
    CHECK(diagnostics::parts("all").size() + 4 == base::diagnostic_rows().size());
    for (const auto* noted : {"no_quit", "parts_left_out", "plaintext_behind_starttls", "talked_before_reply"}) {
        CHECK(std::holds_alternative<complaint>(diagnostics::parse(noted)));
    }
    for (const std::string& code : diagnostics::parts("errors")) {
        CHECK(base::row_of(std::get<base::diagnostic_code>(diagnostics::parse(code))).how == base::severity::error);
    }
    const auto warnings = diagnostics::parts("warnings, source_route");
    CHECK(std::ranges::count(warnings, "date_missing") == 1);
    CHECK(std::ranges::count(warnings, "bare_lf") == 1);
    CHECK(std::ranges::count(warnings, "source_route") == 1);
    CHECK(std::ranges::count(warnings, "trailing_space") == 0);
    CHECK(diagnostics::parts("no_quit, bare_address") == std::vector<std::string>{"no_quit", "bare_address"});
}
