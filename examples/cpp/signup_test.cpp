// Tests of signup.cpp with doctest, the mock inside. Where mocksmtp is installed:
//   cmake -B build && cmake --build build
//   build/example_cpp
#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <doctest/doctest.h>

#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <future>
#include <string>
#include <vector>

#include "mocksmtp/mock_server.hpp"
#include "signup.hpp"

using namespace std::chrono_literals;

namespace {

// The account of an application that trusts the mock's certificate.
struct configured_account : mail_account {
    explicit configured_account(const mocksmtp::mock_server& mail) {
        port = mail.smtp_port();
        user = "shop";
        password = "secret";
        ca_file = (std::filesystem::temp_directory_path() / ("mocksmtp-ca-" + std::to_string(port) + ".pem")).string();
        std::ofstream(ca_file) << mail.authority_pem();
    }
    ~configured_account() { std::remove(ca_file.c_str()); }
};

mocksmtp::options with_one_user() {
    mocksmtp::options what;
    what.smtps_port = std::nullopt;
    what.users = {{"shop", "secret"}};
    what.require_auth = true;
    return what;
}

// The next recipient is told to come back later.
mocksmtp::rules::rule later_once() {
    return {.id = "later",
            .on = {mocksmtp::rules::stage::rcpt},
            .times = 1,
            .reply = mocksmtp::smtp::parse_reply("451 4.7.1 Try again later")};
}

std::future<void> send_in_background(const mail_account& from, const std::string& to) {
    return std::async(std::launch::async, [=] { send_welcome(from, to); });
}

}  // namespace

TEST_CASE("signing up sends a welcome mail, authenticated and encrypted") {
    mocksmtp::mock_server mail(with_one_user());
    const configured_account account(mail);

    send_welcome(account, "bob@example.test");

    const auto message = mail.wait_for_message({.to = "bob@example.test"});
    CHECK(message.from == "shop@example.test");
    CHECK(message.to == std::vector<std::string>{"bob@example.test"});
    CHECK(message.subject == "Welcome");
    CHECK(message.header("X-Campaign") == "signup");
    CHECK(message.text == "Grüß Gott!\n\nYour code is 482913.\n");
    CHECK(message.mechanism == "DIGEST-MD5");
    CHECK(message.user == "shop");
    CHECK(message.tls_version == "TLSv1.3");
    CHECK(message.protocol == "ESMTPSA");  // S: in TLS, A: authenticated
}

TEST_CASE("a mail that is sent in the background is waited for") {
    mocksmtp::mock_server mail(with_one_user());
    const configured_account account(mail);

    auto sending = send_in_background(account, "bob@example.test");

    CHECK(mail.wait_for_message({.to = "bob@example.test"}).subject == "Welcome");
    sending.get();
}

TEST_CASE("a mail that is refused for the moment is sent again") {
    mocksmtp::mock_server mail(with_one_user());
    const configured_account account(mail);
    mail.put_rule(later_once());

    send_welcome(account, "bob@example.test");

    CHECK(mail.messages({.to = "bob@example.test"}).size() == 1);
    const auto tries = mail.transactions();
    REQUIRE(tries.size() == 2);
    CHECK(tries[0].outcome == "refused");
    CHECK(tries[0].reply_code == 451);
    CHECK(tries[1].outcome == "accepted");
}

TEST_CASE("tests that share a server have a scope each, and do not see each other's mail") {
    mocksmtp::mock_server mail(with_one_user());
    const configured_account account(mail);
    auto w3 = mail.scope("w3"), w4 = mail.scope("w4");
    w3.put_rule(later_once());

    auto one = send_in_background(account, "bob@w3.scope.test");
    auto other = send_in_background(account, "bob@w4.scope.test");
    one.get();
    other.get();

    REQUIRE(w3.messages().size() == 1);
    CHECK(w3.messages()[0].to == std::vector<std::string>{"bob@w3.scope.test"});
    CHECK(w3.transactions().size() == 2);
    REQUIRE(w4.messages().size() == 1);
    CHECK(w4.messages()[0].to == std::vector<std::string>{"bob@w4.scope.test"});
    CHECK(w4.transactions().size() == 1);
}

TEST_CASE("a mail that is not as expected fails with a report") {
    mocksmtp::mock_server mail(with_one_user());
    const configured_account account(mail);

    send_welcome(account, "bob@example.test");

    const auto wait = [&] { mail.wait_for_message({.to = "bob@example.test", .subject = "Your password"}, 50ms); };
    CHECK_THROWS_WITH_AS(wait(), doctest::Contains("expected at least 1 message"), mocksmtp::expectation_failed);
    CHECK_THROWS_WITH_AS(wait(), doctest::Contains("subject differs at character 1"), mocksmtp::expectation_failed);
}
