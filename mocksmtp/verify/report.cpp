#include "mocksmtp/verify/report.hpp"

#include <algorithm>

#include "mocksmtp/base/text.hpp"
#include "mocksmtp/verify/candidates.hpp"
#include "mocksmtp/verify/evidence.hpp"
#include "mocksmtp/verify/items.hpp"

namespace mocksmtp::verify {

namespace {

// "5s", "1.2s"
std::string seconds_of(std::chrono::milliseconds length) {
    const auto tenths = (length.count() + 50) / 100;
    return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " s";
}

std::string wait_text(std::chrono::milliseconds wait) {
    const auto count = wait.count();
    if (count % 60000 == 0) return std::to_string(count / 60000) + "m";
    if (count % 1000 == 0) return std::to_string(count / 1000) + "s";
    return std::to_string(count) + "ms";
}

std::string ascii_line(std::string_view text) {
    std::string made;
    for (const char c : text) {
        if (c >= ' ' && c < 127)
            made += c;
        else if ((static_cast<unsigned char>(c) & 0xC0) != 0x80)
            made += '?';
    }
    if (made.size() > longest_summary) made = made.substr(0, longest_summary - 3) + "...";
    return made;
}

// The first of the matched items that is not as it must be; 0: all are.
std::uint64_t first_wrong(const store::scope& in, const failure& what) {
    if (what.what.must.empty()) return 0;
    for (const auto number : what.matched) {
        const auto facts = facts_of(in, what.what.what, number);
        if (facts != nullptr && !what.what.must.matches(*facts)) return number;
    }
    return 0;
}

std::string must_text(const store::scope& in, const failure& what, std::uint64_t wrong) {
    const auto facts = facts_of(in, what.what.what, wrong);
    std::string text = id_text(what.what.what, wrong) + " (" + count_of_conditions(what.what.must, *facts) + "):\n";
    return text + condition_lines(what.what.must.explain(*facts));
}

std::string headline(const store::scope& in, const failure& what, const std::string& cause) {
    const auto total = find(in, what.what.what, {.since = what.since}).size();
    std::string line = "got " + std::to_string(what.matched.size());
    if (!what.what.which.empty() && what.matched.size() != total)
        line += " of " + std::to_string(total) + " captured " + std::string(noun(what.what.what, total));
    if (what.elapsed) line += " after " + seconds_of(*what.elapsed);
    return line + (cause.empty() ? "" : ": " + cause) + "\n";
}

std::string matched_lines(const store::scope& in, const failure& what) {
    if (what.matched.empty()) return {};
    std::string text = "matched:\n";
    for (const auto number : what.matched) text += "    " + item_line(in, what.what.what, number) + "\n";
    return text;
}

}  // namespace

report explain(const store::scope& in, const failure& what) {
    const bool too_few = what.matched.size() < what.what.count.least;
    const std::uint64_t wrong = too_few ? 0 : first_wrong(in, what);
    const evidence found = gather(in, what);
    const auto nearest = too_few ? nearest_candidates(in, what) : std::vector<candidate>{};

    std::string cause = found.cause;
    if (what.still_open) cause = found.parked.empty() ? "a transaction is still open" : found.parked;
    if (cause.empty() && !nearest.empty()) cause = nearest.front().because;
    if (wrong != 0) cause = id_text(what.what.what, wrong) + " is not as it must be";

    report made;
    made.summary = "expected " + describe(what.what);
    if (what.what.wait.count() != 0) made.summary += " in " + wait_text(what.what.wait);
    made.summary += ", got " + std::to_string(what.matched.size());
    if (!found.brief.empty() && too_few)
        made.summary += "; " + found.brief;
    else if (!cause.empty())
        made.summary += "; " + cause;
    made.summary = ascii_line(made.summary);

    made.text = describe_at_length(what.what) + headline(in, what, cause);
    if (wrong != 0) made.text += must_text(in, what, wrong);
    for (const auto& each : nearest) made.text += "closest: " + each.text;
    if (!too_few) made.text += matched_lines(in, what);
    made.text += found.text;
    return made;
}

}  // namespace mocksmtp::verify
