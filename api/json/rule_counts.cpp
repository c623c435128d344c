#include "api/json/rule_counts.hpp"

#include <array>
#include <utility>

#include "api/json/reply_json.hpp"
#include "mocksmtp/base/rfc3339.hpp"

namespace api::json {

namespace base = mocksmtp::base;
namespace rules = mocksmtp::rules;

namespace {

using rules::counted_per;
using rules::rule;

constexpr std::array counters = {
    word<counted_per>{"scope", counted_per::scope}, word<counted_per>{"session", counted_per::session},
    word<counted_per>{"from", counted_per::from},   word<counted_per>{"to", counted_per::to},
    word<counted_per>{"user", counted_per::user},   word<counted_per>{"peer", counted_per::peer}};

}  // namespace

void read_per(rule& into, const written& from) { into.per = from.one_of(counters).value_or(into.per); }

std::optional<value> show_per(const rule& what) {
    if (what.per == rule{}.per) return std::nullopt;
    return value(word_for(counters, what.per));
}

void read_rate(rule& into, const written& from) {
    static constexpr std::array<std::string_view, 2> keys = {"limit", "per"};
    auto& made = into.rate.emplace();
    from.all_of(keys, R"({"limit": 10, "per": "1m"})", [&](std::string_view key, const written& item) {
        if (key == "limit")
            made.limit = item.number(1).value_or(made.limit);
        else
            made.per = item.duration().value_or(made.per);
    });
}

std::optional<value> show_rate(const rule& what) {
    if (!what.rate) return std::nullopt;
    return value{{"limit", what.rate->limit}, {"per", base::format_duration(what.rate->per)}};
}

void read_probability(rule& into, const written& from) {
    if (!from.what().is_number()) return from.complain("a number from 0 to 1");
    into.probability = from.what().get<double>();
}

void read_replies(rule& into, const written& from) {
    if (!from.what().is_array() || from.what().empty())
        from.complain("a list of replies, one for each hit");
    else
        from.elements([&into](const written& each) {
            if (auto one = answer_of(each)) into.replies.push_back(*std::move(one));
        });
    // There were to be some: what needs them is not wrong as well.
    if (into.replies.empty()) into.replies.emplace_back();
}

std::optional<value> show_replies(const rule& what) {
    if (what.replies.empty()) return std::nullopt;
    value made = value::array();
    for (const auto& each : what.replies) made.push_back(to_json(each));
    return made;
}

}  // namespace api::json
