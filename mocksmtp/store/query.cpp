#include "mocksmtp/store/query.hpp"

#include <algorithm>
#include <limits>

#include "mocksmtp/store/record_fields.hpp"
#include "mocksmtp/store/scope.hpp"

namespace mocksmtp::store {
namespace {

constexpr std::uint64_t still_open = std::numeric_limits<std::uint64_t>::max();

// The event that decides whether a record counts as "since".
std::uint64_t decided(const message_record& one) { return one.at; }
std::uint64_t decided(const attempt_record& one) { return one.at; }
std::uint64_t decided(const hold_record& one) { return one.at; }
std::uint64_t decided(const transaction_record& one) { return one.open() ? still_open : one.ended; }
std::uint64_t decided(const session_record& one) { return one.open() ? still_open : one.closed; }

message_fields fields_of(const message_record& one) { return message_fields(one); }
attempt_fields fields_of(const attempt_record& one) { return attempt_fields(one); }
hold_fields fields_of(const hold_record& one) { return hold_fields(one); }
transaction_fields fields_of(const transaction_record& one) { return transaction_fields(one); }
session_fields fields_of(const session_record& one) { return session_fields(one); }

bool asks_each(const query& what) { return what.where != nullptr && !what.where->empty(); }

template <class record>
bool matches(const query& what, const record& one) {
    return !asks_each(what) || what.where->matches(fields_of(one));
}

// Which numbers to look at, in order: next(0) is the first; 0: no more.
struct every_number {
    std::uint64_t oldest, newest;
    bool backwards;

    std::uint64_t next(std::uint64_t at) const {
        if (backwards) {
            const auto to = at == 0 ? newest : std::min(at - 1, newest);
            return to >= oldest ? to : 0;
        }
        const auto to = std::max(at + 1, oldest);
        return to <= newest ? to : 0;
    }
};

struct indexed_numbers {
    const message_index& index;
    std::uint64_t hash;
    every_number within;

    std::uint64_t next(std::uint64_t at) const {
        if (within.backwards) {
            const auto to = index.before(hash, at == 0 ? within.newest + 1 : std::min(at, within.newest + 1));
            return to >= within.oldest ? to : 0;
        }
        const auto to = index.after(hash, std::max(at, within.oldest - 1));
        return to <= within.newest ? to : 0;
    }
};

template <class record, class numbers, class predicate>
found<record> walk(const shelf<record>& kept, const query& what, const numbers& over, predicate wanted) {
    found<record> made;
    std::size_t looked_at = 0;
    auto at = what.resume;
    while (made.items.size() < what.limit && looked_at < what.effort) {
        at = over.next(at);
        if (at == 0) return made;
        const auto* one = kept.find(at);
        if (one == nullptr) continue;
        ++looked_at;
        if (!wanted(*one)) continue;
        if (made.skipped < what.skip) {
            ++made.skipped;
        } else {
            made.items.push_back(one);
        }
    }
    made.resume = over.next(at) == 0 ? 0 : at;
    return made;
}

// All records between two numbers. Those to be skipped need no steps where none is missing.
template <class record>
found<record> take(const shelf<record>& kept, query what, const every_number& over) {
    std::size_t jumped = 0;
    if (what.resume == 0 && over.oldest <= over.newest && kept.is_gapless()) {
        jumped = std::min<std::size_t>(what.skip, over.newest + 1 - over.oldest);
        what.resume = over.backwards ? over.newest + 1 - jumped : over.oldest - 1 + jumped;
        what.skip -= jumped;
    }
    auto made = walk(kept, what, over, [](const record&) { return true; });
    made.skipped += jumped;
    return made;
}

template <class record>
std::size_t count(const shelf<record>& kept, const every_number& over) {
    if (over.oldest > over.newest) return 0;
    if (kept.is_gapless()) return over.newest + 1 - over.oldest;
    std::size_t found = 0;
    for (auto at = over.next(0); at != 0; at = over.next(at)) found += kept.find(at) != nullptr ? 1 : 0;
    return found;
}

template <class record>
every_number numbers(const shelf<record>& kept, const query& what, std::uint64_t oldest) {
    return {oldest, std::min(kept.newest(), what.newest), what.by == order::newest_first};
}

// The first number behind everything decided up to `since`, for records whose numbers grow with their events; holes
// make it guess too low, never too high.
template <class record>
std::uint64_t first_after(const shelf<record>& kept, std::uint64_t since) {
    auto low = kept.oldest();
    auto high = kept.newest() + 1;
    while (low < high) {
        const auto middle = low + (high - low) / 2;
        auto probe = middle;
        while (probe < high && kept.find(probe) == nullptr) ++probe;
        if (probe < high && decided(*kept.find(probe)) <= since) {
            low = probe + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

// Records that are decided when they are made: those that count as "since" are the ones from a number on.
template <class record>
every_number numbers_since(const shelf<record>& kept, const query& what) {
    return numbers(kept, what, first_after(kept, what.since));
}

template <class record>
std::optional<std::size_t> count_made(const shelf<record>& kept, const query& what) {
    if (asks_each(what)) return std::nullopt;
    return count(kept, numbers_since(kept, what));
}

template <class record>
found<record> find_made(const shelf<record>& kept, const query& what) {
    const auto over = numbers_since(kept, what);
    if (!asks_each(what)) return take(kept, what, over);
    return walk(kept, what, over, [&](const record& one) { return matches(what, one); });
}

// Records that are decided long after they were made.
template <class record>
std::optional<std::size_t> count_ended(const shelf<record>& kept, const query& what) {
    if (asks_each(what) || what.since != 0) return std::nullopt;
    return count(kept, numbers(kept, what, kept.oldest()));
}

template <class record>
found<record> find_ended(const shelf<record>& kept, const query& what) {
    const auto over = numbers(kept, what, kept.oldest());
    if (!asks_each(what) && what.since == 0) return take(kept, what, over);
    return walk(kept, what, over, [&](const record& one) { return decided(one) > what.since && matches(what, one); });
}

}  // namespace

found<message_record> find_messages(const scope& in, const query& what) {
    const auto& kept = in.records().messages;
    auto over = numbers_since(kept, what);
    if (!asks_each(what)) return take(kept, what, over);
    const auto wanted = [&](const message_record& one) { return matches(what, one); };
    if (const auto* id = what.where->sole_equal(match::field_id::id)) {
        const auto number = base::message_id::parse(*id).value_or(base::message_id{}).number;
        if (number < over.oldest || number > over.newest || what.resume != 0) return {};
        return walk(kept, what, every_number{number, number, false}, wanted);
    }
    if (const auto hash = message_index::hash_for(*what.where))
        return walk(kept, what, indexed_numbers{in.records().index, *hash, over}, wanted);
    return walk(kept, what, over, wanted);
}

found<attempt_record> find_attempts(const scope& in, const query& what) {
    return find_made(in.records().attempts, what);
}

found<hold_record> find_holds(const scope& in, const query& what) { return find_made(in.records().holds, what); }

found<transaction_record> find_transactions(const scope& in, const query& what) {
    return find_ended(in.records().transactions, what);
}

found<session_record> find_sessions(const scope& in, const query& what) {
    return find_ended(in.records().sessions, what);
}

std::optional<std::size_t> count_messages(const scope& in, const query& what) {
    return count_made(in.records().messages, what);
}

std::optional<std::size_t> count_attempts(const scope& in, const query& what) {
    return count_made(in.records().attempts, what);
}

std::optional<std::size_t> count_holds(const scope& in, const query& what) {
    return count_made(in.records().holds, what);
}

std::optional<std::size_t> count_transactions(const scope& in, const query& what) {
    return count_ended(in.records().transactions, what);
}

std::optional<std::size_t> count_sessions(const scope& in, const query& what) {
    return count_ended(in.records().sessions, what);
}

}  // namespace mocksmtp::store
