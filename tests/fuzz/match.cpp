// Any pattern against any text: every key of the matcher language answers, and answers as a plain search would.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "mocksmtp/match/difference.hpp"
#include "mocksmtp/match/field_table.hpp"
#include "mocksmtp/match/matcher.hpp"

namespace {

using namespace mocksmtp::match;

void require(bool holds) {
    if (!holds) std::abort();
}

struct answer {
    bool compiled = false;
    bool matched = false;
};

answer ask(const field& on, pattern wanted, const values& found, std::size_t length) {
    const auto made = compile(on, std::move(wanted));
    if (const auto* error = std::get_if<pattern_error>(&made)) {
        require(!error->detail.empty() && error->position.value_or(0) <= length);
        return {};
    }
    const matcher& wants = std::get<matcher>(made);
    const bool matched = wants.matches(found);
    const difference explained = explain(on, wants, found);
    require(explained.holds == matched && (explained.near == nearness::same) == matched);
    require(!explained.expected.empty() && !explained.actual.empty() && !wants.describe().empty());
    return {true, matched};
}

std::string literal_glob(std::string_view text) {
    std::string glob;
    for (const char c : text) {
        if (c == '*' || c == '?' || c == '[' || c == '\\') glob += '\\';
        glob += c;
    }
    return glob;
}

void compare_with_plain_search(const field& on, const std::string& wanted, std::string_view text) {
    const values found = values::one(text);
    const auto matched = [&](pattern asked) { return ask(on, std::move(asked), found, 2 * wanted.size()).matched; };
    const bool equal = matched(equal_to(wanted));
    const field_type type = row_of(on.id).type;
    if (type == field_type::text) {
        require(equal == (text == wanted));
        require(matched({.contains = wanted}) == (text.find(wanted) != text.npos));
        require(matched({.prefix = wanted}) == text.starts_with(wanted));
        require(matched({.suffix = wanted}) == text.ends_with(wanted));
        require(matched({.glob = literal_glob(wanted)}) == equal);
    }
    const bool bracketed = type == field_type::address && wanted.starts_with('<') && wanted.ends_with('>');
    if (bracketed) return;
    require(equal == (index_key(on.id, wanted) == index_key(on.id, text)));
    if (equal) {
        require(matched({.contains = wanted}) && matched({.prefix = wanted}) && matched({.suffix = wanted}));
        require(matched({.equals = wanted, .ignore_case = true}));
        require(matched({.contains = wanted, .ignore_case = true}));
    }
}

}  // namespace

// One octet each for the field and the length of the pattern, then the pattern, then the text.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 2) return 0;
    const auto fields = all_fields();
    const field_row& row = fields[data[0] % fields.size()];
    const field on{row.id, row.id == field_id::headers ? "x-tenant" : row.id == field_id::mailboxes ? "to" : ""};
    const std::string_view rest(reinterpret_cast<const char*>(data + 2), size - 2);
    const std::string wanted(rest.substr(0, data[1]));
    const std::string_view text = rest.substr(wanted.size());
    const values found = values::one(text);
    for (const bool any_case : {false, true}) {
        ask(on, {.glob = wanted, .ignore_case = any_case}, found, wanted.size());
        ask(on, {.regex = wanted, .ignore_case = any_case}, found, wanted.size());
    }
    ask(on, {.gt = wanted}, found, wanted.size());
    ask(on, {.in = {{literal(wanted), literal(std::string(text))}}}, found, wanted.size());
    parse_field(rest);
    if (row.type == field_type::text || row.type == field_type::token || row.type == field_type::address) {
        compare_with_plain_search(on, wanted, text);
    }
    return 0;
}
