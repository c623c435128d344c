// Exim 4.96 with the access lists of Debian.
#include "mocksmtp/personas/exim.hpp"

#include "mocksmtp/personas/wording.hpp"

namespace mocksmtp::personas {

namespace {

using enum smtp::reply_id;
using enum smtp::path_trait;

void speak_as_exim(smtp::persona& face) {
    reword(face,
           {
               {banner, "220 {hostname} ESMTP Exim {version} {date:%a, %d %b %Y %H:%M:%S %z}"},
               {too_many_connections, "421 Too many concurrent SMTP connections; please try again later."},
               {closing, "221 {hostname} closing connection"},
               {idle_timeout, "421 {hostname}: SMTP command timeout - closing connection"},
               {idle_timeout_in_data, "421 {hostname} SMTP incoming data timeout - closing connection."},
               {shutting_down, "421 {hostname} Service not available - closing connection"},
               {too_many_errors, "501 Too many syntax or protocol errors"},
               {too_many_unknown_commands, "500 Too many unrecognized commands"},
               {too_many_idle_commands, "554 Too many nonmail commands"},
               {greeting_helo, "250 {hostname} Hello {peer}"},
               {greeting_ehlo, "250 {hostname} Hello {peer}"},
               {helo_needs_name, "501 Syntactically invalid {verb} argument(s)"},
               {helo_name_invalid, "501 Syntactically invalid {verb} argument(s)"},
               {greeting_needed, "503 HELO or EHLO required"},
               {ready_for_tls, "220 TLS go ahead"},
               {tls_not_available, "454 TLS currently unavailable"},
               {tls_already_on, "503 STARTTLS command used when not advertised"},
               {starttls_needs_greeting, "503 STARTTLS command used when not advertised"},
               {tls_required, "550 encryption required"},
               {auth_succeeded, "235 Authentication succeeded"},
               {auth_failed, "535 Incorrect authentication data"},
               {auth_cancelled, "501 Authentication cancelled"},
               {auth_malformed, "535 Incorrect authentication data"},
               {auth_bad_base64, "501 Invalid base64 data"},
               {auth_line_too_long, "501 Authentication data too long"},
               {auth_mechanism_unknown, "504 {argument} authentication mechanism not supported"},
               {auth_mechanism_missing, "504  authentication mechanism not supported"},
               {auth_already_done, "503 already authenticated"},
               {auth_not_during_mail, "503 not permitted in mail transaction"},
               {auth_not_offered, "503 AUTH command used when not advertised"},
               {auth_needs_greeting, "503 AUTH command used when not advertised"},
               {auth_required, "550 authentication required"},
               {auth_temporary_failure, "435 Unable to authenticate at present"},
               {sender_ok, "250 OK"},
               {sender_syntax, "501 {argument}: malformed address"},
               {sender_already_given, "503 sender already given"},
               {mail_malformed, "500 unrecognized command"},
               {rcpt_malformed, "500 unrecognized command"},
               {recipient_ok, "250 Accepted"},
               {recipient_syntax, "501 {argument}: malformed address"},
               {recipient_needs_sender, "503 sender not yet given"},
               {user_unknown, "550 Unrouteable address"},
               {relay_denied, "550 relay not permitted"},
               {too_many_bad_recipients, "550 Rejected for too many bad recipients"},
               {too_many_recipients, "452 too many recipients"},
               {parameter_unknown, "501 {path} {parameter}: malformed address: {parameter} may not follow {path} "},
               {parameter_invalid, "501 invalid data for {argument}"},
               {parameter_duplicate, "501 {path} {parameter}: malformed address: {parameter} may not follow {path} "},
               {message_too_big, "552 Message size exceeds maximum permitted"},
               {start_data, "354 Enter message, ending with \".\" on a line by itself"},
               {data_needs_sender, "503 valid RCPT command must precede {verb}"},
               {data_needs_recipient, "503 valid RCPT command must precede {verb}"},
               {data_all_refused,
                "503 All RCPT commands were rejected with this error:\n{refusal}\n"
                "Valid RCPT command must precede {verb}"},
               {bdat_all_refused,
                "503 All RCPT commands were rejected with this error:\n{refusal}\n"
                "Valid RCPT command must precede {verb}"},
               {rcpt_after_bdat, "503 only RSET accepted now"},
               {data_after_bdat, "503 only BDAT permissible after non-LAST BDAT"},
               {message_accepted, "250 OK id={queue_id}"},
               {chunk_accepted, "250 {size} byte chunk received"},
               {last_chunk_accepted, "250  {size} byte chunk, total {total}\nOK id={queue_id}"},
               {bdat_syntax, "501 missing size for BDAT command"},
               {store_full, "452 space shortage, please try later"},
               {reset_done, "250 Reset OK"},
               {nothing_done, "250 OK"},
               {vrfy_cannot_say, "252 Administrative prohibition"},
               {vrfy_known, "250 <{address}> is deliverable"},
               {vrfy_unknown, "550 <{address}> Unrouteable address"},
               {vrfy_foreign, "250 <{address}> is deliverable"},
               {vrfy_needs_domain, "501 {argument}: recipient address must contain a domain"},
               {vrfy_needs_argument, "501 empty address"},
               {expn_cannot_say, "550 Administrative prohibition"},
               {expn_needs_argument, "550 Administrative prohibition"},
               {help_text, "214 Commands supported:\nAUTH STARTTLS HELO EHLO MAIL RCPT DATA BDAT NOOP QUIT RSET HELP"},
               {etrn_queued, "458 Administrative prohibition"},
               {etrn_syntax, "458 Administrative prohibition"},
               {command_unknown, "500 unrecognized command"},
               {command_empty, "500 unrecognized command"},
               {nul_in_command, "501 NUL characters are not allowed in SMTP commands"},
               {argument_not_allowed, "501 unexpected argument data"},
               {line_too_long, "500 unrecognized command"},
               {synchronization_error, "554 SMTP synchronization error", then::hangs_up},
               {mailbox_full, "452 <{address}> mailbox is full"},
               {greylisted, "451 Greylisted, please try again later"},
               {rate_limited, "450 Too many messages, please try again later"},
               {blocked, "550 Administrative prohibition"},
               {sender_rejected, "550 Sender verify failed"},
               {content_rejected, "550 Administrative prohibition"},
               {internal_error, "451 Temporary local problem - please try later"},
               {helo_not_qualified, "550 Administrative prohibition"},
               {helo_unresolved, "550 Administrative prohibition"},
               {sender_not_qualified, "501 {address}: sender address must contain a domain"},
               {sender_domain_unknown,
                "550 Verification failed for <{address}>\nUnrouteable address\nSender verify failed"},
               {recipient_not_qualified, "501 {address}: recipient address must contain a domain"},
               {recipient_domain_unknown, "550 Unrouteable address"},
               {service_unavailable, "451 Temporary local problem - please try later"},
           });
}

std::vector<smtp::path_refusal> refused_paths(const std::string& whose) {
    return {
        {unclosed, said("501 {argument}: '>' missing at end of address")},
        {unopened, said("501 {argument}: malformed address: > may not follow {address}")},
        {junk_behind, said("501 {argument}: malformed address: {detail} may not follow {path}")},
        {long_path, said("501 {argument}: address is ridiculously long: {short_address}...")},
        {without_local_part, said("501 {argument}: no local part")},
        {without_domain, said("501 {argument}: " + whose + " address must contain a domain")},
        {long_domain, said("501 {argument}: address is ridiculously long: {address}")},
        {literal, said("501 {argument}: domain literals not allowed")},
        {bad_domain, said("501 {argument}: domain missing or malformed")},
        {unreadable, said("501 {argument}: malformed address")},
    };
}

void read_as_exim(smtp::grammar& reads) {
    reads.unknown_verbs = {"VERB"};
    reads.no_argument = {"DATA", "STARTTLS", "RSET", "QUIT"};
    reads.nul = smtp::nul_habit::refused;
    reads.greeting.marks = "-.:";
    reads.sender = {.anything = true, .refused = refused_paths("sender")};
    reads.recipient = {.anything = true, .refused = refused_paths("recipient")};
    reads.recipient.refused.push_back({null_path, said("501 {argument}: missing or malformed local part")});
    reads.recipient.refused.push_back({percent, said("550 restricted characters in address")});
    reads.recipient.refused.push_back({pipe, said("550 restricted characters in address")});
    const auto too_big = said("552 Message size exceeds maximum permitted");
    reads.mail_parameters = {.known = {{.name = "SIZE", .repeatable = true, .empty_is_none = true, .invalid = too_big},
                                       {.name = "BODY", .repeatable = true, .values = {"7BIT", "8BITMIME"}},
                                       {.name = "SMTPUTF8", .refused = said("501 SMTPUTF8 used when not advertised")},
                                       {.name = "AUTH", .repeatable = true},
                                       {.name = "RET", .repeatable = true, .any_value = true},
                                       {.name = "ENVID", .repeatable = true, .any_value = true}},
                             .only_after_ehlo = true};
    reads.rcpt_parameters = {.known = {}, .only_after_ehlo = true};
}

}  // namespace

smtp::persona make_exim() {
    smtp::persona face;
    face.name = "exim";
    face.version = "4.96";
    face.unnamed_peer = "{helo} [{peer_ip}]";
    face.keywords = {"SIZE {size}", "8BITMIME", "PIPELINING", "PIPECONNECT", "AUTH",
                     "CHUNKING",    "STARTTLS", "PRDR",       "HELP"};
    face.early_input = smtp::pipelining::only_after_ehlo;
    using enum smtp::error_limit::kind;
    using enum smtp::error_limit::manner;
    face.error_limits = {
        {.counted = unknown_commands, .most = 3, .said = too_many_unknown_commands, .how = instead},
        {.counted = syntax_errors, .most = 3, .said = too_many_errors, .how = behind},
        {.counted = idle_commands, .most = 10, .said = too_many_idle_commands, .how = instead},
    };
    face.auth = {.mechanisms = mechanisms("PLAIN LOGIN CRAM-MD5 DIGEST-MD5 NTLM SCRAM-SHA-256 SCRAM-SHA-1"),
                 .needs_ehlo = true};
    face.fixed = {{"BDAT*", said("503 BDAT command used when CHUNKING not advertised"),
                   smtp::fixed_answer::moment::before_greeting}};
    face.recipients.max_bad = 10;
    face.recipients.refusals_outlast_mail = true;
    face.auth.during_mail = true;
    face.sequence.need_tls = {"MAIL"};
    face.sequence.need_greeting = {"MAIL", "AUTH", "STARTTLS"};
    read_as_exim(face.reads);
    speak_as_exim(face);
    return face;
}

}  // namespace mocksmtp::personas
