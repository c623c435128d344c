// How the members of a persona become JSON and JSON becomes them: one row for each, and none can be forgotten.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "api/json/written.hpp"

namespace api::json {

// read(type& into, const written& from) complains of what is no such value and leaves the old one; show(const type&).
template <class type>
struct as_json;

template <>
struct as_json<bool> {
    static void read(bool& into, const written& from) { into = from.flag().value_or(into); }
    static value show(bool what) { return what; }
};

template <>
struct as_json<std::size_t> {
    static void read(std::size_t& into, const written& from) {
        into = static_cast<std::size_t>(from.count().value_or(into));
    }
    static value show(std::size_t what) { return what; }
};

inline bool is_empty_text(const value& what) { return what.is_string() && what.get_ref<const std::string&>().empty(); }

template <>
struct as_json<std::string> {
    static void read(std::string& into, const written& from) {
        if (is_empty_text(from.what()))
            into.clear();
        else if (auto line = from.line())
            into = *std::move(line);
    }
    static value show(const std::string& what) { return what; }
};

template <>
struct as_json<std::vector<std::string>> {
    static void read(std::vector<std::string>& into, const written& from) {
        if (auto lines = from.lines()) into = *std::move(lines);
    }
    static value show(const std::vector<std::string>& what) { return what; }
};

template <class type>
struct as_json<std::vector<type>> {
    static void read(std::vector<type>& into, const written& from) {
        if (!from.what().is_array()) return from.complain("a list");
        into.clear();
        from.elements([&into](const written& each) { as_json<type>::read(into.emplace_back(), each); });
    }
    static value show(const std::vector<type>& what) {
        value made = value::array();
        for (const type& each : what) made.push_back(as_json<type>::show(each));
        return made;
    }
};

template <class type>
struct as_json<std::optional<type>> {
    static void read(std::optional<type>& into, const written& from) {
        if (from.what().is_null()) return into.reset();
        type made{};
        const auto before = from.mistakes().size();
        as_json<type>::read(made, from);
        if (from.mistakes().size() == before) into = std::move(made);
    }
    static value show(const std::optional<type>& what) { return what ? as_json<type>::show(*what) : value(nullptr); }
};

// The words of an enumeration; as_json<type> for each that has some.
template <class type>
struct words_of;
template <class type>
    requires std::is_enum_v<type>
struct as_json<type> {
    static void read(type& into, const written& from) { into = from.one_of(words_of<type>::all).value_or(into); }
    static value show(type what) { return word_for(words_of<type>::all, what); }
};

enum class presence { optional, needed };

template <class type>
struct member_row {
    std::string_view name;
    presence kept = presence::optional;
    void (*read)(type& into, const written& from) = nullptr;
    value (*show)(const type& what) = nullptr;
};

template <class pointer>
struct parts_of;
template <class member_type, class type>
struct parts_of<member_type type::*> {
    using owner = type;
    using member = member_type;
};

template <auto member, class codec = as_json<typename parts_of<decltype(member)>::member>>
constexpr auto row(std::string_view name, presence kept = presence::optional) {
    using owner = typename parts_of<decltype(member)>::owner;
    return member_row<owner>{.name = name,
                             .kept = kept,
                             .read = [](owner& into, const written& from) { codec::read(into.*member, from); },
                             .show = [](const owner& what) { return codec::show(what.*member); }};
}

// The rows of a struct; as_json<type> for each that has some.
template <class type>
struct rows_of;

struct anything {
    template <class type>
    operator type() const;  // NOLINT(google-explicit-constructor): it stands for any initialiser
};
template <class type, std::size_t... n>
constexpr bool takes(std::index_sequence<n...>) {
    return requires { type{(static_cast<void>(n), anything{})...}; };
}
// How many members an aggregate has.
template <class type, std::size_t n = 40>
constexpr std::size_t member_count() {
    if constexpr (takes<type>(std::make_index_sequence<n>()))
        return n;
    else
        return member_count<type, n - 1>();
}

// Complains of every key that is neither a row's nor the other one, and of each that is needed and not there.
template <class type>
void read_members(type& into, const written& from, std::string_view other = {}) {
    const auto& rows = rows_of<type>::all;
    static_assert(std::size(rows_of<type>::all) == member_count<type>(), "every member has its row");
    std::vector<std::string_view> names;
    names.reserve(rows.size() + 1);
    for (const auto& each : rows) names.push_back(each.name);
    if (!other.empty()) names.push_back(other);
    if (!from.what().is_object()) return from.complain("an object with keys such as " + std::string(names.front()));
    from.members(names, [&](std::string_view key, const written& item) {
        for (const auto& each : rows)
            if (each.name == key) each.read(into, item);
    });
    for (const auto& each : rows)
        if (each.kept == presence::needed && !from.what().contains(each.name))
            from.complain_at(each.name, "is missing");
}

template <class type>
    requires requires { rows_of<type>::all; }
struct as_json<type> {
    static void read(type& into, const written& from) { read_members(into, from); }
    static value show(const type& what) {
        value made = value::object();
        for (const auto& each : rows_of<type>::all) made[std::string(each.name)] = each.show(what);
        return made;
    }
};

}  // namespace api::json
