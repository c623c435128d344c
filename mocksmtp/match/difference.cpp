#include "mocksmtp/match/difference.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "mocksmtp/base/text.hpp"
#include "mocksmtp/match/compare.hpp"
#include "mocksmtp/match/denial.hpp"
#include "mocksmtp/match/describe.hpp"
#include "mocksmtp/match/field_table.hpp"
#include "mocksmtp/match/operand.hpp"
#include "mocksmtp/match/slips.hpp"

namespace mocksmtp::match {
namespace {

// White space at the ends gone, each run of it elsewhere one space.
std::string collapsed(std::string_view text) {
    std::string made;
    bool pending = false;
    while (!text.empty()) {
        const std::size_t blank = base::space_length(text);
        if (blank == 0) {
            if (pending && !made.empty()) made += ' ';
            made += text.front();
        }
        pending = blank != 0;
        text.remove_prefix(std::max<std::size_t>(1, blank));
    }
    return made;
}

void collapse(std::optional<std::string>& text) {
    if (text) text = collapsed(*text);
}
void collapse(literal& operand) {
    if (auto* text = std::get_if<std::string>(&operand)) *text = collapsed(*text);
}

// Globs and regexes stay as they are: their white space may be syntax.
void collapse(pattern& wanted) {
    if (wanted.equals) collapse(*wanted.equals);
    collapse(wanted.contains);
    collapse(wanted.prefix);
    collapse(wanted.suffix);
    if (wanted.in) std::ranges::for_each(*wanted.in, [](literal& operand) { collapse(operand); });
    const auto each = [](std::vector<pattern>& list) { std::ranges::for_each(list, [](pattern& p) { collapse(p); }); };
    each(wanted.any_of);
    each(wanted.unless);
    for (auto* list : {&wanted.only, &wanted.all, &wanted.exactly, &wanted.none}) {
        if (*list) each(**list);
    }
}

void ignore_case(pattern& wanted) {
    wanted.ignore_case = true;
    const auto each = [](std::vector<pattern>& list) { std::ranges::for_each(list, ignore_case); };
    each(wanted.any_of);
    each(wanted.unless);
    for (auto* list : {&wanted.only, &wanted.all, &wanted.exactly, &wanted.none}) {
        if (*list) each(**list);
    }
}

bool is_text(const field& on) {
    const field_type type = type_of(on);
    return !is_hidden(on.id) && (type == field_type::text || type == field_type::token || type == field_type::address);
}

nearness nearness_of(const field& on, const pattern& wanted, const values& found) {
    if (found.empty() || !is_text(on)) return nearness::different;
    std::vector<std::string> texts;
    for (const value& each : found) {
        const auto* text = std::get_if<std::string_view>(&each);
        texts.push_back(text ? collapsed(*text) : "");
    }
    const values collapsed_values = values::list_of(texts);
    pattern folded = wanted;
    ignore_case(folded);
    pattern spaced = wanted;
    collapse(spaced);
    pattern both = folded;
    collapse(both);
    if (would_match(on, std::move(folded), found)) return nearness::letter_case;
    if (would_match(on, std::move(spaced), collapsed_values)) return nearness::white_space;
    if (would_match(on, std::move(both), collapsed_values)) return nearness::letter_case_and_white_space;
    return nearness::different;
}

// Whoever writes text=482913 means text.contains=482913. A letter or two are in every text.
bool is_part(const field& on, const pattern& wanted, const values& found) {
    constexpr std::size_t telling = 3;
    const auto* text = is_equality(wanted) ? std::get_if<std::string>(&*wanted.equals) : nullptr;
    if (text == nullptr || text->size() < telling || type_of(on) != field_type::text) return false;
    return would_match(on, {.contains = *text, .ignore_case = wanted.ignore_case}, found);
}

void look_for_slips(difference& made, const pattern& wanted, const values& found) {
    if (differs_in_normalisation(made.on, wanted, found)) {
        made.near = nearness::normalisation;
    } else if (differs_invisibly(made.on, wanted, found)) {
        made.near = nearness::invisible;
    } else if (is_part(made.on, wanted, found)) {
        made.near = nearness::part;
    } else if (auto slip = encoding_slip(made.on, wanted, found)) {
        made.near = nearness::encoding;
        made.slip = *std::move(slip);
    }
}

std::size_t count_characters(std::string_view text) {
    std::size_t count = 0;
    for (; !text.empty(); ++count) text.remove_prefix(std::max<std::size_t>(1, base::utf8_length(text)));
    return count;
}

// Fills in where one text differs from the one that was wanted.
void locate(difference& made, letters how, std::string_view wanted, std::string_view actual) {
    std::size_t octet = first_difference(how, actual, wanted);
    // Back to the beginning of the character, which may have more octets in common.
    while (octet > 0 && octet < actual.size() && (static_cast<unsigned char>(actual[octet]) & 0xc0) == 0x80) --octet;
    made.character = count_characters(actual.substr(0, octet)) + 1;
    window expected = window_on(wanted, octet);
    window shown = window_on(actual, octet);
    if (!wanted.empty()) made.expected = std::move(expected.text);  // nothing is shown as "" or <>
    if (!actual.empty()) made.actual = std::move(shown.text);
    made.expected_column = expected.column;
    made.actual_column = shown.column;
}

}  // namespace

std::string show_actual(const field& on, const values& found) {
    if (is_hidden(on.id)) return found.empty() ? "absent" : "(hidden)";
    std::string text = show(found);
    const bool is_null_path = type_of(on) == field_type::address && text == "\"\"";
    return is_null_path ? "<>" : text;
}

difference explain(const field& on, const matcher& wants, const values& found) {
    difference made;
    made.on = on;
    made.holds = wants.matches(found);
    const pattern& wanted = wants.source();
    made.expected = is_hidden(on.id) ? wants.describe() : expectation(wanted);
    made.actual = show_actual(on, found);
    made.near = made.holds ? nearness::same : nearness_of(on, wanted, found);
    if (made.near == nearness::different && is_text(on) && !found.empty()) look_for_slips(made, wanted, found);
    const auto* text = wanted.equals ? std::get_if<std::string>(&*wanted.equals) : nullptr;
    const auto* actual = found.size() == 1 ? std::get_if<std::string_view>(&found[0]) : nullptr;
    if (made.holds || !actual || is_hidden(on.id)) return made;
    if (const auto octet = find_forbidden(on, wanted, *actual)) {
        window shown = window_on(*actual, *octet);
        made.actual = std::move(shown.text);
        made.actual_column = shown.column;
    }
    if (!text) return made;
    const field_type type = type_of(on);
    const letters how = wanted.ignore_case ? letters::caseless : letters_of(type);
    const std::string_view bare = type == field_type::address ? without_brackets(*text) : std::string_view(*text);
    if (!is_equality(wanted)) return made;
    locate(made, how, bare, *actual);
    if (wanted.ignore_case) made.expected += " (ignoring case)";
    return made;
}

}  // namespace mocksmtp::match
