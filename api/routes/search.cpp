#include "api/routes/search.hpp"

#include <algorithm>
#include <utility>

#include "mocksmtp/verify/items.hpp"

namespace api::routes {

namespace match = mocksmtp::match;
namespace store = mocksmtp::store;
namespace verify = mocksmtp::verify;

namespace {

constexpr std::size_t slice = 64;  // records; about 20 microseconds of work

bool never_changes(match::item_kind what) {
    using enum match::item_kind;
    return what == message || what == auth_attempt || what == hold;
}

}  // namespace

search_result cut(const std::vector<std::uint64_t>& matching, const page_of_items& page) {
    search_result made{.numbers = matching, .total = matching.size()};
    auto& numbers = made.numbers;
    if (page.by == store::order::newest_first) std::reverse(numbers.begin(), numbers.end());
    const auto first = std::min(page.skip, numbers.size());
    numbers.erase(numbers.begin(), numbers.begin() + static_cast<std::ptrdiff_t>(first));
    if (page.limit && *page.limit < numbers.size()) numbers.resize(*page.limit);
    return made;
}

search::search(const store::scope& in, match::item_kind what, match::filter which, std::uint64_t since,
               page_of_items page)
    : in_(in), what_(what), which_(std::move(which)), page_(page), epoch_(in.position().epoch) {
    next_ = {.since = since, .newest = verify::newest(in, what), .by = page.by};
    if (never_changes(what)) next_.effort = slice;
}

bool search::go_on() {
    if (in_.position().epoch != epoch_) return false;  // there is nothing left of what it looked for
    auto asked = next_;
    asked.where = &which_;
    if (const auto total = verify::count(in_, what_, asked)) {
        found_.total = *total;
        asked.skip = page_.skip;
        asked.limit = page_.limit.value_or(store::query::all);
        asked.effort = store::query::all;
        found_.numbers = verify::find(in_, what_, asked);
        return false;
    }
    const auto some = verify::find_some(in_, what_, asked);
    keep(some.numbers);
    next_.resume = some.resume;
    return some.resume != 0;
}

void search::keep(const std::vector<std::uint64_t>& matching) {
    for (const auto number : matching) {
        const bool on_page = found_.total >= page_.skip && (!page_.limit || found_.numbers.size() < *page_.limit);
        if (on_page) found_.numbers.push_back(number);
        ++found_.total;
    }
}

}  // namespace api::routes
