#include "api/json/verify_json.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "api/json/filter_json.hpp"

namespace api::json {

namespace match = mocksmtp::match;
namespace verify = mocksmtp::verify;

namespace {

using match::item_kind;

constexpr std::array kinds = {
    word<item_kind>{"messages", item_kind::message},         word<item_kind>{"auth_attempts", item_kind::auth_attempt},
    word<item_kind>{"transactions", item_kind::transaction}, word<item_kind>{"sessions", item_kind::session},
    word<item_kind>{"diagnostics", item_kind::diagnostic},   word<item_kind>{"rules", item_kind::rule},
};
constexpr auto kinds_that_happen = std::span(kinds).first<kinds.size() - 1>();  // rules are there before

constexpr std::array<std::string_view, 9> keys = {
    "label", "wait", "since", "settle", "nothing_else", "in_order", "every_rule_used", "expect", "until"};
constexpr std::array<std::string_view, 6> expectation_keys = {"name", "what", "match", "must", "count", "settle"};
constexpr std::array<std::string_view, 2> until_keys = {"what", "match"};

verify::settling settle_of(const written& from) {
    if (from.what() == "idle") return verify::idle{};
    if (const auto length = from.duration(longest_wait, "idle, or ")) return *length;
    return verify::idle{};
}

verify::count_range count_of(const written& from) {
    if (from.what().is_number()) {
        const auto exactly = from.count().value_or(1);
        return {exactly, exactly};
    }
    const auto range = from.what().is_string() ? verify::parse_count(from.what().get_ref<const std::string&>())
                                               : std::optional<verify::count_range>();
    if (!range) from.complain("a number or a range: 1, 0, \"2..\", \"..3\", \"1..3\"");
    return range.value_or(verify::count_range{});
}

item_kind kind_of(const written& from) {
    if (!from.what().contains("what")) return item_kind::message;
    return from.member("what").one_of(kinds).value_or(item_kind::message);
}

// For what has to be an object with these keys only; false: it is none, and that has been complained of.
bool check_keys(const written& from, std::span<const std::string_view> known, const char* example) {
    if (!from.what().is_object()) {
        from.complain(std::string("an object, such as ") + example);
        return false;
    }
    for (const auto& [key, item] : from.what().items())
        if (std::ranges::find(known, key) == known.end()) from.unknown_key(key, known);
    return true;
}

class reader {
public:
    explicit reader(const written& from) : from_(from) {}

    verify_request read() {
        if (!check_keys(from_, keys, example_of_verification)) return std::move(made_);
        auto& what = made_.what;
        if (has("label")) what.label = from_.member("label").line().value_or("");
        if (has("wait")) what.wait = from_.member("wait").duration(longest_wait).value_or(what.wait);
        if (has("since")) made_.from = parse_since(from_.member("since").line().value_or("now"));
        what.settle = verify::idle{.within_wait = has("wait")};
        if (has("settle")) what.settle = settle_of(from_.member("settle"));
        if (has("in_order")) what.in_order = from_.member("in_order").flag().value_or(false);
        if (has("every_rule_used")) what.every_rule_used = from_.member("every_rule_used").flag().value_or(false);
        if (has("nothing_else")) read_nothing_else(from_.member("nothing_else"));
        if (has("until")) read_until(from_.member("until"));
        if (has("expect")) read_expectations(from_.member("expect"));
        check_together();
        return std::move(made_);
    }

private:
    bool has(const char* key) const { return from_.what().contains(key); }

    void read_nothing_else(const written& from) {
        auto& list = made_.what.nothing_else;
        if (from.what().is_boolean()) {
            if (from.what().get<bool>()) list.push_back(item_kind::message);
            return;
        }
        if (!from.what().is_array())
            return from.complain("true (of messages), or a list such as [\"messages\", \"auth_attempts\"]");
        from.elements([&list](const written& each) {
            if (each.what() == "rules")
                return each.complain(
                    "rules are there before anything happens; every_rule_used asks for those that never acted");
            const auto kind = each.one_of(kinds_that_happen);
            if (!kind) return;
            if (std::ranges::find(list, *kind) != list.end())
                each.complain("is there twice");
            else
                list.push_back(*kind);
        });
    }

    void read_until(const written& from) {
        static constexpr auto example = R"({"what": "messages", "match": {"to": "sentinel@example.test"}})";
        if (!check_keys(from, until_keys, example)) return;
        auto& until = made_.what.until.emplace();
        until.what = kind_of(from);
        if (from.what().contains("match"))
            until.which = filter_of(from.member("match"), until.what);
        else
            from.complain_at("match", "is missing: what to wait for");
    }

    void read_expectations(const written& from) {
        if (!from.what().is_array()) return from.complain("a list of expectations");
        from.elements([this](const written& each) { read_expectation(each); });
    }

    void read_expectation(const written& from) {
        static constexpr auto example = R"({"match": {"to": "bob@example.test"}, "count": 1})";
        auto& made = made_.what.expect.emplace_back();
        made.settle = made_.what.settle;
        if (!check_keys(from, expectation_keys, example)) return;
        const auto given = [&](const char* key) { return from.what().contains(key); };
        if (given("name")) made.name = from.member("name").line().value_or("");
        made.what = kind_of(from);
        if (given("match")) made.which = filter_of(from.member("match"), made.what);
        if (given("must")) made.must = filter_of(from.member("must"), made.what);
        if (given("count")) made.count = count_of(from.member("count"));
        if (given("settle")) made.settle = settle_of(from.member("settle"));
        check_bounds(made, from, given("settle"));
    }

    // The rules of waiting, as for lists.
    void check_bounds(const verify::expectation& made, const written& from, bool settles) const {
        if (settles && !made.count.most)
            from.complain_at("settle", "watches an upper bound, and there is none: add count, such as 1");
        if (settles && has("until")) from.complain_at("settle", "\"until\" says how long upper bounds are watched");
        const bool watched = settles || has("settle") || has("until");
        if (made.count.least == 0 && !watched)
            from.complain_at("count",
                             "is fulfilled before anything is sent: add settle \"idle\" (until nothing is going on) or "
                             "\"2s\", or until");
    }

    void check_together() const {
        const auto& what = made_.what;
        if (has("settle") && has("until"))
            from_.complain_at("settle", "\"until\" says how long upper bounds are watched");
        if (what.in_order && what.expect.size() < 2) from_.complain_at("in_order", "is for two expectations or more");
        for (std::size_t i = 0; what.in_order && i < what.expect.size(); ++i)
            if (what.expect[i].what == item_kind::rule)
                from_.member("expect").element(i).complain("rules have no place in the order of what happened");
        if (what.expect.empty() && what.nothing_else.empty() && !what.every_rule_used && from_.mistakes().empty())
            from_.complain_at("expect", std::string("is missing or empty; for example ") + example_of_verification);
    }

    const written& from_;
    verify_request made_;
};

}  // namespace

verify_request verify_request_of(const written& from) { return reader(from).read(); }

}  // namespace api::json
