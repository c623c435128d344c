#include <doctest/doctest.h>

#include <functional>
#include <map>
#include <set>
#include <string>

#include "mocksmtp/options_canonical.hpp"
#include "mocksmtp/options_check.hpp"
#include "mocksmtp/options_table.hpp"

using namespace mocksmtp;
using option_values::secrets;

namespace {

// A value that differs from the default, and one that is refused, for every option that has a value.
struct sample {
    std::string good;
    std::string bad;
};
const std::map<std::string, sample, std::less<>> samples = {
    {"smtp-port", {"2525", "x"}},
    {"smtps-port", {"off", "65536"}},
    {"http-port", {"0", "-2"}},
    {"bind", {"::1", "localhost"}},
    {"listen", {"tls:[::1]:465,name=second,scope=shop,mechanisms=PLAIN/tls+LOGIN,require-auth", "plain"}},
    {"user", {"app:secret", "app"}},
    {"default-password", {"secret", ""}},
    {"mechanisms", {"LOGIN/tls", "NOTHING"}},
    {"user-mechanisms", {"app:PLAIN,CRAM-MD5", "app:NOTHING"}},
    {"challenge", {"CRAM-MD5:PDFAYT4=", "CRAM-MD5:?"}},
    {"keytab", {"mail.keytab", ""}},
    {"security-layers", {"true", "maybe"}},
    {"require-auth", {"true", "maybe"}},
    {"require-tls", {"true", "maybe"}},
    {"tls-cert", {"cert.pem", ""}},
    {"tls-key", {"key.pem", ""}},
    {"tls-name", {"*.shop.test", "mail.*.test"}},
    {"persona", {"postfix", ""}},
    {"persona-file", {"mine.json", ""}},
    {"peer-name", {"192.0.2.7=client.example.org", "client.example.org"}},
    {"hostname", {"mail.test", "a b"}},
    {"local-domain", {"example.test", "a b"}},
    {"mailbox", {"bob@example.test", "bob"}},
    {"relay", {"nobody", "someone"}},
    {"banner-delay", {"250ms", "250"}},
    {"idle-timeout", {"1s", "soon"}},
    {"strict", {"bare_address", "bare"}},
    {"rule", {R"({"on":"rcpt","reply":"451 4.7.1 Greylisted"})", " "}},
    {"reply-addresses", {"true", "maybe"}},
    {"hold-timeout", {"250ms", "250"}},
    {"max-message-size", {"1000", "much"}},
    {"max-recipients", {"5", "-5"}},
    {"max-connections", {"5", "-5"}},
    {"max-messages", {"5", "five"}},
    {"max-store-bytes", {"1000", "1 XB"}},
    {"when-full", {"evict-oldest", "explode"}},
    {"seed", {"another", ""}},
    {"clock", {"system", "sun"}},
    {"show-secrets", {"true", "maybe"}},
    {"api-token", {"token", ""}},
    {"allow-host", {"mail.example.com", "a b"}},
    {"import", {"export.json", ""}},
    {"read-only", {"true", "maybe"}},
    {"http-tls", {"true", "maybe"}},
    {"report-dir", {"evidence", ""}},
    {"port-file", {"ports.json", ""}},
    {"tls-ca-out", {"ca.pem", ""}},
    {"log-format", {"json", "xml"}},
    {"log-level", {"debug", "loud"}},
};

std::optional<refused_value> set(program_options& all, std::string_view name, std::vector<std::string> values) {
    const auto* row = find_option(name);
    REQUIRE(row != nullptr);
    REQUIRE(static_cast<bool>(row->assign));
    return row->assign(all, values);
}

}  // namespace

TEST_CASE("every option with a value parses, prints what it parsed, and changes nothing else") {
    for (const auto& row : option_table()) {
        if (!row.assign) continue;
        CAPTURE(row.name);
        REQUIRE(samples.contains(row.name));
        const auto& given = samples.at(std::string(row.name));
        program_options all;
        CHECK(row.show(all, secrets::shown) != std::vector{given.good});
        CHECK_FALSE(set(all, row.name, {given.good}));
        CHECK(row.show(all, secrets::shown) == std::vector{given.good});
        for (const auto& other : option_table()) {
            if (!other.show || other.name == row.name) continue;
            CHECK_MESSAGE(other.show(all, secrets::shown) == other.show({}, secrets::shown), other.name);
        }
    }
}

TEST_CASE("every option with a value refuses a wrong one and keeps what it had") {
    for (const auto& row : option_table()) {
        if (!row.assign) continue;
        CAPTURE(row.name);
        const auto& given = samples.at(std::string(row.name));
        program_options all;
        CHECK_FALSE(set(all, row.name, {given.good}));
        const auto wrong = set(all, row.name, {given.bad});
        REQUIRE(wrong);
        CHECK(wrong->index == 0);
        CHECK_FALSE(wrong->what.empty());
        CHECK(row.show(all, secrets::shown) == std::vector{given.good});
    }
}

TEST_CASE("an option that is not repeatable takes one value") {
    program_options all;
    CHECK(set(all, "smtp-port", {"1", "2"}) == refused_value{1, "given more than once"});
    CHECK(all.mock.smtp_port == 1025);
    CHECK(set(all, "smtp-port", {}));
}

TEST_CASE("a repeatable option takes values in order, replaces what was there, and names the wrong one") {
    program_options all;
    CHECK_FALSE(set(all, "bind", {"::1", "127.0.0.2, 127.0.0.3"}));
    CHECK(all.mock.bind == std::vector<std::string>{"::1", "127.0.0.2", "127.0.0.3"});
    const auto wrong = set(all, "bind", {"::1", "x"});
    REQUIRE(wrong);
    CHECK(wrong->index == 1);
    CHECK_FALSE(set(all, "user", {"a,b:c,d"}));
    CHECK(all.mock.users == std::vector<account>{{"a,b", "c,d"}});
}

TEST_CASE("secrets are masked wherever an option is printed") {
    std::set<std::string_view> masked;
    for (const auto& row : option_table()) {
        if (!row.show) continue;
        program_options all;
        CHECK_FALSE(set(all, row.name, {samples.at(std::string(row.name)).good}));
        if (row.show(all, secrets::masked) != row.show(all, secrets::shown)) masked.insert(row.name);
        CHECK_MESSAGE(row.secret == masked.contains(row.name), row.name);
    }
    CHECK(masked == std::set<std::string_view>{"user", "default-password", "api-token"});
}

TEST_CASE("names are unique and derive from one another") {
    std::set<std::string> names;
    for (const auto& row : option_table()) {
        CAPTURE(row.name);
        CHECK(names.insert(std::string(row.name)).second);
        CHECK(row.name.find_first_not_of("abcdefghijklmnopqrstuvwxyz-") == row.name.npos);
        CHECK_FALSE(row.help.empty());
        CHECK_FALSE(row.group.empty());
        CHECK(environment_name(row) != "MOCKSMTP_PORT");
    }
    CHECK(environment_name(*find_option("smtp-port")) == "MOCKSMTP_SMTP_PORT");
    CHECK(file_key(*find_option("smtp-port")) == "smtp_port");
    CHECK(default_text(*find_option("smtp-port")) == "1025");
    CHECK(default_text(*find_option("idle-timeout")) == "5m");
    CHECK(default_text(*find_option("require-auth")).empty());
    CHECK(default_text(*find_option("user")) == "every identity is accepted");
    CHECK(find_option("smtp") == nullptr);
}

TEST_CASE("each bind address has a listener of each kind, with names of their own") {
    options all = program_options().mock;
    all.bind = {"127.0.0.1", "::1"};
    all.listen = {{listener_kind::tls, "127.0.0.1", 4650, ""}, {listener_kind::plain, "127.0.0.1", 2500, "shop"}};
    std::vector<std::string> names;
    for (const auto& one : listeners_of(all)) names.push_back(one.name);
    CHECK(names == std::vector<std::string>{"smtp", "smtp-2", "smtps", "smtps-2", "listen-1", "shop"});
    CHECK(listeners_of(all)[1] == listener_spec{listener_kind::plain, "::1", 1025, "smtp-2"});
    CHECK(contradictions(all).empty());
    CHECK(listeners_of(with_all_listeners(all)) == listeners_of(all));
    all.smtp_port.reset();
    CHECK(listeners_of(all).front().name == "smtps");
    all.read_only = true;
    CHECK(listeners_of(all).empty());
    CHECK(contradictions(all).empty());
}

TEST_CASE("relaying is for everyone until a domain is local") {
    options all;
    CHECK(relaying_of(all) == smtp::relaying::everyone);
    all.local_domain = {"example.test"};
    CHECK(relaying_of(all) == smtp::relaying::authenticated);
    all.relay = smtp::relaying::nobody;
    CHECK(relaying_of(all) == smtp::relaying::nobody);
}

TEST_CASE("options that contradict each other are named with the remedy") {
    const auto the_one = [](const options& all) {
        const auto found = contradictions(all);
        REQUIRE(found.size() == 1);
        return found.front();
    };
    const auto only = [&](const options& all) { return the_one(all).detail; };
    CHECK(the_one({.tls_key = "a"}).option == "tls-key");
    CHECK(the_one({.mechanisms = {"PLAIN", "NONE"}}).option == "mechanisms");
    CHECK(the_one({.listen = {{listener_kind::plain, "127.0.0.1", 0, "smtp"}}}).option.empty());
    CHECK(contradictions({}).empty());
    CHECK(only({.smtp_port = {}, .smtps_port = {}}) ==
          "no SMTP listener is left; give --smtp-port, --smtps-port or --listen");
    CHECK(only({.smtp_port = 1025, .listen = {{listener_kind::plain, "127.0.0.1", 1025, ""}}}) ==
          "listeners smtp and listen-1 share port 1025 of 127.0.0.1; give one another port");
    CHECK(only({.smtp_port = 1025, .listen = {{listener_kind::plain, "0.0.0.0", 1025, ""}}}) ==
          "listeners smtp and listen-1 share port 1025 of 127.0.0.1; give one another port");
    CHECK(contradictions({.smtp_port = 1025, .listen = {{listener_kind::plain, "::1", 1025, ""}}}).empty());
    CHECK(only({.challenges = {{"CRAM-MD5", "<1@a>"}, {"CRAM-SHA1", "<1@a>"}, {"CRAM-MD5", "<2@a>"}}}) ==
          "--challenge: CRAM-MD5 can send only one; leave the others out");
    CHECK(only({.listen = {{listener_kind::plain, "127.0.0.1", 0, "smtp"}}}) ==
          "two listeners are named smtp; give one another name");
    CHECK(only({.mechanisms = {"PLAIN", "NONE"}}) ==
          "--mechanisms: none stands alone; leave it or the other mechanisms out");
    CHECK(only({.mechanisms = {"EXTERNAL", "ANONYMOUS", "EXTERNAL"}}) ==
          "--mechanisms: EXTERNAL is there twice; leave one out");
    using when = smtp::mechanism_offer::when;
    const smtp::mechanism_offer under_tls("ANONYMOUS", when::under_tls), before_tls("ANONYMOUS", when::before_tls);
    CHECK(contradictions({.mechanisms = {under_tls, before_tls}}).empty());
    CHECK_FALSE(contradictions({.mechanisms = {under_tls, "ANONYMOUS"}}).empty());
    CHECK(only({.user_mechanisms = {{"app", {"PLAIN"}}}}) ==
          "--user-mechanisms: there is no --user app; give that too");
    CHECK(contradictions({.tls_cert = "a"}).empty());  // may hold both
    CHECK(only({.keytab = "/nowhere/krb5.keytab"}).starts_with("--keytab: "));
    CHECK(only({.tls_key = "a"}) == "--tls-key belongs to a --tls-cert; give that too, or neither");
    CHECK(only({.tls_cert = "a", .tls_key = "b", .tls_name = {"c"}}).starts_with("--tls-name"));
    CHECK(only({.relay = smtp::relaying::nobody}).starts_with("--relay needs a --local-domain"));
    CHECK(
        only({.mechanisms = {"PLAIN", "SCRAM-SHA-1", "SCRAM-SHA-256"}}) ==
        "--mechanisms: SCRAM-SHA-1, SCRAM-SHA-256 would let nobody in, for there is no password to prove; give --user "
        "or --default-password");
    CHECK(only({.listen = {{listener_kind::plain, "127.0.0.1", 0, "",
                            std::vector<smtp::mechanism_offer>{"SCRAM-SHA-1"}}}})
              .starts_with("--listen: SCRAM-SHA-1 would let nobody in"));
    CHECK(contradictions({.users = {{"app", "one"}}, .mechanisms = {"SCRAM-SHA-1"}}).empty());
    CHECK(contradictions({.default_password = "one", .mechanisms = {"SCRAM-SHA-1"}}).empty());
    CHECK(only({.hold_timeout = std::chrono::milliseconds(0)}).starts_with("--hold-timeout"));
    CHECK(only({.idle_timeout = std::chrono::milliseconds(0)}).starts_with("--idle-timeout"));
}

TEST_CASE("options made in C++ become what the command line would have read") {
    options made;
    CHECK(std::holds_alternative<options>(canonical(made)));
    made.users = {{"do:main", "se,cret"}};
    made.mechanisms = {"plain", smtp::mechanism_offer("Login", smtp::mechanism_offer::when::under_tls)};
    made.user_mechanisms = {{"do:main", {"plain"}}};
    made.listen = {{.address = "::1", .name = "one", .mechanisms = {"plain"}, .scope = "Shop"}};
    made.local_domain = {"example.test"};
    made.challenges = {{"cram-md5", "<1@mock.test>"}};
    const auto read = std::get<options>(canonical(made));
    CHECK(read.users == made.users);
    CHECK(read.mechanisms[0].name == "PLAIN");
    CHECK(read.mechanisms[1] == smtp::mechanism_offer("LOGIN", smtp::mechanism_offer::when::under_tls));
    CHECK(read.user_mechanisms == std::vector<account_mechanisms>{{"do:main", {"PLAIN"}}});
    made.listen[0].mechanisms[0].name = "PLAIN";
    made.listen[0].scope = "shop";
    CHECK(read.listen == made.listen);
    CHECK(read.local_domain == made.local_domain);
    CHECK(read.challenges[0].bytes == "<1@mock.test>");
}

TEST_CASE("options made in C++ are refused where the command line would refuse them, without their secrets") {
    const auto why = [](const options& made) {
        const auto read = canonical(made);
        const auto* refused = std::get_if<contradiction>(&read);
        return refused == nullptr ? "" : refused->detail;
    };
    constexpr auto for_ever = std::chrono::milliseconds::max();
    const std::string no_time = ": not a time (a whole number with ms, s, m or h, at most 1000h)";
    CHECK(why({.mechanisms = {"PLIAN"}}) ==
          "--mechanisms PLIAN: \"PLIAN\" is not a mechanism here; did you mean PLAIN?");
    CHECK(why({.users = {{"app", "secret"}}, .user_mechanisms = {{"app", {"PLIAN"}}}})
              .starts_with("--user-mechanisms app:PLIAN: "));
    CHECK(why({.listen = {{.scope = "w_3"}}}).find("a scope's name is made of") != std::string::npos);
    CHECK(why({.users = {{"app", "sec\nret"}}}) == "--user app:********: expected NAME:PASSWORD");
    CHECK(why({.idle_timeout = for_ever}) == "--idle-timeout 9223372036854775807ms" + no_time);
    CHECK(why({.hold_timeout = for_ever}).starts_with("--hold-timeout "));
    CHECK(why({.banner_delay = std::chrono::seconds(-1)}) == "--banner-delay -1s" + no_time);
}

TEST_CASE("the API has a port of its own") {
    program_options all;
    CHECK(port_contradictions(all).empty());
    all.mock.smtp_port = 8025;
    REQUIRE(port_contradictions(all).size() == 1);
    CHECK(port_contradictions(all).front().detail ==
          "--http-port: listener smtp has port 8025 already; give one another port");
    all.mock.smtp_port = 0;
    all.http_port = 0;
    CHECK(port_contradictions(all).empty());
}
