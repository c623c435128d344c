// Ties a row of the option table to a member of the options and to the codec of its values.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "mocksmtp/options_table.hpp"

namespace mocksmtp::option_values {

template <class type>
constexpr bool is_list = false;
template <class type>
constexpr bool is_list<std::vector<type>> = true;

// The value a member pointer means, whether it belongs to the program's options or to the mock's.
template <auto member, class all_options>
auto& value_of(all_options& all) {
    if constexpr (requires { all.*member; }) {
        return all.*member;
    } else {
        return all.mock.*member;
    }
}

template <auto member, class codec>
std::optional<refused_value> assign(program_options& all, std::span<const std::string> given) {
    auto& value = value_of<member>(all);
    std::vector<typename codec::value> read;
    for (std::size_t i = 0; i < given.size(); ++i) {
        for (const auto& part : codec::parts(given[i])) {
            auto result = codec::parse(part);
            if (const auto* wrong = std::get_if<complaint>(&result)) return refused_value{i, wrong->what};
            read.push_back(std::move(*std::get_if<0>(&result)));
        }
    }
    if constexpr (is_list<std::remove_reference_t<decltype(value)>>) {
        value = std::move(read);
    } else {
        if (read.empty()) return refused_value{0, "expected a value"};
        if (read.size() > 1) return refused_value{1, "given more than once"};
        value = std::move(read.front());
    }
    return std::nullopt;
}

template <auto member>
void copy(program_options& to, const program_options& from) {
    value_of<member>(to) = value_of<member>(from);
}

template <auto member, class codec>
std::vector<std::string> show(const program_options& all, secrets how) {
    const auto& value = value_of<member>(all);
    using type = std::remove_cvref_t<decltype(value)>;
    std::vector<std::string> texts;
    if constexpr (is_list<type>) {
        for (const auto& one : value) texts.push_back(codec::print(one, how));
    } else if constexpr (std::is_same_v<type, std::optional<typename codec::value>>) {
        if (value) texts.push_back(codec::print(*value, how));
    } else if constexpr (std::is_same_v<type, std::string>) {
        if (!value.empty()) texts.push_back(codec::print(value, how));
    } else {
        texts.push_back(codec::print(value, how));
    }
    return texts;
}

template <auto member, class codec>
constexpr option_row row(option_row given) {
    using type = std::remove_cvref_t<decltype(value_of<member>(std::declval<program_options&>()))>;
    if (given.placeholder.empty()) given.placeholder = codec::placeholder;
    given.json = codec::json;
    given.repeatable = is_list<type>;
    given.assign = &assign<member, codec>;
    given.copy = &copy<member>;
    given.show = &show<member, codec>;
    return given;
}

}  // namespace mocksmtp::option_values
