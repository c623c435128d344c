// How a persona reads commands, as JSON: keys are the members' names.
#pragma once

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "api/json/persona_codec.hpp"
#include "api/json/persona_reply.hpp"
#include "mocksmtp/base/text.hpp"
#include "mocksmtp/smtp/grammar.hpp"

namespace api::json {

// May hold any octet, line ends included.
struct any_text {
    static void read(std::string& into, const written& from) { into = from.text().value_or(into); }
    static value show(const std::string& what) { return what; }
};

// Names of commands and parameters, which are upper case inside.
struct upper_case {
    static void read(std::string& into, const written& from) {
        if (const auto word = from.line()) into = mocksmtp::base::to_upper(*word);
    }
    static void read(std::vector<std::string>& into, const written& from) {
        as_json<std::vector<std::string>>::read(into, from);
        for (std::string& each : into) each = mocksmtp::base::to_upper(each);
    }
    template <class type>
    static value show(const type& what) {
        return as_json<type>::show(what);
    }
};

template <>
struct words_of<mocksmtp::smtp::nul_habit> {
    using type = mocksmtp::smtp::nul_habit;
    static constexpr std::array all = {word<type>{"kept", type::kept}, word<type>{"ends_line", type::ends_line},
                                       word<type>{"refused", type::refused}};
};

template <>
struct words_of<mocksmtp::smtp::eighth_bit_habit> {
    using type = mocksmtp::smtp::eighth_bit_habit;
    static constexpr std::array all = {
        word<type>{"kept", type::kept}, word<type>{"refused_unless_utf8", type::refused_unless_utf8},
        word<type>{"refused_in_verb", type::refused_in_verb}, word<type>{"stripped", type::stripped}};
};

template <>
struct words_of<mocksmtp::smtp::path_trait> {
    using type = mocksmtp::smtp::path_trait;
    static constexpr std::size_t count = static_cast<std::size_t>(type::unreadable) + 1;
    inline static const std::array<word<type>, count> all = [] {
        std::array<word<type>, count> made{};
        for (std::size_t i = 0; i < count; ++i) made[i] = {name(static_cast<type>(i)), static_cast<type>(i)};
        return made;
    }();
};

template <>
struct rows_of<mocksmtp::smtp::path_refusal> {
    using type = mocksmtp::smtp::path_refusal;
    static constexpr std::array all = {row<&type::trait>("trait", presence::needed), row<&type::said>("said")};
};

template <>
struct rows_of<mocksmtp::smtp::path_grammar> {
    using type = mocksmtp::smtp::path_grammar;
    static constexpr std::array all = {row<&type::anything>("anything"), row<&type::refused>("refused")};
};

template <>
struct rows_of<mocksmtp::smtp::parameter_grammar> {
    using type = mocksmtp::smtp::parameter_grammar;
    static constexpr std::array all = {row<&type::name, upper_case>("name", presence::needed),
                                       row<&type::repeatable>("repeatable"),
                                       row<&type::ignored>("ignored"),
                                       row<&type::any_value>("any_value"),
                                       row<&type::empty_is_none>("empty_is_none"),
                                       row<&type::values, upper_case>("values"),
                                       row<&type::refused>("refused"),
                                       row<&type::mixed>("mixed"),
                                       row<&type::invalid>("invalid"),
                                       row<&type::no_value>("no_value"),
                                       row<&type::again>("again")};
};

template <>
struct rows_of<mocksmtp::smtp::parameters_grammar> {
    using type = mocksmtp::smtp::parameters_grammar;
    static constexpr std::array all = {
        row<&type::known>("known"),         row<&type::anything>("anything"),
        row<&type::any_name>("any_name"),   row<&type::only_after_ehlo>("only_after_ehlo"),
        row<&type::too_early>("too_early"), row<&type::values_needed>("values_needed")};
};

template <>
struct rows_of<mocksmtp::smtp::greeting_grammar> {
    using type = mocksmtp::smtp::greeting_grammar;
    static constexpr std::array all = {row<&type::may_be_missing>("may_be_missing"), row<&type::marks>("marks"),
                                       row<&type::hyphens_at_ends>("hyphens_at_ends"),
                                       row<&type::max_octets>("max_octets"),
                                       row<&type::literals_checked>("literals_checked")};
};

template <>
struct rows_of<mocksmtp::smtp::grammar> {
    using type = mocksmtp::smtp::grammar;
    static constexpr std::array all = {row<&type::unknown_verbs, upper_case>("unknown_verbs"),
                                       row<&type::not_implemented_verbs, upper_case>("not_implemented_verbs"),
                                       row<&type::no_argument, upper_case>("no_argument"),
                                       row<&type::lf_ends_line>("lf_ends_line"),
                                       row<&type::blanks, any_text>("blanks"),
                                       row<&type::leading_blanks>("leading_blanks"),
                                       row<&type::keyword_optional>("keyword_optional"),
                                       row<&type::nul>("nul"),
                                       row<&type::controls_refused>("controls_refused"),
                                       row<&type::eighth_bit>("eighth_bit"),
                                       row<&type::greeting>("greeting"),
                                       row<&type::sender>("sender"),
                                       row<&type::recipient>("recipient"),
                                       row<&type::mail_parameters>("mail_parameters"),
                                       row<&type::rcpt_parameters>("rcpt_parameters")};
};

}  // namespace api::json
