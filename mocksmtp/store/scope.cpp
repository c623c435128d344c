#include "mocksmtp/store/scope.hpp"

#include <utility>

#include "mocksmtp/store/packed.hpp"
#include "mocksmtp/store/recorder.hpp"

namespace mocksmtp::store {

scope::scope(scope_options options) : options_(std::move(options)), clock_(base::make_clock(options_.clock)) {}
scope::~scope() = default;

std::unique_ptr<smtp::observer> scope::observe(smtp::connection_facts where) {
    return std::make_unique<recorder>(*this, std::move(where));
}

std::string& scope::scratch() {
    scratch_.clear();
    return scratch_;
}

void scope::join(recorder& one) {
    one.place = recorders_.size();
    recorders_.push_back(&one);
}

void scope::leave(recorder& one) {
    recorders_.back()->place = one.place;
    std::swap(recorders_[one.place], recorders_.back());
    recorders_.pop_back();
}

std::uint64_t scope::append(event_kind kind, session_record* of, std::string_view packed) {
    auto& last = of == nullptr ? now_.last_remark : of->last_event;
    auto& first = of == nullptr ? now_.first_remark : of->first_event;
    last = now_.events.append({.kind = kind,
                               .session = of == nullptr ? base::session_id{} : of->id,
                               // How often a test asked in vain moves no later time.
                               .time = of == nullptr ? clock_->now() : clock_->tick(),
                               .previous = last,
                               .packed = packed});
    if (first == 0) first = last;
    return last;
}

std::uint64_t scope::append(event_kind kind, session_record* of, std::uint64_t subject) {
    std::string packed;
    packer(packed).put(subject);
    return append(kind, of, packed);
}

void scope::announce(std::uint64_t event, event_kind kind) {
    if (!subscribers_.any()) return;
    subscribers_.notify(
        {.why = notice::cause::recorded, .at = {epoch_, event}, .kind = kind, .message = base::message_id{}});
}

cursor_age scope::age(const cursor& of) const {
    if (of.epoch < epoch_) return cursor_age::earlier_epoch;
    if (of.epoch > epoch_ || of.n > now_.events.newest()) return cursor_age::unknown;
    return cursor_age::current;
}

std::optional<cursor> scope::mark_at(std::string_view label) const {
    const auto found = now_.marks.find(label);
    if (found == now_.marks.end()) return std::nullopt;
    return cursor{epoch_, found->second};
}

const session_record* scope::find(base::session_id id) const { return now_.sessions.find(id.number); }
const transaction_record* scope::find(base::transaction_id id) const { return now_.transactions.find(id.number); }
const attempt_record* scope::find(base::attempt_id id) const { return now_.attempts.find(id.number); }
const message_record* scope::find(base::message_id id) const { return now_.messages.find(id.number); }
const hold_record* scope::find(base::hold_id id) const { return now_.holds.find(id.number); }

std::vector<event_record> scope::events_since(std::uint64_t since, std::size_t limit) const {
    std::vector<event_record> made;
    for (auto n = now_.events.after(since); n != 0 && made.size() < limit; n = now_.events.after(n))
        made.push_back(*now_.events.read(n, epoch_));
    return made;
}

// The chain leads forward only; a reader that comes back for its next slice finds its place by the event it stopped at.
std::vector<event_record> scope::events_of(base::session_id id, std::uint64_t since, std::size_t limit) const {
    std::vector<event_record> made;
    const auto* of = find(id);
    if (id && of == nullptr) return made;
    auto n = id ? of->first_event : now_.first_remark;
    if (const auto stopped_at = now_.events.glance(since); stopped_at && stopped_at->session == id)
        n = stopped_at->next;
    for (; n != 0 && made.size() < limit; n = now_.events.glance(n)->next) {
        if (n > since) made.push_back(*now_.events.read(n, epoch_));
    }
    return made;
}

cursor scope::mark(std::string label) {
    const auto at = note(event_kind::mark, label);
    if (options_.frozen) return at;
    now_.marks.insert_or_assign(std::move(label), at.n);
    return at;
}

cursor scope::note(event_kind kind, std::string_view text) {
    if (options_.frozen) return position();
    std::string packed;
    packer(packed).put(text);
    const auto n = append(kind, nullptr, packed);
    announce(n, kind);
    return {epoch_, n};
}

bool scope::erase(base::message_id id) {
    auto* going = now_.messages.find(id.number);
    if (going == nullptr) return false;
    now_.index.remove(*going);
    now_.bytes -= going->octets();
    now_.shared_octets -= going->shared_octets();
    if (going->counts()) --now_.counted_messages;
    return now_.messages.remove(id.number);
}

cursor scope::reset() {
    std::uint64_t fenced_open = 0;
    for (auto* one : recorders_) {
        one->fence();
        if (one->fenced()) ++fenced_open;
    }
    fenced_messages_ = now_.messages.newest();
    now_ = epoch_records{};
    now_.fenced_open = fenced_open;
    ++epoch_;
    clock_->restart();
    subscribers_.notify({.why = notice::cause::reset, .at = position(), .kind = {}, .message = {}});
    return position();
}

std::vector<const smtp::connection_facts*> scope::silent() const {
    std::vector<const smtp::connection_facts*> made;
    for (const auto* one : recorders_)
        if (!one->has_spoken()) made.push_back(&one->where());
    return made;
}

scope_state scope::state() const {
    return {.at = position(),
            .sessions = now_.sessions.newest(),
            .transactions = now_.transactions.newest(),
            .attempts = now_.attempts.newest(),
            .messages = now_.messages.size(),
            .messages_accepted = now_.messages.newest(),
            .open_sessions = now_.open_sessions,
            .open_transactions = now_.open_transactions,
            .holds = now_.holds.size(),
            .probes = now_.probes,
            .fenced = now_.fenced_count,
            .fenced_open = now_.fenced_open,
            .evictions = now_.evicted_count,
            .refused_for_room = now_.refused_for_room,
            .store_bytes = bytes(),
            .full = !has_room(0, true)};
}

}  // namespace mocksmtp::store
