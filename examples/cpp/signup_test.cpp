#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <doctest/doctest.h>

#include <cstdio>
#include <filesystem>
#include <fstream>

#include "mocksmtp/mock_server.hpp"
#include "signup.hpp"

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
    what.smtp_port = 0;  // any free port
    what.smtps_port = std::nullopt;
    what.users = {{"shop", "secret"}};
    what.require_auth = true;
    return what;
}

}  // namespace

TEST_CASE("signing up sends a welcome mail, authenticated and encrypted") {
    mocksmtp::mock_server mail(with_one_user());
    const configured_account account(mail);

    send_welcome(account, "bob@example.test");

    const auto message = mail.wait_for_message({.to = "bob@example.test"});
    CHECK(message.from == "shop@example.test");
    CHECK(message.subject == "Welcome");
    CHECK(message.text == "Your code is 482913.\n");
    CHECK(message.user == "shop");
    CHECK(message.tls_version == "TLSv1.3");
}

TEST_CASE("a wrong password is an error, and the mock tells which") {
    mocksmtp::mock_server mail(with_one_user());
    configured_account account(mail);
    account.password = "typo";

    CHECK_THROWS(send_welcome(account, "bob@example.test"));

    CHECK(mail.messages().empty());
    REQUIRE(!mail.auth_attempts().empty());
    CHECK(mail.auth_attempts().front().because == "wrong password");
}

TEST_CASE("a mail that does not come fails with a report") {
    mocksmtp::mock_server mail;
    const configured_account account(mail);

    send_welcome(account, "bob@example.test");

    try {
        mail.wait_for_message({.to = "carol@example.test"}, std::chrono::milliseconds(50));
        FAIL("there is no such mail");
    } catch (const mocksmtp::expectation_failed& why) {
        CHECK(std::string(why.what()).find("bob@example.test") != std::string::npos);
    }
}
