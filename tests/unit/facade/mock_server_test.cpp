#include <doctest/doctest.h>

#include <fcntl.h>
#include <sys/types.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <set>
#include <stdexcept>
#include <string>
#include <thread>

#include "mocksmtp/mock_server.hpp"
#include "tests/unit/facade/client.hpp"

namespace {

using namespace mocksmtp;
using tests::client;

std::set<int> open_descriptors() {
    std::set<int> all;
    for (const auto& each : std::filesystem::directory_iterator("/proc/self/fd"))
        all.insert(std::stoi(each.path().filename().string()));
    std::erase_if(all, [](int each) { return ::fcntl(each, F_GETFD) < 0; });  // the directory's own
    return all;
}

// Whether a thread waits for something, as it does once it has asked the mock.
bool sleeps(pid_t thread) {
    std::ifstream file("/proc/self/task/" + std::to_string(thread) + "/stat");
    const std::string stat{std::istreambuf_iterator<char>(file), {}};
    const auto name_ends = stat.rfind(") ");
    return name_ends != stat.npos && stat[name_ends + 2] == 'S';
}

}  // namespace

TEST_CASE("the application that a test starts inherits nothing of the mock") {
    const auto before = open_descriptors();
    mock_server mail;
    for (const int each : open_descriptors()) {
        CAPTURE(each);
        if (!before.contains(each)) CHECK((::fcntl(each, F_GETFD) & FD_CLOEXEC) != 0);
    }
}

TEST_CASE("a message is visible to the test as soon as its client has the 250") {
    mock_server mail;
    client app(mail.smtp_port());
    for (int i = 1; i <= 100; ++i) {
        app.send("bob" + std::to_string(i) + "@example.test");
        REQUIRE(mail.messages().size() == static_cast<std::size_t>(i));
    }
    const auto last = mail.messages({.to = "bob100@EXAMPLE.test"});
    REQUIRE(last.size() == 1);
    CHECK(last[0].id == "m100");
    CHECK(last[0].subject == "Hello bob100@example.test");
    CHECK(last[0].header("SUBJECT") == "Hello bob100@example.test");
    CHECK(last[0].bytes == "Subject: Hello bob100@example.test\r\n\r\nx\r\n");
}

TEST_CASE("a message shows its codes, links and attachments") {
    mock_server mail;
    client app(mail.smtp_port());
    app.say("MAIL FROM:<app@example.test>");
    app.say("RCPT TO:<bob@example.test>");
    app.say("DATA");
    app.say(
        "Subject: Welcome\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n"
        "--x\r\n\r\nYour code is 482913.\r\nSee https://shop.test/confirm?t=1\r\n"
        "--x\r\nContent-Type: Application/PDF; name=bill.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        "JVBERg==\r\n--x--\r\n.");
    const auto all = mail.messages();
    REQUIRE(all.size() == 1);
    CHECK(all[0].codes == std::vector<std::string>{"482913"});
    REQUIRE(all[0].links.size() == 1);
    CHECK(all[0].links[0].url == "https://shop.test/confirm?t=1");
    REQUIRE(all[0].attachments.size() == 1);
    CHECK(all[0].attachments[0].filename == "bill.pdf");
    CHECK(all[0].attachments[0].content_type == "application/pdf");
    CHECK(all[0].attachments[0].bytes == "%PDF");
}

TEST_CASE("a server that is down refuses clients until it is up again") {
    mock_server mail;
    const auto port = mail.smtp_port();
    client connected(port);
    mail.set_accepting("smtp", false);
    CHECK_THROWS_AS(client{port}, boost::system::system_error);
    CHECK(connected.say("NOOP").starts_with("250"));
    mail.set_accepting("smtp", true);
    CHECK(client(port).say("NOOP").starts_with("250"));
    CHECK_THROWS_AS(mail.set_accepting("smpt", false), std::runtime_error);
}

TEST_CASE("sessions are closed at once, a scope's alone or all") {
    mock_server mail;
    auto shop = mail.declare_scope("shop", {}, listener_kind::plain);
    client one(mail.smtp_port()), other(shop.port());
    CHECK(one.say("NOOP").starts_with("250"));
    CHECK(other.say("NOOP").starts_with("250"));
    CHECK(shop.close_sessions() == 1);
    CHECK(other.hear().starts_with("421"));
    CHECK(one.say("NOOP").starts_with("250"));
    CHECK(mail.close_sessions() == 1);
    CHECK(one.hear().starts_with("421"));
}

TEST_CASE("a wait that was started before the mail returns it") {
    mock_server mail;
    std::thread app([port = mail.smtp_port()] { client(port).send("bob@example.test"); });
    CHECK(mail.wait_for_message({.to = "bob@example.test"}).from == "app@example.test");
    app.join();
}

TEST_CASE("a wait for ever returns when the mail comes") {
    mock_server mail;
    std::thread app([port = mail.smtp_port()] { client(port).send("bob@example.test"); });
    CHECK(mail.wait_for_message({}, std::chrono::milliseconds::max()).id == "m1");
    app.join();
}

TEST_CASE("a wait of another thread fails when the mock is destroyed") {
    auto mail = std::make_unique<mock_server>();
    std::atomic<pid_t> waiter = 0;
    std::string report;
    std::thread test([&report, &waiter, &all = *mail] {
        waiter = ::gettid();
        try {
            all.wait_for_message({.to = "bob@example.test"}, std::chrono::minutes(2));
        } catch (const expectation_failed& failed) {
            report = failed.what();
        }
    });
    while (waiter == 0 || !sleeps(waiter)) std::this_thread::yield();
    mail.reset();
    test.join();
    CHECK(report == "the mock was destroyed while this was waited for: at least 1 message to bob@example.test");
}

TEST_CASE("a reset forgets messages, starts ids again and keeps a pooled connection") {
    mock_server mail;
    client app(mail.smtp_port());
    app.send("one@example.test");
    mail.reset();
    CHECK(mail.messages().empty());
    app.send("two@example.test");
    REQUIRE(mail.messages().size() == 1);
    CHECK(mail.messages()[0].id == "m1");
    CHECK(mail.messages()[0].to == std::vector<std::string>{"two@example.test"});
}

TEST_CASE("a mock of which no port was said has free ones, whatever else was") {
    options what;
    what.users = {{"app", "secret"}};
    const mock_server one(what), other(what);
    CHECK(one.smtp_port() != other.smtp_port());
    CHECK(one.smtps_port() != other.smtps_port());
}

TEST_CASE("a port that is taken is one clear line") {
    mock_server mail;
    options same;
    same.smtp_port = mail.smtp_port();
    same.smtps_port = std::nullopt;
    try {
        mock_server other(same);
        FAIL("the port was taken");
    } catch (const std::runtime_error& why) {
        const std::string text = why.what();
        CHECK(text.find(std::to_string(mail.smtp_port())) != std::string::npos);
        CHECK(text.find('\n') == std::string::npos);
    }
}

TEST_CASE("an option that the command line would refuse is refused, and one that it would correct corrected") {
    options what;
    what.smtp_port = what.smtps_port = std::nullopt;
    what.listen = {{.scope = "Shop"}};
    mock_server mail(what);
    client(mail.smtp_port()).send("bob@example.test");
    CHECK(mail.scope("shop").messages().size() == 1);
    what.mechanisms = {"PLIAN"};
    CHECK_THROWS_AS(mock_server{what}, std::invalid_argument);
    what.mechanisms = {};
    what.rules = {{.on = {rules::stage::rcpt}}};  // does nothing
    CHECK_THROWS_AS(mock_server{what}, std::invalid_argument);
}

TEST_CASE("transactions show who was refused") {
    options what;
    what.smtps_port = std::nullopt;
    what.local_domain = {"example.test"};
    mock_server mail(what);
    client app(mail.smtp_port());
    CHECK(app.say("MAIL FROM:<app@example.test>").starts_with("250"));
    CHECK(app.say("RCPT TO:<bob@elsewhere.test>").starts_with("554"));
    CHECK(app.say("QUIT").starts_with("221"));
    const auto all = mail.transactions();
    REQUIRE(all.size() == 1);
    CHECK(all[0].outcome == "refused");
    CHECK(all[0].refused == std::vector<std::string>{"bob@elsewhere.test"});
    CHECK(all[0].reply_code == 554);
}

TEST_CASE("the transcript of a session has every line, and of a password what it may show") {
    mock_server mail;
    client app(mail.smtp_port());
    app.say("EHLO app.test");
    app.say("AUTH PLAIN AGJvYgBzZWNyZXQ=");
    app.send("bob@example.test");
    const std::string said = mail.transcript(mail.messages().front().session);
    CHECK(said.starts_with("-- session_opened\nS: 220 "));
    CHECK(said.find("\nC: EHLO app.test\n") != said.npos);
    CHECK(said.find("\nC: AUTH PLAIN <secret of 16 octets, sha256 ") != said.npos);
    CHECK(said.find("AGJv") == said.npos);
    CHECK(said.find("\nC: RCPT TO:<bob@example.test>\nS: 250 2.1.5 Ok\n") != said.npos);
    CHECK(said.find("\n-- message_accepted m1, ") != said.npos);
    CHECK_THROWS_AS(mail.transcript("s2"), std::out_of_range);
    CHECK_THROWS_AS(mail.transcript("m1"), std::out_of_range);

    options open;
    open.show_secrets = true;
    mock_server shown(open);
    client other(shown.smtp_port());
    other.say("EHLO app.test");
    other.say("AUTH PLAIN AGJvYgBzZWNyZXQ=");
    for (int i = 0; i < 50; ++i) other.say("NOOP");
    const std::string all = shown.transcript("s1");
    CHECK(all.find("\nC: AUTH PLAIN AGJvYgBzZWNyZXQ=\n") != all.npos);
    CHECK(all.ends_with("C: NOOP\nS: 250 2.0.0 Ok\n"));
}
