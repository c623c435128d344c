// Exchange 2016 and 2019, from Microsoft's documentation; none was recorded.
#include "mocksmtp/personas/exchange.hpp"

#include "mocksmtp/personas/wording.hpp"

namespace mocksmtp::personas {

namespace {

using enum smtp::reply_id;
using enum smtp::path_trait;

void speak_as_exchange(smtp::persona& face) {
    reword(
        face,
        {
            {banner, "220 {hostname} Microsoft ESMTP MAIL Service ready at {date:%a, %e %b %Y %H:%M:%S %z}"},
            {too_many_connections, "421 4.3.2 Service not available"},
            {closing, "221 2.0.0 Service closing transmission channel"},
            {idle_timeout, "421 4.4.1 Connection timed out"},
            {shutting_down, "421 4.3.2 Service not available"},
            {too_many_errors, "421 4.7.0 Too many errors on this connection, closing transmission channel"},
            {greeting_helo, "250 {hostname} Hello [{peer_ip}]"},
            {greeting_ehlo, "250 {hostname} Hello [{peer_ip}]"},
            {helo_needs_name, "501 5.5.4 Invalid domain name"},
            {helo_name_invalid, "501 5.5.4 Invalid domain name"},
            {greeting_needed, "503 5.5.2 Send hello first"},
            {ready_for_tls, "220 2.0.0 SMTP server ready"},
            {tls_not_available, "454 4.7.0 TLS not available due to temporary reason"},
            {tls_already_on, "503 5.5.2 Only one STARTTLS command can be issued per session"},
            {tls_required, "451 5.7.3 STARTTLS is required to send mail"},
            {auth_succeeded, "235 2.7.0 Authentication successful"},
            {auth_failed, "535 5.7.3 Authentication unsuccessful"},
            {auth_cancelled, "501 5.7.0 Authentication cancelled"},
            {auth_malformed, "501 5.5.4 Invalid arguments"},
            {auth_bad_base64, "501 5.5.4 Invalid arguments"},
            {auth_line_too_long, "500 5.5.6 Line too long"},
            {auth_mechanism_unknown, "504 5.7.4 Unrecognized authentication type"},
            {auth_mechanism_missing, "501 5.5.4 Invalid arguments"},
            {auth_already_done, "503 5.5.2 Already authenticated"},
            {auth_not_during_mail, "503 5.5.2 Bad sequence of commands"},
            {auth_not_offered, "504 5.7.4 Unrecognized authentication type"},
            {auth_required, "530 5.7.57 Client not authenticated to send mail"},
            {auth_too_many_failures, "421 4.7.0 Too many errors on this connection, closing transmission channel"},
            {auth_temporary_failure, "454 4.7.0 Temporary authentication failure"},
            {sender_ok, "250 2.1.0 Sender OK"},
            {sender_syntax, "501 5.1.7 Invalid address"},
            {sender_already_given, "503 5.5.2 Sender already specified"},
            {mail_malformed, "501 5.5.4 Invalid arguments"},
            {rcpt_malformed, "501 5.5.4 Invalid arguments"},
            {recipient_ok, "250 2.1.5 Recipient OK"},
            {recipient_syntax, "501 5.1.3 Invalid address"},
            {recipient_needs_sender, "503 5.5.2 Need mail command"},
            {user_unknown, "550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup"},
            {relay_denied, "550 5.7.54 SMTP; Unable to relay recipient in non-accepted domain"},
            {too_many_recipients, "452 4.5.3 Too many recipients"},
            {parameter_unknown, "501 5.5.4 Unrecognized parameter"},
            {parameter_invalid, "501 5.5.4 Invalid arguments"},
            {parameter_duplicate, "501 5.5.4 Invalid arguments"},
            {message_too_big, "552 5.3.4 Message size exceeds fixed maximum message size"},
            {start_data, "354 Start mail input; end with <CRLF>.<CRLF>"},
            {data_needs_sender, "503 5.5.2 Need mail command"},
            {data_needs_recipient, "503 5.5.2 Need rcpt command"},
            {data_after_bdat, "503 5.5.2 Bad sequence of commands"},
            {data_not_for_binary, "503 5.5.2 Bad sequence of commands"},
            {message_accepted,
             "250 2.6.0 <{queue_id}@{hostname}> [InternalId={queue_id}, Hostname={hostname}] Queued mail for delivery"},
            {chunk_accepted, "250 2.6.0 CHUNK received OK, {size} octets"},
            {bdat_syntax, "501 5.5.4 Invalid arguments"},
            {store_full, "452 4.3.1 Insufficient system resources"},
            {reset_done, "250 2.0.0 Resetting"},
            {nothing_done, "250 2.0.0 OK"},
            {vrfy_cannot_say, "252 2.1.5 Cannot VRFY user"},
            {help_text,
             "214 This server supports the following commands:\nHELO EHLO STARTTLS RCPT DATA RSET MAIL QUIT HELP AUTH "
             "BDAT VRFY"},
            {command_unknown, "500 5.3.3 Unrecognized command"},
            {command_empty, "500 5.3.3 Unrecognized command"},
            {argument_not_allowed, "501 5.5.4 Invalid arguments"},
            {line_too_long, "500 5.5.2 Line too long"},
            {mailbox_full, "552 5.2.2 Mailbox full"},
            {greylisted, "451 4.7.0 Temporary server error. Please try again later. PRX5"},
            {rate_limited, "421 4.4.2 Message submission rate for this client has exceeded the configured limit"},
            {blocked, "550 5.7.1 Service unavailable; Client host [{peer_ip}] blocked"},
            {sender_rejected, "550 5.7.1 Sender denied as sender's email address is on SenderFilterConfig list"},
            {content_rejected, "550 5.7.1 Message rejected as spam by Content Filtering."},
            {internal_error, "451 4.3.2 Temporary server error. Please try again later"},
        });
}

}  // namespace

smtp::persona make_exchange() {
    smtp::persona face;
    face.name = "exchange";
    face.keywords = {"SIZE {size}", "PIPELINING",     "DSN",      "ENHANCEDSTATUSCODES",
                     "STARTTLS",    "X-ANONYMOUSTLS", "AUTH",     "X-EXPS GSSAPI NTLM",
                     "8BITMIME",    "BINARYMIME",     "CHUNKING", "XRDST"};
    face.max_recipients = 500;
    face.error_limits = {{.counted = smtp::error_limit::kind::syntax_errors, .most = 5},
                         {.counted = smtp::error_limit::kind::unknown_commands, .most = 5}};
    face.auth.mechanisms = mechanisms("NTLM LOGIN");
    face.sequence = {.need_greeting = {"MAIL", "RCPT", "DATA", "BDAT", "AUTH", "STARTTLS"}, .sequence_first = true};
    face.reads.unknown_verbs = {"EXPN", "ETRN", "VERB"};
    face.reads.no_argument = {"DATA", "STARTTLS", "RSET", "QUIT"};
    face.reads.greeting = {.marks = "-._:", .max_octets = 255};
    face.reads.sender = {.refused = {{without_domain}}};
    speak_as_exchange(face);
    return face;
}

// The page tells of Exchange on IIS: relaying is refused until a log-in, and AUTH LOGIN is what lets one in.
smtp::persona make_exchange_petri() {
    smtp::persona face = make_exchange();
    face.name = "exchange-petri";
    face.auth.mechanisms = mechanisms("LOGIN");
    face.replies.reword(relay_denied, "550 5.7.1 Relaying to <{address}> is blocked.");
    return face;
}

}  // namespace mocksmtp::personas
