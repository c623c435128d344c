#include "mocksmtp/verify/attempted.hpp"

#include <algorithm>

#include "mocksmtp/base/text.hpp"
#include "mocksmtp/match/field_table.hpp"
#include "mocksmtp/store/query.hpp"
#include "mocksmtp/store/record_fields.hpp"
#include "mocksmtp/verify/fates.hpp"
#include "mocksmtp/verify/items.hpp"
#include "mocksmtp/verify/scripted.hpp"
#include "mocksmtp/verify/steps.hpp"
#include "mocksmtp/verify/tally.hpp"
#include "mocksmtp/verify/words.hpp"

namespace mocksmtp::verify {

namespace {

constexpr std::size_t looked_at = 1000;  // the newest transactions

bool is_envelope_field(match::field_id which) {
    const auto& row = match::row_of(which);
    using enum match::field_id;
    return row.kinds.has(match::item_kind::transaction) && which != id && which != refused && which != diagnostic &&
           which != size && which != rule && which != protocol && which != recipient_count;
}

// As if every recipient had been accepted.
class as_meant final : public match::facts {
public:
    explicit as_meant(const store::transaction_record& of) : of_(of), fields_(of) {}

    match::values of(const match::field& which) const override {
        if (which.id != match::field_id::to) return fields_.of(which);
        match::values all = match::values::list();
        for (const auto each : of_.accepted()) all.add(match::value(each));
        for (const auto each : of_.refused()) all.add(match::value(each));
        return all;
    }

private:
    const store::transaction_record& of_;
    store::transaction_fields fields_;
};

bool is_settled_by_mail(match::field_id which) {
    using enum match::field_id;
    return which == from || which == session || which == transaction || which == listener || which == peer ||
           which == helo || which == user || which == authzid || which == mechanism || which == tls ||
           which == tls_version || which == tls_mode || which == tls_cipher || which == tls_sni;
}

bool may_become(const store::scope& in, const store::transaction_record& of, const match::filter& wanted) {
    const store::transaction_fields fields(of);
    const bool has_recipients = has_begun_its_data(in, of);
    return std::ranges::all_of(wanted.conditions(), [&](const match::condition& each) {
        const bool is_settled = is_settled_by_mail(each.on.id) || (each.on.id == match::field_id::to && has_recipients);
        return !is_settled || each.wants.matches(fields.of(each.on));
    });
}

std::string words_for_open(const store::transaction_record& of) {
    return "transaction " + of.id.text() + to_whom(of.accepted()) + " is still open";
}

bool has_made_way(const store::scope& in, base::message_id which) {
    return std::ranges::any_of(in.evicted(), [which](const store::evicted_messages& each) {
        return each.first.number <= which.number && which.number <= each.last.number;
    });
}

// Of a transaction whose message was kept and is not there any more.
std::string gone(const store::scope& in, const store::transaction_record& of) {
    if (!of.message || in.find(of.message) != nullptr) return {};
    return of.message.text() + to_whom(of.accepted()) +
           (has_made_way(in, of.message) ? " has made way for newer ones" : " was deleted or taken");
}

}  // namespace

likeness could_have_been(const store::transaction_record& of, const match::filter& wanted) {
    const as_meant fields(of);
    auto found = likeness::perhaps;
    for (const auto& each : wanted.conditions()) {
        if (!is_envelope_field(each.on.id)) continue;
        if (!each.wants.matches(fields.of(each.on))) return likeness::no;
        found = likeness::yes;
    }
    return found;
}

bool asks_for_envelope(const match::filter& wanted) {
    return std::ranges::any_of(wanted.conditions(), [](const auto& each) { return is_envelope_field(each.on.id); });
}

std::string what_became_of(const store::scope& in, const match::filter& wanted, std::uint64_t since) {
    fates all(in);
    tally closed;
    bool is_newest = true;
    const store::query newest{.since = since, .by = store::order::newest_first, .limit = looked_at};
    for (const auto* each : store::find_transactions(in, newest).items) {
        if (could_have_been(*each, wanted) != likeness::yes) continue;
        // What was tried before it does not matter: in the end it was there.
        if (is_newest)
            if (auto clause = gone(in, *each); !clause.empty()) return clause;
        is_newest = false;
        all.add(*each, wanted);
        if (each->outcome && each->ended_by == smtp::transaction_end::rule && !each->data())
            if (const auto by = closed_by_rule(in, *each->session)) closed.add(by->by);
    }
    if (auto not_taken = all.not_taken(); !not_taken.empty()) return not_taken;
    return closed.any() ? closed.text("connection closed", "connections closed") : all.given_up();
}

std::string ended_at_mail(const store::scope& in, const match::filter& wanted, std::uint64_t since) {
    match::filter beside_recipients;
    for (const auto& each : wanted.conditions())
        if (each.on.id != match::field_id::to) beside_recipients.add(each.on, each.wants);
    fates all(in);
    const store::query newest{.since = since, .by = store::order::newest_first, .limit = looked_at};
    for (const auto* each : store::find_transactions(in, newest).items)
        if (each->recipient_count() == 0 && each->outcome && could_have_been(*each, beside_recipients) != likeness::no)
            all.add(*each);
    auto not_taken = all.not_taken();
    return not_taken.empty() ? all.given_up() : not_taken;
}

std::vector<base::transaction_id> that_may_become(const store::scope& in, const match::filter& wanted,
                                                  match::item_kind what) {
    auto open = transactions_under_way(in).that_matter_to(what);
    if (what != match::item_kind::message && what != match::item_kind::transaction) return open;
    std::erase_if(open, [&](base::transaction_id id) { return !may_become(in, *in.find(id), wanted); });
    return open;
}

// Whoever sends mail has logged in before, if at all. Of what else there is any session may bring more at any time.
prospect prospect_of(const store::scope& in, const store::session_record& of, const expectation& wanted,
                     const finding& found) {
    using enum match::item_kind;
    const bool is_mail = wanted.what == message || wanted.what == transaction;
    if (!is_mail && wanted.what != auth_attempt) return prospect::has_come;
    if (of.transactions.empty()) return prospect::something;
    if (!is_mail) return prospect::nothing;
    const auto* latest = in.find(of.transactions.back());
    if (latest == nullptr) return prospect::nothing;
    if (latest->open()) return may_become(in, *latest, wanted.which) ? prospect::something : prospect::nothing;
    const auto number = wanted.what == message ? latest->message.number : latest->id.number;
    return std::ranges::binary_search(found.matched, number) ? prospect::has_come : prospect::nothing;
}

std::string still_open(const store::scope& in, const match::filter& wanted, match::item_kind what) {
    const auto open = transactions_under_way(in);
    for (const auto id : open.that_matter_to(what)) {
        const auto* each = in.find(id);
        if (each != nullptr && could_have_been(*each, wanted) != likeness::no) return words_for_open(*each);
    }
    return {};
}

std::vector<std::string> still_open(const store::scope& in) {
    std::vector<std::string> made;
    const auto open = transactions_under_way(in);
    for (const auto id : open.all)
        if (const auto* each = in.find(id)) made.push_back(words_for_open(*each));
    return made;
}

}  // namespace mocksmtp::verify
