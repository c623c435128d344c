// What a scope is told that hears of a connection for the first time, or of its next transaction.
#include <limits>
#include <utility>

#include "mocksmtp/store/shared_line.hpp"

namespace mocksmtp::store {
namespace {

constexpr std::size_t everything = std::numeric_limits<std::size_t>::max();
constexpr std::size_t at_once = 64;  // a session may have thousands of events behind its first MAIL
// A client that goes on and on with a transaction that a reset has ended is not remembered for ever.
constexpr std::size_t most_kept = 1000;

// Turns a session's events in the journal back into what was reported.
class retelling {
public:
    retelling(const scope& in, const session_record& of) : in_(in), of_(of) {}

    std::vector<smtp::event> before(std::uint64_t first_mail, std::uint64_t mail) {
        for (std::uint64_t seen = 0; seen < first_mail;) {
            const auto some = in_.events_of(of_.id, seen, at_once);
            for (const auto& each : some)
                if (each.at.n <= first_mail) add(each);
            seen = some.empty() ? first_mail : some.back().at.n;
        }
        for (const auto id : of_.attempts) {
            const auto* attempt = in_.find(id);
            if (attempt != nullptr && attempt->at > first_mail && attempt->at <= mail) add(*attempt);
        }
        if (of_.carried_auth && of_.auth == of_.carried_auth.get())
            made_.insert(made_.begin(), smtp::authentication_attempted{of_.auth->what});
        if (of_.tls && !tls_) made_.insert(made_.begin(), smtp::tls_started{*of_.tls});
        greet(of_.helo.get());
        return std::exchange(made_, {});
    }

    // The transaction is none that the journal knows before it ends: its envelope tells what it has.
    std::vector<smtp::event> since(std::uint64_t mail, const transaction_record* open) {
        const auto events = in_.events_of(of_.id, mail, everything);
        const smtp::envelope envelope = open == nullptr ? smtp::envelope{} : open->envelope();
        bool told = open == nullptr;
        for (const auto& each : events) {
            add(each);
            const bool is_command = std::holds_alternative<smtp::command_received>(each.what);
            if (is_command && !std::exchange(told, true)) made_.push_back(smtp::transaction_opened{envelope.from});
        }
        if (!told) made_.push_back(smtp::transaction_opened{envelope.from});
        for (const auto& to : envelope.to) made_.push_back(smtp::recipient_answered{to});
        return std::exchange(made_, {});
    }

private:
    void add(const event_record& event) {
        if (event.kind == event_kind::tls_started && of_.tls) {
            tls_ = true;
            helo_ = nullptr;
            made_.push_back(smtp::tls_started{*of_.tls});
        }
        std::visit([this](const auto& what) { add(what); }, event.what);
    }
    void add(const smtp::command_received& what) { made_.push_back(what); }
    void add(const smtp::reply_made& what) { made_.push_back(what); }
    void add(const smtp::rule_acted& what) { made_.push_back(what); }
    void add(const smtp::diagnosed& what) { made_.push_back(what); }
    void add(base::attempt_id id) {
        if (const auto* attempt = in_.find(id)) add(*attempt);
    }
    void add(const attempt_record& attempt) {
        greet(attempt.helo.get());
        made_.push_back(smtp::authentication_attempted{attempt.what});
    }
    // Messages and ends are those of other transactions; holds are over.
    void add(std::monostate) {}
    void add(base::message_id) {}
    void add(base::transaction_id) {}
    void add(const hold_begun&) {}
    void add(const smtp::hold_closed&) {}
    void add(const remark&) {}

    void greet(const greeting* by) {
        if (by == nullptr || by == std::exchange(helo_, by)) return;
        made_.push_back(smtp::greeted{by->verb, by->argument});
    }

    const scope& in_;
    const session_record& of_;
    std::vector<smtp::event> made_;
    const greeting* helo_ = nullptr;
    bool tls_ = false;
};

}  // namespace

shared_line::past shared_line::tell_past(bool from_the_start) const {
    const auto* of = world_.record_of_session();
    if (of == nullptr) return {};
    retelling told(all_.world(), *of);
    past made;
    if (from_the_start) made.before = told.before(before_first_mail_, before_mail_);
    made.now = told.since(before_mail_, world_.open_transaction());
    return made;
}

// The world's journal is about to go: a transaction under way may still come to belong to a scope that goes on.
void shared_line::keep_past() {
    if (mail_said_ && !kept_) kept_ = tell_past(true);
    mail_seen_ = false;
    before_first_mail_ = before_mail_ = 0;
}

void shared_line::go_on_keeping(const smtp::event& what) {
    const bool is_end = std::holds_alternative<smtp::transaction_ended>(what);
    if (!is_end && kept_->now.size() < most_kept && !std::holds_alternative<smtp::hold_closed>(what))
        kept_->now.push_back(what);
}

}  // namespace mocksmtp::store
