// Finding records by the one matcher language: filters, positions, order, slices.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

#include "mocksmtp/match/filter.hpp"
#include "mocksmtp/store/records.hpp"

namespace mocksmtp::store {

class scope;

enum class order { oldest_first, newest_first };

struct query {
    static constexpr std::size_t all = std::numeric_limits<std::size_t>::max();

    const match::filter* where = nullptr;  // nothing: everything
    // Only what was decided after this event of the current epoch: accepted messages, attempts, holds that began;
    // transactions and sessions that ended after it or are open.
    std::uint64_t since = 0;
    // Nothing newer than the record with this number: what was there when a long answer began.
    std::uint64_t newest = std::numeric_limits<std::uint64_t>::max();
    order by = order::oldest_first;
    std::size_t skip = 0;  // so many matching records first
    std::size_t limit = all;
    // A slice of a long answer: look at no more than `effort` records, begin behind the record with number `resume`.
    std::size_t effort = all;
    std::uint64_t resume = 0;
};

// What was found, in the order asked for. `resume` is 0 when nothing more can follow; otherwise the same query with it
// (and with `skipped` taken off its skip) goes on where this one stopped for its limit or effort.
template <class record>
struct found {
    std::vector<const record*> items;
    std::uint64_t resume = 0;
    std::size_t skipped = 0;
};

// How many records there are where no record has to be asked whether it matches; nothing where one has to be.
std::optional<std::size_t> count_messages(const scope& in, const query& what);
std::optional<std::size_t> count_transactions(const scope& in, const query& what);
std::optional<std::size_t> count_attempts(const scope& in, const query& what);
std::optional<std::size_t> count_sessions(const scope& in, const query& what);
std::optional<std::size_t> count_holds(const scope& in, const query& what);

// Where no record has to be asked, a page far behind costs no more than the first, if nothing was deleted.
found<message_record> find_messages(const scope& in, const query& what = {});
found<transaction_record> find_transactions(const scope& in, const query& what = {});
found<attempt_record> find_attempts(const scope& in, const query& what = {});
found<session_record> find_sessions(const scope& in, const query& what = {});
found<hold_record> find_holds(const scope& in, const query& what = {});

}  // namespace mocksmtp::store
