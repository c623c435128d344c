// Sessions parked by a rule, on real sockets, and let go on.
#include <doctest/doctest.h>

#include <atomic>
#include <functional>
#include <thread>

#include "mocksmtp/mock.hpp"
#include "mocksmtp/named_scopes.hpp"
#include "mocksmtp/rules/rule_set.hpp"
#include "mocksmtp/store/scope.hpp"
#include "tests/unit/facade/client.hpp"

namespace {

using namespace mocksmtp;
using namespace std::chrono_literals;

options stalling(rules::stage at) {
    options what;
    what.smtps_port = std::nullopt;
    what.rules = {{.id = "stall", .on = {at}, .hold = 0ms}};
    return what;
}

// A mock on this thread, a client on another.
class house {
public:
    explicit house(rules::stage at) : mail(loop_, stalling(at)) {}
    ~house() {
        mail.stop();  // a client that still waits for an answer
        if (client_.joinable()) client_.join();
    }

    // Says these lines and keeps what the last of them is answered.
    void begin(std::vector<std::string> lines) {
        const auto port = mail.listeners().front().port;
        if (client_.joinable()) client_.join();
        done_ = false;
        client_ = std::thread([this, port, lines = std::move(lines)] {
            try {
                tests::client app(port);
                for (const auto& line : lines) heard_ = app.say(line);
                done_ = true;
            } catch (const boost::system::system_error&) {  // the test has failed and stopped the mock
            }
        });
    }
    base::hold_id parked() {
        REQUIRE(until([this] { return mail.scope().state().holds == 1; }));
        return {mail.scope().records().holds.newest()};
    }
    std::string heard() {
        REQUIRE(until([this] { return done_.load(); }));
        return heard_;
    }

    bool until(const std::function<bool()>& condition) {
        const auto deadline = std::chrono::steady_clock::now() + 120s;
        while (!condition() && std::chrono::steady_clock::now() < deadline) loop_.run_one_for(10ms);
        return condition();
    }

private:
    boost::asio::io_context loop_{1};

public:
    mock mail;

private:
    std::thread client_;
    std::atomic<bool> done_ = false;
    std::string heard_;
};

const std::vector<std::string> up_to_rcpt = {"MAIL FROM:<app@example.test>", "RCPT TO:<bob@example.test>"};

}  // namespace

TEST_CASE("a parked session goes on as it would have") {
    house here(rules::stage::rcpt);
    here.begin(up_to_rcpt);
    const auto id = here.parked();
    CHECK(here.mail.scope().find(id)->what.to == std::vector<std::string>{"bob@example.test"});
    CHECK(here.mail.release(here.mail.scope(), id, std::nullopt));
    CHECK_FALSE(here.mail.release(here.mail.scope(), id, std::nullopt));
    CHECK(here.heard().starts_with("250"));
    CHECK_FALSE(here.mail.release(here.mail.scope(), {7}, std::nullopt));
}

TEST_CASE("a parked session says what it is told to say") {
    house here(rules::stage::rcpt);
    here.begin(up_to_rcpt);
    CHECK(
        here.mail.release(here.mail.scope(), here.parked(), smtp::reply{451, smtp::enhanced_code{4, 7, 1}, {"Later"}}));
    CHECK(here.heard() == "451 4.7.1 Later\r\n");
}

TEST_CASE("a parked session that is told a preset says it in the persona's words, about its recipient") {
    house here(rules::stage::rcpt);
    here.begin(up_to_rcpt);
    CHECK(here.mail.release(here.mail.scope(), here.parked(), smtp::reply_id::mailbox_full));
    CHECK(here.heard() == "452 4.2.2 <bob@example.test>: Mailbox is full\r\n");
}

TEST_CASE("a reset lets parked sessions go on, and the next hold is the first again") {
    house here(rules::stage::rcpt);
    here.begin(up_to_rcpt);
    here.parked();
    here.mail.reset(here.mail.scope());
    CHECK(here.mail.scope().state().holds == 0);
    CHECK(here.heard().starts_with("250"));
    here.begin(up_to_rcpt);
    const auto next = here.parked();
    CHECK(next == base::hold_id{1});
    CHECK(here.mail.release(here.mail.scope(), next, smtp::reply{451, std::nullopt, {"Later"}}));
    CHECK(here.heard() == "451 Later\r\n");
}

TEST_CASE("a reset of the world lets a session go on that a scope's rule holds where that scope has no record of it") {
    house here(rules::stage::rcpt);
    here.begin({"MAIL FROM:<app@example.test>", "RCPT TO:<a@w2.scope.test>", "DATA"});
    const auto at_rcpt = here.parked();
    auto* w2 = here.mail.scopes().registry().make("w2");
    here.mail.reset(w2->story);
    here.mail.scopes().rules(w2->story).put({.id = "stall", .on = {rules::stage::data}, .hold = 0ms});
    here.mail.release(here.mail.scope(), at_rcpt, std::nullopt);
    REQUIRE(here.until([&] { return here.mail.scope().find(base::hold_id{2}) != nullptr; }));
    CHECK(w2->story.state().holds == 0);
    here.mail.reset(here.mail.scope());
    CHECK(here.heard().starts_with("354"));
}

TEST_CASE("a held message is in its hold with its octets, and a message only after release") {
    house here(rules::stage::message);
    auto lines = up_to_rcpt;
    lines.insert(lines.end(), {"DATA", "Subject: Hello\r\n\r\n..x\r\n."});
    here.begin(std::move(lines));
    const auto id = here.parked();
    const auto* held = here.mail.scope().find(id);
    REQUIRE(held->what.message);
    CHECK(held->what.message->bytes.view() == "Subject: Hello\r\n\r\n.x\r\n");
    CHECK(here.mail.scope().state().messages == 0);
    CHECK(here.mail.release(here.mail.scope(), id, std::nullopt));
    CHECK(here.heard().starts_with("250"));
    CHECK(here.mail.scope().find(base::message_id{1})->raw.bytes.view() == "Subject: Hello\r\n\r\n.x\r\n");
}
