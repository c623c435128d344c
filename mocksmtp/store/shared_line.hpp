// A connection's line into the world's journal and into those of the named scopes that it comes to belong to.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "mocksmtp/store/recorder.hpp"
#include "mocksmtp/store/scope_registry.hpp"

namespace mocksmtp::store {

// A scope hears of a connection for the first time when one of its recipients is named; it is then told what came
// before the first MAIL and the transaction at hand, and from there on whatever happens up to the next MAIL. The scope
// of a listener hears everything.
class shared_line final : public smtp::observer {
public:
    // `home` is the scope of the listener; nullptr: it has none.
    shared_line(scope_registry& all, named_scope* home, smtp::connection_facts where);
    ~shared_line() override;
    shared_line(const shared_line&) = delete;
    shared_line& operator=(const shared_line&) = delete;

    // Of scopes that were forgotten since they came by this connection.
    void let_go();

    std::uint64_t opened() override;
    void record(const smtp::event& what) override;
    void arrived(smtp::arrival_fact what) override;
    bool has_room(std::size_t octets) const override;
    // The id in the only named scope, or the first, so that a scope's record is the same whatever happens beside it.
    base::message_id keep(smtp::received_message message, smtp::message_facts facts) override;
    base::session_id session() const override { return world_.session(); }
    base::hold_id hold_opened(smtp::hold_facts what) override;
    void recipient_named(const smtp::situation& now) override;
    std::vector<smtp::known_scope> scopes() const override;
    std::optional<base::session_id> session_in(std::string_view scope) const override;
    bool serves(std::string_view scope) const override;

private:
    struct branch {
        branch(named_scope& in, const smtp::connection_facts& where) : of(in), line(in.story, where) {}
        named_scope& of;
        recorder line;
        base::hold_id hold;  // open there
    };
    // What happened so far, for a scope that has heard nothing of it.
    struct past {
        std::vector<smtp::event> before;  // the first MAIL
        std::vector<smtp::event> now;     // from the MAIL at hand on
    };

    void command(const smtp::command_received& what);
    void tell(branch& one, const smtp::event& what);
    static void record_in(branch& one, const smtp::event& what);
    void join(named_scope& one);
    past tell_past(bool from_the_start) const;
    void keep_past();
    void go_on_keeping(const smtp::event& what);

    scope_registry& all_;
    std::map<std::string_view, std::unique_ptr<branch>> branches_;  // by name
    std::vector<branch*> active_;                                   // hear what happens
    std::vector<branch*> asked_;                                    // of the recipient asked about
    branch* home_ = nullptr;                                        // of the listener
    recorder world_;
    base::hold_id world_hold_;  // open there
    bool asking_ = false;       // a recipient is being judged
    bool in_mail_ = false;      // a transaction is open
    // In the world's journal of this epoch: the session's newest event before the first MAIL and before the one at
    // hand.
    bool mail_seen_ = false;
    bool mail_said_ = false;  // and neither ended nor refused
    std::uint64_t before_first_mail_ = 0;
    std::uint64_t before_mail_ = 0;
    std::uint64_t resets_before_mail_ = 0;  // of all scopes
    std::optional<past> kept_;  // what a reset of the world would have made unknown; until the transaction ends
};

}  // namespace mocksmtp::store
