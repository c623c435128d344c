#include "mocksmtp/verify/candidates.hpp"

#include <algorithm>

namespace mocksmtp::verify {

namespace {

bool is_path(match::field_id which) { return which == match::field_id::to || which == match::field_id::from; }

unsigned weight_of(match::field_id which) {
    using enum match::field_id;
    switch (which) {
        case to:
        case from:
        case rule:
            return 8;
        case user:
        case mechanism:
        case subject:
            return 4;
        default:
            return 2;
    }
}

// A typing mistake in an address: "bob@exmaple.test".
bool is_slight(const match::difference& each) {
    if (each.near != match::nearness::different) return true;
    return each.character && *each.character * 2 > each.expected.size();
}

// A field that only just misses counts as almost there.
unsigned score_of(const match::difference& each) {
    const unsigned weight = weight_of(each.on.id);
    if (each.holds) return weight;
    return is_slight(each) ? weight / 2 : 0;
}

unsigned score_of(const std::vector<match::difference>& all) {
    unsigned score = 0;
    for (const auto& each : all) score += score_of(each);
    return score;
}

bool is_near(const std::vector<match::difference>& all) {
    const bool addressed = std::ranges::any_of(all, [](const auto& each) { return is_path(each.on.id) && each.holds; });
    const bool strayed = std::ranges::any_of(all, [](const auto& each) { return is_path(each.on.id) && !each.holds; });
    if (addressed && !strayed) return true;
    return std::ranges::all_of(all, [](const auto& each) { return each.holds || is_slight(each); });
}

std::string pad(std::string text, std::size_t width) {
    if (text.size() < width) text.resize(width, ' ');
    return text;
}

constexpr std::size_t label_width = 10;  // of "expected  " and "but was   "

}  // namespace

std::string because(const match::difference& what) {
    const std::string name = match::to_string(what.on);
    switch (what.near) {
        case match::nearness::letter_case:
            return name + " differs in letter case only";
        case match::nearness::white_space:
            return name + " differs in white space only";
        case match::nearness::letter_case_and_white_space:
            return name + " differs in letter case and white space only";
        case match::nearness::normalisation:
            return name + " looks the same, but its Unicode normalisation differs";
        case match::nearness::encoding:
            return name + " differs in encoding only: " + what.slip;
        case match::nearness::same:
        case match::nearness::different:
            break;
    }
    if (what.actual == "absent" || what.actual == "none") return name + " is " + what.actual;
    if (what.character) return name + " differs at character " + std::to_string(*what.character);
    return name + " differs";
}

std::string because(const candidate& what) {
    const auto first = std::ranges::find(what.differences, false, &match::difference::holds);
    return first == what.differences.end() ? std::string() : because(*first);
}

std::string paragraphs(const candidate& what) {
    const auto& all = what.differences;
    const auto wrong = std::ranges::count(all, false, &match::difference::holds);
    std::string text = what.id + " (" + std::to_string(wrong) + " of " + std::to_string(all.size()) +
                       (all.size() == 1 ? " condition differs)\n" : " conditions differ)\n");
    std::size_t width = 8;
    for (const auto& each : all) width = std::max(width, match::to_string(each.on).size());
    for (const auto& each : all) {
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

std::vector<candidate> nearest_candidates(const grounds& by, const expectation& what, const finding& found,
                                          std::uint64_t since) {
    struct scored {
        std::uint64_t number;
        unsigned score;
    };
    if (what.which.empty()) return {};
    std::vector<scored> all;
    auto numbers = by.newest(what.what, since, candidates_looked_at);
    std::ranges::reverse(numbers);
    for (const auto number : numbers) {
        if (std::ranges::binary_search(found.matched, number)) continue;
        const auto facts = by.facts_of(what.what, number);
        const unsigned score = facts == nullptr ? 0 : score_of(what.which.explain(*facts));
        if (score != 0) all.push_back({number, score});
    }
    std::ranges::stable_sort(all, std::greater(), &scored::score);
    if (all.size() > candidates_shown) all.resize(candidates_shown);

    std::vector<candidate> made;
    for (const auto& each : all) {
        auto differences = what.which.explain(*by.facts_of(what.what, each.number));
        const bool near = is_near(differences);
        made.push_back({by.id_text(what.what, each.number), each.number, std::move(differences), near});
    }
    return made;
}

std::vector<candidate> wrong_ones(const grounds& by, const expectation& what, const finding& found) {
    std::vector<candidate> made;
    for (const auto number : found.wrong) {
        const auto facts = by.facts_of(what.what, number);
        if (facts == nullptr || made.size() == candidates_shown) break;
        made.push_back({by.id_text(what.what, number), number, what.must.explain(*facts), true});
    }
    return made;
}

}  // namespace mocksmtp::verify
