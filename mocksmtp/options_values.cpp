#include "mocksmtp/options_values.hpp"

#include <algorithm>
#include <charconv>
#include <limits>
#include <optional>
#include <span>

#include "mocksmtp/base/text.hpp"
#include "mocksmtp/options_choices.hpp"
#include "mocksmtp/smtp/strictness.hpp"

namespace mocksmtp::option_values {
namespace {

std::optional<std::uint64_t> whole_number(std::string_view text) {
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (text.empty() || error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return number;
}

struct unit {
    std::string_view name;
    std::uint64_t size;
};
constexpr unit octet_units[] = {{"", 1},           {"kB", 1000},      {"MB", 1000000},  {"GB", 1000000000},
                                {"KiB", 1u << 10}, {"MiB", 1u << 20}, {"GiB", 1u << 30}};
constexpr unit time_units[] = {{"h", 3600000}, {"m", 60000}, {"s", 1000}, {"ms", 1}};

// A whole number with one of the units; nothing if it is none or over the limit.
std::optional<std::uint64_t> measure(std::string_view text, std::span<const unit> units, std::uint64_t limit) {
    const auto digits = std::min(text.find_first_not_of("0123456789"), text.size());
    const auto number = whole_number(text.substr(0, digits));
    if (!number) return std::nullopt;
    for (const auto& one : units) {
        if (!base::iequals(one.name, base::trim(text.substr(digits)))) continue;
        if (*number > limit / one.size) return std::nullopt;
        return *number * one.size;
    }
    return std::nullopt;
}

}  // namespace

std::vector<std::string> split_at(std::string_view text, char separator) {
    std::vector<std::string> parts;
    while (true) {
        const auto end = std::min(text.find(separator), text.size());
        parts.emplace_back(base::trim(text.substr(0, end)));
        if (end == text.size()) return parts;
        text.remove_prefix(end + 1);
    }
}

parsed<bool> toggle::parse(std::string_view text) {
    for (const std::string_view yes : {"true", "yes", "on", "1"}) {
        if (base::iequals(text, yes)) return true;
    }
    for (const std::string_view no : {"false", "no", "off", "0"}) {
        if (base::iequals(text, no)) return false;
    }
    return complaint{"expected true or false"};
}

parsed<port_choice> port::parse(std::string_view text) {
    if (base::iequals(text, "off") || text == "-1") return port_choice();
    const auto number = whole_number(text);
    if (!number || *number > 65535) return complaint{"not a port (0 to 65535, or off)"};
    return port_choice(static_cast<std::uint16_t>(*number));
}

parsed<std::uint64_t> count::parse(std::string_view text) {
    const auto number = whole_number(text);
    if (!number || *number > 1000000000000) return complaint{"not a whole number (0 to 1000000000000)"};
    return *number;
}

parsed<std::uint64_t> octets::parse(std::string_view text) {
    const auto size = measure(text, octet_units, std::numeric_limits<std::int64_t>::max());
    if (!size) return complaint{"not a size (octets, or a number with kB, MB, GB, KiB, MiB or GiB)"};
    return *size;
}

parsed<std::chrono::milliseconds> duration::parse(std::string_view text) {
    if (text == "0") return std::chrono::milliseconds(0);
    const auto length = measure(text, time_units, 3600000000);
    if (!length) return complaint{"not a time (a whole number with ms, s, m or h, at most 1000h)"};
    return std::chrono::milliseconds(static_cast<std::int64_t>(*length));
}

std::string duration::print(std::chrono::milliseconds v, secrets) {
    if (v.count() == 0) return "0s";
    const auto size_of = [](const unit& one) { return static_cast<std::int64_t>(one.size); };
    const auto* found = std::find_if(std::begin(time_units), std::end(time_units),
                                     [&](const unit& one) { return v.count() % size_of(one) == 0; });
    return std::to_string(v.count() / size_of(*found)) + std::string(found->name);
}

namespace {

// Words for many codes at once.
struct group_row {
    std::string_view name;
    base::severity from;
};
constexpr group_row groups[] = {
    {"all", base::severity::note}, {"warnings", base::severity::warning}, {"errors", base::severity::error}};

}  // namespace

std::vector<std::string> diagnostics::parts(std::string_view text) {
    std::vector<std::string> names;
    for (std::string& one : split_at_commas(text)) {
        const auto* group = std::ranges::find(groups, one, &group_row::name);
        if (group == std::ranges::end(groups)) {
            names.push_back(std::move(one));
            continue;
        }
        for (const auto& row : base::diagnostic_rows()) {
            if (row.how >= group->from && smtp::can_be_refused(row.code)) names.emplace_back(row.name);
        }
    }
    return names;
}

parsed<base::diagnostic_code> diagnostics::parse(std::string_view text) {
    std::vector<std::string_view> names;
    for (const auto& group : groups) names.push_back(group.name);
    for (const auto& row : base::diagnostic_rows()) {
        if (row.name == text && !smtp::can_be_refused(row.code))
            return complaint{"this can only be noted: there is nothing left to refuse when it is known"};
        if (row.name == text) return row.code;
        names.push_back(row.name);
    }
    const auto meant = base::nearest(text, names);
    return complaint{"not a diagnostic code" +
                     (meant ? "; did you mean " + *meant + "?" : " (such as bare_lf; or errors, warnings or all)")};
}

std::string diagnostics::print(base::diagnostic_code v, secrets) { return std::string(base::row_of(v).name); }

complaint none_of(std::string_view given, std::span<const std::string_view> words) {
    std::string all;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (i > 0) all += i + 1 == words.size() ? " or " : ", ";
        all += words[i];
    }
    const auto meant = base::nearest(given, words);
    return {"expected " + all + (meant ? "; did you mean " + *meant + "?" : "")};
}

}  // namespace mocksmtp::option_values
