#include "api/json/fields_json.hpp"

#include <set>
#include <string_view>
#include <utility>

#include "api/json/query_operators.hpp"
#include "mocksmtp/match/field_table.hpp"

namespace api::json {

namespace match = mocksmtp::match;
namespace rules = mocksmtp::rules;

namespace {

// Goes over the names; the same field may have two of them.
class walker {
public:
    walker(const std::function<void(const match::field&, const written&)>& read, std::optional<match::item_kind> on)
        : read_(read), on_(on) {}

    void walk(const written& from) {
        for (const auto& [key, item] : from.what().items()) {
            const written inside = from.member(key);
            if (key == "match" && item.is_object()) {
                inside.complain("fields stand here by themselves, without an object match around them");
                continue;
            }
            const std::string example = example_of(key);
            if (example.empty() && complain_about_operator(key, inside)) continue;
            if (example.empty())
                meet(key, inside);
            else if (item.is_object())
                for (const auto& [name, wanted] : item.items())
                    meet(std::string(key).append(".").append(name), inside.member(name));
            else
                inside.complain("an object, such as " + example);
        }
    }

private:
    // What the object of a field that needs names looks like; empty for what is no such field.
    static std::string example_of(std::string_view key) {
        for (const auto& row : match::all_fields()) {
            if (row.name != key || !match::takes_name(row.id)) continue;
            const bool address = row.type == match::field_type::address;
            const std::string_view wanted = address ? "bob@example.test" : "42";
            return std::string("{\"").append(match::example_name(row.id)).append("\": \"").append(wanted).append("\"}");
        }
        return {};
    }

    // "headers.x-tenant.contains", as in a query: a header may be called so, but is named in an object of headers then.
    // Rules are shown with flat names, and have to be accepted as they are shown.
    bool complain_about_operator(std::string_view key, const written& what) const {
        const auto dot = key.rfind('.');
        const std::string field(key.substr(0, dot));
        if (!on_ || !key.starts_with("headers.") || field.find('.') == std::string::npos) return false;
        const auto* how = find_operator(key.substr(dot + 1));
        if (how == nullptr) return false;
        what.complain("operators stand in an object here: {\"" + field + "\": {\"" + std::string(how->name) +
                      "\": ...}}");
        return true;
    }

    void meet(const std::string& name, const written& what) {
        const auto found = on_ ? match::parse_field(name, *on_) : match::parse_field(name);
        if (const auto* unknown = std::get_if<match::unknown_field>(&found))
            return what.complain(unknown->detail, unknown->did_you_mean);
        const auto& field = std::get<match::field>(found);
        if (!seen_.insert(match::to_string(field)).second)
            return what.complain(match::to_string(field) + " stands here twice; combine them with any_of, all or not");
        read_(field, what);
    }

    const std::function<void(const match::field&, const written&)>& read_;
    std::optional<match::item_kind> on_;
    std::set<std::string> seen_;
};

// A pattern that holds where both do: "one of the first, and not what is not the second".
match::pattern both(match::pattern first, const match::pattern& second) {
    match::pattern other, made;
    other.unless.push_back(second);
    made.any_of.push_back(std::move(first));
    made.unless.push_back(std::move(other));
    return made;
}

}  // namespace

std::optional<match::stage> stage_of(const written& from) {
    static const auto words = [] {
        std::vector<word<match::stage>> all;
        for (auto i = static_cast<int>(match::stage::connect); i <= static_cast<int>(match::stage::unknown); ++i)
            all.push_back({match::name_of(static_cast<match::stage>(i)), static_cast<match::stage>(i)});
        return all;
    }();
    return from.one_of(words);
}

void for_each_field(const written& from, const std::function<void(const match::field& of, const written& what)>& read,
                    std::optional<match::item_kind> on) {
    if (!from.what().is_object()) return from.complain(R"(an object of fields, such as {"to": "bob@example.test"})");
    walker(read, on).walk(from);
}

std::vector<placed_condition> conditions_of(const written& from) {
    std::vector<placed_condition> made;
    for_each_field(from, [&made](const match::field& of, const written& what) {
        made.push_back({match::to_string(of), pattern_of(of, what), what.at()});
    });
    return made;
}

value to_json(const std::vector<rules::condition>& what) {
    std::vector<rules::condition> merged;
    for (const auto& each : what) {
        const auto same = std::ranges::find(merged, each.field, &rules::condition::field);
        if (same == merged.end())
            merged.push_back(each);
        else
            same->wants = both(std::move(same->wants), each.wants);
    }
    value made = value::object();
    for (const auto& each : merged) made[each.field] = to_json(each.wants);
    return made;
}

}  // namespace api::json
