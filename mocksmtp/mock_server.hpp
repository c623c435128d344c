// The whole mock inside a C++ test: listens when built, stops when destroyed.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "mocksmtp/captured.hpp"
#include "mocksmtp/mock.hpp"
#include "mocksmtp/options.hpp"
#include "mocksmtp/rules/rule_set.hpp"
#include "mocksmtp/sasl/directory.hpp"
#include "mocksmtp/verify/verification.hpp"

namespace mocksmtp {

// An expectation that did not hold; what() is the readable report.
class expectation_failed : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

// Which messages are meant; whatever is set has to be equal (domains without regard to case).
struct wanted_message {
    std::optional<std::string> from{};     // envelope sender
    std::optional<std::string> to{};       // one of the accepted envelope recipients
    std::optional<std::string> subject{};  // decoded
    std::optional<std::string> user{};     // authenticated as
    std::optional<std::string> mechanism{};
};

class mock_scope;

// Runs its event loop on a thread of its own; every member may be called from any thread, and sees everything that was
// acknowledged to a client before the call.
class mock_server {
public:
    // Both listeners on free ports of 127.0.0.1 unless the options say otherwise. Throws std::runtime_error with one
    // line that says what cannot be had and the remedy; std::invalid_argument for a value that the command line would
    // refuse (a time of more than 1000 hours or below zero, a mechanism that is none), or a rule that cannot be.
    mock_server();
    explicit mock_server(const options& what);
    // What another thread still waits for fails; no call may begin any more.
    ~mock_server();
    mock_server(const mock_server&) = delete;
    mock_server& operator=(const mock_server&) = delete;

    // The actual port of the first listener of that kind; throws std::out_of_range if there is none.
    std::uint16_t smtp_port() const;
    std::uint16_t smtps_port() const;
    std::vector<bound_listener> listeners() const;
    // The certificate to trust, in PEM.
    std::string authority_pem() const;

    // The oldest message that is as wanted, waiting for it if need be, with milliseconds::max() for ever. Throws
    // expectation_failed.
    captured_message wait_for_message(const wanted_message& wanted = {},
                                      std::chrono::milliseconds within = std::chrono::seconds(5));

    // Waits until all of it holds, or cannot hold any more. Throws expectation_failed with the whole report;
    // std::invalid_argument where it asks for a field that such items do not know, or for a word that is none.
    void verify(const verify::verification& what);

    // Oldest first; never waits.
    std::vector<captured_message> messages(const wanted_message& wanted = {}) const;
    std::vector<captured_attempt> auth_attempts() const;
    std::vector<captured_transaction> transactions() const;
    // Everything said in that session ("s1") so far, a line each: "C: ", "S: ", and "-- " for what else happened.
    // Without options::show_secrets passwords appear as digest and length. Throws std::out_of_range if there is none.
    std::string transcript(std::string_view session) const;

    // Who may log in from now on: a password changed, an account disabled or added.
    void put_account(sasl::account who);
    bool remove_account(std::string_view name);

    // Scripts a failure from the next step of a client on; a rule with the same id gives way. Answers the rule's id.
    // Throws std::invalid_argument with one line that says what is wrong with it.
    std::string put_rule(rules::rule what);
    bool remove_rule(std::string_view id);
    // Every rule and what became of it, in the order in which they are asked.
    std::vector<rules::standing> rules() const;

    // The session that was parked first and still is, waiting for one if need be. Throws expectation_failed.
    captured_hold wait_for_hold(std::chrono::milliseconds within = std::chrono::seconds(5));
    std::vector<captured_hold> holds() const;  // oldest first
    // Lets a parked session go on; the answer replaces what it would have said. False: it is parked no more. Throws
    // std::invalid_argument for an answer where nothing is said: inside a message, before an implicit handshake, or
    // where the rule is mute or closes first.
    bool release(std::string_view hold, const std::optional<rules::answer>& instead = {});

    // Refuses new clients of the listener of that name, or takes them again; those connected stay. Throws
    // std::runtime_error if there is none, or its port has been taken meanwhile.
    void set_accepting(std::string_view listener, bool accepting);
    // Ends every session at once, with 421 where something can be said; answers how many connections those were.
    std::size_t close_sessions();

    // Moves the clock of timestamps, rules' ttl and rate, and account::valid_until forward; waits and time-outs are
    // real time. Throws std::invalid_argument below zero and behind the year 9999.
    void advance_clock(std::chrono::milliseconds by);
    // The number of the newest event: verification::since for what comes after it. A reset begins with 0 again.
    std::uint64_t position() const;

    // Forgets everything and starts ids and clock again. What a MAIL before the reset began is not stored any more;
    // connections live on; the accounts and rules are those of the options again. Named scopes keep what they have.
    void reset();

    // What belongs to a named scope alone, so that tests can run side by side: mail to anything@NAME.scope.test, and
    // what it was declared to be. Names are letters, digits and -; throws std::invalid_argument. Not to outlive the
    // server.
    mock_scope scope(std::string_view name);
    // Transactions whose recipients (each asked as by a rule at rcpt) match, too; or every session of a port of its
    // own. Throws std::invalid_argument, or std::runtime_error where there can be no such port.
    mock_scope declare_scope(std::string_view name, const std::vector<rules::condition>& match = {},
                             std::optional<listener_kind> listen = {});

private:
    friend class mock_scope;
    class runner;
    mock_scope everything() const;
    std::unique_ptr<runner> runner_;
};

// A mock_server's members, of one scope; ids are the scope's own.
class mock_scope {
public:
    captured_message wait_for_message(const wanted_message& wanted = {},
                                      std::chrono::milliseconds within = std::chrono::seconds(5));
    void verify(const verify::verification& what);
    std::vector<captured_message> messages(const wanted_message& wanted = {}) const;
    std::vector<captured_attempt> auth_attempts() const;
    std::vector<captured_transaction> transactions() const;
    std::string transcript(std::string_view session) const;
    captured_hold wait_for_hold(std::chrono::milliseconds within = std::chrono::seconds(5));
    std::vector<captured_hold> holds() const;
    bool release(std::string_view hold, const std::optional<rules::answer>& instead = {});
    // At rcpt and later, unless the scope has a port of its own. They are asked before the server's rules.
    std::string put_rule(rules::rule what);
    bool remove_rule(std::string_view id);
    std::vector<rules::standing> rules() const;
    void advance_clock(std::chrono::milliseconds by);  // of the scope's timestamps and rules
    std::uint64_t position() const;
    std::size_t close_sessions();
    // Of its own; throws std::out_of_range if it has none.
    std::uint16_t port() const;
    void reset();

private:
    friend class mock_server;
    mock_scope(mock_server::runner& in, std::string name) : runner_(&in), name_(std::move(name)) {}
    mock_server::runner* runner_;
    std::string name_;
};

}  // namespace mocksmtp
