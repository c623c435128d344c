#include "mocksmtp/verify/candidates.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "mocksmtp/base/text.hpp"
#include "mocksmtp/match/field_table.hpp"

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

// Of one part of an address. A letter more or less in one of three makes another name.
bool is_slip(std::string_view wanted, std::string_view there) {
    if (wanted == there) return true;
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    std::string wanted_letters(wanted), letters(there);
    std::erase_if(wanted_letters, is_digit);
    std::erase_if(letters, is_digit);
    if (wanted_letters == letters) return false;  // user1 and user2 are two users
    std::ranges::sort(wanted_letters);
    std::ranges::sort(letters);
    const std::size_t limit = wanted_letters == letters ? 2 : std::min<std::size_t>(2, wanted.size() / 4);
    return std::max(wanted.size(), there.size()) <= std::min(wanted.size(), there.size()) + limit &&
           base::edit_distance(wanted, there) <= limit;
}

// The local part, what it is at, and the last label of that.
std::array<std::string_view, 3> parts_of(std::string_view address) {
    const auto local = address.substr(0, address.rfind('@'));
    const auto domain = address.substr(local.size());
    const auto name = domain.substr(0, domain.rfind('.'));
    return {local, name, domain.substr(name.size())};
}

bool is_slip_in_address(std::string_view wanted, std::string_view there) {
    constexpr std::size_t most = 2;
    if (std::max(wanted.size(), there.size()) > std::min(wanted.size(), there.size()) + most) return false;
    const auto wanted_parts = parts_of(wanted), parts = parts_of(there);
    return is_slip(wanted_parts[0], parts[0]) && is_slip(wanted_parts[1], parts[1]) &&
           base::edit_distance(wanted_parts[2], parts[2]) <= 1 && base::edit_distance(wanted, there) <= most;
}

// A typing mistake in an address: "bob@exmaple.test".
bool is_mistyped(const match::condition& wanted, const match::values& found) {
    const std::string* address = is_path(wanted.on.id) ? wanted.wants.sole_equal() : nullptr;
    if (address == nullptr) return false;
    return std::ranges::any_of(found, [&](const match::value& each) {
        const auto* text = std::get_if<std::string_view>(&each);
        if (text == nullptr) return false;
        const auto there = match::index_key(wanted.on.id, *text);
        return is_slip_in_address(*address, there);
    });
}

// What can be seen of an item without going into every text.
unsigned rough_score(const match::filter& which, const match::facts& of) {
    unsigned score = 0;
    for (const auto& each : which.conditions()) {
        const auto found = of.of(each.on);
        if (each.wants.matches(found))
            score += weight_of(each.on.id);
        else if (is_mistyped(each, found))
            score += weight_of(each.on.id) / 2;
    }
    return score;
}

bool is_slight(const match::difference& each) {
    if (each.near != match::nearness::different) return true;
    if (is_path(each.on.id)) return false;  // how an address begins is no likeness
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

bool is_mistyped(const match::filter& which, const match::facts& of) {
    return std::ranges::any_of(which.conditions(), [&](const auto& each) { return is_mistyped(each, of.of(each.on)); });
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
constexpr std::size_t explained = 50;    // of those looked at

// The numbers of those that may be nearest, the newest first among equals.
std::vector<std::uint64_t> most_alike(const grounds& by, const expectation& what, const finding& found,
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
        if (const auto facts = by.facts_of(what.what, number); facts != nullptr)
            all.push_back({number, rough_score(what.which, *facts)});
    }
    std::ranges::stable_sort(all, std::greater(), &scored::score);
    std::vector<std::uint64_t> made;
    for (std::size_t i = 0; i < all.size() && i < explained; ++i) made.push_back(all[i].number);
    return made;
}

}  // namespace

bool candidate::strays() const {
    return std::ranges::any_of(differences, [](const auto& each) { return is_path(each.on.id) && !each.holds; });
}

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
        case match::nearness::invisible:
            return name + " differs in invisible characters only";
        case match::nearness::encoding:
            return name + " differs in encoding only: " + what.slip;
        case match::nearness::part:
            return name + " contains it and more; " + name + ".contains asks for a part";
        case match::nearness::same:
        case match::nearness::different:
            break;
    }
    const auto type = match::row_of(what.on.id).type;
    if (type == match::field_type::number || type == match::field_type::boolean)
        return name + " is " + what.actual + ", expected " + what.expected;
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
        candidate one;
        unsigned score;
    };
    std::vector<scored> all;
    for (const auto number : most_alike(by, what, found, since)) {
        const auto facts = by.facts_of(what.what, number);
        auto differences = what.which.explain(*facts);
        const bool mistyped = is_mistyped(what.which, *facts);
        const unsigned score = score_of(differences) + (mistyped ? 4 : 0);
        if (score == 0) continue;
        const bool near = mistyped || is_near(differences);
        all.push_back({{by.id_text(what.what, number), number, std::move(differences), near}, score});
    }
    std::ranges::stable_sort(all, std::greater(), &scored::score);
    if (all.size() > candidates_shown) all.erase(all.begin() + candidates_shown, all.end());

    std::vector<candidate> made;
    made.reserve(all.size());
    for (auto& each : all) made.push_back(std::move(each.one));
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
