#include "mocksmtp/verify/grounds.hpp"

#include <algorithm>

#include "mocksmtp/verify/items.hpp"
#include "mocksmtp/verify/rule_fields.hpp"

namespace mocksmtp::verify {

using match::item_kind;

namespace {

// The numbers from 1 whose facts fulfil the filter.
template <class function>
std::vector<std::uint64_t> number_those(std::size_t size, function fulfils) {
    std::vector<std::uint64_t> made;
    for (std::uint64_t number = 1; number <= size; ++number)
        if (fulfils(number)) made.push_back(number);
    return made;
}

}  // namespace

const std::vector<diagnostic_item>& grounds::diagnostics() const {
    if (!diagnostics_) diagnostics_ = all_diagnostics(in_);
    return *diagnostics_;
}

std::vector<std::uint64_t> grounds::find(item_kind what, const match::filter* which, std::uint64_t since) const {
    const auto fulfils = [&](std::uint64_t number) { return !which || which->matches(*facts_of(what, number)); };
    if (what == item_kind::rule) return number_those(rules_.size(), fulfils);
    if (what != item_kind::diagnostic) return verify::find(in_, what, {.where = which, .since = since});
    return number_those(diagnostics().size(),
                        [&](std::uint64_t number) { return diagnostic(number).at > since && fulfils(number); });
}

std::vector<std::uint64_t> grounds::newest(item_kind what, std::uint64_t since, std::size_t limit) const {
    std::vector<std::uint64_t> numbers;
    if (what == item_kind::rule || what == item_kind::diagnostic) {
        numbers = find(what, nullptr, since);
        if (numbers.size() > limit) numbers.erase(numbers.begin(), numbers.end() - static_cast<std::ptrdiff_t>(limit));
        return numbers;
    }
    numbers = verify::find(in_, what, {.since = since, .by = store::order::newest_first, .limit = limit});
    std::ranges::reverse(numbers);
    return numbers;
}

std::size_t grounds::count(item_kind what, std::uint64_t since) const {
    if (what != item_kind::rule && what != item_kind::diagnostic) {
        if (const auto known = verify::count(in_, what, {.since = since})) return *known;
    }
    return find(what, nullptr, since).size();
}

std::unique_ptr<match::facts> grounds::facts_of(item_kind what, std::uint64_t number) const {
    if (what == item_kind::rule) return std::make_unique<rule_fields>(rule(number));
    if (what == item_kind::diagnostic) return std::make_unique<diagnostic_fields>(diagnostic(number));
    return verify::facts_of(in_, what, number);
}

std::string grounds::id_text(item_kind what, std::uint64_t number) const {
    if (what == item_kind::rule) return rule(number).what.id;
    if (what == item_kind::diagnostic) return diagnostic(number).id_text();
    return verify::id_text(what, number);
}

std::optional<std::uint64_t> grounds::decided_at(item_kind what, std::uint64_t number) const {
    if (what == item_kind::rule) return std::nullopt;
    if (what == item_kind::diagnostic) return diagnostic(number).at;
    return verify::decided_at(in_, what, number);
}

bool grounds::may_change(item_kind what, std::uint64_t number) const {
    using enum item_kind;
    if (what == rule) return true;
    return (what == transaction || what == session) && !decided_at(what, number);
}

}  // namespace mocksmtp::verify
