// What a persona does of its own, as JSON: keys are the members' names.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "api/json/persona_codec.hpp"
#include "api/json/persona_grammar.hpp"
#include "api/json/persona_reply.hpp"
#include "mocksmtp/smtp/persona.hpp"

namespace api::json {

// "PLAIN", or with /tls or /plain behind it, as --mechanisms has it.
template <>
struct as_json<std::vector<mocksmtp::smtp::mechanism_offer>> {
    static void read(std::vector<mocksmtp::smtp::mechanism_offer>& into, const written& from);
    static value show(const std::vector<mocksmtp::smtp::mechanism_offer>& what);
};

template <>
struct words_of<mocksmtp::smtp::overlong_line> {
    using type = mocksmtp::smtp::overlong_line;
    static constexpr std::array all = {word<type>{"refused", type::refused}, word<type>{"cut_off", type::cut_off}};
};

template <>
struct words_of<mocksmtp::smtp::local_part_quoting> {
    using type = mocksmtp::smtp::local_part_quoting;
    static constexpr std::array all = {word<type>{"as_written", type::as_written}, word<type>{"removed", type::removed},
                                       word<type>{"as_needed", type::as_needed}};
};

template <>
struct rows_of<mocksmtp::smtp::echo_habits> {
    using type = mocksmtp::smtp::echo_habits;
    static constexpr std::array all = {row<&type::controls>("controls"), row<&type::quoting>("quoting"),
                                       row<&type::most_octets>("most_octets")};
};

template <>
struct words_of<mocksmtp::smtp::base64_reading> {
    using type = mocksmtp::smtp::base64_reading;
    static constexpr std::array all = {word<type>{"strict", type::strict},
                                       word<type>{"excess_padding", type::excess_padding},
                                       word<type>{"lenient", type::lenient}};
};

template <>
struct words_of<mocksmtp::smtp::pipelining> {
    using type = mocksmtp::smtp::pipelining;
    static constexpr std::array all = {word<type>{"taken", type::taken},
                                       word<type>{"not_behind_greeting", type::not_behind_greeting},
                                       word<type>{"only_after_ehlo", type::only_after_ehlo},
                                       word<type>{"not_behind_data", type::not_behind_data},
                                       word<type>{"held_against", type::held_against},
                                       word<type>{"refused", type::refused}};
};

template <>
struct words_of<mocksmtp::smtp::fixed_answer::moment> {
    using type = mocksmtp::smtp::fixed_answer::moment;
    static constexpr std::array all = {word<type>{"always", type::always},
                                       word<type>{"before_greeting", type::before_greeting},
                                       word<type>{"after_greeting", type::after_greeting}};
};

template <>
struct words_of<mocksmtp::smtp::error_limit::kind> {
    using type = mocksmtp::smtp::error_limit::kind;
    static constexpr std::array all = {
        word<type>{"refusals", type::refusals}, word<type>{"unknown_commands", type::unknown_commands},
        word<type>{"syntax_errors", type::syntax_errors}, word<type>{"idle_commands", type::idle_commands},
        word<type>{"rejections_in_a_row", type::rejections_in_a_row}};
};

template <>
struct words_of<mocksmtp::smtp::error_limit::manner> {
    using type = mocksmtp::smtp::error_limit::manner;
    static constexpr std::array all = {word<type>{"instead", type::instead}, word<type>{"behind", type::behind},
                                       word<type>{"next_command", type::next_command}};
};

template <>
struct rows_of<mocksmtp::smtp::fixed_answer> {
    using type = mocksmtp::smtp::fixed_answer;
    static constexpr std::array all = {row<&type::line>("line", presence::needed),
                                       row<&type::said>("said", presence::needed), row<&type::when>("when")};
};

template <>
struct rows_of<mocksmtp::smtp::error_limit> {
    using type = mocksmtp::smtp::error_limit;
    static constexpr std::array all = {row<&type::counted>("counted"), row<&type::most>("most", presence::needed),
                                       row<&type::said>("said"), row<&type::how>("how")};
};

template <>
struct rows_of<mocksmtp::smtp::auth_habits> {
    using type = mocksmtp::smtp::auth_habits;
    static constexpr std::array all = {row<&type::mechanisms>("mechanisms"),
                                       row<&type::always_required>("always_required"),
                                       row<&type::needs_ehlo>("needs_ehlo"),
                                       row<&type::also_listed>("also_listed"),
                                       row<&type::user_prompt, any_text>("user_prompt"),
                                       row<&type::password_prompt, any_text>("password_prompt"),
                                       row<&type::keyword_stays>("keyword_stays"),
                                       row<&type::equals_is_empty>("equals_is_empty"),
                                       row<&type::other_authzid>("other_authzid"),
                                       row<&type::blanks_in_response>("blanks_in_response"),
                                       row<&type::exact_case>("exact_case"),
                                       row<&type::during_mail>("during_mail"),
                                       row<&type::login_equals_is_none>("login_equals_is_none"),
                                       row<&type::base64>("base64"),
                                       row<&type::empty_challenge>("empty_challenge")};
};

template <>
struct rows_of<mocksmtp::smtp::recipient_habits> {
    using type = mocksmtp::smtp::recipient_habits;
    static constexpr std::array all = {row<&type::unqualified_is_local>("unqualified_is_local"),
                                       row<&type::any_mailbox>("any_mailbox"),
                                       row<&type::subaddress>("subaddress"),
                                       row<&type::percent_is_relaying>("percent_is_relaying"),
                                       row<&type::own_literal_is_local>("own_literal_is_local"),
                                       row<&type::refusals_outlast_mail>("refusals_outlast_mail"),
                                       row<&type::max_bad>("max_bad")};
};

template <>
struct rows_of<mocksmtp::smtp::data_habits> {
    using type = mocksmtp::smtp::data_habits;
    static constexpr std::array all = {
        row<&type::any_line_end>("any_line_end"),       row<&type::bare_lf_refused>("bare_lf_refused"),
        row<&type::bare_cr_refused>("bare_cr_refused"), row<&type::lf_dot_refused>("lf_dot_refused"),
        row<&type::nul_refused>("nul_refused"),         row<&type::header_section_required>("header_section_required"),
        row<&type::required_fields>("required_fields")};
};

template <>
struct rows_of<mocksmtp::smtp::sequence_habits> {
    using type = mocksmtp::smtp::sequence_habits;
    static constexpr std::array all = {row<&type::need_greeting, upper_case>("need_greeting"),
                                       row<&type::need_login, upper_case>("need_login"),
                                       row<&type::greets_once>("greets_once"),
                                       row<&type::greeting_survives_tls>("greeting_survives_tls"),
                                       row<&type::greeting_keeps_mail>("greeting_keeps_mail"),
                                       row<&type::starttls_listed_first>("starttls_listed_first"),
                                       row<&type::starttls_again>("starttls_again"),
                                       row<&type::starttls_during_mail>("starttls_during_mail"),
                                       row<&type::starttls_after_login>("starttls_after_login"),
                                       row<&type::nested_mail_replaces>("nested_mail_replaces"),
                                       row<&type::need_tls, upper_case>("need_tls"),
                                       row<&type::size_refusal_sticks>("size_refusal_sticks"),
                                       row<&type::sequence_first>("sequence_first")};
};

}  // namespace api::json
