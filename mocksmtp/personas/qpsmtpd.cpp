// qpsmtpd 0.94.
#include "mocksmtp/personas/qpsmtpd.hpp"

#include "mocksmtp/personas/wording.hpp"

namespace mocksmtp::personas {

namespace {

using enum smtp::reply_id;
using enum smtp::path_trait;

void speak_as_qpsmtpd(smtp::persona& face) {
    reword(face,
           {
               {banner, "220 {hostname} ESMTP qpsmtpd {version} ready; send us your mail, but not your spam."},
               {closing, "221 {hostname} closing connection. Have a wonderful day."},
               {idle_timeout, "451 Timeout"},
               {too_many_errors, "521 Closing connection, 4 unrecognized commands. Perhaps you should read RFC 2821?"},
               {greeting_helo, "250 {hostname} Hi {peer}; I am so happy to meet you."},
               {greeting_ehlo, "250 {hostname} Hi {peer}"},
               {helo_needs_name, "501 helo requires domain/address - see RFC-2821 4.1.1.1"},
               {greeted_already, "503 but you already said HELO ..."},
               {tls_not_available, "500 Unrecognized command"},
               {auth_succeeded, "235 {mechanism} authentication successful for {user} - auth_flat_file"},
               {auth_failed, "535 {mechanism} authentication failed for {user}"},
               {auth_cancelled, "535 Authentication invalid"},
               {auth_malformed, "535 Authentication invalid"},
               {auth_bad_base64, "535 Authentication invalid"},
               {auth_mechanism_unknown, "504 Unimplemented authentification mechanism: {detail}"},
               {auth_already_done, "503 but you already said AUTH ..."},
               {auth_not_during_mail, "503 AUTH is not allowed during a mail transaction"},
               {auth_not_offered, "500 Unrecognized command"},
               {sender_ok, "250 <{address}>, sender OK - how exciting to get mail from you!"},
               {sender_syntax, "501 could not parse your mail from command"},
               {mail_malformed, "501 Syntax error in command"},
               {rcpt_malformed, "501 Syntax error in command"},
               {recipient_ok, "250 <{address}>, recipient ok"},
               {recipient_syntax, "501 could not parse recipient"},
               {recipient_needs_sender, "503 Use MAIL before RCPT"},
               {user_unknown, "550 <{address}>, no such user here"},
               {relay_denied, "550 Relaying denied (#5.7.1)"},
               {too_many_recipients, "452 Too many recipients"},
               {parameter_invalid, "501 Syntax error in parameters"},
               {start_data, "354 go ahead"},
               {data_needs_sender, "503 MAIL first"},
               {data_needs_recipient, "503 RCPT first"},
               {message_accepted, "250 Queued! {message_id}"},
               {message_empty, "552 You must send some data first"},
               {headers_missing, "552 901"},
               {reset_done, "250 OK"},
               {nothing_done, "250 OK"},
               {vrfy_cannot_say, "252 Just try sending a mail and we'll see how it turns out ..."},
               {vrfy_needs_argument, "252 Just try sending a mail and we'll see how it turns out ..."},
               {help_text,
                "214 This is qpsmtpd {version}\nSee http://smtpd.develooper.com/\nTo report bugs or send comments, "
                "mail to <ask@develooper.com>."},
               {command_unknown, "500 Unrecognized command"},
               {command_empty, "500 Unrecognized command"},
               {bare_lf_refused, "421 See http://smtpd.develooper.com/barelf.html"},
           });
}

}  // namespace

smtp::persona make_qpsmtpd() {
    smtp::persona face;
    face.name = "qpsmtpd";
    face.version = "0.94";
    face.keywords = {"PIPELINING", "8BITMIME", "AUTH"};
    using enum smtp::error_limit::manner;
    face.error_limits = {{.counted = smtp::error_limit::kind::unknown_commands, .most = 3, .how = instead}};
    face.auth = {.mechanisms = mechanisms("PLAIN LOGIN CRAM-MD5"), .needs_ehlo = true, .empty_challenge = " "};
    face.recipients.any_mailbox = true;
    face.data = {.any_line_end = true};
    face.sequence = {.greets_once = true, .nested_mail_replaces = true, .sequence_first = true};
    face.reads.unknown_verbs = {"BDAT", "EXPN", "ETRN", "VERB", "STARTTLS"};
    face.reads.no_argument = {};
    const std::vector<smtp::path_refusal> refused = {{bare},   {unclosed},    {unopened},           {without_domain},
                                                     {quoted}, {junk_behind}, {without_local_part}, {unreadable}};
    face.reads.sender = {.anything = true, .refused = refused};
    face.reads.recipient = {.anything = true, .refused = refused};
    face.reads.recipient.refused.push_back({null_path});
    face.reads.mail_parameters = {.known = {}, .anything = true};
    face.reads.rcpt_parameters = {.known = {}, .anything = true};
    face.reads.mail_parameters.values_needed = true;
    face.reads.rcpt_parameters.values_needed = true;
    face.max_recipients = 1000000;
    face.data.lf_dot_refused = true;
    face.data.required_fields = {"From", "Date"};
    face.auth.base64 = smtp::base64_reading::lenient;
    face.echo.quoting = smtp::local_part_quoting::as_needed;
    face.max_line_octets = 65536;
    face.reads.sender.refused.push_back({not_dot_string});
    speak_as_qpsmtpd(face);
    return face;
}

}  // namespace mocksmtp::personas
