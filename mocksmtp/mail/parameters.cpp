#include "mocksmtp/mail/parameters.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <utility>

#include "mocksmtp/base/text.hpp"
#include "mocksmtp/mail/charset.hpp"
#include "mocksmtp/mail/token.hpp"
#include "mocksmtp/mail/transfer_encoding.hpp"

namespace mocksmtp::mail {
namespace {

// Reads up to one of the stop characters, which stays unread; comments go, quoted strings give their content.
std::string read_until(std::string_view& text, std::string_view stops) {
    std::string result;
    bool quoted = false;
    while (!text.empty() && stops.find(text.front()) == std::string_view::npos) {
        lexical_piece piece{std::string(1, text.front()), 1, true};
        if (text.front() == '(') {
            piece = read_comment(text);
            piece.content = " ";
        } else if (text.front() == '"') {
            piece = read_quoted_string(text);
            if (!quoted) result = piece.content;  // what stands in front of or behind a quoted string is noise
            quoted = true;
        }
        if (!quoted) result += piece.content;
        text.remove_prefix(piece.length);
    }
    return quoted ? result : std::string(base::trim(result));
}

// RFC 2231: name*section*, the section and the last asterisk each optional.
struct parameter_name {
    std::string base;
    std::optional<unsigned> section;
    bool extended = false;
};

parameter_name split_name(std::string_view written) {
    parameter_name name;
    const std::string lower = base::to_lower(written);
    std::string_view rest = lower;
    if (rest.ends_with('*')) {
        name.extended = true;
        rest.remove_suffix(1);
    }
    const std::size_t star = rest.find('*');
    if (star != std::string_view::npos) {
        unsigned section = 0;
        const char* last = rest.data() + rest.size();
        const auto [end, error] = std::from_chars(rest.data() + star + 1, last, section);
        if (error != std::errc{} || end != last) return {lower, {}, false};
        name.section = section;
        rest = rest.substr(0, star);
    }
    name.base = rest;
    return name;
}

struct written_value {
    std::string text;
    bool extended = false;
};

// Everything that was written for one parameter.
struct writings {
    std::optional<std::string> plain;
    std::optional<std::string> whole;              // name*=
    std::map<unsigned, written_value> sections{};  // name*0=, name*1*=, ...
};

// The sections in order, as far as none is missing. The first one, if extended, begins with charset'language'.
parameter join_sections(const std::map<unsigned, written_value>& sections) {
    std::string bytes;
    bool extended = false;
    std::string charset = "utf-8";
    unsigned expected = 0;
    for (const auto& [number, section] : sections) {
        if (number != expected++) break;
        std::string_view text = section.text;
        const std::size_t quote = text.find('\'');
        const std::size_t second = quote == std::string_view::npos ? quote : text.find('\'', quote + 1);
        if (number == 0 && section.extended && second != std::string_view::npos) {
            if (quote != 0) charset = text.substr(0, quote);
            text.remove_prefix(second + 1);
        }
        bytes += section.extended ? decode_percent(text) : std::string(text);
        extended = extended || section.extended;
    }
    return {.name = {},
            .value = decode_charset(bytes, charset).text,
            .extended = extended,
            .undecodable = extended && first_undecodable(bytes, charset).has_value()};
}

parameter read_writings(const writings& all) {
    if (all.whole) return join_sections({{0, {*all.whole, true}}});
    if (all.sections.contains(0)) return join_sections(all.sections);
    return {.name = {}, .value = repair_utf8(all.plain.value_or(""))};
}

}  // namespace

const parameter* parameterised_value::find_parameter(std::string_view name) const {
    const auto found = std::ranges::find(parameters, name, &parameter::name);
    return found == parameters.end() ? nullptr : &*found;
}

const std::string* parameterised_value::find(std::string_view name) const {
    const parameter* found = find_parameter(name);
    return found == nullptr ? nullptr : &found->value;
}

parameterised_value parse_parameters(std::string_view text) {
    parameterised_value result;
    result.value = repair_utf8(base::to_lower(read_until(text, ";")));
    std::erase_if(result.value, base::is_space);

    std::map<std::string, writings> written;
    while (!text.empty()) {
        text.remove_prefix(1);  // the semicolon
        const parameter_name name = split_name(read_until(text, ";="));
        if (name.base.empty() || !text.starts_with('=')) continue;
        text.remove_prefix(1);
        std::string value = read_until(text, ";");
        const auto [entry, is_new] = written.try_emplace(name.base);
        if (is_new) result.parameters.push_back({name.base, {}});
        writings& all = entry->second;
        if (name.section) {
            all.sections.try_emplace(*name.section, written_value{std::move(value), name.extended});
        } else {
            std::optional<std::string>& slot = name.extended ? all.whole : all.plain;
            if (!slot) slot = std::move(value);
        }
    }
    for (parameter& each : result.parameters) {
        parameter read = read_writings(written[each.name]);
        read.name = repair_utf8(each.name);
        each = std::move(read);
    }
    return result;
}

}  // namespace mocksmtp::mail
