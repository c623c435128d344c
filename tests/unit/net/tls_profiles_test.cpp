#include "mocksmtp/net/tls_profiles.hpp"

#include <doctest/doctest.h>
#include <openssl/err.h>

#include <ctime>

#include "memory_client.hpp"
#include "mocksmtp/net/setup_error.hpp"
#include "running_server.hpp"
#include "socket_client.hpp"

using namespace mocksmtp;
using namespace net_test;
using wrong = smtp::tls_fault::certificate;

namespace {

net::certificate_request usual() { return net::usual_certificate("mock.test"); }

struct own_profiles {
    net::tls_profiles all{usual()};
};

// What a client that trusts the authority and asks for mock.test thinks of the certificate.
long verdict_on(net::tls_profiles& profiles, const smtp::tls_fault& fault) {
    const auto context = profiles.context(fault);
    REQUIRE(context);
    net::tls_engine engine(*context, smtp::tls_mode::starttls);
    memory_client client({.trusted_pem = profiles.authority_pem(), .host = "mock.test"});
    shake_hands(engine, client);
    return SSL_get_verify_result(client.connection());
}

smtp::tls_facts agreed(const smtp::tls_fault& fault, int client_newest = 0) {
    own_profiles profiles;
    net::tls_engine engine(*profiles.all.context(fault), smtp::tls_mode::starttls);
    memory_client client({.trusted_pem = profiles.all.authority_pem(), .max_version = client_newest});
    return facts_of(shake_hands(engine, client));
}

}  // namespace

TEST_CASE("without a fault there is one context, and it is good") {
    own_profiles profiles;
    CHECK(verdict_on(profiles.all, {}) == X509_V_OK);
    CHECK(profiles.all.context(std::nullopt) == profiles.all.context(smtp::tls_fault{}));
}

TEST_CASE("a name that cannot stand in a certificate is refused before anybody asks for one") {
    CHECK_THROWS_WITH_AS(net::tls_profiles(net::usual_certificate("mock.test", {"with space.test"})),
                         doctest::Contains("cannot stand in a certificate"), net::setup_error);
}

TEST_CASE("each wrong certificate is wrong in its own way only") {
    own_profiles profiles;
    CHECK(verdict_on(profiles.all, {.shown = wrong::expired}) == X509_V_ERR_CERT_HAS_EXPIRED);
    CHECK(verdict_on(profiles.all, {.shown = wrong::not_yet_valid}) == X509_V_ERR_CERT_NOT_YET_VALID);
    CHECK(verdict_on(profiles.all, {.shown = wrong::wrong_host}) == X509_V_ERR_HOSTNAME_MISMATCH);
    CHECK(verdict_on(profiles.all, {.shown = wrong::untrusted}) == X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN);
}

TEST_CASE("what is wrong with a certificate stays so for months") {
    own_profiles profiles;
    const auto shown = [&](wrong kind) {
        net::tls_engine engine(*profiles.all.context(smtp::tls_fault{.shown = kind}), smtp::tls_mode::starttls);
        memory_client client({.verify = false});
        REQUIRE_FALSE(facts_of(shake_hands(engine, client)).version.empty());
        client.handshake();
        return net::certificate_handle(SSL_get1_peer_certificate(client.connection()));
    };
    std::time_t later = std::time(nullptr) + 300 * 86400;
    CHECK(X509_cmp_time(X509_get0_notBefore(shown(wrong::not_yet_valid).get()), &later) > 0);
    std::time_t earlier = std::time(nullptr) - 3000;
    const auto expired = shown(wrong::expired);
    CHECK(X509_cmp_time(X509_get0_notAfter(expired.get()), &earlier) < 0);
    CHECK(X509_cmp_time(X509_get0_notBefore(expired.get()), &earlier) < 0);
    const auto untrusted = shown(wrong::untrusted);
    CHECK(X509_check_host(untrusted.get(), "mock.test", 0, 0, nullptr) == 1);
    CHECK(X509_check_ip_asc(untrusted.get(), "127.0.0.1", 0) == 1);
    CHECK(X509_check_host(shown(wrong::wrong_host).get(), "wrong.host.invalid", 0, 0, nullptr) == 1);
}

TEST_CASE("a context is made once for each fault") {
    own_profiles profiles;
    const smtp::tls_fault expired{.shown = wrong::expired};
    CHECK(profiles.all.context(expired) == profiles.all.context(expired));
    CHECK(profiles.all.context(expired) != profiles.all.context(smtp::tls_fault{.shown = wrong::untrusted}));
    CHECK(profiles.all.context(smtp::tls_fault{.shown = wrong::expired, .refuse = true}) ==
          profiles.all.context(smtp::tls_fault{.refuse = true}));
}

TEST_CASE("nothing newer than max_version is spoken, and the old versions are") {
    CHECK(agreed({.max_version = smtp::tls_version::tls_1_0}).version == "TLSv1");
    CHECK(agreed({.max_version = smtp::tls_version::tls_1_1}).version == "TLSv1.1");
    CHECK(agreed({.max_version = smtp::tls_version::tls_1_2}).version == "TLSv1.2");
    CHECK(agreed({.max_version = smtp::tls_version::tls_1_3}).version == "TLSv1.3");
    CHECK(agreed({.max_version = smtp::tls_version::tls_1_1}, TLS1_VERSION).version == "TLSv1");
    CHECK(agreed({.max_version = smtp::tls_version::tls_1_2}, TLS1_1_VERSION).version.empty());
}

TEST_CASE("a certificate and a version can be wrong together") {
    own_profiles profiles;
    const smtp::tls_fault both{.shown = wrong::expired, .max_version = smtp::tls_version::tls_1_1};
    CHECK(verdict_on(profiles.all, both) == X509_V_ERR_CERT_HAS_EXPIRED);
    net::tls_engine engine(*profiles.all.context(both), smtp::tls_mode::starttls);
    memory_client client({.verify = false});
    CHECK(facts_of(shake_hands(engine, client)).version == "TLSv1.1");
}

TEST_CASE("a refused ClientHello is answered handshake_failure, whatever it offers") {
    for (const int version : {TLS1_1_VERSION, TLS1_2_VERSION, TLS1_3_VERSION}) {
        CAPTURE(version);
        own_profiles profiles;
        net::tls_engine engine(*profiles.all.context(smtp::tls_fault{.refuse = true}), smtp::tls_mode::implicit);
        memory_client client({.verify = false, .max_version = version});
        const auto failure = failure_of(shake_hands(engine, client));
        CHECK(failure.alert == "handshake_failure");
        CHECK_FALSE(failure.by_client);
        CHECK(failure.detail == "server alert handshake_failure: refused on purpose");
        ERR_clear_error();
        client.handshake();
        const std::string reason = net::take_openssl_error();
        CHECK(reason.find("alert handshake failure") != std::string::npos);
    }
}

TEST_CASE("a certificate from elsewhere can be imitated, but not issued anew") {
    const net::certificate_authority elsewhere;
    net::tls_profiles profiles(elsewhere.issue(usual()));
    for (const wrong kind : {wrong::expired, wrong::not_yet_valid, wrong::wrong_host}) {
        const smtp::tls_fault fault{.shown = kind};
        CHECK_FALSE(profiles.can_issue(fault));
        CHECK(profiles.objection(fault).find("cannot be issued: the server's certificate was read from a file") !=
              std::string::npos);
        CHECK_FALSE(profiles.context(fault));
    }
    CHECK(profiles.can_issue({.shown = wrong::untrusted}));
    CHECK(verdict_on(profiles, {}) == X509_V_OK);
    CHECK(verdict_on(profiles, {.shown = wrong::untrusted}) == X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN);
    CHECK(profiles.context(smtp::tls_fault{.shown = wrong::expired, .refuse = true}));
    CHECK(profiles.context(smtp::tls_fault{.max_version = smtp::tls_version::tls_1_1}));
}

TEST_CASE("clients' certificates are judged by the usual authority whatever is shown to them") {
    const net::certificate_authority authority;
    net::server_identity any_purpose = authority.issue({.common_name = "robot", .names = {"robot.test"}});
    X509* leaf = any_purpose.leaf.get();
    net::extension_handle(X509_delete_ext(leaf, X509_get_ext_by_NID(leaf, NID_ext_key_usage, -1)));
    X509_sign(leaf, any_purpose.key.get(), EVP_sha256());  // or its copy would be that of before
    net::tls_profiles profiles(authority.issue(usual()));
    for (const bool ours : {true, false}) {
        CAPTURE(ours);
        const net::server_identity robot =
            ours ? authority.imitate(any_purpose) : net::certificate_authority().imitate(any_purpose);
        net::tls_engine engine(*profiles.context(smtp::tls_fault{.shown = wrong::untrusted}), smtp::tls_mode::starttls);
        memory_client client({.verify = false, .shown = &robot});
        const auto facts = facts_of(shake_hands(engine, client));
        REQUIRE(facts.client);
        CHECK(facts.client->verified == ours);
    }
}

TEST_CASE("a fault reaches one connection and not the next, behind STARTTLS and implicit") {
    int asked = 0;
    running_server server({.judge = [&asked](const smtp::situation& now) -> std::optional<smtp::verdict> {
        const bool first = now.at == smtp::stage::starttls || (now.at == smtp::stage::connect && now.usual == nullptr);
        if (!first || ++asked % 2 == 0) return std::nullopt;
        return smtp::verdict{.by = {.rule = "r"}, .tls = smtp::tls_fault{.shown = wrong::expired}};
    }});
    for (const bool implicit : {true, false, true, false}) {
        CAPTURE(implicit);
        for (const bool good : {false, true}) {
            socket_client client(implicit ? server.tls_port() : server.port());
            if (!implicit) {
                client.reply();
                client.ask("EHLO a.test");
                CHECK(client.ask("STARTTLS").substr(0, 3) == "220");
            }
            CHECK(client.start_tls({.trusted_pem = server.authority_pem}) == good);
        }
    }
    CHECK(server.journal.await([](const notes& all) { return all.failures.size() == 4; }));
    for (const auto& each : server.journal.read().failures) CHECK(each.alert == "certificate_expired");
}

TEST_CASE("a client whose handshake is refused hears it over its socket") {
    running_server server({.judge = [](const smtp::situation& now) -> std::optional<smtp::verdict> {
        if (now.at != smtp::stage::starttls) return std::nullopt;
        return smtp::verdict{.by = {.rule = "r"}, .tls = smtp::tls_fault{.refuse = true}};
    }});
    socket_client client(server.tls_port());
    ERR_clear_error();
    CHECK_FALSE(client.start_tls({.verify = false}));
    CHECK(net::take_openssl_error().find("alert handshake failure") != std::string::npos);
    CHECK(server.journal.await([](const notes& all) { return all.ends.size() == 1; }));
    CHECK(server.journal.read().failures.at(0).alert == "handshake_failure");
    CHECK_FALSE(server.journal.read().failures.at(0).by_client);
    CHECK(server.journal.read().ends == std::vector{smtp::session_end::tls_failed});
}
