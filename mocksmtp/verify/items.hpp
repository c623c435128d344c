// Captured items of any kind that has records, by their number: found, matched and named in one way.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "mocksmtp/match/facts.hpp"
#include "mocksmtp/match/place.hpp"
#include "mocksmtp/store/query.hpp"
#include "mocksmtp/store/scope.hpp"

namespace mocksmtp::verify {

// The numbers of the items a query finds, in its order. Events, rules and diagnostics cannot be queried and give none.
std::vector<std::uint64_t> find(const store::scope& in, match::item_kind what, const store::query& which);

// The same in slices: `resume` and the rest as in store::found.
struct found_numbers {
    std::vector<std::uint64_t> numbers;
    std::uint64_t resume = 0;
    std::size_t skipped = 0;
};
found_numbers find_some(const store::scope& in, match::item_kind what, const store::query& which);

// How many items a query without a limit finds, where that is known without asking each.
std::optional<std::size_t> count(const store::scope& in, match::item_kind what, const store::query& which);

// The number of the newest item; 0: there was never one.
std::uint64_t newest(const store::scope& in, match::item_kind what);

// Of one item; nullptr where it is gone. Valid until the scope changes.
std::unique_ptr<match::facts> facts_of(const store::scope& in, match::item_kind what, std::uint64_t number);

// "m1", "a1", "t1", "s1", "h1".
std::string id_text(match::item_kind what, std::uint64_t number);

// The event that decided an item; nothing while it is open or where it is gone.
std::optional<std::uint64_t> decided_at(const store::scope& in, match::item_kind what, std::uint64_t number);

// Transactions under way. What a client parked at a breakpoint has at hand comes to nothing until somebody releases it:
// it may be one more message then, but not one more hold.
struct under_way {
    std::vector<base::transaction_id> all;
    std::vector<base::transaction_id> moving;  // of sessions that are not parked

    const std::vector<base::transaction_id>& that_matter_to(match::item_kind what) const;
};
under_way transactions_under_way(const store::scope& in);

}  // namespace mocksmtp::verify
