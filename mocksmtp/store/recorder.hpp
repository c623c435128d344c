// A connection's line into its scope's journal: turns what a session reports into events and records.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>

#include "mocksmtp/smtp/event.hpp"
#include "mocksmtp/store/records.hpp"
#include "mocksmtp/store/state.hpp"

namespace mocksmtp::store {

class scope;

class recorder final : public smtp::observer {
public:
    // `home` is the named scope that the listener belongs to, for the records; empty: to none.
    recorder(scope& in, smtp::connection_facts where, std::string_view home = {});
    ~recorder() override;
    recorder(const recorder&) = delete;
    recorder& operator=(const recorder&) = delete;

    std::uint64_t opened() override;
    void record(const smtp::event& what) override;
    void arrived(smtp::arrival_fact what) override;
    bool has_room(std::size_t octets) const override;
    base::message_id keep(smtp::received_message message, smtp::message_facts facts) override {
        return keep(std::move(message), std::move(facts), nullptr);
    }
    // The same; other records keep its bytes too, as message_record::shared counts them.
    base::message_id keep(smtp::received_message message, smtp::message_facts facts,
                          std::shared_ptr<const void> shared);
    base::session_id session() const override { return id_; }
    base::hold_id hold_opened(smtp::hold_facts what) override;

    // Instead of opened(): the client was one of an earlier epoch, in which its transaction ends.
    void opened_before_reset() { opened_ = true; }
    // The epoch is about to end: lets go of its records, takes along what the next session has to know.
    void fence();
    bool fenced() const { return fenced_.has_value(); }
    // Called first thing by fence().
    void before_fence(std::function<void()> call) { before_fence_ = std::move(call); }

    // has_room() in two halves, for who has to ask several.
    bool can_keep(std::size_t octets) const;
    void count_refusal() const;
    const smtp::connection_facts& where() const { return where_; }
    bool has_spoken() const { return opened_; }  // its client, ever
    const session_record* record_of_session() const { return own(); }
    const transaction_record* open_transaction() const { return transaction_; }
    // The session, and its open transaction, belong to this named scope.
    void belongs_to(std::string_view named);
    // The session knows the hold that is open by another id.
    void hold_is_known_as(base::hold_id told);

    std::size_t place = 0;  // among the scope's recorders

private:
    // What a connection knows beyond a reset, until its client says the next thing.
    struct baggage {
        std::shared_ptr<const greeting> helo;
        std::unique_ptr<const smtp::tls_facts> tls;
        std::unique_ptr<attempt_record> auth;
    };

    // Null: it was evicted after its end, or is none of the present epoch.
    session_record* own() const { return ended_ ? find_own() : session_; }
    session_record* find_own() const;
    bool counts() const;  // as the message will
    void open_session(bool before_reset);
    void answered();
    void end_hold();
    void remember_rule(const smtp::rule_hit& acted);

    void on(const smtp::greeted& what);
    void on(const smtp::command_received& what);
    void on(const smtp::reply_made& what);
    void on(const smtp::tls_started& what);
    void on(const smtp::tls_failed& what);
    void on(const smtp::authentication_attempted& what);
    void on(const smtp::transaction_opened& what);
    void on(const smtp::recipient_answered& what);
    void on(const smtp::transaction_ended& what);
    void on(const smtp::rule_acted& what);
    void on(const smtp::hold_closed& what);
    void on(const smtp::diagnosed& what);
    void on(const smtp::session_ended& what);

    // The same between a reset and the client's next command.
    void after_reset(const smtp::event& what);

    scope& scope_;
    smtp::connection_facts where_;
    std::string_view home_;
    std::function<void()> before_fence_;
    bool opened_ = false;
    bool ended_ = false;
    base::session_id id_;                        // in the present epoch; none: not (yet) a session of it
    session_record* session_ = nullptr;          // of that id; until its end nothing takes it away
    transaction_record* transaction_ = nullptr;  // open, in the present epoch
    baggage baggage_;
    std::optional<fenced_transaction> fenced_;  // open, of an earlier epoch
    base::message_id unanswered_;               // kept, its reply still to come
    base::hold_id hold_;
};

}  // namespace mocksmtp::store
