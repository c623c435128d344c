// The submission service of Dovecot 2.3.
#include "mocksmtp/personas/dovecot_submission.hpp"

#include "mocksmtp/personas/wording.hpp"

namespace mocksmtp::personas {

namespace {

using enum smtp::reply_id;
using enum smtp::path_trait;

void speak_as_dovecot_submission(smtp::persona& face) {
    reword(face, {
                     {client_rejected, "500 5.5.2 Invalid command syntax"},
                     {banner, "220 {hostname} Dovecot (Debian) ready."},
                     {closing, "221 2.0.0 Bye"},
                     {idle_timeout, "421 4.4.2 {hostname} Disconnected for inactivity."},
                     {too_many_errors, "421 4.7.0 {hostname} Too many invalid commands."},
                     {greeting_helo, "250 {hostname}"},
                     {greeting_ehlo, "250 {hostname}"},
                     {helo_needs_name, "501 Missing hostname"},
                     {ready_for_tls, "220 2.0.0 Begin TLS negotiation now."},
                     {tls_not_available, "502 5.5.1 TLS support is not enabled."},
                     {tls_already_on, "502 5.5.1 TLS is already active."},
                     {auth_succeeded, "235 2.7.0 Logged in."},
                     {auth_failed, "535 5.7.8 Authentication failed."},
                     {auth_cancelled, "501 5.5.2 Authentication aborted by client."},
                     {auth_malformed, "535 5.7.8 Authentication failed."},
                     {auth_bad_base64, "535 5.7.8 Invalid base64 in response"},
                     {auth_bad_base64_initial, "501 5.5.2 Invalid base64 data in initial response"},
                     {auth_syntax, "501 5.5.4 Invalid parameters"},
                     {auth_line_too_long, "500 5.5.2 Line too long"},
                     {auth_mechanism_unknown, "504 5.5.4 Unsupported authentication mechanism."},
                     {auth_mechanism_missing, "501 5.5.4 Missing SASL mechanism parameter"},
                     {auth_already_done, "503 5.5.0 Already authenticated"},
                     {auth_not_offered, "504 5.5.4 Unsupported authentication mechanism."},
                     {auth_required, "530 5.7.0 Authentication required."},
                     {sender_ok, "250 2.1.0 Ok"},
                     {sender_syntax, "501 5.5.4 Invalid FROM: Path syntax error"},
                     {mail_malformed, "501 5.5.4 Invalid parameters"},
                     {rcpt_malformed, "501 5.5.4 Invalid parameters"},
                     {recipient_syntax, "501 5.5.4 Invalid TO: Path syntax error"},
                     {recipient_needs_sender, "503 5.5.0 MAIL needed first"},
                     {user_unknown, "550 5.1.1 <{address}> User doesn't exist: {address}"},
                     {relay_denied, "550 5.7.1 <{address}>: Relay access denied"},
                     {auth_empty_user, "535 5.7.8 Authentication failed."},
                     {start_data, "354 OK"},
                     {data_needs_sender, "503 5.5.0 MAIL needed first"},
                     {data_needs_recipient, "554 5.5.0 No valid recipients"},
                     {message_accepted, "250 2.0.0 Ok: queued as {queue_id}"},
                     {reset_done, "250 2.0.0 OK"},
                     {nothing_done, "250 2.0.0 OK"},
                     {command_unknown, "500 5.5.1 Unknown command"},
                     {command_empty, "500 5.5.1 Unknown command"},
                     {command_not_utf8, "500 5.5.2 Invalid command syntax"},
                     {nul_in_command, "500 5.5.2 Invalid command syntax"},
                     {argument_not_allowed, "501 5.5.4 Invalid parameters"},
                     {line_too_long, "500 5.5.2 Line too long"},
                 });
}

}  // namespace

smtp::persona make_dovecot_submission() {
    smtp::persona face;
    face.name = "dovecot-submission";
    face.keywords = {"8BITMIME", "AUTH",     "BURL imap", "CHUNKING", "ENHANCEDSTATUSCODES",
                     "SIZE",     "STARTTLS", "PIPELINING"};
    face.max_line_octets = 8192;
    face.fixed = {{"XCLIENT *", said("550 5.7.14 You are not from trusted IP")}};
    face.error_limits = {{.counted = smtp::error_limit::kind::rejections_in_a_row, .most = 10}};
    face.auth = {.mechanisms = mechanisms("PLAIN LOGIN CRAM-MD5 DIGEST-MD5 SCRAM-SHA-1 SCRAM-SHA-256"),
                 .always_required = true,
                 .blanks_in_response = false};
    face.sequence.need_login = {"MAIL", "RCPT", "DATA", "BDAT", "VRFY"};
    face.reads.unknown_verbs = {"EXPN", "ETRN", "VERB", "HELP"};
    face.reads.no_argument = {"STARTTLS", "RSET", "QUIT"};
    face.reads.controls_refused = true;
    face.reads.eighth_bit = smtp::eighth_bit_habit::refused_unless_utf8;
    face.odd_verbs_rejected = true;
    face.digits_are_odd = true;
    face.auth.login_equals_is_none = true;
    face.max_line_octets = 1024;
    face.sequence.starttls_after_login = false;
    face.reads.blanks = " ";
    speak_as_dovecot_submission(face);
    return face;
}

}  // namespace mocksmtp::personas
