// Looking for the items of a list slice by slice, so that a filter over everything holds nobody up.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "mocksmtp/match/filter.hpp"
#include "mocksmtp/match/place.hpp"
#include "mocksmtp/store/query.hpp"
#include "mocksmtp/store/scope.hpp"

namespace api::routes {

// Which of the matching items are wanted, counted in the order asked for.
struct page_of_items {
    std::size_t skip = 0;
    std::optional<std::size_t> limit;  // nothing: all
    mocksmtp::store::order by = mocksmtp::store::order::oldest_first;
};

struct search_result {
    std::vector<std::uint64_t> numbers;  // of the page
    std::size_t total = 0;               // of all that match
};

// The page of matches that were found already, oldest first.
search_result cut(const std::vector<std::uint64_t>& matching, const page_of_items& page);

// Finds what is there when it is made; items that come later are no part of it, those that go before they were looked
// at neither. Transactions and sessions, which change, are looked at in one go.
class search {
public:
    search(const mocksmtp::store::scope& in, mocksmtp::match::item_kind what, mocksmtp::match::filter which,
           std::uint64_t since, page_of_items page);

    // Looks at some more items; false once that was all.
    bool go_on();
    search_result take() { return std::move(found_); }

private:
    void keep(const std::vector<std::uint64_t>& matching);

    const mocksmtp::store::scope& in_;
    mocksmtp::match::item_kind what_;
    mocksmtp::match::filter which_;
    page_of_items page_;
    std::uint64_t epoch_;
    mocksmtp::store::query next_;  // without its filter
    search_result found_;
};

}  // namespace api::routes
