#include "mocksmtp/verify/diagnostic_item.hpp"

#include <algorithm>
#include <iterator>

#include "mocksmtp/store/query.hpp"

namespace mocksmtp::verify {

using match::field_id;
using match::values;

namespace {

constexpr std::size_t slice = 1000;  // events

// The transaction of the session that was open at this event; nullptr: none was.
const store::transaction_record* open_at(const store::scope& in, const store::session_record& of, std::uint64_t event) {
    // One after the other; the oldest may be forgotten.
    const auto behind = std::ranges::partition_point(of.transactions, [&](const auto id) {
        const auto* each = in.find(id);
        return each == nullptr || each->opened < event;
    });
    const auto* last = behind == of.transactions.begin() ? nullptr : in.find(*std::prev(behind));
    return last != nullptr && (last->open() || event < last->ended) ? last : nullptr;
}

void add_those_of(const store::session_record& of, const store::scope& in, std::vector<diagnostic_item>& to) {
    auto events = in.events_of(of.id, 0, slice);
    while (!events.empty()) {
        for (const auto& event : events) {
            const auto* diagnosed = std::get_if<smtp::diagnosed>(&event.what);
            if (diagnosed == nullptr) continue;
            const auto* transaction = diagnosed->of_transaction ? open_at(in, of, event.at.n) : nullptr;
            to.push_back({.what = diagnosed->what,
                          .session = of.id,
                          .transaction = transaction ? transaction->id : base::transaction_id{},
                          .message = transaction ? transaction->message : base::message_id{},
                          .at = event.at.n});
        }
        events = in.events_of(of.id, events.back().at.n, slice);
    }
}

// Beside those of its transaction, which the conversation has.
void add_content_of(const store::message_record& of, std::vector<diagnostic_item>& to) {
    const auto all = of.diagnostics();
    for (std::size_t i = of.transaction->diagnostics.size(); i < all.size(); ++i)
        to.push_back({.what = all[i],
                      .session = of.session().id,
                      .transaction = of.transaction->id,
                      .message = of.id,
                      .at = of.at});
}

}  // namespace

std::string diagnostic_item::id_text() const {
    const std::string holder = message ? message.text() : transaction ? transaction.text() : session.text();
    return holder + ":" + std::string(base::row_of(what.code).name);
}

std::vector<diagnostic_item> all_diagnostics(const store::scope& in) {
    std::vector<diagnostic_item> made;
    for (const auto* each : store::find_sessions(in).items)
        if (!each->diagnostics.empty()) add_those_of(*each, in, made);
    for (const auto* each : store::find_messages(in).items) add_content_of(*each, made);
    std::ranges::stable_sort(made, {}, &diagnostic_item::at);
    return made;
}

values diagnostic_fields::of(const match::field& which) const {
    const auto& row = base::row_of(of_.what.code);
    switch (which.id) {
        case field_id::code: {
            values made = values::list();
            made.add(match::value(row.name));
            return made;
        }
        case field_id::severity:
            return values::one(base::name(row.how));
        case field_id::session:
            return values::one(of_.session);
        case field_id::transaction: {
            values made = values::list();
            if (of_.transaction) made.add(match::value(match::ordinal{'t', of_.transaction.number}));
            return made;
        }
        case field_id::message:
            return values::one(of_.message);
        case field_id::detail:
            return values::one(made_.keep(base::explain(of_.what)));
        case field_id::rfc:
            return row.rfc.empty() ? values{} : values::one(row.rfc);
        default:
            return {};
    }
}

}  // namespace mocksmtp::verify
