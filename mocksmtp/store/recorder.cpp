#include "mocksmtp/store/recorder.hpp"

#include <algorithm>
#include <utility>

#include "mocksmtp/store/packed.hpp"
#include "mocksmtp/store/scope.hpp"

namespace mocksmtp::store {
recorder::recorder(scope& in, smtp::connection_facts where, std::string_view home)
    : scope_(in), where_(std::move(where)), home_(home) {
    scope_.join(*this);
}

recorder::~recorder() {
    if (!opened_) {
        ++scope_.now_.probes;
    } else if (!ended_) {
        if (transaction_ != nullptr || fenced_)
            record(
                smtp::transaction_ended{smtp::transaction_outcome::lost, smtp::transaction_end::disconnected, {}, {}});
        record(smtp::session_ended{smtp::session_end::disconnected});
    }
    answered();
    end_hold();
    scope_.leave(*this);
}

session_record* recorder::find_own() const { return scope_.now_.sessions.find(id_.number); }

std::uint64_t recorder::opened() {
    opened_ = true;
    const auto ordinal = ++scope_.now_.ordinals[where_.listener];
    open_session(false);
    return ordinal;
}

void recorder::open_session(bool before_reset) {
    auto& made = scope_.now_.sessions.add();
    made.id.number = scope_.now_.sessions.newest();
    id_ = made.id;
    session_ = &made;
    made.scope = scope_.name();
    if (!home_.empty()) made.named.push_back(home_);
    made.where = where_;
    made.opened_before_reset = before_reset;
    made.helo = std::move(baggage_.helo);
    made.tls = std::move(baggage_.tls);
    made.carried_auth = std::move(baggage_.auth);
    made.auth = made.carried_auth.get();
    baggage_ = {};
    ++scope_.now_.open_sessions;
    scope_.now_.bytes += made.octets();
    made.opened = scope_.append(event_kind::session_opened, &made, {});
    made.opened_at = scope_.clock().now();
    scope_.announce(made.opened, event_kind::session_opened);
}

// Of a kept connection nothing but its client's next command makes a session of the new epoch: that it closes, times
// out or hears a late reply is decided by time.
void recorder::record(const smtp::event& what) {
    if (!opened_) return;
    if (!id_ && !fenced_ && std::holds_alternative<smtp::command_received>(what)) open_session(true);
    if (!id_) return after_reset(what);
    if (own() == nullptr) return;  // evicted after its end
    std::visit([this](const auto& event) { on(event); }, what);
}

void recorder::on(const smtp::greeted& what) {
    own()->helo = std::make_shared<const greeting>(greeting{what.verb, what.argument});
}

void recorder::on(const smtp::command_received& what) {
    answered();
    auto& in = *own();
    ++in.commands;
    if (scope_.journal_full()) {
        if (in.commands_left_out++ == 0) in.left_out_after = in.trimmed_to = in.last_event;
        return;
    }
    scope_.trim_transcript(in);
    std::string& packed = scope_.scratch();
    packer(packed).put(what);
    scope_.announce(scope_.append(event_kind::command, &in, packed), event_kind::command);
}

void recorder::on(const smtp::reply_made& what) {
    if (what.rule) remember_rule(*what.rule);
    if (!scope_.journal_full()) {
        std::string& packed = scope_.scratch();
        packer(packed).put(what);
        scope_.announce(scope_.append(event_kind::reply, own(), packed), event_kind::reply);
    }
    answered();
}

void recorder::remember_rule(const smtp::rule_hit& acted) {
    auto& known = own()->rules;
    const auto same = std::ranges::find_if(
        known, [&](const smtp::rule_hit& one) { return one.rule == acted.rule && one.scope == acted.scope; });
    if (same != known.end()) {
        same->hit = acted.hit;
    } else if (known.size() < session_record::list_limit) {
        known.push_back(acted);
        scope_.now_.bytes += sizeof acted + acted.rule.size();
    }
}

// RFC 3207 4.2: what was known of the client is forgotten.
void recorder::on(const smtp::tls_started& what) {
    auto& in = *own();
    in.tls = std::make_unique<const smtp::tls_facts>(what.facts);
    in.helo = nullptr;
    in.auth = nullptr;
    scope_.announce(scope_.append(event_kind::tls_started, &in, {}), event_kind::tls_started);
}

void recorder::on(const smtp::tls_failed& what) {
    own()->tls_failed = std::make_unique<const smtp::tls_failure>(what.failure);
    scope_.announce(scope_.append(event_kind::tls_failed, own(), {}), event_kind::tls_failed);
}

void recorder::on(const smtp::authentication_attempted& what) {
    auto& in = *own();
    auto& made = scope_.now_.attempts.add();
    made.id.number = scope_.now_.attempts.newest();
    made.session = &in;
    made.what = what.what;
    made.helo = in.helo;
    made.at = scope_.append(event_kind::authentication, &in, made.id.number);
    made.made_at = scope_.clock().now();
    in.attempts.push_back(made.id);
    if (made.what.outcome == smtp::attempt_outcome::accepted) in.auth = &made;
    scope_.now_.bytes += made.octets();
    scope_.announce(made.at, event_kind::authentication);
}

void recorder::on(const smtp::rule_acted& what) {
    remember_rule(what.by);
    std::string& packed = scope_.scratch();
    packer(packed).put(what);
    auto& in = *own();
    const auto at = scope_.append(event_kind::rule_acted, &in, packed);
    if (in.last_act == nullptr) scope_.now_.bytes += sizeof(silent_act);
    in.last_act = std::make_unique<const silent_act>(silent_act{what, at});
    scope_.announce(at, event_kind::rule_acted);
}

void recorder::on(const smtp::hold_closed& what) {
    if (what.id != hold_ || !hold_) return;
    end_hold();
    std::string& packed = scope_.scratch();
    packer(packed).put(what);
    scope_.announce(scope_.append(event_kind::hold_closed, own(), packed), event_kind::hold_closed);
}

void recorder::on(const smtp::diagnosed& what) {
    auto& in = *own();
    if (what.of_transaction && transaction_ != nullptr && transaction_->diagnostics.size() < session_record::list_limit)
        transaction_->diagnostics.push_back(what.what);
    if (in.diagnostics.size() >= session_record::list_limit) {
        ++in.diagnostics_left_out;
        return;
    }
    in.diagnostics.push_back(what.what);
    scope_.now_.bytes += sizeof what.what + what.what.detail.size();
    std::string& packed = scope_.scratch();
    packer(packed).put(what);
    scope_.announce(scope_.append(event_kind::diagnosed, &in, packed), event_kind::diagnosed);
}

void recorder::on(const smtp::session_ended& what) {
    answered();
    auto& in = *own();
    if (ended_) return;
    ended_ = true;
    end_hold();
    in.closed = scope_.append(event_kind::session_ended, &in, {});
    in.ended_by = what.by;
    --scope_.now_.open_sessions;
    scope_.announce(in.closed, event_kind::session_ended);
}

void recorder::answered() {
    if (!unanswered_) return;
    scope_.subscribers().notify({.why = notice::cause::answered,
                                 .at = scope_.position(),
                                 .kind = event_kind::message_accepted,
                                 .message = std::exchange(unanswered_, {})});
}

void recorder::arrived(smtp::arrival_fact what) {
    auto* in = own();
    if (in != nullptr && in->arrivals.size() < session_record::list_limit) in->arrivals.push_back(what);
}

base::hold_id recorder::hold_opened(smtp::hold_facts what) {
    auto* in = own();
    if (in == nullptr) return {};
    auto& made = scope_.now_.holds.add();
    made.id.number = scope_.now_.holds.newest();
    hold_ = made.id;
    made.session = in;
    if (transaction_ != nullptr) made.transaction = transaction_->id;
    made.what = std::move(what);
    made.told = made.id;
    remember_rule(made.what.by);
    std::string& packed = scope_.scratch();
    packer(packed).put(hold_begun{.id = made.id, .at = made.what.at, .by = made.what.by});
    made.at = scope_.append(event_kind::hold_opened, in, packed);
    made.opened_at = scope_.clock().now();
    scope_.now_.bytes += made.octets();
    scope_.announce(made.at, event_kind::hold_opened);
    return hold_;
}

void recorder::hold_is_known_as(base::hold_id told) {
    if (auto* held = scope_.now_.holds.find(hold_.number)) held->told = told;
}

void recorder::end_hold() {
    const auto* going = scope_.now_.holds.find(std::exchange(hold_, {}).number);
    if (going == nullptr) return;
    scope_.now_.bytes -= going->octets();
    scope_.now_.holds.remove(going->id.number);
}

}  // namespace mocksmtp::store
