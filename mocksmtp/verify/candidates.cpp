#include "mocksmtp/verify/candidates.hpp"

#include <algorithm>

#include "mocksmtp/verify/items.hpp"

namespace mocksmtp::verify {

namespace {

unsigned weight_of(match::field_id which) {
    using enum match::field_id;
    switch (which) {
        case to:
        case from:
            return 8;
        case user:
        case mechanism:
        case subject:
            return 4;
        default:
            return 2;
    }
}

// A field that only just misses counts as almost there.
unsigned score_of(const match::difference& each) {
    const unsigned weight = weight_of(each.on.id);
    if (each.holds) return weight;
    return each.near == match::nearness::different ? 0 : weight / 2;
}

struct scored {
    std::uint64_t number;
    unsigned score;
};

std::string clause_of(const match::difference& each) {
    const std::string name = match::to_string(each.on);
    switch (each.near) {
        case match::nearness::letter_case:
            return name + " differs in letter case only";
        case match::nearness::white_space:
            return name + " differs in white space only";
        case match::nearness::letter_case_and_white_space:
            return name + " differs in letter case and white space only";
        default:
            break;
    }
    if (each.character) return name + " differs at character " + std::to_string(*each.character);
    return name + " differs";
}

std::string pad(std::string text, std::size_t width) {
    if (text.size() < width) text.resize(width, ' ');
    return text;
}

constexpr std::size_t label_width = 10;  // of "expected  " and "but was   "

}  // namespace

std::string condition_lines(const std::vector<match::difference>& differences) {
    std::size_t width = 8;
    for (const auto& each : differences) width = std::max(width, match::to_string(each.on).size());
    std::string text;
    for (const auto& each : differences) {
        text += "    " + pad(match::to_string(each.on), width) + " ";
        if (each.holds) {
            text += "ok\n";
            continue;
        }
        const std::string indent(4 + width + 1, ' ');
        text += pad("expected", label_width) + each.expected + "\n";
        text += indent + pad("but was", label_width) + (each.actual.empty() ? "(nothing)" : each.actual) + "\n";
        if (each.actual_column) text += indent + std::string(label_width + *each.actual_column, ' ') + "^\n";
    }
    return text;
}

std::string count_of_conditions(const match::filter& asked, const match::facts& item) {
    const auto differences = asked.explain(item);
    const auto wrong =
        std::count_if(differences.begin(), differences.end(), [](const auto& each) { return !each.holds; });
    return std::to_string(wrong) + " of " + std::to_string(differences.size()) +
           (differences.size() == 1 ? " condition differs" : " conditions differ");
}

std::vector<candidate> nearest_candidates(const store::scope& in, const failure& what) {
    const auto& which = what.what.which;
    if (which.empty()) return {};
    const store::query newest{.since = what.since, .by = store::order::newest_first, .limit = candidates_looked_at};
    std::vector<scored> found;
    for (const auto number : find(in, what.what.what, newest)) {
        if (std::find(what.matched.begin(), what.matched.end(), number) != what.matched.end()) continue;
        const auto facts = facts_of(in, what.what.what, number);
        if (facts == nullptr) continue;
        unsigned score = 0;
        for (const auto& each : which.explain(*facts)) score += score_of(each);
        if (score != 0) found.push_back({number, score});
    }
    std::stable_sort(found.begin(), found.end(), [](const scored& a, const scored& b) { return a.score > b.score; });
    if (found.size() > candidates_shown) found.resize(candidates_shown);

    std::vector<candidate> made;
    for (const auto& each : found) {
        const auto facts = facts_of(in, what.what.what, each.number);
        const auto differences = which.explain(*facts);
        const auto first = std::find_if(differences.begin(), differences.end(), [](const auto& d) { return !d.holds; });
        if (first == differences.end()) continue;
        made.push_back({.number = each.number,
                        .because = clause_of(*first),
                        .text = id_text(what.what.what, each.number) + " (" + count_of_conditions(which, *facts) +
                                ")\n" + condition_lines(differences)});
    }
    return made;
}

}  // namespace mocksmtp::verify
