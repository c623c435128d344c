#include "mocksmtp/verify/results.hpp"

#include <algorithm>

#include "mocksmtp/base/text.hpp"
#include "mocksmtp/verify/cause.hpp"
#include "mocksmtp/verify/lines.hpp"
#include "mocksmtp/verify/words.hpp"

namespace mocksmtp::verify {

namespace {

std::vector<std::string> ids_of(const grounds& by, match::item_kind what, const std::vector<std::uint64_t>& numbers) {
    std::vector<std::string> ids;
    ids.reserve(numbers.size());
    for (const auto number : numbers) ids.push_back(by.id_text(what, number));
    return ids;
}

// Whether an upper bound fails for what is still open: only where it was to settle by itself.
bool is_restless(const inquiry& in, const settling& how, const std::vector<base::transaction_id>& open) {
    return in.seen.still_open && std::holds_alternative<idle>(how) && !open.empty();
}

result of_expectation(const inquiry& in, std::size_t index) {
    const auto& what = in.what.expect[index];
    const auto& found = in.seen.found[index];
    result made{.name = what.name,
                .what = std::string(match::name_of(what.what)),
                .expected = describe(what),
                .ok = holds(what, found) && !is_restless(in, what.settle, found.open),
                .got = found.matched.size(),
                .ids = ids_of(in.by, what.what, found.matched)};
    if (made.ok) return made;
    if (found.matched.size() < what.count.least)
        made.candidates = nearest_candidates(in.by, what, found, in.what.since);
    else
        made.candidates = wrong_ones(in.by, what, found);
    made.because = cause_of(in, index, made.candidates);
    return made;
}

std::string kinds_of(const std::vector<match::item_kind>& kinds) {
    std::string text;
    for (const auto kind : kinds) text += (text.empty() ? "" : ", ") + std::string(noun(kind, 2));
    return text;
}

result of_strangers(const inquiry& in) {
    result made{
        .name = "nothing_else",
        .what = in.what.nothing_else.size() == 1 ? std::string(match::name_of(in.what.nothing_else.front())) : "",
        .expected = "no " + kinds_of(in.what.nothing_else) + " but those expected",
        .ok = in.seen.strangers.empty() && !is_restless(in, in.what.settle, in.seen.open),
        .got = in.seen.strangers.size(),
        .ids = {}};
    for (const auto& each : in.seen.strangers) made.ids.push_back(in.by.id_text(each.what, each.number));
    if (made.ok) return made;
    if (made.ids.empty())
        made.because = unrest(in);
    else
        made.because = made.ids.size() == 1 ? made.ids.front() + " was not expected by anybody"
                                            : std::to_string(made.ids.size()) + " were not expected by anybody";
    return made;
}

std::string name_of(const verification& what, std::size_t index) {
    const auto& name = what.expect[index].name;
    return name.empty() ? "expectation " + std::to_string(index + 1) : "\"" + base::printable(name) + "\"";
}

// What came too early, and what it came before, unless that is the same.
std::vector<thing> things_of(const inquiry& in, const disorder& wrong) {
    const thing early{in.what.expect[wrong.later].what, wrong.of_later};
    const thing late{in.what.expect[wrong.earlier].what, wrong.of_earlier};
    if (early.what == late.what && early.number == late.number) return {early};
    return {early, late};
}

result of_order(const inquiry& in) {
    result made{.name = "in_order",
                .what = "",
                .expected = "everything in order",
                .ok = !in.seen.out_of_order,
                .got = 0,
                .ids = {}};
    if (made.ok) return made;
    const auto& wrong = *in.seen.out_of_order;
    for (const auto& each : things_of(in, wrong)) made.ids.push_back(in.by.id_text(each.what, each.number));
    made.got = made.ids.size();
    const auto earlier = name_of(in.what, wrong.earlier), later = name_of(in.what, wrong.later);
    made.because =
        made.got == 1
            ? made.ids.front() + " was expected by " + earlier + " and by " + later + ", and cannot come before itself"
            : made.ids.front() + " of " + later + " came before " + made.ids.back() + " of " + earlier;
    return made;
}

result of_rules(const inquiry& in) {
    result made{.name = "every_rule_used",
                .what = "rules",
                .expected = "every rule to act",
                .ok = in.seen.unused_rules.empty(),
                .got = in.seen.unused_rules.size(),
                .ids = ids_of(in.by, match::item_kind::rule, in.seen.unused_rules)};
    std::vector<std::string> names;
    names.reserve(made.ids.size());
    for (const auto& each : made.ids) names.push_back(base::printable(each));
    if (!made.ok) made.because = (names.size() == 1 ? "rule " : "rules ") + few_of(names) + " never acted";
    return made;
}

// Of so many things as are shown.
template <class things, class function>
void add_lines_of(std::string& to, const things& all, function line_of) {
    const std::size_t shown = std::min(all.size(), lines_shown);
    std::vector<std::string> lines;
    lines.reserve(shown);
    for (std::size_t i = 0; i < shown; ++i) lines.push_back(line_of(all[i]));
    add_lines(to, lines, all.size() - shown);
}

block block_of_expectation(const inquiry& in, const result& what, std::size_t index) {
    const auto& expected = in.what.expect[index];
    const auto total = in.by.count(expected.what, in.what.since);
    std::string text = describe_at_length(expected) + "got " + std::to_string(what.got);
    if (!expected.which.empty() && what.got != total)
        text += " of " + std::to_string(total) + " captured " + std::string(noun(expected.what, total));
    const std::size_t time_at = text.size();
    text += (what.because.empty() ? "" : ": " + what.because) + "\n";
    const std::string before = what.got < expected.count.least ? "closest: " : "";
    for (const auto& each : what.candidates) text += before + paragraphs(each);
    if (what.got < expected.count.least || what.got == 0) return {std::move(text), time_at};
    text += "matched:\n";
    add_lines_of(text, in.seen.found[index].matched,
                 [&](std::uint64_t number) { return item_line(in.by, expected.what, number); });
    return {std::move(text), time_at};
}

std::string block_of_all(const inquiry& in, const result& what) {
    std::string text = "expected " + what.expected + ": " + what.because + "\n";
    std::vector<thing> all;
    if (what.name == "nothing_else") all = in.seen.strangers;
    if (what.name == "every_rule_used")
        for (const auto number : in.seen.unused_rules) all.push_back({match::item_kind::rule, number});
    if (what.name == "in_order") all = things_of(in, *in.seen.out_of_order);
    add_lines_of(text, all, [&](const thing& each) { return item_line(in.by, each.what, each.number); });
    return text;
}

result of_sentinel(const inquiry& in) {
    const auto& until = *in.what.until;
    expectation once;
    once.what = until.what;
    once.which = until.which;
    return {.name = "until",
            .what = std::string(match::name_of(until.what)),
            .expected = describe(once),
            .ok = false,
            .got = 0,
            .ids = {},
            .because = "what was waited for never came"};
}

}  // namespace

std::vector<result> results_of(const inquiry& in) {
    std::vector<result> made;
    made.reserve(in.what.expect.size());
    for (std::size_t i = 0; i < in.what.expect.size(); ++i) made.push_back(of_expectation(in, i));
    if (!in.what.nothing_else.empty()) made.push_back(of_strangers(in));
    if (in.what.in_order) made.push_back(of_order(in));
    if (in.what.every_rule_used) made.push_back(of_rules(in));
    const bool is_fine = std::ranges::all_of(made, &result::ok);
    if (in.what.until && !in.seen.until_seen && is_fine) made.push_back(of_sentinel(in));
    return made;
}

block block_of(const inquiry& in, const std::vector<result>& all, std::size_t index) {
    if (index < in.what.expect.size()) return block_of_expectation(in, all[index], index);
    return {block_of_all(in, all[index])};
}

}  // namespace mocksmtp::verify
