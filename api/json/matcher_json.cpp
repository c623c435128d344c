#include "api/json/matcher_json.hpp"

#include <array>
#include <type_traits>
#include <utility>

#include "mocksmtp/match/field_table.hpp"
#include "mocksmtp/match/operand.hpp"

namespace api::json {

namespace match = mocksmtp::match;

namespace {

using match::literal;
using match::pattern;
using patterns = std::vector<pattern>;

// Each operator once: how its operand is read, and how it is shown; nothing where it is not given.
struct operator_row {
    std::string_view name;
    void (*read)(pattern&, const written&);
    std::optional<value> (*show)(const pattern&);
};

patterns patterns_of(const written& from) {
    patterns made;
    if (!from.what().is_array()) {
        from.complain("a list of matchers");
        return made;
    }
    from.elements([&made](const written& each) { made.push_back(pattern_of(each)); });
    return made;
}

value shown(const patterns& what) {
    value made = value::array();
    for (const pattern& each : what) made.push_back(to_json(each));
    return made;
}

template <auto member>
void read_literal(pattern& into, const written& from) {
    if (auto operand = literal_of(from)) into.*member = *std::move(operand);
}
template <auto member>
std::optional<value> show_literal(const pattern& what) {
    if (!(what.*member)) return std::nullopt;
    return to_json(*(what.*member));
}

template <auto member>
void read_text(pattern& into, const written& from) {
    if (auto operand = from.text()) into.*member = *std::move(operand);
}
template <auto member>
std::optional<value> show_text(const pattern& what) {
    if (!(what.*member)) return std::nullopt;
    return value(*(what.*member));
}

// A list that may be empty: "exactly none of them".
template <auto member>
void read_list(pattern& into, const written& from) {
    into.*member = patterns_of(from);
}
template <auto member>
std::optional<value> show_list(const pattern& what) {
    if (!(what.*member)) return std::nullopt;
    return shown(*(what.*member));
}

void read_choices(pattern& into, const written& from) {
    auto& choices = into.in.emplace();
    if (!from.what().is_array()) return from.complain("a list of values");
    from.elements([&choices](const written& each) {
        if (auto one = literal_of(each)) choices.push_back(*std::move(one));
    });
}
std::optional<value> show_choices(const pattern& what) {
    if (!what.in) return std::nullopt;
    value made = value::array();
    for (const literal& each : *what.in) made.push_back(to_json(each));
    return made;
}

void read_alternatives(pattern& into, const written& from) {
    into.any_of = patterns_of(from);
    if (from.what().is_array() && into.any_of.empty()) from.complain("a list of at least one matcher");
}
std::optional<value> show_alternatives(const pattern& what) {
    if (what.any_of.empty()) return std::nullopt;
    return shown(what.any_of);
}

void read_exceptions(pattern& into, const written& from) {
    if (!from.what().is_array()) return void(into.unless.push_back(pattern_of(from)));
    into.unless = patterns_of(from);
    if (into.unless.empty()) from.complain("a matcher, or a list of at least one");
}
std::optional<value> show_exceptions(const pattern& what) {
    if (what.unless.empty()) return std::nullopt;
    value all = shown(what.unless);
    if (all.size() > 1 || all.front().is_array()) return all;
    return all.front();
}

void read_present(pattern& into, const written& from) { into.present = from.flag(); }
std::optional<value> show_present(const pattern& what) {
    if (!what.present) return std::nullopt;
    return value(*what.present);
}

void read_ignore_case(pattern& into, const written& from) { into.ignore_case = from.flag().value_or(false); }
std::optional<value> show_ignore_case(const pattern& what) {
    if (!what.ignore_case) return std::nullopt;
    return value(true);
}

constexpr std::array operators = {
    operator_row{"equals", read_literal<&pattern::equals>, show_literal<&pattern::equals>},
    operator_row{"contains", read_text<&pattern::contains>, show_text<&pattern::contains>},
    operator_row{"prefix", read_text<&pattern::prefix>, show_text<&pattern::prefix>},
    operator_row{"suffix", read_text<&pattern::suffix>, show_text<&pattern::suffix>},
    operator_row{"glob", read_text<&pattern::glob>, show_text<&pattern::glob>},
    operator_row{"regex", read_text<&pattern::regex>, show_text<&pattern::regex>},
    operator_row{"in", read_choices, show_choices},
    operator_row{"gt", read_literal<&pattern::gt>, show_literal<&pattern::gt>},
    operator_row{"lt", read_literal<&pattern::lt>, show_literal<&pattern::lt>},
    operator_row{"ignore_case", read_ignore_case, show_ignore_case},
    operator_row{"present", read_present, show_present},
    operator_row{"any_of", read_alternatives, show_alternatives},
    operator_row{"not", read_exceptions, show_exceptions},
    operator_row{"only", read_list<&pattern::only>, show_list<&pattern::only>},
    operator_row{"all", read_list<&pattern::all>, show_list<&pattern::all>},
    operator_row{"exactly", read_list<&pattern::exactly>, show_list<&pattern::exactly>},
    operator_row{"none", read_list<&pattern::none>, show_list<&pattern::none>},
};

constexpr auto names = [] {
    std::array<std::string_view, operators.size()> all;
    for (std::size_t i = 0; i < all.size(); ++i) all[i] = operators[i].name;
    return all;
}();

bool is_plain_list(const value& what) {
    return std::ranges::none_of(what, [](const value& each) { return each.is_structured(); });
}

// Whatever its key: what those with text of their own hold spells nothing where the field is no text.
void refuse_quotes(match::field_type type, const std::string& field, const written& from) {
    const value& what = from.what();
    if (what.is_array()) {
        from.elements([&](const written& each) { refuse_quotes(type, field, each); });
    } else if (what.is_object()) {
        for (const auto& [key, item] : what.items()) refuse_quotes(type, field, from.member(key));
    } else if (what.is_string()) {
        const literal text(what.get<std::string>());
        const bool spells =
            type == match::field_type::number ? match::number_of(text).has_value() : match::flag_of(text).has_value();
        if (spells)
            from.complain(field + " is " + std::string(match::describe(type)) + ": write " + what.get<std::string>() +
                          " without quotes");
    }
}

}  // namespace

std::optional<literal> literal_of(const written& from) {
    const value& what = from.what();
    if (what.is_null()) return literal(std::monostate{});
    if (what.is_boolean()) return literal(what.get<bool>());
    if (what.is_string()) return literal(what.get<std::string>());
    if (what.is_number()) {
        const auto number = from.integer();
        return number ? std::optional(literal(*number)) : std::nullopt;
    }
    from.complain("a value: null, true, false, a whole number or a string");
    return std::nullopt;
}

value to_json(const literal& what) {
    return std::visit(
        []<class type>(const type& operand) {
            if constexpr (std::is_same_v<type, std::monostate>)
                return value(nullptr);
            else
                return value(operand);
        },
        what);
}

pattern pattern_of(const written& from) {
    pattern made;
    if (from.what().is_array()) {
        made.exactly = patterns_of(from);
    } else if (!from.what().is_object()) {
        made.equals = literal_of(from);
    } else {
        for (const auto& [key, item] : from.what().items()) {
            const auto row = std::ranges::find(operators, key, &operator_row::name);
            if (row == operators.end())
                from.unknown_key(key, names);
            else
                row->read(made, from.member(key));
        }
    }
    return made;
}

pattern pattern_of(const match::field& on, const written& from) {
    const auto type = match::row_of(on.id).type;
    if (type == match::field_type::number || type == match::field_type::boolean)
        refuse_quotes(type, match::to_string(on), from);
    return pattern_of(from);
}

value to_json(const pattern& what) {
    value made = value::object();
    for (const operator_row& row : operators)
        if (auto operand = row.show(what)) made[std::string(row.name)] = *std::move(operand);
    const bool alone = made.size() == 1;
    if (alone && what.equals) return made.front();
    if (alone && what.exactly && is_plain_list(made.front())) return made.front();
    return made;
}

}  // namespace api::json
