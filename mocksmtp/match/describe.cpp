#include "mocksmtp/match/describe.hpp"

#include <algorithm>

#include "mocksmtp/base/rfc3339.hpp"
#include "mocksmtp/base/text.hpp"

namespace mocksmtp::match {
namespace {

constexpr std::size_t widest = 160;
constexpr std::size_t lead = 60;  // what is shown before the octet asked for
constexpr std::size_t most_listed = 20;

std::string quoted(std::string_view text) { return "\"" + window_on(text).text + "\""; }

std::string bare(const literal& operand) {
    if (const auto* flag = std::get_if<bool>(&operand)) return *flag ? "true" : "false";
    if (const auto* number = std::get_if<std::int64_t>(&operand)) return std::to_string(*number);
    const auto* text = std::get_if<std::string>(&operand);
    if (!text) return "absent";
    return text->empty() ? "\"\"" : window_on(*text).text;
}

template <class range, class function>
std::string joined(const range& items, std::string_view separator, function text_of) {
    std::string text;
    std::size_t listed = 0;
    for (const auto& item : items) {
        if (listed == most_listed) return text + " and " + std::to_string(items.size() - listed) + " more";
        if (listed++ != 0) text += separator;
        text += text_of(item);
    }
    return text;
}

class describer {
public:
    std::string text;

    void add(std::string_view part) {
        if (!text.empty()) text += " and ";
        text += part;
    }
    void add(std::string_view key, const std::optional<std::string>& operand) {
        if (operand) add(std::string(key) + " " + quoted(*operand));
    }
    void add(std::string_view key, const std::optional<std::vector<pattern>>& operands) {
        if (operands) add(std::string(key) + " [" + joined(*operands, ", ", expectation) + "]");
    }
};

bool is_utf8_tail(char c) { return (static_cast<unsigned char>(c) & 0xc0) == 0x80; }

// The nearest octet at or before this one that begins a character.
std::size_t aligned(std::string_view text, std::size_t octet) {
    for (int back = 0; back < 3 && octet > 0 && octet < text.size() && is_utf8_tail(text[octet]); ++back) --octet;
    return octet;
}

std::size_t count_characters(std::string_view text) {
    return text.size() - static_cast<std::size_t>(std::ranges::count_if(text, is_utf8_tail));
}

}  // namespace

std::string describe(const pattern& wanted) {
    describer made;
    if (wanted.equals) {
        const bool is_absent = std::holds_alternative<std::monostate>(*wanted.equals);
        made.add(is_absent ? "absent" : "= " + bare(*wanted.equals));
    }
    made.add("contains", wanted.contains);
    made.add("prefix", wanted.prefix);
    made.add("suffix", wanted.suffix);
    made.add("glob", wanted.glob);
    made.add("regex", wanted.regex);
    if (wanted.in) made.add("in [" + joined(*wanted.in, ", ", bare) + "]");
    if (wanted.gt) made.add("> " + bare(*wanted.gt));
    if (wanted.lt) made.add("< " + bare(*wanted.lt));
    if (wanted.present) made.add(*wanted.present ? "present" : "absent");
    if (wanted.ignore_case) made.text += " (ignoring case)";
    if (!wanted.any_of.empty()) made.add("any of [" + joined(wanted.any_of, ", ", expectation) + "]");
    for (const pattern& each : wanted.unless) made.add("not (" + expectation(each) + ")");
    made.add("only", wanted.only);
    made.add("all", wanted.all);
    made.add("exactly", wanted.exactly);
    made.add("none", wanted.none);
    return made.text;
}

bool is_equality(const pattern& wanted) {
    pattern rest = wanted;
    rest.equals.reset();
    rest.ignore_case = false;
    return wanted.equals && describe(rest).empty();
}

std::string expectation(const pattern& wanted) {
    std::string text = describe(wanted);
    if (text.starts_with("= ") && is_equality(wanted)) text.erase(0, 2);
    return text;
}

window window_on(std::string_view text, std::size_t octet) {
    octet = std::min(octet, text.size());
    const std::size_t from = octet > lead ? aligned(text, octet - lead) : 0;
    const std::size_t to = aligned(text, std::min(text.size(), from + widest));
    window made;
    made.text = from > 0 ? "..." : "";
    made.column = made.text.size() + count_characters(base::printable(text.substr(from, octet - from)));
    made.text += base::printable(text.substr(from, to - from));
    if (to < text.size()) made.text += "... (" + std::to_string(text.size()) + " octets)";
    return made;
}

std::string_view describe(const field_row& row) {
    if (row.id == field_id::session) return "an id such as s1";
    if (row.id == field_id::transaction) return "an id such as t1";
    return describe(row.type);
}

std::string show(const value& found) {
    if (const auto* flag = std::get_if<bool>(&found)) return *flag ? "true" : "false";
    if (const auto* number = std::get_if<std::int64_t>(&found)) return std::to_string(*number);
    if (const auto* id = std::get_if<ordinal>(&found)) return id->letter + std::to_string(id->number);
    if (const auto* time = std::get_if<base::timestamp>(&found)) return base::format_time(*time);
    const auto* text = std::get_if<std::string_view>(&found);
    if (!text) return "absent";
    return text->empty() ? "\"\"" : window_on(*text).text;
}

std::string show(const values& found) {
    if (found.empty()) return found.is_list() ? "none" : "absent";
    return joined(found, ", ", [](const value& each) { return show(each); });
}

}  // namespace mocksmtp::match
