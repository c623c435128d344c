// What the journal adds up to: sessions, transactions, messages and authentication attempts.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "mocksmtp/base/clock.hpp"
#include "mocksmtp/base/ids.hpp"
#include "mocksmtp/smtp/event.hpp"
#include "mocksmtp/store/cursor.hpp"

namespace mocksmtp::mail {
class view;
}

namespace mocksmtp::store {

// Records are handed out const; they and what they refer to live until erased, evicted or reset, so whoever comes back
// later keeps ids, not pointers. Event numbers are those of the record's epoch; 0 means "has not happened".

// What a client called itself, by its last EHLO or HELO.
struct greeting {
    std::string verb;
    std::string argument;
};

// What a rule did to a session without a reply.
struct silent_act {
    smtp::rule_acted what;
    std::uint64_t event = 0;
};

struct attempt_record;

struct session_record {
    base::session_id id;
    std::string_view scope;  // whose record it is; its name, as long-lived as the scope
    // Of a session of the world: the named scopes it belongs to, in the order in which it came to do so, and the
    // world's own name if some of its transactions belong to none. Empty: it is of `scope` alone.
    std::vector<std::string_view> named;
    smtp::connection_facts where;
    bool opened_before_reset = false;
    std::uint64_t opened = 0;  // event number of its first event
    std::uint64_t closed = 0;
    base::timestamp opened_at{};
    std::optional<smtp::session_end> ended_by;  // nothing while it is open
    std::shared_ptr<const greeting> helo;       // forgotten by STARTTLS (RFC 3207 4.2)
    std::unique_ptr<const smtp::tls_facts> tls;
    std::unique_ptr<const smtp::tls_failure> tls_failed;
    const attempt_record* auth = nullptr;  // the accepted attempt in force
    std::vector<base::attempt_id> attempts;
    std::vector<base::transaction_id> transactions;
    std::uint64_t messages = 0;  // accepted
    // That decided or did something, in the order of their first time, each with its latest hit here; the first
    // `list_limit`.
    std::vector<smtp::rule_hit> rules;
    std::unique_ptr<const silent_act> last_act;  // the latest of these rules' that no reply tells of
    std::vector<base::diagnostic> diagnostics;   // the first `list_limit`
    std::uint64_t diagnostics_left_out = 0;
    std::vector<smtp::arrival_fact> arrivals;  // the first `list_limit`; decided by TCP, never part of an export
    std::uint64_t commands = 0;                // received in all
    std::uint64_t commands_left_out = 0;       // dropped from the middle of the transcript, with their replies
    std::uint64_t left_out_after = 0;          // the event after which they stood

    bool open() const { return !ended_by; }
    std::span<const std::string_view> scopes() const {
        return named.empty() ? std::span(&scope, 1) : std::span<const std::string_view>(named);
    }
    static constexpr std::size_t list_limit = 1000;

    // The store's own:
    std::unique_ptr<attempt_record> carried_auth;  // owns `auth` where that was made before a reset; its id is none
    std::uint64_t first_event = 0;                 // its chain in the journal
    std::uint64_t last_event = 0;
    std::uint64_t trimmed_to = 0;  // the event before the oldest command of the transcript's kept tail
    std::size_t octets() const;    // an estimate of the memory it takes
};

// How far a transaction got and what became of it; the envelope is kept packed and made on demand.
class transaction_record {
public:
    base::transaction_id id;
    const session_record* session = nullptr;
    std::uint64_t opened = 0;  // the newest event when MAIL was answered
    std::uint64_t ended = 0;   // event number of its end
    base::timestamp opened_at{};
    std::optional<smtp::transaction_outcome> outcome;  // nothing while it is open
    smtp::transaction_end ended_by = smtp::transaction_end::rset;
    bool under_tls = false;                // then session->tls holds the facts
    const attempt_record* auth = nullptr;  // in force when MAIL came
    std::shared_ptr<const greeting> helo;
    std::vector<base::diagnostic> diagnostics;  // the first session_record::list_limit
    base::message_id message;                   // none: none was kept
    std::string protocol;                       // its message's; empty: none was kept
    std::vector<std::string_view> named;        // as with sessions

    smtp::envelope envelope() const;
    std::string_view from() const;  // the reverse-path; "" is the null sender
    std::vector<std::string_view> accepted() const;
    std::vector<std::string_view> refused() const;
    std::size_t recipient_count() const { return recipients_; }  // accepted and refused
    // A client may be refused any number of recipients; those over the limit are only counted.
    std::uint64_t refused_left_out() const { return refused_ > refused_limit ? refused_ - refused_limit : 0; }
    static constexpr std::uint64_t refused_limit = 10'000;
    std::optional<smtp::data_facts> data() const;
    std::optional<smtp::rule_hit> rule() const;  // the rule that ended it
    // The reply that made it end as it did: to the data, else the last refusal of a recipient, else to MAIL.
    smtp::reply deciding_reply() const;
    std::span<const base::message_id> messages() const { return {&message, message ? std::size_t{1} : 0}; }
    bool open() const { return !outcome; }
    std::span<const std::string_view> scopes() const {
        return named.empty() ? std::span(&session->scope, 1) : std::span<const std::string_view>(named);
    }

    void begin(const smtp::addressed& from);
    void add(const smtp::addressed& to);
    void finish(const smtp::transaction_ended& how);
    std::size_t octets() const;  // an estimate of the memory it takes

private:
    std::vector<std::string_view> recipients(bool accepted) const;

    std::string_view paths() const { return std::string_view(packed_).substr(0, end_at_); }
    std::string_view end() const { return open() ? std::string_view() : std::string_view(packed_).substr(end_at_); }

    std::string packed_;  // addressed values: the sender, then the recipients; behind them data facts and rule
    std::size_t end_at_ = std::string::npos;  // of the facts, in it; while it is open there are none
    std::uint32_t recipients_ = 0;
    std::uint64_t refused_ = 0;
};

class message_record {
public:
    message_record();
    ~message_record();

    base::message_id id;
    std::uint64_t at = 0;           // event number of its acceptance
    base::timestamp received_at{};  // that event's time
    smtp::received_message raw;
    smtp::message_facts facts;
    transaction_record* transaction = nullptr;
    std::shared_ptr<const void> shared{};  // counts the bytes once for all records that keep it; null: this one alone

    // Against --max-messages, which is that of each scope and, in the world's record, of what belongs to none.
    bool counts() const { return transaction->named.empty(); }
    std::size_t shared_octets() const { return shared == nullptr ? 0 : raw.bytes.size(); }
    const session_record& session() const { return *transaction->session; }
    const attempt_record* auth() const { return transaction->auth; }  // nullptr: not authenticated
    const smtp::tls_facts* tls() const;                               // nullptr: in the clear
    // Of its transaction, then what its own bytes show; the latter is looked for once.
    std::vector<base::diagnostic> diagnostics() const;

    // The message parsed, as far as anybody has asked; made at the first call and shared by everybody.
    const mail::view& view() const;
    const std::string& sha256() const;  // of the bytes, lower-case hex; computed once
    // Gives back the memory of all that; it is made anew when somebody asks. What came from view() is gone.
    void forget_view() const;
    // Accepted recipients that neither To nor Cc names.
    std::vector<std::string_view> bcc() const;
    std::size_t octets() const;  // an estimate of the memory it takes, the parsed view left out

private:
    struct derived;
    derived& get_derived() const;
    mutable std::unique_ptr<derived> derived_;
};

struct attempt_record {
    base::attempt_id id;
    const session_record* session = nullptr;
    std::uint64_t at = 0;
    base::timestamp made_at{};
    smtp::attempt what;
    std::shared_ptr<const greeting> helo;
    std::uint64_t messages = 0;  // accepted while this attempt was in force
    std::size_t octets() const;
};

// A session parked at a breakpoint; there only as long as it is parked.
struct hold_record {
    base::hold_id id;
    const session_record* session = nullptr;
    base::transaction_id transaction;  // the open one; none: none is
    std::uint64_t at = 0;              // event number of its beginning
    base::timestamp opened_at{};
    smtp::hold_facts what;
    base::hold_id told;  // what the session knows it by
    // Of its command, as far as everybody may see it: of AUTH no more than the mechanism.
    std::string_view argument() const;
    // Why it cannot be released with a reply of the test's own; empty: it can.
    std::string why_unanswerable() const;
    std::size_t octets() const;  // an estimate of the memory it takes, a held message included
};

}  // namespace mocksmtp::store
