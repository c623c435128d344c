#include "mocksmtp/verify/items.hpp"

#include <algorithm>

#include "mocksmtp/store/record_fields.hpp"

namespace mocksmtp::verify {

namespace {

template <class record>
found_numbers numbers_of(const store::found<record>& found) {
    found_numbers made{.numbers = {}, .resume = found.resume, .skipped = found.skipped};
    made.numbers.reserve(found.items.size());
    for (const auto* each : found.items) made.numbers.push_back(each->id.number);
    return made;
}

template <class fields, class record>
std::unique_ptr<match::facts> wrap(const record* found) {
    if (found == nullptr) return nullptr;
    return std::make_unique<fields>(*found);
}

}  // namespace

std::vector<std::uint64_t> find(const store::scope& in, match::item_kind what, const store::query& which) {
    return find_some(in, what, which).numbers;
}

found_numbers find_some(const store::scope& in, match::item_kind what, const store::query& which) {
    using enum match::item_kind;
    switch (what) {
        case message:
            return numbers_of(store::find_messages(in, which));
        case auth_attempt:
            return numbers_of(store::find_attempts(in, which));
        case transaction:
            return numbers_of(store::find_transactions(in, which));
        case session:
            return numbers_of(store::find_sessions(in, which));
        case hold:
            return numbers_of(store::find_holds(in, which));
        case event:
        case rule:
        case diagnostic:
            break;
    }
    return {};
}

std::optional<std::size_t> count(const store::scope& in, match::item_kind what, const store::query& which) {
    using enum match::item_kind;
    switch (what) {
        case message:
            return store::count_messages(in, which);
        case auth_attempt:
            return store::count_attempts(in, which);
        case transaction:
            return store::count_transactions(in, which);
        case session:
            return store::count_sessions(in, which);
        case hold:
            return store::count_holds(in, which);
        case event:
        case rule:
        case diagnostic:
            break;
    }
    return 0;
}

std::uint64_t newest(const store::scope& in, match::item_kind what) {
    const auto& kept = in.records();
    using enum match::item_kind;
    switch (what) {
        case message:
            return kept.messages.newest();
        case auth_attempt:
            return kept.attempts.newest();
        case transaction:
            return kept.transactions.newest();
        case session:
            return kept.sessions.newest();
        case hold:
            return kept.holds.newest();
        case event:
        case rule:
        case diagnostic:
            break;
    }
    return 0;
}

std::unique_ptr<match::facts> facts_of(const store::scope& in, match::item_kind what, std::uint64_t number) {
    using enum match::item_kind;
    switch (what) {
        case message:
            return wrap<store::message_fields>(in.find(base::message_id{number}));
        case auth_attempt:
            return wrap<store::attempt_fields>(in.find(base::attempt_id{number}));
        case transaction:
            return wrap<store::transaction_fields>(in.find(base::transaction_id{number}));
        case session:
            return wrap<store::session_fields>(in.find(base::session_id{number}));
        case hold:
            return wrap<store::hold_fields>(in.find(base::hold_id{number}));
        case event:
        case rule:
        case diagnostic:
            break;
    }
    return nullptr;
}

std::string id_text(match::item_kind what, std::uint64_t number) {
    using enum match::item_kind;
    switch (what) {
        case message:
            return base::message_id{number}.text();
        case auth_attempt:
            return base::attempt_id{number}.text();
        case transaction:
            return base::transaction_id{number}.text();
        case session:
            return base::session_id{number}.text();
        case hold:
            return base::hold_id{number}.text();
        case event:
        case rule:
        case diagnostic:
            break;
    }
    return std::to_string(number);
}

std::optional<std::uint64_t> decided_at(const store::scope& in, match::item_kind what, std::uint64_t number) {
    const auto event_of = [](const auto* found, auto member) {
        return found == nullptr || found->*member == 0 ? std::nullopt : std::optional(found->*member);
    };
    using enum match::item_kind;
    switch (what) {
        case message:
            return event_of(in.find(base::message_id{number}), &store::message_record::at);
        case auth_attempt:
            return event_of(in.find(base::attempt_id{number}), &store::attempt_record::at);
        case transaction:
            return event_of(in.find(base::transaction_id{number}), &store::transaction_record::ended);
        case session:
            return event_of(in.find(base::session_id{number}), &store::session_record::closed);
        case hold:
            return event_of(in.find(base::hold_id{number}), &store::hold_record::at);
        case event:
        case rule:
        case diagnostic:
            break;
    }
    return std::nullopt;
}

const std::vector<base::transaction_id>& under_way::that_matter_to(match::item_kind what) const {
    using enum match::item_kind;
    return what == message || what == transaction || what == diagnostic ? all : moving;
}

under_way transactions_under_way(const store::scope& in) {
    under_way open;
    if (in.idle()) return open;
    // What ended after the newest event, or has not ended: only the latter can be.
    const store::query under_way{
        .since = in.position().n, .by = store::order::newest_first, .limit = in.records().open_transactions};
    for (const auto* each : store::find_transactions(in, under_way).items) open.all.push_back(each->id);
    std::ranges::reverse(open.all);
    open.moving = open.all;
    for (const auto* parked : store::find_holds(in).items) std::erase(open.moving, parked->transaction);
    return open;
}

}  // namespace mocksmtp::verify
