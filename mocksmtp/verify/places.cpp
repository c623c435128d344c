#include "mocksmtp/verify/places.hpp"

#include <algorithm>
#include <array>

#include "mocksmtp/base/text.hpp"
#include "mocksmtp/verify/items.hpp"

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

struct swap {
    place asked;
    place there;
};
constexpr std::array swaps{swap{rcpt, to}, swap{rcpt, cc},   swap{to, cc},    swap{to, rcpt},
                           swap{cc, rcpt}, swap{mail, from}, swap{from, mail}};

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

std::string ids_of(const grounds& by, match::item_kind what, const std::vector<std::uint64_t>& numbers) {
    std::string ids;
    for (const auto number : numbers) ids += (ids.empty() ? "" : ", ") + by.id_text(what, number);
    return ids;
}

std::string fit(std::size_t count) { return count == 1 ? " is as expected" : " are as expected"; }

bool has_records(match::item_kind what) {
    return what != match::item_kind::rule && what != match::item_kind::diagnostic;
}

}  // namespace

std::string in_another_scope(const grounds& by, const expectation& what) {
    if (what.which.empty() || !has_records(what.what)) return {};
    for (const auto* other : by.elsewhere()) {
        const auto found = grounds(*other).find(what.what, &what.which, 0);
        if (found.empty()) continue;
        return ids_of(by, what.what, found) + " in scope " + base::printable(other->name()) + fit(found.size());
    }
    return {};
}

std::string before_since(const grounds& by, const expectation& what, const finding& found, std::uint64_t since) {
    if (since == 0 || !has_records(what.what)) return {};
    auto numbers = by.find(what.what, &what.which, 0);
    std::erase_if(numbers, [&](std::uint64_t number) { return std::ranges::binary_search(found.matched, number); });
    if (numbers.empty()) return {};
    const store::cursor at{by.scope().position().epoch, since};
    return ids_of(by, what.what, numbers) + fit(numbers.size()) + ", but older than since " + at.text();
}

std::string at_another_place(const grounds& by, const expectation& what, std::uint64_t since) {
    if (what.what != match::item_kind::message) return {};
    for (const auto& each : what.which.conditions()) {
        for (const auto& one : swaps) {
            if (!one.asked.is(each.on)) continue;
            const auto there = moved(what.which, each, one.there.named());
            if (!there) continue;
            const auto found = by.find(what.what, &*there, since);
            if (found.empty()) continue;
            return by.id_text(what.what, found.front()) + " has it in its " + std::string(one.there.words) +
                   ", but not in its " + std::string(one.asked.words);
        }
    }
    return {};
}

std::string before_reset(const grounds& by, const expectation& what) {
    if (what.what != match::item_kind::message && what.what != match::item_kind::transaction) return {};
    if (by.scope().fenced().empty()) return {};
    const auto& last = by.scope().fenced().back();
    std::string text = "mail from <" + base::printable(last.from) + ">";
    for (const auto& each : last.to)
        text += (&each == &last.to.front() ? " to <" : ", <") + base::printable(each) + ">";
    return text + " began before the reset, and was not stored";
}

}  // namespace mocksmtp::verify
