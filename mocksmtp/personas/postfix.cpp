// Postfix 3.7 with Cyrus SASL, as Debian packs it.
#include "mocksmtp/personas/postfix.hpp"

#include "mocksmtp/personas/wording.hpp"

namespace mocksmtp::personas {

namespace {

using enum smtp::reply_id;
using enum smtp::path_trait;

void speak_as_postfix(smtp::persona& face) {
    reword(
        face,
        {
            {banner, "220 {hostname} ESMTP Postfix (Debian/GNU)"},
            {too_many_connections, "421 4.7.0 {hostname} Error: too many connections from {peer_ip}"},
            {closing, "221 2.0.0 Bye"},
            {idle_timeout, "421 4.4.2 {hostname} Error: timeout exceeded"},
            {shutting_down, "421 4.3.2 {hostname} Service shutting down"},
            {too_many_errors, "421 4.7.0 {hostname} Error: too many errors"},
            {greeting_ehlo, "250 {hostname}"},
            {helo_needs_name, "501 Syntax: {verb} hostname"},
            {greeting_needed, "503 5.5.1 Error: send HELO/EHLO first"},
            {tls_not_available, "454 4.7.0 TLS not available due to local problem"},
            {tls_already_on, "554 5.5.1 Error: TLS already active"},
            {auth_succeeded, "235 2.7.0 Authentication successful"},
            {auth_failed, "535 5.7.8 Error: authentication failed: authentication failure"},
            {auth_empty_password, "454 4.7.0 Temporary authentication failure: generic failure"},
            {auth_cancelled, "501 5.7.0 Authentication aborted"},
            {auth_malformed, "535 5.7.8 Error: authentication failed: bad protocol / cancel"},
            {auth_bad_base64, "535 5.7.8 Error: authentication failed: bad protocol / cancel"},
            {auth_incomplete_base64,
             "535 5.7.8 Error: authentication failed: another step is needed in authentication"},
            {auth_equals_sign, "535 5.7.8 Error: authentication failed: another step is needed in authentication"},
            {auth_line_too_long, "500 5.5.6 SASL response limit exceeded"},
            {auth_syntax, "501 5.5.4 Syntax: AUTH mechanism"},
            {auth_mechanism_unknown, "535 5.7.8 Error: authentication failed: no mechanism available"},
            {auth_mechanism_missing, "501 5.5.4 Syntax: AUTH mechanism"},
            {auth_already_done, "503 5.5.1 Error: already authenticated"},
            {auth_not_during_mail, "503 5.5.1 Error: MAIL transaction in progress"},
            {auth_not_offered, "503 5.5.1 Error: authentication not enabled"},
            {auth_temporary_failure, "454 4.7.0 Temporary authentication failure"},
            {sender_already_given, "503 5.5.1 Error: nested MAIL command"},
            {mail_malformed, "501 5.5.4 Syntax: MAIL FROM:<address>"},
            {rcpt_malformed, "501 5.5.4 Syntax: RCPT TO:<address>"},
            {recipient_needs_sender, "503 5.5.1 Error: need MAIL command"},
            {user_unknown, "550 5.1.1 <{address}>: Recipient address rejected: User unknown in local recipient table"},
            {too_many_recipients, "452 4.5.3 Error: too many recipients"},
            {parameter_unknown, "555 5.5.4 Unsupported option: {parameter}"},
            {parameter_invalid, "501 5.5.4 Bad {argument} parameter syntax"},
            {parameter_duplicate, "501 5.5.4 Bad {argument} parameter syntax"},
            {rcpt_parameter_invalid, "501 5.5.4 Error: Bad {argument} parameter syntax"},
            {message_too_big, "552 5.3.4 Error: message file too big"},
            {size_declared_too_big, "552 5.3.4 Message size exceeds fixed limit"},
            {data_needs_sender, "503 5.5.1 Error: need RCPT command"},
            {data_needs_recipient, "554 5.5.1 Error: no valid recipients"},
            {rcpt_after_bdat, "503 5.5.1 Error: RCPT after BDAT"},
            {data_after_bdat, "503 5.5.1 Error: DATA after BDAT"},
            {chunk_accepted, "250 2.0.0 Ok: {size} bytes"},
            {last_chunk_accepted, "250 2.0.0 Ok: {total} bytes queued as {queue_id}"},
            {bdat_syntax, "521 5.5.4 Syntax: BDAT count [LAST]", then::hangs_up},
            {store_full, "452 4.3.1 Insufficient system storage"},
            {vrfy_cannot_say, "252 2.0.0 {argument}"},
            {vrfy_needs_argument, "501 5.5.4 Syntax: VRFY address [SMTPUTF8]"},
            {etrn_queued, "459 <{argument}>: service unavailable"},
            {etrn_syntax, "500 Syntax: ETRN domain"},
            {command_unknown, "500 5.5.2 Error: command not recognized"},
            {command_empty, "500 5.5.2 Error: bad syntax"},
            {command_not_utf8, "500 5.5.2 Error: bad UTF-8 syntax"},
            {argument_not_allowed, "501 5.5.4 Syntax: {verb}"},
            {client_rejected, "221 2.7.0 Error: I can break rules, too. Goodbye.", then::hangs_up},
            {mailbox_full, "452 4.2.2 <{address}>: Recipient address rejected: Mailbox full"},
            {greylisted, "450 4.2.0 <{address}>: Recipient address rejected: Greylisted"},
            {rate_limited, "450 4.7.1 Error: too much mail from {peer_ip}"},
            {blocked, "554 5.7.1 Service unavailable; Client host [{peer_ip}] blocked"},
            {sender_rejected, "554 5.7.1 <{address}>: Sender address rejected: Access denied"},
            {content_rejected, "550 5.7.1 message content rejected"},
            {internal_error, "451 4.3.0 Error: queue file write error"},
            {helo_name_invalid, "501 5.5.2 <{argument}>: Helo command rejected: Invalid name"},
            {helo_not_qualified, "504 5.5.2 <{argument}>: Helo command rejected: need fully-qualified hostname"},
            {helo_unresolved, "450 4.7.1 <{argument}>: Helo command rejected: Host not found"},
            {sender_not_qualified, "504 5.5.2 <{address}>: Sender address rejected: need fully-qualified address"},
            {sender_domain_unknown, "450 4.1.8 <{address}>: Sender address rejected: Domain not found"},
            {recipient_not_qualified,
             "504 5.5.2 <{address}>: Recipient address rejected: need fully-qualified address"},
            {recipient_domain_unknown, "450 4.1.2 <{address}>: Recipient address rejected: Domain not found"},
            {service_unavailable, "450 4.3.2 Service currently unavailable"},
            {pipelining_refused, "503 5.5.0 <{verb}>: Data command rejected: Improper use of SMTP command pipelining"},
        });
}

void read_as_postfix(smtp::grammar& reads) {
    reads.unknown_verbs = {"EXPN", "HELP", "VERB"};
    reads.no_argument = {"DATA", "STARTTLS", "RSET"};
    reads.blanks = " \t\r\v\f";
    reads.leading_blanks = true;
    reads.eighth_bit = smtp::eighth_bit_habit::refused_unless_utf8;
    reads.nul = smtp::nul_habit::ends_line;
    reads.sender = {.anything = true,
                    .refused = {{unclosed}, {junk_behind}, {bad_literal}, {bad_domain}, {long_domain}, {unreadable}}};
    reads.recipient = {.anything = true,
                       .refused = {{unclosed}, {junk_behind}, {bad_literal}, {bad_domain}, {null_path}, {unreadable}}};
    const auto unknown = said("555 5.5.4 Unsupported option: {parameter}");
    const auto bad_size = said("501 5.5.4 Bad message size syntax");
    reads.mail_parameters.known = {
        {.name = "SIZE", .invalid = bad_size, .no_value = unknown},
        {.name = "BODY", .values = {"7BIT", "8BITMIME"}, .invalid = unknown, .no_value = unknown},
        {.name = "SMTPUTF8", .repeatable = true},
        {.name = "AUTH", .any_value = true, .no_value = unknown},
        {.name = "RET", .no_value = unknown},
        {.name = "ENVID", .any_value = true, .no_value = unknown},
    };
    reads.mail_parameters.any_name = true;
    reads.rcpt_parameters.any_name = true;
    const auto again = said("501 5.5.4 Error: Bad {argument} parameter syntax");
    reads.rcpt_parameters.known = {{.name = "NOTIFY", .no_value = unknown, .again = again},
                                   {.name = "ORCPT", .no_value = unknown, .again = again}};
}

}  // namespace

smtp::persona make_postfix() {
    smtp::persona face;
    face.name = "postfix";
    face.keywords = {"PIPELINING",          "SIZE {size}", "VRFY", "ETRN",     "STARTTLS", "AUTH",
                     "ENHANCEDSTATUSCODES", "8BITMIME",    "DSN",  "SMTPUTF8", "CHUNKING"};
    face.overlong = smtp::overlong_line::cut_off;
    face.fixed = {
        {"CONNECT *", said("221 2.7.0 Error: I can break rules, too. Goodbye.")},
        {"GET *", said("221 2.7.0 Error: I can break rules, too. Goodbye.")},
        {"POST *", said("221 2.7.0 Error: I can break rules, too. Goodbye.")},
        {"XCLIENT *", said("550 5.7.0 Error: insufficient authorization")},
        {"XFORWARD *", said("550 5.7.0 Error: insufficient authorization")},
    };
    for (std::size_t i = 0; i < 3; ++i) face.fixed[i].said.hang_up = true;
    face.header_lines_rejected = true;
    face.non_letters_rejected = true;
    face.judges_vrfy = true;
    face.error_limits = {
        {.counted = smtp::error_limit::kind::refusals, .most = 20, .how = smtp::error_limit::manner::next_command}};
    face.auth = {.mechanisms = mechanisms("PLAIN LOGIN CRAM-MD5 DIGEST-MD5 NTLM SCRAM-SHA-1 SCRAM-SHA-224 "
                                          "SCRAM-SHA-256 SCRAM-SHA-384 SCRAM-SHA-512"),
                 .keyword_stays = true,
                 .equals_is_empty = false,
                 .other_authzid = false,
                 .blanks_in_response = false};
    face.recipients = {
        .unqualified_is_local = true, .subaddress = "+", .percent_is_relaying = true, .own_literal_is_local = true};
    face.data.any_line_end = true;
    face.echo.quoting = smtp::local_part_quoting::removed;
    face.sequence = {.size_refusal_sticks = true, .sequence_first = true};
    read_as_postfix(face.reads);
    speak_as_postfix(face);
    return face;
}

}  // namespace mocksmtp::personas
