// What a client did wrong or unusually, under a name that never changes.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace mocksmtp::base {

enum class severity { note, warning, error };
std::string_view name(severity how);

// The names are those of the enumerators and are part of the API.
enum class diagnostic_code {
    address_domain_invalid,
    address_list_empty,
    address_not_utf8,
    address_without_domain,
    alternative_order_wrong,
    auth_before_ehlo,
    auth_initial_response_not_allowed,
    auth_plaintext_without_tls,
    auto_submitted_invalid,
    bare_address,
    bare_cr,
    bare_lf,
    base64_broken,
    bcc_disclosed,
    boundary_invalid,
    boundary_missing,
    boundary_never_used,
    calendar_invalid,
    calendar_method_mismatch,
    charset_missing,
    charset_unknown,
    charset_wrong,
    command_argument_not_allowed,
    command_control_character,
    command_ended_by_lf,
    command_line_too_long,
    command_not_ascii,
    command_space_wrong,
    content_disposition_invalid,
    content_id_not_found,
    content_id_repeated,
    content_parameter_invalid,
    content_type_invalid,
    data_ended_by_lf,
    date_invalid,
    date_missing,
    date_obsolete,
    day_of_week_wrong,
    delivery_status_invalid,
    duplicate_parameter,
    ehlo_argument_invalid,
    ehlo_argument_missing,
    ehlo_repeated,
    eight_bit_without_8bitmime,
    empty_command,
    encoded_line_too_long,
    encoded_word_broken,
    encoded_word_misplaced,
    encoded_word_splits_character,
    encoded_word_too_long,
    file_name_unsafe,
    from_missing,
    header_address_invalid,
    header_address_obsolete,
    header_control_character,
    header_duplicate,
    header_fold_blank,
    header_in_body,
    header_injection,
    header_line_over_78,
    header_not_ascii,
    header_not_utf8,
    header_space_before_colon,
    header_syntax,
    line_too_long,
    list_unsubscribe_invalid,
    local_part_not_dot_string,
    mail_before_ehlo,
    message_id_invalid,
    message_id_missing,
    mime_version_invalid,
    mime_version_missing,
    multipart_not_closed,
    no_quit,
    nul_in_body,
    one_click_incomplete,
    parameter_not_advertised,
    parts_left_out,
    path_too_long,
    plaintext_behind_starttls,
    quoted_printable_broken,
    quoted_printable_lower_case,
    resent_block_incomplete,
    return_path_present,
    security_layer_broken,
    sender_missing,
    sender_not_single,
    sender_repeats_from,
    size_declared_wrong,
    source_route,
    space_after_colon,
    talked_before_banner,
    talked_before_reply,
    trailing_space,
    transfer_encoding_forbidden,
    transfer_encoding_unknown,
    transfer_encoding_wrong,
    unencoded_utf8_address,
};

// What shows it: what the client says to the server, or the message that it sends.
enum class diagnosed_in { conversation, content };

struct diagnostic_row {
    diagnostic_code code;
    std::string_view name;
    severity how;
    diagnosed_in where;
    std::string_view rfc;       // "5321 4.1.1.2"; empty: no RFC has a say
    std::string_view sentence;  // what happened, for people
};
std::span<const diagnostic_row> diagnostic_rows();
const diagnostic_row& row_of(diagnostic_code code);

struct diagnostic {
    diagnostic_code code = diagnostic_code::empty_command;
    std::string detail;                 // empty: the row's sentence says it all
    std::optional<std::size_t> offset;  // octets into the command line or the message
    friend bool operator==(const diagnostic&, const diagnostic&) = default;
};

// The row's sentence, and the detail behind a colon if there is one; and the detail back from that.
std::string explain(const diagnostic& what);
std::string detail_of(diagnostic_code code, std::string_view explanation);

}  // namespace mocksmtp::base
