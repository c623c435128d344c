#include "api/json/list_query.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "api/json/filter_query.hpp"
#include "api/json/written.hpp"
#include "mocksmtp/base/rfc3339.hpp"
#include "mocksmtp/base/text.hpp"

namespace api::json {

namespace base = mocksmtp::base;
namespace verify = mocksmtp::verify;

namespace {

// Each reader answers what would have been right, or nothing when the value is.
using complaint = std::optional<std::string>;

complaint read_count(list_query& made, const std::string& value) {
    const auto count = verify::parse_count(value);
    if (!count) return "a number or a range: 1, 0, 2.., ..3, 1..3";
    made.expect.count = *count;
    made.expects = true;
    return std::nullopt;
}

complaint read_time(std::chrono::milliseconds& into, const std::string& value) {
    const auto length = base::parse_duration(value);
    if (!length) return "a number with its unit: 500ms, 5s, 2m";
    if (*length > longest_wait) return "10m at most";
    into = *length;
    return std::nullopt;
}

complaint read_wait(list_query& made, const std::string& value) {
    made.expects = true;
    if (auto* until = std::get_if<verify::idle>(&made.expect.settle)) until->within_wait = true;
    return read_time(made.wait, value);
}

complaint read_settle(list_query& made, const std::string& value) {
    if (value == "idle") {
        made.expect.settle = verify::idle{};
        return std::nullopt;
    }
    std::chrono::milliseconds length{0};
    if (auto wrong = read_time(length, value)) return "idle, or " + *wrong;
    made.expect.settle = length;
    return std::nullopt;
}

complaint read_since(list_query& made, const std::string& value) {
    made.from = parse_since(value);
    return std::nullopt;
}

complaint read_number(std::uint64_t& into, const std::string& value, std::uint64_t largest) {
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
    if (error != std::errc{} || end != value.data() + value.size() || number == 0 || number > largest)
        return "a number from 1 to " + std::to_string(largest);
    into = number;
    return std::nullopt;
}

complaint read_limit(list_query& made, const std::string& value) {
    return read_number(made.limit.emplace(), value, largest_limit);
}

complaint read_page(list_query& made, const std::string& value) { return read_number(made.page, value, largest_page); }

complaint read_order(list_query& made, const std::string& value) {
    if (value != "oldest" && value != "newest") return "oldest or newest";
    made.order = value == "newest" ? list_order::newest : list_order::oldest;
    return std::nullopt;
}

complaint read_view(list_query& made, const std::string& value) {
    if (value != "full" && value != "summary") return "full or summary";
    made.view = value == "summary" ? list_view::summary : list_view::full;
    return std::nullopt;
}

complaint read_pick(list_query& made, const std::string& value) {
    if (value != "first" && value != "latest") return "first or latest";
    made.which = value == "first" ? pick::first : pick::latest;
    made.expect.count.most.reset();
    return std::nullopt;
}

complaint read_format(list_query& made, const std::string& value) {
    if (value != "text" && value != "json") return "text or json";
    made.as_text = value == "text";
    return std::nullopt;
}

complaint read_flag(bool& into, const std::string& value) {
    if (value != "true" && value != "false") return "true or false";
    into = value == "true";
    return std::nullopt;
}

complaint read_label(list_query& made, const std::string& value) {
    if (!is_one_line(value)) return std::string(one_line);
    made.label = value;
    return std::nullopt;
}

struct control_row {
    std::string_view name;
    complaint (*read)(list_query&, const std::string&);
};

constexpr std::array rows = {
    control_row{"count", read_count},
    control_row{"wait", read_wait},
    control_row{"settle", read_settle},
    control_row{"since", read_since},
    control_row{"order", read_order},
    control_row{"limit", read_limit},
    control_row{"page", read_page},
    control_row{"view", read_view},
    control_row{"pick", read_pick},
    control_row{"format", read_format},
    control_row{"label", read_label},
    control_row{"arrival", [](list_query& made, const std::string& value) { return read_flag(made.arrival, value); }},
    control_row{"all", [](list_query& made, const std::string& value) { return read_flag(made.everything, value); }},
};

bool knows(std::span<const std::string_view> names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

void read_controls(list_query& made, const target& asked, const list_call& call, std::vector<mistake>& mistakes) {
    check_once(asked, call.controls, mistakes);
    for (const auto& row : rows) {
        const auto* given = knows(call.controls, row.name) ? asked.find(row.name) : nullptr;
        if (given == nullptr || given->value.empty()) continue;
        if (auto wrong = row.read(made, given->value)) mistakes.push_back(at_parameter(row.name, std::move(*wrong)));
    }
}

// What each parameter alone cannot tell.
void check_together(const list_query& made, const target& asked, std::vector<mistake>& mistakes) {
    const auto& count = made.expect.count;
    if (asked.find("count") && count.least == 0 && !asked.find("settle"))
        mistakes.push_back(at_parameter(
            "count", "is fulfilled before anything is sent: add settle=idle (until nothing is going on) or settle=2s"));
    if (asked.find("settle") && made.which == pick::only && !count.most)
        mistakes.push_back(
            at_parameter("settle", "watches an upper bound, and there is none: add count, such as count=1"));
    if (asked.find("page") && !asked.find("limit")) mistakes.push_back(at_parameter("page", "needs limit"));
}

}  // namespace

since parse_since(const std::string& text) {
    if (text == "now") return since_now{};
    if (text.starts_with("mark:") && text.size() > 5) return since_mark{text.substr(5)};
    return since_cursor{text};
}

std::variant<list_query, problem> parse_list_query(const target& asked, const list_call& call) {
    list_query made;
    made.expect.what = call.kind;
    made.expect.count = call.count;
    made.wait = call.wait;
    made.expects = call.expects;
    auto filters = parse_filters(asked, call.kind, call.controls);
    auto mistakes = std::move(filters.mistakes);
    read_controls(made, asked, call, mistakes);
    check_together(made, asked, mistakes);
    if (!mistakes.empty()) return bad_request(std::move(mistakes));
    made.expect.which = std::move(filters.which);
    made.expect.must = std::move(filters.must);
    made.expect.name = made.label;
    made.expects = made.expects || !made.expect.must.empty();
    return made;
}

void check_once(const target& asked, std::span<const std::string_view> names, std::vector<mistake>& mistakes) {
    for (const auto name : names) {
        bool seen = false;
        for (const auto& each : asked.query) {
            if (each.name != name) continue;
            if (std::exchange(seen, true))
                mistakes.push_back(at_parameter(name, "given twice"));
            else if (each.value.empty())
                mistakes.push_back(at_parameter(name, "the value is empty"));
        }
    }
}

std::vector<mistake> check_parameters(const target& asked, std::span<const std::string_view> known) {
    std::vector<mistake> mistakes;
    for (std::size_t i = 0; i < asked.query.size(); ++i) {
        const auto& each = asked.query[i];
        if (!knows(known, each.name)) {
            mistakes.push_back(at_parameter(base::printable(each.name), "unknown parameter",
                                            base::nearest(each.name, known).value_or("")));
        }
        for (std::size_t j = 0; j < i; ++j)
            if (asked.query[j].name == each.name) mistakes.push_back(at_parameter(each.name, "given twice"));
    }
    return mistakes;
}

}  // namespace api::json
