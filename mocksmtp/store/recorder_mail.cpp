// What a recorder makes of transactions and messages.
#include <algorithm>
#include <cstddef>
#include <memory>
#include <utility>

#include "mocksmtp/store/recorder.hpp"
#include "mocksmtp/store/scope.hpp"

namespace mocksmtp::store {
namespace {

void add_name(std::vector<std::string_view>& to, std::string_view name) {
    if (std::ranges::find(to, name) == to.end()) to.push_back(name);
}

}  // namespace

void recorder::on(const smtp::transaction_opened& what) {
    auto& in = *own();
    transaction_ = &scope_.now_.transactions.add();
    transaction_->id.number = scope_.now_.transactions.newest();
    transaction_->session = &in;
    transaction_->opened = scope_.now_.events.newest();
    transaction_->opened_at = scope_.clock().now();
    transaction_->under_tls = in.tls != nullptr;
    transaction_->auth = in.auth;
    transaction_->helo = in.helo;
    transaction_->begin(what.from);
    const auto most = std::min(what.notes.size(), session_record::list_limit);
    transaction_->diagnostics.assign(what.notes.begin(), what.notes.begin() + static_cast<std::ptrdiff_t>(most));
    if (!home_.empty()) transaction_->named.push_back(home_);
    in.transactions.push_back(transaction_->id);
    ++scope_.now_.open_transactions;
}

void recorder::belongs_to(std::string_view named) {
    auto* in = own();
    if (in == nullptr) return;
    const std::size_t before = in->transactions.size() - (transaction_ != nullptr ? 1 : 0);
    if (in->named.empty() && before != 0) in->named.push_back(in->scope);
    add_name(in->named, named);
    if (transaction_ != nullptr) add_name(transaction_->named, named);
}

void recorder::on(const smtp::recipient_answered& what) {
    if (transaction_ != nullptr) transaction_->add(what.to);
}

void recorder::on(const smtp::transaction_ended& what) {
    if (transaction_ == nullptr) return;
    auto& ended = *std::exchange(transaction_, nullptr);
    ended.ended = scope_.append(event_kind::transaction_ended, own(), ended.id.number);
    ended.finish(what);
    if (ended.named.empty() && !own()->named.empty()) add_name(own()->named, own()->scope);
    --scope_.now_.open_transactions;
    scope_.now_.bytes += ended.octets();
    scope_.announce(ended.ended, event_kind::transaction_ended);
    if (what.rule) answered();  // a rule may have put silence in the place of the reply
}

// What is fenced is not stored.
bool recorder::can_keep(std::size_t octets) const { return fenced_ || !id_ || scope_.has_room(octets, counts()); }

bool recorder::counts() const { return transaction_ == nullptr || transaction_->named.empty(); }

void recorder::count_refusal() const {
    if (!fenced_ && id_) ++scope_.now_.refused_for_room;
}

bool recorder::has_room(std::size_t octets) const {
    const bool room = can_keep(octets);
    if (!room) count_refusal();
    return room;
}

base::message_id recorder::keep(smtp::received_message message, smtp::message_facts facts,
                                std::shared_ptr<const void> shared) {
    if (transaction_ == nullptr) return base::message_id{++scope_.fenced_messages_};
    message.bytes.shrink_to_fit();
    message.removed_dots.shrink_to_fit();
    scope_.make_room(shared == nullptr ? message.bytes.size() : 0, counts());
    auto& in = *own();
    auto& made = scope_.now_.messages.add();
    made.id.number = scope_.now_.messages.newest();
    made.raw = std::move(message);
    made.facts = std::move(facts);
    transaction_->protocol = made.facts.protocol;
    made.transaction = transaction_;
    made.at = scope_.append(event_kind::message_accepted, &in, made.id.number);
    made.received_at = scope_.clock().now();
    transaction_->message = made.id;
    ++in.messages;
    auto* auth = in.auth == nullptr ? nullptr : scope_.now_.attempts.find(in.auth->id.number);
    if (auth != nullptr) ++auth->messages;
    scope_.now_.index.add(made);
    scope_.now_.bytes += made.octets();
    made.shared = std::move(shared);
    scope_.now_.shared_octets += made.shared_octets();
    if (made.counts()) ++scope_.now_.counted_messages;
    unanswered_ = made.id;
    scope_.announce(made.at, event_kind::message_accepted);
    return made.id;
}

}  // namespace mocksmtp::store
