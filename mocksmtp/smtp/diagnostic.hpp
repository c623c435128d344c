// What a client did wrong or unusually, under a name that never changes.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace mocksmtp::smtp {

enum class severity { note, warning, error };
std::string_view name(severity how);

// What the conversation and its line ends show; the names are those of the enumerators and are part of the API.
enum class diagnostic_code {
    address_without_domain,
    auth_before_ehlo,
    auth_initial_response_not_allowed,
    auth_plaintext_without_tls,
    bare_address,
    bare_cr,
    bare_lf,
    command_argument_not_allowed,
    command_ended_by_lf,
    command_line_too_long,
    command_not_ascii,
    data_ended_by_lf,
    duplicate_parameter,
    ehlo_argument_invalid,
    ehlo_argument_missing,
    ehlo_repeated,
    empty_command,
    local_part_not_dot_string,
    mail_before_ehlo,
    no_quit,
    parameter_not_advertised,
    path_too_long,
    plaintext_behind_starttls,
    security_layer_broken,
    size_declared_wrong,
    source_route,
    space_after_colon,
    talked_before_banner,
    talked_before_reply,
    trailing_space,
    unencoded_utf8_address,
};

struct diagnostic_row {
    diagnostic_code code;
    std::string_view name;
    severity how;
    std::string_view rfc;       // "5321 4.1.1.2"
    std::string_view sentence;  // what happened, for people
};
std::span<const diagnostic_row> diagnostics();
const diagnostic_row& row(diagnostic_code code);

struct diagnostic {
    diagnostic_code code = diagnostic_code::empty_command;
    std::string detail;                 // empty: the row's sentence says it all
    std::optional<std::size_t> offset;  // octets into the command line or the message
    friend bool operator==(const diagnostic&, const diagnostic&) = default;
};

}  // namespace mocksmtp::smtp
