// What a session reports to its journal, and the interface it reports through.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "mocksmtp/base/diagnostic.hpp"
#include "mocksmtp/base/ids.hpp"
#include "mocksmtp/match/place.hpp"
#include "mocksmtp/smtp/attempt.hpp"
#include "mocksmtp/smtp/envelope.hpp"
#include "mocksmtp/smtp/message.hpp"
#include "mocksmtp/smtp/tls.hpp"

namespace mocksmtp::smtp {

enum class listener_kind { plain, tls };
std::string_view name(listener_kind kind);

// Where a session comes from; fixed at accept.
struct connection_facts {
    std::string listener;  // the listener's name
    listener_kind kind = listener_kind::plain;
    std::string peer{};  // the client's address without its port
    std::string local{};
    bool over_limit = false;  // more connections than --max-connections: answered 421 and closed
};

enum class session_end { quit, disconnected, timeout, rule, limit, tls_failed, security_layer_failed, shutdown };
std::string_view name(session_end how);

enum class transaction_outcome { accepted, partial, refused, abandoned, lost };
std::string_view name(transaction_outcome how);

// mail_refused: MAIL itself was refused; helo: a new EHLO or HELO ended it (RFC 5321 4.1.4).
enum class transaction_end {
    end_of_data,
    rset,
    helo,
    quit,
    disconnected,
    timeout,
    starttls,
    rule,
    limit,
    shutdown,
    mail_refused
};
std::string_view name(transaction_end how);

// How the body of a transaction came in, if the client got that far.
struct data_facts {
    body_via via = body_via::data;
    std::uint64_t octets = 0;
    reply answer;
};

// The events, each recorded at the moment its reply is made.
struct greeted {
    std::string verb;  // EHLO, HELO
    std::string argument;
};
struct command_received {
    std::string line;                        // as received, without its line end
    std::optional<std::size_t> secret_from;  // from this octet on the line is a secret
};
struct reply_made {
    reply said;
    std::optional<rule_hit> rule;
};
struct tls_started {
    tls_facts facts;
};
struct tls_failed {
    tls_failure failure;
};
struct authentication_attempted {
    attempt what;
};
// MAIL was answered, and a refused one ends at once; or the client goes on behind a DATA whose refusal has ended it.
struct transaction_opened {
    addressed from;
    std::vector<base::diagnostic> notes{};  // recorded before, that belong to it
};
struct recipient_answered {
    addressed to;
};
struct transaction_ended {
    transaction_outcome outcome = transaction_outcome::abandoned;
    transaction_end by = transaction_end::rset;
    std::optional<data_facts> data;
    std::optional<rule_hit> rule;
};
// A rule did something that no reply tells of: it broke off, stopped reading, changed a handshake, or put off a reply
// for which the client did not wait.
struct rule_acted {
    match::stage at = match::stage::connect;
    rule_hit by;
};
struct hold_closed {
    base::hold_id id;
    bool released = false;  // false: ran out, or the client vanished
};
struct diagnosed {
    base::diagnostic what;
    bool of_transaction = false;  // belongs to the open transaction (and its message), not only to the session
};
struct session_ended {
    session_end by = session_end::disconnected;
};

using event = std::variant<greeted, command_received, reply_made, tls_started, tls_failed, authentication_attempted,
                           transaction_opened, recipient_answered, transaction_ended, rule_acted, hold_closed,
                           diagnosed, session_ended>;

// What TCP timing alone decides; shown apart, never an event (early talkers, pipelining past a synchronising command).
struct arrival_fact {
    match::stage pipelined_past = match::stage::data;  // more input had arrived before the reply to this command

    std::string what() const;    // "pipelined_past_data", ...
    std::string detail() const;  // one clause for people
};

// How protocol names follow RFC 3848 and RFC 6531: SMTP, ESMTP, ESMTPS, ESMTPSA, UTF8SMTPSA ...
struct message_facts {
    std::string protocol;
    std::optional<rule_hit> rule;
};

// Where a session is parked, and what a test may want to see of it meanwhile.
struct hold_facts {
    match::stage at = match::stage::connect;
    rule_hit by;
    std::string verb{};                                 // of the command at hand; empty: none
    std::string argument{};                             // of that command
    std::string user{};                                 // authenticated as; empty: not
    std::optional<std::string> from{};                  // of the open transaction, or of the MAIL command at hand
    std::vector<std::string> to{};                      // accepted so far; at rcpt the one asked about comes last
    std::shared_ptr<const received_message> message{};  // at message: its octets; they do not change meanwhile
    bool answerable = true;                             // a reply follows, which a test may give with the release
};

struct situation;  // in policy.hpp

// A named scope that a step belongs to, and the session's id there (none: it is no session there at the moment).
struct known_scope {
    std::string_view name;  // as long-lived as the mock
    base::session_id session;
};

// A session's own line into the journal. One object per connection; calls come in the order things happened.
class observer {
public:
    virtual ~observer() = default;
    // The client has sent its first octet: the session exists from now on. Answers its ordinal on its listener (from
    // 1), from which challenges are derived. Called once, before anything is recorded.
    virtual std::uint64_t opened() = 0;
    virtual void record(const event& what) = 0;
    virtual void arrived(arrival_fact what) = 0;
    // Whether the store can take one more message of so many octets (452 if not).
    virtual bool has_room(std::size_t octets) const = 0;
    // Puts the open transaction's message into the journal; its id is the queue id of the 250 that follows.
    virtual base::message_id keep(received_message message, message_facts facts) = 0;
    // The session's id; none before opened() and, after a reset, before the client's next command.
    virtual base::session_id session() const = 0;
    // A hold begins; hold_closed ends it.
    virtual base::hold_id hold_opened(hold_facts what) = 0;

    // The open transaction is asked to take a recipient, whatever comes of it: told before rules judge.
    virtual void recipient_named(const situation&) {}
    // The named scopes that what happens now belongs to: the listener's, then those of the recipient asked about or,
    // otherwise, of the open transaction.
    virtual std::vector<known_scope> scopes() const { return {}; }
    // The session's id in a named scope, with none as above; nothing: it does not belong to it.
    virtual std::optional<base::session_id> session_in(std::string_view /*scope*/) const { return std::nullopt; }
    // Whether its latest transaction, or its listener, is of a named scope.
    virtual bool serves(std::string_view /*scope*/) const { return false; }
};

}  // namespace mocksmtp::smtp
