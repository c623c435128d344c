// How a scope stays within its limits.
#include <algorithm>

#include "mocksmtp/store/scope.hpp"

namespace mocksmtp::store {
namespace {

// What is left out of the middle of a long transcript.
bool droppable(event_kind kind) {
    return kind == event_kind::command || kind == event_kind::reply || kind == event_kind::diagnosed;
}

}  // namespace

bool scope::has_room(std::size_t octets, bool counts) const {
    const auto& limits = options_.limits;
    const bool bounded = limits.max_store_bytes != 0;
    if (limits.full == when_full::evict_oldest) return !bounded || octets <= limits.max_store_bytes;
    if (counts && limits.max_messages != 0 && now_.counted_messages >= limits.max_messages) return false;
    return !bounded || taken() + octets <= limits.max_store_bytes;
}

void scope::make_room(std::size_t octets, bool counts) {
    const auto& limits = options_.limits;
    if (limits.full != when_full::evict_oldest) return;
    while (counts && limits.max_messages != 0 && now_.counted_messages >= limits.max_messages) evict_oldest_counted();
    if (limits.max_store_bytes == 0) return;
    if (common_ != nullptr) return common_->make_room(octets);
    while (bytes() + octets > limits.max_store_bytes && forget_oldest()) {
    }
}

void scope::evict_oldest_counted() {
    auto n = now_.messages.oldest();
    while (now_.messages.find(n) == nullptr || !now_.messages.find(n)->counts()) ++n;
    evict(*now_.messages.find(n));
}

bool scope::forget_oldest() {
    if (now_.horizon >= now_.events.newest()) return false;
    forget_oldest_event();
    return true;
}

void scope::make_way_like(const message_record& old) {
    for (auto n = now_.messages.oldest(); n <= now_.messages.newest(); ++n) {
        const auto* same = now_.messages.find(n);
        if (same != nullptr && same->shared == old.shared) return evict(*same);
    }
}

// What clients merely say has no end and no refusal; once it alone fills the store it is only counted.
bool scope::journal_full() const {
    const auto& limits = options_.limits;
    return limits.full == when_full::refuse && limits.max_store_bytes != 0 &&
           now_.events.octets() > limits.max_store_bytes;
}

// Called before each command: of more than twice `transcript_commands` the oldest that is not among the first goes,
// with what belongs to it. What records are made of stays.
void scope::trim_transcript(session_record& of) {
    const std::uint64_t kept = std::max<std::size_t>(options_.limits.transcript_commands, 1);
    const auto recorded = of.commands - of.commands_left_out;  // the one to come included
    if (of.commands == kept + 1) of.left_out_after = of.trimmed_to = of.last_event;
    if (recorded <= 2 * kept || of.left_out_after == 0) return;
    if (of.trimmed_to <= now_.horizon) of.trimmed_to = 0;
    bool dropped = false;
    auto n = of.trimmed_to == 0 ? of.first_event : now_.events.glance(of.trimmed_to)->next;
    while (n != 0 && n != of.last_event) {
        const auto seen = *now_.events.glance(n);
        if (seen.kind == event_kind::command && dropped) break;
        if (droppable(seen.kind)) {
            dropped = dropped || seen.kind == event_kind::command;
            now_.events.forget(n, of.trimmed_to);
            if (of.first_event == n) of.first_event = seen.next;
        } else {
            of.trimmed_to = n;
        }
        n = seen.next;
    }
    if (dropped) ++of.commands_left_out;
}

void scope::evict(const message_record& old) {
    const auto id = old.id;
    ++now_.evicted_count;
    if (!now_.evicted.empty() && now_.evicted.back().last.number + 1 == id.number) {
        now_.evicted.back().last = id;
    } else {
        now_.evicted.push_back({id, id});
    }
    if (common_ != nullptr && old.shared != nullptr) common_->made_way(*this, old);
    erase(id);
}

// Where even the journal has to make way: its oldest event goes, and with it the record whose story it ends.
void scope::forget_oldest_event() {
    const auto n = ++now_.horizon;
    const auto seen = now_.events.glance(n);
    if (!seen) return;
    const auto subject = now_.events.subject(n);
    auto* of = now_.sessions.find(seen->session.number);
    auto& first = of == nullptr ? now_.first_remark : of->first_event;
    if (first == n) first = seen->next;
    if (of != nullptr && of->last_event == n) of->last_event = 0;
    if (of == nullptr && now_.last_remark == n) now_.last_remark = 0;
    now_.events.forget(n, 0);
    if (seen->kind == event_kind::transaction_ended) forget_transaction({subject});
    if (seen->kind == event_kind::session_ended) forget_session(seen->session);
    if (seen->kind != event_kind::message_accepted) return;
    if (const auto* message = now_.messages.find(subject)) evict(*message);
}

void scope::forget_transaction(base::transaction_id old) {
    const auto* going = now_.transactions.find(old.number);
    if (going == nullptr || going->open()) return;
    if (const auto* message = now_.messages.find(going->message.number)) evict(*message);
    now_.bytes -= going->octets();
    std::erase(now_.sessions.find(going->session->id.number)->transactions, old);
    now_.transactions.remove(old.number);
}

void scope::forget_session(base::session_id old) {
    auto* going = now_.sessions.find(old.number);
    if (going == nullptr || going->open()) return;
    const auto transactions = going->transactions;
    for (const auto id : transactions) forget_transaction(id);
    for (const auto id : going->attempts) {
        if (const auto* attempt = now_.attempts.find(id.number)) now_.bytes -= attempt->octets();
        now_.attempts.remove(id.number);
    }
    for (const auto& diagnostic : going->diagnostics) now_.bytes -= sizeof diagnostic + diagnostic.detail.size();
    if (going->last_act != nullptr) now_.bytes -= sizeof(silent_act);
    for (const auto& hit : going->rules) now_.bytes -= sizeof hit + hit.rule.size();
    now_.bytes -= going->octets();
    now_.sessions.remove(old.number);
}

}  // namespace mocksmtp::store
