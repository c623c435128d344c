#include "mocksmtp/verify/places.hpp"

#include <algorithm>
#include <array>
#include <span>

#include "mocksmtp/base/text.hpp"
#include "mocksmtp/store/record_fields.hpp"
#include "mocksmtp/verify/items.hpp"
#include "mocksmtp/verify/words.hpp"

namespace mocksmtp::verify {

using match::field;
using match::field_id;

namespace {

// A field of the envelope or of the header, and what it is called.
struct place {
    field_id id;
    std::string_view header;  // of mailboxes; empty: the envelope
    std::string_view words;

    bool is(const field& which) const { return which.id == id && which.name == header; }
    field named() const { return {id, std::string(header)}; }
};

constexpr place rcpt{field_id::to, "", "envelope (RCPT TO)"};
constexpr place mail{field_id::from, "", "envelope (MAIL FROM)"};
constexpr place to{field_id::mailboxes, "to", "To header"};
constexpr place cc{field_id::mailboxes, "cc", "Cc header"};
constexpr place from{field_id::mailboxes, "from", "From header"};
constexpr place accepted{field_id::to, "", "recipients"};
constexpr place refused{field_id::refused, "", "refused recipients (field refused)"};

struct swap {
    place asked;
    place there;
};
constexpr std::array of_messages{swap{rcpt, to}, swap{rcpt, cc},   swap{to, cc},    swap{to, rcpt},
                                 swap{cc, rcpt}, swap{mail, from}, swap{from, mail}};
constexpr std::array of_transactions{swap{accepted, refused}, swap{refused, accepted}};

std::span<const swap> swaps_of(match::item_kind what) {
    if (what == match::item_kind::message) return of_messages;
    if (what == match::item_kind::transaction) return of_transactions;
    return {};
}

// The same conditions, one of them at another place; nothing where it cannot be asked there.
std::optional<match::filter> moved(const match::filter& which, const match::condition& one, const field& there) {
    auto swapped = match::compile(there, one.wants.source());
    if (!std::holds_alternative<match::matcher>(swapped)) return std::nullopt;
    match::filter made;
    for (const auto& each : which.conditions()) {
        if (&each == &one)
            made.add(there, std::get<match::matcher>(swapped));
        else
            made.add(each.on, each.wants);
    }
    return made;
}

constexpr std::size_t looked_behind = 1000;  // of each kind and scope, the newest

// Oldest first.
std::vector<std::uint64_t> find_newest(const store::scope& in, match::item_kind what, const match::filter& which,
                                       std::uint64_t since) {
    auto found = verify::find(
        in, what, {.where = &which, .since = since, .by = store::order::newest_first, .effort = looked_behind});
    std::ranges::reverse(found);
    return found;
}

std::string ids_of(match::item_kind what, const std::vector<std::uint64_t>& numbers) {
    std::vector<std::string> ids;
    ids.reserve(numbers.size());
    for (const auto number : numbers) ids.push_back(id_text(what, number));
    return few_of(ids);
}

// Whether a thing that another scope has a record of belongs to this one too: the world has a record of everything.
bool belongs_to(std::string_view name, const store::scope& there, match::item_kind what, std::uint64_t number) {
    const auto facts = facts_of(there, what, number);
    if (facts == nullptr) return true;
    const auto scopes = facts->of({field_id::scope, {}});
    return std::ranges::find(scopes, match::value(name)) != scopes.end();
}

// A denial is fulfilled by any other place.
bool asks_for_something(const match::pattern& wanted) {
    const bool asks_for_nothing = wanted.equals && std::holds_alternative<std::monostate>(*wanted.equals);
    return !asks_for_nothing && !wanted.present && wanted.unless.empty() && !wanted.none &&
           std::ranges::all_of(wanted.any_of, asks_for_something);
}

// Only what an envelope that was never stored still tells.
class fenced_fields final : public match::facts {
public:
    explicit fenced_fields(const store::fenced_transaction& of) : of_(of) {}
    match::values of(const field& which) const override {
        if (which.id == field_id::from) return match::values::one(of_.from);
        return which.id == field_id::to ? match::values::list_of(of_.to) : match::values();
    }

private:
    const store::fenced_transaction& of_;
};

bool could_have_been(const store::fenced_transaction& of, const match::filter& wanted) {
    const fenced_fields fields(of);
    return std::ranges::all_of(wanted.conditions(), [&](const match::condition& each) {
        const bool is_known = each.on.id == field_id::from || each.on.id == field_id::to;
        return !is_known || each.wants.matches(fields.of(each.on));
    });
}

// Whether the condition holds of what stands at both places; a refused recipient stood in the envelope all the same.
bool is_at_both(const match::facts& of, const match::condition& one, const swap& between) {
    std::vector<std::string> here;
    const auto add = [&](const field& which) {
        for (const auto& each : of.of(which))
            if (const auto* text = std::get_if<std::string_view>(&each))
                here.push_back(match::index_key(which.id, *text));
    };
    add(between.asked.named());
    if (between.asked.is(rcpt.named()) && between.there.id != field_id::refused) add({field_id::refused, {}});
    auto both = match::values::list();
    const auto there = between.there.named();
    for (const auto& each : of.of(there)) {
        const auto* text = std::get_if<std::string_view>(&each);
        if (text != nullptr && std::ranges::find(here, match::index_key(there.id, *text)) != here.end()) both.add(each);
    }
    return one.wants.matches(both);
}

// A client that is still logged in, as far as its session tells.
std::string logged_in_before_reset(const store::scope& in, const match::filter& wanted) {
    for (const auto* each : store::find_sessions(in).items) {
        if (each->carried_auth == nullptr || each->auth != each->carried_auth.get()) continue;
        const store::session_fields fields(*each);
        const bool fits = std::ranges::all_of(wanted.conditions(), [&](const match::condition& one) {
            const auto id = one.on.id;
            const bool is_known = id == field_id::user || id == field_id::authzid || id == field_id::mechanism;
            return !is_known || one.wants.matches(fields.of(one.on));
        });
        if (fits)
            return each->id.text() + " logged in as \"" + base::printable(each->auth->what.found.user) +
                   "\" before the reset";
    }
    return {};
}

std::string fit(std::size_t count) { return count == 1 ? " is as expected" : " are as expected"; }

// As the test calls it, where it has set a mark.
std::string name_of(const store::scope& in, std::uint64_t since) {
    for (const auto& [label, at] : in.records().marks)
        if (at == since) return "mark:" + base::printable(label);
    return store::cursor{in.position().epoch, since}.text();
}

bool is_matched(const finding& found, std::uint64_t number) {
    return std::ranges::binary_search(found.matched, number);
}

bool has_records(match::item_kind what) {
    return what != match::item_kind::rule && what != match::item_kind::diagnostic;
}

}  // namespace

std::string in_another_scope(const grounds& by, const expectation& what) {
    if (what.which.empty() || !has_records(what.what)) return {};
    for (const auto* other : by.elsewhere()) {
        auto found = find_newest(*other, what.what, what.which, 0);
        std::erase_if(found, [&](auto number) {
            return belongs_to(by.scope().name(), *other, what.what, number) ||
                   !what.must.matches(*facts_of(*other, what.what, number));
        });
        if (found.empty()) continue;
        return ids_of(what.what, found) + " in scope " + base::printable(other->name()) + fit(found.size());
    }
    return {};
}

std::string newest_of_none(const grounds& by) {
    if (by.elsewhere().empty()) return {};
    const auto& world = *by.elsewhere().back();
    for (const auto number :
         verify::find(world, match::item_kind::message, {.by = store::order::newest_first, .limit = looked_behind})) {
        if (!belongs_to(world.name(), world, match::item_kind::message, number)) continue;
        const auto& mail = *world.find(base::message_id{number});
        return "the newest mail of scope " + base::printable(world.name()) + " is " + mail.id.text() +
               to_whom(mail.transaction->accepted());
    }
    return {};
}

std::string before_since(const grounds& by, const expectation& what, const finding& found, std::uint64_t since) {
    if (since == 0 || !has_records(what.what)) return {};
    auto numbers = by.find(what.what, &what.which, 0);
    std::erase_if(numbers, [&](std::uint64_t number) {
        return is_matched(found, number) || !what.must.matches(*by.facts_of(what.what, number));
    });
    if (numbers.empty()) return {};
    return ids_of(what.what, numbers) + fit(numbers.size()) + ", but older than since " + name_of(by.scope(), since);
}

std::string at_another_place(const grounds& by, const expectation& what, const finding& found, std::uint64_t since) {
    for (const auto& each : what.which.conditions()) {
        if (!asks_for_something(each.wants.source())) continue;
        for (const auto& one : swaps_of(what.what)) {
            if (!one.asked.is(each.on)) continue;
            const auto there = moved(what.which, each, one.there.named());
            if (!there) continue;
            auto numbers = find_newest(by.scope(), what.what, *there, since);
            std::erase_if(numbers, [&](std::uint64_t number) {
                return is_matched(found, number) || is_at_both(*by.facts_of(what.what, number), each, one);
            });
            if (numbers.empty()) continue;
            return id_text(what.what, numbers.front()) + " has it in its " + std::string(one.there.words) +
                   ", but not in its " + std::string(one.asked.words);
        }
    }
    return {};
}

std::string before_reset(const grounds& by, const expectation& what) {
    if (what.what == match::item_kind::auth_attempt) return logged_in_before_reset(by.scope(), what.which);
    if (what.what != match::item_kind::message && what.what != match::item_kind::transaction) return {};
    const auto& all = by.scope().fenced();
    const auto last =
        std::find_if(all.rbegin(), all.rend(), [&](const auto& each) { return could_have_been(each, what.which); });
    if (last == all.rend()) return {};
    std::vector<std::string> to;
    for (const auto& each : last->to) to.push_back("<" + base::printable(each) + ">");
    return "mail from <" + base::printable(last->from) + ">" + (to.empty() ? "" : " to " + few_of(to)) +
           " began before the reset, and was not stored";
}

}  // namespace mocksmtp::verify
