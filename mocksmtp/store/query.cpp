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
std::uint64_t decided(const transaction_record& one) { return one.open() ? still_open : one.ended; }
std::uint64_t decided(const session_record& one) { return one.open() ? still_open : one.closed; }

bool matches(const match::filter& where, const message_record& one) { return where.matches(message_fields(one)); }
bool matches(const match::filter& where, const attempt_record& one) { return where.matches(attempt_fields(one)); }
bool matches(const match::filter& where, const transaction_record& one) {
    return where.matches(transaction_fields(one));
}
bool matches(const match::filter& where, const session_record& one) { return where.matches(session_fields(one)); }

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
    std::uint64_t oldest;
    bool backwards;

    std::uint64_t next(std::uint64_t at) const {
        if (!backwards) return index.after(hash, std::max(at, oldest - 1));
        const auto to = index.before(hash, at == 0 ? std::numeric_limits<std::uint64_t>::max() : at);
        return to >= oldest ? to : 0;
    }
};

template <class record, class numbers>
found<record> walk(const shelf<record>& kept, const query& what, const numbers& over) {
    found<record> made;
    std::size_t looked_at = 0;
    auto at = what.resume;
    while (made.items.size() < what.limit && looked_at < what.effort) {
        at = over.next(at);
        if (at == 0) return made;
        const auto* one = kept.find(at);
        if (one == nullptr) continue;
        ++looked_at;
        if (decided(*one) <= what.since || (what.where != nullptr && !matches(*what.where, *one))) continue;
        if (made.skipped < what.skip) {
            ++made.skipped;
        } else {
            made.items.push_back(one);
        }
    }
    made.resume = over.next(at) == 0 ? 0 : at;
    return made;
}

template <class record>
found<record> walk_all(const shelf<record>& kept, const query& what, std::uint64_t oldest) {
    return walk(kept, what, every_number{oldest, kept.newest(), what.by == order::newest_first});
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

}  // namespace

found<message_record> find_messages(const scope& in, const query& what) {
    const auto& kept = in.records().messages;
    const auto oldest = first_after(kept, what.since);
    if (what.where != nullptr) {
        if (const auto* id = what.where->sole_equal(match::field_id::id)) {
            const auto number = base::message_id::parse(*id).value_or(base::message_id{}).number;
            if (number == 0 || what.resume != 0) return {};
            return walk(kept, what, every_number{number, number, false});
        }
        if (const auto hash = message_index::hash_for(*what.where))
            return walk(kept, what, indexed_numbers{in.records().index, *hash, oldest, what.by == order::newest_first});
    }
    return walk_all(kept, what, oldest);
}

found<attempt_record> find_attempts(const scope& in, const query& what) {
    const auto& kept = in.records().attempts;
    return walk_all(kept, what, first_after(kept, what.since));
}

found<transaction_record> find_transactions(const scope& in, const query& what) {
    const auto& kept = in.records().transactions;
    return walk_all(kept, what, kept.oldest());
}

found<session_record> find_sessions(const scope& in, const query& what) {
    const auto& kept = in.records().sessions;
    return walk_all(kept, what, kept.oldest());
}

}  // namespace mocksmtp::store
