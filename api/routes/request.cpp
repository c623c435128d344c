#include "api/routes/request.hpp"

#include <algorithm>
#include <charconv>

#include "mocksmtp/base/text.hpp"

namespace api::routes {

namespace base = mocksmtp::base;

namespace {

// One range of an Accept header; weights in thousandths (RFC 9110 12.4.2).
struct media_range {
    std::string_view type;
    int weight = 1000;
};

int parse_weight(std::string_view text) {
    int weight = 0;
    int unit = 1000;
    for (const char c : text) {
        if (c == '.') continue;
        if (!base::is_digit(c)) return 1000;
        weight += (c - '0') * unit;
        unit /= 10;
    }
    return weight;
}

std::vector<std::string_view> split(std::string_view text, char at) {
    std::vector<std::string_view> parts;
    while (true) {
        const auto end = text.find(at);
        parts.push_back(base::trim(text.substr(0, end)));
        if (end == std::string_view::npos) return parts;
        text.remove_prefix(end + 1);
    }
}

std::vector<media_range> ranges_of(std::string_view accept) {
    std::vector<media_range> ranges;
    for (const auto item : split(accept, ',')) {
        const auto parts = split(item, ';');
        media_range range{parts[0]};
        for (std::size_t i = 1; i < parts.size(); ++i)
            if (base::istarts_with(parts[i], "q=")) range.weight = parse_weight(parts[i].substr(2));
        ranges.push_back(range);
    }
    return ranges;
}

// How much the ranges want this type by its name or its family's: the most specific one decides; nothing where none
// fits.
std::optional<int> weight_by_name(const std::vector<media_range>& ranges, std::string_view type) {
    const auto family = type.substr(0, type.find('/') + 1);
    std::optional<int> exact, by_family;
    for (const auto& range : ranges) {
        if (base::iequals(range.type, type))
            exact = range.weight;
        else if (range.type.ends_with("/*") && base::iequals(range.type.substr(0, range.type.size() - 1), family))
            by_family = range.weight;
    }
    return exact ? exact : by_family;
}

// The same, "*/*" included.
std::optional<int> weight_of(const std::vector<media_range>& ranges, std::string_view type) {
    if (const auto named = weight_by_name(ranges, type)) return named;
    std::optional<int> any;
    for (const auto& range : ranges)
        if (range.type == "*/*") any = range.weight;
    return any;
}

}  // namespace

std::optional<std::string_view> request::find(std::string_view name) const {
    for (const auto& each : headers)
        if (base::iequals(each.name, name)) return each.value;
    return std::nullopt;
}

bool prefers(const request& asked, std::string_view media_type, std::initializer_list<std::string_view> to) {
    const auto accept = asked.find("accept");
    if (!accept) return false;
    const auto ranges = ranges_of(*accept);
    int others = 0;
    for (const auto type : to) others = std::max(others, weight_by_name(ranges, type).value_or(0));
    return weight_by_name(ranges, media_type).value_or(0) > others;
}

bool wants_coding(const request& asked, std::string_view coding) {
    const auto wanted = asked.find("accept-encoding");
    if (!wanted) return false;
    std::optional<int> coded, as_it_is, any;
    for (const auto& range : ranges_of(*wanted)) {
        if (base::iequals(range.type, coding)) coded = range.weight;
        if (base::iequals(range.type, "identity")) as_it_is = range.weight;
        if (range.type == "*") any = range.weight;
    }
    const int weight = coded.value_or(any.value_or(0));
    return weight > 0 && weight >= as_it_is.value_or(any.value_or(0));
}

bool accepts(const request& asked, std::string_view media_type) {
    const auto accept = asked.find("accept");
    if (!accept || base::trim(*accept).empty()) return true;
    return weight_of(ranges_of(*accept), media_type).value_or(0) > 0;
}

}  // namespace api::routes
