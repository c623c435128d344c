// Haraka 3.1.7.
#include "mocksmtp/personas/haraka.hpp"

#include "mocksmtp/personas/wording.hpp"

namespace mocksmtp::personas {

namespace {

using enum smtp::reply_id;
using enum smtp::path_trait;

void speak_as_haraka(smtp::persona& face) {
    reword(face,
           {
               {starttls_needs_greeting, "500 Unrecognized command"},
               {auth_line_too_long, "521 Command line too long", then::hangs_up},
               // Its connection's id: ours has none yet, not even a number, before the client has spoken.
               {banner, "220 {hostname} ESMTP Haraka/{version} ready (5D28A3)"},
               {closing, "221 {hostname} closing connection. Have a jolly good day."},
               {too_many_errors, "421 Too many errors"},
               {greeting_helo, "250 {hostname} Hello [{peer_ip}], Haraka is at your service."},
               {greeting_ehlo, "250 {hostname} Hello [{peer_ip}], Haraka is at your service."},
               {helo_needs_name, "501 {verb} requires domain/address - see RFC-2821 4.1.1.1"},
               {mail_needs_greeting, "503 Use EHLO/HELO before MAIL"},
               {ready_for_tls, "220 Go ahead."},
               {tls_already_on, "500 Unrecognized command"},
               {auth_succeeded, "235 2.7.0 Authentication successful"},
               {auth_failed, "535 5.7.8 Authentication failed"},
               {auth_cancelled, "504 Invalid AUTH string"},
               {auth_malformed, "504 Invalid AUTH string"},
               {auth_bad_base64, "504 Invalid AUTH string"},
               {auth_syntax, "504 Invalid AUTH string"},
               {auth_extra_nul, "535 5.7.8 Authentication failed"},
               {auth_empty_password, "504 Invalid AUTH string"},
               {auth_mechanism_unknown, "500 Unrecognized command"},
               {auth_mechanism_missing, "500 Unrecognized command"},
               {auth_already_done, "521 bad protocol"},
               {auth_not_offered, "500 Unrecognized command"},
               {auth_needs_greeting, "500 Unrecognized command"},
               {sender_ok, "250 sender <{address}> OK"},
               {sender_syntax, "501 Invalid MAIL FROM address"},
               {recipient_ok, "250 recipient <{address}> OK"},
               {recipient_syntax, "501 Invalid RCPT TO address"},
               {recipient_needs_sender, "503 Use MAIL before RCPT"},
               {user_unknown, "550 I cannot deliver mail for <{address}>"},
               {relay_denied, "550 I cannot deliver mail for <{address}>"},
               {parameter_invalid, "501 Command parsing failed\nError: Syntax error in parameters (\"{detail}\")"},
               {parameter_unknown, "555 Invalid command parameters"},
               {message_too_big, "550 Message too big!"},
               {start_data, "354 go ahead, make my day"},
               {data_needs_sender, "503 MAIL required first"},
               {data_needs_recipient, "503 RCPT required first"},
               {message_accepted, "250 Message Queued ({queue_id})"},
               {reset_done, "250 OK"},
               {nothing_done, "250 OK"},
               {vrfy_cannot_say, "252 Just try sending a mail and we'll see how it turns out..."},
               {vrfy_needs_argument, "252 Just try sending a mail and we'll see how it turns out..."},
               {help_text, "250 Not implemented"},
               {command_unknown, "500 Unrecognized command"},
               {command_empty, "500 Unrecognized command"},
               {argument_not_allowed, "501 Syntax error"},
               {line_too_long, "521 Command line too long", then::hangs_up},
               {bare_lf_refused, "451 Bare line-feed; see http://haraka.github.io/barelf/"},
           });
}

}  // namespace

smtp::persona make_haraka() {
    smtp::persona face;
    face.name = "haraka";
    face.version = "3.1.7";
    face.keywords = {"PIPELINING", "8BITMIME", "SMTPUTF8", "SIZE {size}", "STARTTLS", "AUTH"};
    face.max_line_octets = 512;
    face.auth = {.mechanisms = mechanisms("PLAIN LOGIN CRAM-MD5"),
                 .needs_ehlo = true,
                 .keyword_stays = true,
                 .empty_challenge = " "};
    face.recipients.any_mailbox = true;
    face.auth.base64 = smtp::base64_reading::lenient;
    face.auth.during_mail = true;
    face.auth.blanks_in_response = false;
    face.sequence = {.need_greeting = {"MAIL", "AUTH"}, .nested_mail_replaces = true, .sequence_first = true};
    face.reads.unknown_verbs = {"BDAT", "EXPN", "ETRN", "VERB"};
    face.reads.no_argument = {"DATA", "STARTTLS", "RSET", "QUIT"};
    const auto failed = said("501 Command parsing failed\nError: Syntax error in address: {path}");
    const std::vector<smtp::path_refusal> refused = {
        {unclosed},       {unopened},        {junk_behind}, {without_local_part}, {bad_literal},
        {not_dot_string}, {long_local_part}, {long_path},   {bad_domain},         {unreadable}};
    face.reads.sender = {.anything = true, .refused = refused};
    face.reads.sender.refused.push_back({without_domain});
    face.reads.recipient = {.anything = true, .refused = refused};
    face.reads.recipient.refused.push_back({without_domain, failed});
    face.reads.recipient.refused.push_back({null_path, failed});
    face.reads.mail_parameters = {.known = {}, .anything = true};
    face.reads.rcpt_parameters = {.known = {}, .anything = true};
    face.max_recipients = 1000000;
    face.data = {.any_line_end = true, .lf_dot_refused = true};
    face.sequence.need_greeting.emplace_back("STARTTLS");
    face.sequence.starttls_again = true;
    face.reads.mail_parameters.known = {{.name = "SIZE", .any_value = true}};
    face.reads.mail_parameters.only_after_ehlo = true;
    face.reads.rcpt_parameters.only_after_ehlo = true;
    face.reads.mail_parameters.values_needed = true;
    face.reads.rcpt_parameters.values_needed = true;
    face.reads.blanks = " ";
    speak_as_haraka(face);
    return face;
}

}  // namespace mocksmtp::personas
