// One world of its own: journal, clock, ids, counters and records, forgotten together by a reset.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "mocksmtp/base/clock.hpp"
#include "mocksmtp/smtp/event.hpp"
#include "mocksmtp/store/journal.hpp"
#include "mocksmtp/store/limits.hpp"
#include "mocksmtp/store/message_index.hpp"
#include "mocksmtp/store/records.hpp"
#include "mocksmtp/store/shelf.hpp"
#include "mocksmtp/store/state.hpp"
#include "mocksmtp/store/subscribers.hpp"

namespace mocksmtp::store {

class recorder;
class scope;

struct scope_options {
    std::string name = "default";
    store_limits limits;
    base::clock_kind clock = base::clock_kind::logical;
    bool frozen = false;  // marks and notes leave no trace: nothing changes by being asked
};

// Everything that one epoch knows; a reset is the assignment of a new one.
struct epoch_records {
    journal events;
    shelf<session_record> sessions;
    shelf<transaction_record> transactions;
    shelf<attempt_record> attempts;
    shelf<message_record> messages;
    message_index index;
    shelf<hold_record> holds;                                    // open ones
    std::map<std::string, std::uint64_t, std::less<>> marks;     // label -> event number, the latest wins
    std::map<std::string, std::uint64_t, std::less<>> ordinals;  // of sessions, by listener
    std::uint64_t first_remark = 0, last_remark = 0;             // chain of the events that belong to no session
    std::uint64_t open_sessions = 0, open_transactions = 0;
    std::uint64_t probes = 0, fenced_open = 0, refused_for_room = 0;
    std::uint64_t bytes = 0;             // of records, the journal apart
    std::uint64_t shared_octets = 0;     // of these, the bytes of messages that other records keep too
    std::uint64_t counted_messages = 0;  // as message_record::counts() has it
    std::uint64_t fenced_count = 0, evicted_count = 0;
    std::uint64_t horizon = 0;               // events up to here have made way
    std::vector<fenced_transaction> fenced;  // the first session_record::list_limit
    std::vector<evicted_messages> evicted;
    std::set<std::string, std::less<>> told_names;  // of other scopes, where the records were imported
};

// What several records take together, and how they make way for each other.
class common_store {
public:
    virtual ~common_store() = default;
    virtual std::uint64_t bytes() const = 0;
    virtual void make_room(std::size_t octets) = 0;
    // A record has let go of a message for want of room.
    virtual void made_way(const scope& in, const message_record& old) = 0;
};

// Not copied, not moved; outlives the observers it hands out. Everything runs on one thread.
class scope {
public:
    explicit scope(scope_options options = {});
    ~scope();
    scope(const scope&) = delete;
    scope& operator=(const scope&) = delete;

    // A connection's own line into the journal. It becomes a session when opened() is called; destroyed without that it
    // was a probe, and destroyed without session_ended the client is taken for disconnected.
    std::unique_ptr<smtp::observer> observe(smtp::connection_facts where);

    const std::string& name() const { return options_.name; }
    const store_limits& limits() const { return options_.limits; }
    void limit(const store_limits& to) { options_.limits = to; }  // from the next message on
    // Whose limit of bytes is one for all; null: the scope has its own.
    void share(common_store* with) { common_ = with; }
    std::uint64_t bytes_alone() const { return bytes() - now_.shared_octets; }
    // The oldest event that there is goes, with the record whose story it ends. False: there is none.
    bool forget_oldest();
    // That of another record, if it is here.
    void make_way_like(const message_record& old);
    base::clock& clock() { return *clock_; }
    const base::clock& clock() const { return *clock_; }
    store::subscribers& subscribers() { return subscribers_; }

    // Positions.
    cursor position() const { return {epoch_, now_.events.newest()}; }
    cursor_age age(const cursor& of) const;
    std::optional<cursor> mark_at(std::string_view label) const;  // of this epoch

    // By id, in constant time; nullptr: no such thing (any more).
    const session_record* find(base::session_id id) const;
    const transaction_record* find(base::transaction_id id) const;
    const attempt_record* find(base::attempt_id id) const;
    const message_record* find(base::message_id id) const;
    const hold_record* find(base::hold_id id) const;
    const epoch_records& records() const { return now_; }  // for query.hpp
    // Nothing has been recorded in the present epoch.
    bool is_blank() const { return now_.events.newest() == 0 && now_.sessions.newest() == 0; }

    // Events. `since` is an event number of this epoch; both answer at most `limit` events, oldest first.
    std::optional<event_record> event_at(std::uint64_t n) const { return now_.events.read(n, epoch_); }
    std::vector<event_record> events_since(std::uint64_t since, std::size_t limit) const;
    // Of one session (or, with no id, those of no session) behind the event `since`: a transcript, or session by
    // session an export.
    std::vector<event_record> events_of(base::session_id id, std::uint64_t since, std::size_t limit) const;

    // Events that the API causes; answers the position right behind them.
    cursor mark(std::string label);
    cursor note(event_kind kind, std::string_view report);  // expectation_failed or expectation_abandoned

    void freeze() { options_.frozen = true; }  // as if it had been from the start

    // Deletes a message; its events stay and its id is never given again. False: there was none.
    bool erase(base::message_id id);
    // A new epoch: ids, ordinals, clock and journal begin again. Open transactions end in the old epoch (fenced);
    // connections live on and become sessions of the new epoch with the next thing their clients do.
    cursor reset();

    scope_state state() const;
    // Of the open connections whose clients have sent no octet yet, in no order; good until one of them does.
    std::vector<const smtp::connection_facts*> silent() const;
    std::uint64_t bytes() const { return now_.bytes + now_.events.octets(); }  // estimated memory in use
    // Connections that have come to it and are open still.
    bool has_clients() const { return !recorders_.empty(); }
    // "Idle" of settle: no transaction is open.
    bool idle() const { return now_.open_transactions == 0; }
    const std::vector<fenced_transaction>& fenced() const { return now_.fenced; }
    const std::vector<evicted_messages>& evicted() const { return now_.evicted; }

private:
    friend class recorder;
    friend class importer;

    // For recorders. Writes an event at the clock's next moment; of no session where that is null.
    std::uint64_t append(event_kind kind, session_record* of, std::string_view packed);
    std::uint64_t append(event_kind kind, session_record* of, std::uint64_t subject);
    // Tells subscribers, once the records are as the event says.
    void announce(std::uint64_t event, event_kind kind);
    // An empty string to pack an event into; the same one every time, for its memory.
    std::string& scratch();
    void join(recorder& one);
    void leave(recorder& one);

    // Limits, in scope_limits.cpp.
    bool has_room(std::size_t octets, bool counts) const;
    std::uint64_t taken() const { return common_ == nullptr ? bytes() : common_->bytes(); }
    // For a message of so many octets, where old ones are to make way.
    void make_room(std::size_t octets, bool counts);
    void evict_oldest_counted();
    bool journal_full() const;
    void trim_transcript(session_record& of);
    void evict(const message_record& old);
    void forget_oldest_event();
    void forget_transaction(base::transaction_id old);
    void forget_session(base::session_id old);

    scope_options options_;
    std::unique_ptr<base::clock> clock_;
    std::uint64_t epoch_ = 1;
    epoch_records now_;
    std::uint64_t fenced_messages_ = 0;  // the newest message number of the epoch before; fenced ones count on
    std::string scratch_;
    std::vector<recorder*> recorders_;  // alive, in order of accept
    store::subscribers subscribers_;
    common_store* common_ = nullptr;
};

}  // namespace mocksmtp::store
