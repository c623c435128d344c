#include "mocksmtp/smtp/reply_names.hpp"

#include <cstddef>
#include <iterator>

namespace mocksmtp::smtp {

namespace {

using enum reply_id;

struct name_row {
    reply_id id;
    std::string_view name;
};

constexpr name_row names[] = {
    {banner, "banner"},
    {too_many_connections, "too_many_connections"},
    {closing, "closing"},
    {idle_timeout, "idle_timeout"},
    {shutting_down, "shutting_down"},
    {too_many_errors, "too_many_errors"},
    {greeting_helo, "greeting_helo"},
    {greeting_ehlo, "greeting_ehlo"},
    {helo_needs_name, "helo_needs_name"},
    {helo_name_invalid, "helo_name_invalid"},
    {ready_for_tls, "ready_for_tls"},
    {tls_not_available, "tls_not_available"},
    {tls_already_on, "tls_already_on"},
    {tls_required, "tls_required"},
    {auth_succeeded, "auth_succeeded"},
    {auth_failed, "auth_failed"},
    {auth_cancelled, "auth_cancelled"},
    {auth_malformed, "auth_malformed"},
    {auth_bad_base64, "auth_bad_base64"},
    {auth_line_too_long, "auth_line_too_long"},
    {auth_mechanism_unknown, "auth_mechanism_unknown"},
    {auth_mechanism_missing, "auth_mechanism_missing"},
    {auth_already_done, "auth_already_done"},
    {auth_not_during_mail, "auth_not_during_mail"},
    {auth_not_offered, "auth_not_offered"},
    {auth_required, "auth_required"},
    {auth_too_many_failures, "auth_too_many_failures"},
    {auth_temporary_failure, "auth_temporary_failure"},
    {sender_ok, "sender_ok"},
    {sender_syntax, "sender_syntax"},
    {sender_already_given, "sender_already_given"},
    {recipient_ok, "recipient_ok"},
    {recipient_syntax, "recipient_syntax"},
    {recipient_needs_sender, "recipient_needs_sender"},
    {user_unknown, "user_unknown"},
    {relay_denied, "relay_denied"},
    {too_many_recipients, "too_many_recipients"},
    {parameter_unknown, "parameter_unknown"},
    {parameter_invalid, "parameter_invalid"},
    {parameter_duplicate, "parameter_duplicate"},
    {smtputf8_needed, "smtputf8_needed"},
    {message_too_big, "message_too_big"},
    {start_data, "start_data"},
    {data_needs_sender, "data_needs_sender"},
    {data_needs_recipient, "data_needs_recipient"},
    {data_not_for_binary, "data_not_for_binary"},
    {data_after_bdat, "data_after_bdat"},
    {message_accepted, "message_accepted"},
    {chunk_accepted, "chunk_accepted"},
    {bdat_syntax, "bdat_syntax"},
    {store_full, "store_full"},
    {reset_done, "reset_done"},
    {nothing_done, "nothing_done"},
    {vrfy_cannot_say, "vrfy_cannot_say"},
    {expn_cannot_say, "expn_cannot_say"},
    {help_text, "help_text"},
    {etrn_queued, "etrn_queued"},
    {etrn_syntax, "etrn_syntax"},
    {verb_done, "verb_done"},
    {command_unknown, "command_unknown"},
    {command_empty, "command_empty"},
    {command_syntax, "command_syntax"},
    {argument_missing, "argument_missing"},
    {argument_not_allowed, "argument_not_allowed"},
    {line_too_long, "line_too_long"},
    {strict_refusal, "strict_refusal"},
    {strict_message_refusal, "strict_message_refusal"},
    {mailbox_full, "mailbox_full"},
    {greylisted, "greylisted"},
    {rate_limited, "rate_limited"},
    {blocked, "blocked"},
    {sender_rejected, "sender_rejected"},
    {content_rejected, "content_rejected"},
    {internal_error, "internal_error"},
    {greeting_needed, "greeting_needed"},
    {mail_needs_greeting, "mail_needs_greeting"},
    {auth_needs_greeting, "auth_needs_greeting"},
    {starttls_needs_greeting, "starttls_needs_greeting"},
    {vrfy_needs_greeting, "vrfy_needs_greeting"},
    {greeted_already, "greeted_already"},
    {command_not_now, "command_not_now"},
    {mail_malformed, "mail_malformed"},
    {rcpt_malformed, "rcpt_malformed"},
    {command_not_implemented, "command_not_implemented"},
    {nul_in_command, "nul_in_command"},
    {command_not_utf8, "command_not_utf8"},
    {client_rejected, "client_rejected"},
    {pipelining_refused, "pipelining_refused"},
    {synchronization_error, "synchronization_error"},
    {too_many_unknown_commands, "too_many_unknown_commands"},
    {too_many_idle_commands, "too_many_idle_commands"},
    {too_many_bad_recipients, "too_many_bad_recipients"},
    {idle_timeout_in_data, "idle_timeout_in_data"},
    {auth_bad_base64_initial, "auth_bad_base64_initial"},
    {auth_initial_response_needed, "auth_initial_response_needed"},
    {auth_equals_sign, "auth_equals_sign"},
    {auth_syntax, "auth_syntax"},
    {auth_empty_password, "auth_empty_password"},
    {auth_not_for_authzid, "auth_not_for_authzid"},
    {auth_disabled_without_tls, "auth_disabled_without_tls"},
    {starttls_not_during_mail, "starttls_not_during_mail"},
    {mail_parameter_invalid, "mail_parameter_invalid"},
    {rcpt_parameter_invalid, "rcpt_parameter_invalid"},
    {mail_parameter_unknown, "mail_parameter_unknown"},
    {rcpt_parameter_unknown, "rcpt_parameter_unknown"},
    {size_declared_too_big, "size_declared_too_big"},
    {data_all_refused, "data_all_refused"},
    {bdat_needs_sender, "bdat_needs_sender"},
    {bdat_needs_recipient, "bdat_needs_recipient"},
    {last_chunk_accepted, "last_chunk_accepted"},
    {bare_lf_refused, "bare_lf_refused"},
    {bare_cr_refused, "bare_cr_refused"},
    {nul_refused, "nul_refused"},
    {headers_missing, "headers_missing"},
    {vrfy_known, "vrfy_known"},
    {vrfy_unknown, "vrfy_unknown"},
    {vrfy_foreign, "vrfy_foreign"},
    {vrfy_needs_domain, "vrfy_needs_domain"},
    {expn_known, "expn_known"},
    {vrfy_needs_argument, "vrfy_needs_argument"},
    {expn_needs_argument, "expn_needs_argument"},
    {helo_needs_argument, "helo_needs_argument"},
    {help_without_topic, "help_without_topic"},
};

constexpr bool all_in_order() {
    for (std::size_t i = 0; i < std::size(names); ++i)
        if (names[i].id != static_cast<reply_id>(i)) return false;
    return std::size(names) == static_cast<std::size_t>(count_);
}
static_assert(all_in_order(), "every reply_id has its row here, in the order of the enumeration");

}  // namespace

std::string_view name(reply_id which) { return names[static_cast<std::size_t>(which)].name; }

}  // namespace mocksmtp::smtp
