// Sendmail 8.17 with Cyrus SASL, as Debian packs it.
#include "mocksmtp/personas/sendmail.hpp"

#include "mocksmtp/personas/wording.hpp"

namespace mocksmtp::personas {

namespace {

using enum smtp::reply_id;
using enum smtp::path_trait;

void speak_as_sendmail(smtp::persona& face) {
    reword(face,
           {
               {banner,
                "220 {hostname} ESMTP Sendmail {version}/{version}/Debian-2+deb12u2; "
                "{date:%a, %e %b %Y %H:%M:%S %z}; (No UCE/UBE) logging access from: {peer_name}(OK)-{peer}"},
               {too_many_connections, "421 4.3.2 Connection rate limit exceeded."},
               {closing, "221 2.0.0 {hostname} closing connection"},
               {idle_timeout, ""},
               {idle_timeout_in_data, "421 4.4.1 collect: relay={peer_name}, from=<{address}>, info=read timeout"},
               {shutting_down, "421 4.3.2 {hostname} Service shutting down"},
               {too_many_errors, "421 4.7.0 {hostname} Too many bad commands; closing connection"},
               {greeting_helo, "250 {hostname} Hello {peer}, pleased to meet you"},
               {greeting_ehlo, "250 {hostname} Hello {peer}, pleased to meet you"},
               {helo_needs_name, "501 5.0.0 {verb} requires domain address"},
               {helo_name_invalid, "501 5.0.0 Invalid domain name"},
               {greeting_needed, "503 5.0.0 Polite people say HELO first"},
               {vrfy_needs_greeting, "503 5.0.0 I demand that you introduce yourself first"},
               {tls_not_available, "454 4.3.3 TLS not available"},
               {tls_already_on, "454 4.3.3 TLS not available after start"},
               {starttls_not_during_mail, "503 5.5.0 TLS not permitted during a mail transaction"},
               {auth_succeeded, "235 2.0.0 OK Authenticated"},
               {auth_failed, "535 5.7.0 authentication failed"},
               {auth_cancelled, "501 5.0.0 AUTH aborted"},
               {auth_malformed, "535 5.7.0 authentication failed"},
               {auth_bad_base64, "501 5.5.4 cannot decode AUTH parameter {argument}"},
               {auth_bad_base64_initial, "501 5.5.4 cannot BASE64 decode '{argument}'"},
               {auth_mechanism_unknown, "504 5.3.3 AUTH mechanism {argument} not available"},
               {auth_mechanism_missing, "501 5.5.2 AUTH mechanism must be specified"},
               {auth_already_done, "503 5.5.0 Already Authenticated"},
               {auth_not_during_mail, "503 5.5.0 AUTH not permitted during a mail transaction"},
               {auth_not_offered, "503 5.3.3 AUTH not available"},
               {auth_temporary_failure, "454 4.3.0 Temporary authentication failure"},
               {sender_ok, "250 2.1.0 {path}... Sender ok"},
               {sender_syntax, "553 5.1.3 {path}... Invalid route address"},
               {sender_already_given, "503 5.5.0 Sender already specified"},
               {mail_malformed, "501 5.5.2 Syntax error in parameters scanning \"{detail}\""},
               {rcpt_malformed, "501 5.5.2 Syntax error in parameters scanning \"{detail}\""},
               {recipient_ok, "250 2.1.5 {path}... Recipient ok"},
               {recipient_syntax, "553 5.1.3 {path}... Invalid route address"},
               {recipient_needs_sender, "503 5.0.0 Need MAIL before RCPT"},
               {user_unknown, "550 5.1.1 {path}... User unknown"},
               {relay_denied, "550 5.7.1 {path}... Relaying denied. Proper authentication required."},
               {too_many_recipients, "452 4.5.3 Too many recipients"},
               {parameter_unknown, "555 5.5.4 {argument} parameter unrecognized"},
               {parameter_invalid, "501 5.5.4 Syntax error in {argument} parameter value"},
               {parameter_duplicate, "501 5.5.0 Duplicate {argument} parameter"},
               {message_too_big, "552 5.2.3 Message exceeds maximum fixed size ({size})"},
               {size_declared_too_big, "552 5.2.3 Message size exceeds fixed maximum message size ({size})"},
               {data_needs_sender, "503 5.0.0 Need MAIL command"},
               {data_needs_recipient, "503 5.0.0 Need RCPT (recipient)"},
               {message_accepted, "250 2.0.0 {queue_id} Message accepted for delivery"},
               {store_full, "452 4.4.5 Insufficient disk space; try again later"},
               {reset_done, "250 2.0.0 Reset state"},
               {nothing_done, "250 2.0.0 OK"},
               {vrfy_known, "250 2.1.5 <{local_part}@{hostname}>"},
               {vrfy_unknown, "550 5.1.1 {argument}... User unknown"},
               {vrfy_foreign, "252 2.1.5 <{address}>"},
               {vrfy_needs_argument, "501 5.5.2 Argument required"},
               {expn_cannot_say, "250 2.1.5 <{local_part}@{hostname}>"},
               {expn_known, "250 2.1.5 <{local_part}@{hostname}>"},
               {expn_needs_argument, "501 5.5.2 Argument required"},
               {help_without_topic,
                "214 2.0.0 This is sendmail version {version}\nTopics:\n\tHELO\tEHLO\tMAIL\tRCPT\tDATA\n"
                "\tRSET\tNOOP\tQUIT\tHELP\tVRFY\n\tEXPN\tVERB\tETRN\tDSN\tAUTH\n\tSTARTTLS\n"
                "For more info use \"HELP <topic>\".\nTo report bugs in the implementation see\n"
                "\thttp://www.sendmail.org/email-addresses.html\n"
                "For local information send email to Postmaster at your site.\nEnd of HELP info"},
               {help_text, "504 5.3.0 HELP topic \"{detail}\" unknown"},
               {etrn_queued, "250 2.0.0 Queuing for node {argument} started"},
               {etrn_syntax, "500 5.5.2 Parameter required"},
               {verb_done, "250 2.0.0 Verbose mode"},
               {command_unknown, "500 5.5.1 Command unrecognized: \"{line}\""},
               {command_empty, "500 5.5.1 Command unrecognized: \"{line}\""},
               {command_not_implemented, "502 5.5.1 Command not implemented: \"{line}\""},
               {line_too_long, "421 4.7.0 {hostname} Command too long, possible attack {peer}"},
               {rejected_ever_after, "550 5.0.0 Command rejected"},
               {synchronization_error, "554 5.5.0 SMTP protocol error"},
               {bare_lf_refused, "421 4.5.0 Bare linefeed (LF) not allowed"},
               {bare_cr_refused, "421 4.5.0 Bare carriage return (CR) not allowed"},
               {nul_refused, "554 5.6.1 NUL byte not allowed"},
               {mailbox_full, "552 5.2.2 {path}... Mailbox full"},
               {greylisted, "451 4.7.1 Greylisting in action, please come back later"},
               {rate_limited, "421 4.3.2 Connection rate limit exceeded."},
               {blocked, "550 5.7.1 Access denied"},
               {sender_rejected, "550 5.7.1 {path}... Access denied"},
               {content_rejected, "554 5.7.1 Command rejected"},
               {internal_error, "451 4.3.0 Temporary system failure. Please try again later."},
               {helo_not_qualified, "501 5.0.0 Invalid domain name"},
               {helo_unresolved, "501 5.0.0 Invalid domain name"},
               {sender_not_qualified, "553 5.5.4 {path}... Domain name required for sender address {address}"},
               {sender_domain_unknown, "553 5.1.8 {path}... Domain of sender address {address} does not exist"},
               {recipient_not_qualified, "550 5.1.1 {path}... User unknown"},
               {recipient_domain_unknown, "550 5.1.2 {path}... Host unknown (Name server: {domain}: host not found)"},
               {service_unavailable, "451 4.3.2 Please try again later"},
           });
}

void read_as_sendmail(smtp::grammar& reads) {
    reads.unknown_verbs = {"BDAT"};
    reads.not_implemented_verbs = {"SEND", "SOML", "SAML", "TURN"};
    reads.no_argument = {"STARTTLS"};
    reads.blanks = " \t\r\v\f";
    reads.leading_blanks = true;
    reads.nul = smtp::nul_habit::ends_line;
    reads.eighth_bit = smtp::eighth_bit_habit::stripped;
    reads.greeting = {.marks = "-._:", .max_octets = 255};
    const std::vector<smtp::path_refusal> refused = {
        {unclosed, said("553 5.0.0 {path}... Unbalanced '<'")},
        {unopened, said("553 5.0.0 {path}... Unbalanced '>'")},
        {null_path, said("553 5.0.0 {path}... User address required")},
        {without_local_part, said("553 5.1.3 {path}... User address required")},
        {long_path, said("553 5.1.1 {path}... Address too long")},
        {bad_domain},
        {unreadable},
    };
    reads.recipient = {.anything = true, .refused = refused};
    reads.recipient.refused.push_back({pipe, said("550 5.7.1 {path}... Cannot mail directly to programs")});
    reads.sender = reads.recipient;
    std::erase_if(reads.sender.refused, [](const smtp::path_refusal& one) { return one.trait == null_path; });
    reads.sender.refused.push_back(
        {without_domain, said("553 5.5.4 {path}... Domain name required for sender address {address}")});
    reads.sender.refused.push_back(
        {bad_literal, said("553 5.1.8 {path}... Domain of sender address {address} does not exist")});
    reads.sender.refused.push_back(
        {unknown_host, said("553 5.1.8 {path}... Domain of sender address {address} does not exist")});
    reads.sender.refused.push_back(
        {localhost, said("553 5.5.4 {path}... Real domain name required for sender address")});
    reads.mail_parameters.any_name = true;
    reads.rcpt_parameters.any_name = true;
    const auto needed = said("501 5.5.2 {argument} requires a value");
    reads.mail_parameters.known = {
        {.name = "SIZE",
         .repeatable = true,
         .empty_is_none = true,
         .invalid = said("552 5.2.3 Message size invalid"),
         .no_value = needed},
        {.name = "BODY",
         .values = {"7BIT", "8BITMIME"},
         .invalid = said("501 5.5.4 Unknown BODY type {detail}"),
         .no_value = needed},
        {.name = "AUTH", .no_value = needed},
        {.name = "RET", .invalid = said("501 5.5.4 Bad argument \"{detail}\" to RET"), .no_value = needed},
        {.name = "ENVID", .any_value = true, .no_value = needed},
        {.name = "BY", .invalid = said("501 5.5.2 BY= missing ';'"), .no_value = needed},
    };
    reads.rcpt_parameters.known = {
        {.name = "NOTIFY",
         .mixed = said("501 5.5.4 Bad argument \"NEVER\"  to NOTIFY"),
         .invalid = said("501 5.5.4 Bad argument \"{detail}\"  to NOTIFY"),
         .no_value = needed},
        {.name = "ORCPT", .no_value = needed},
    };
}

}  // namespace

smtp::persona make_sendmail() {
    smtp::persona face;
    face.name = "sendmail";
    face.version = "8.17.1.9";
    face.keywords = {"ENHANCEDSTATUSCODES", "PIPELINING", "EXPN", "VERB", "8BITMIME",
                     "SIZE {size}",         "DSN",        "ETRN", "AUTH", "STARTTLS",
                     "DELIVERBY",           "HELP"};
    face.fixed = {
        {"HELP HELO", said("214 2.0.0 HELO <hostname>\n\tIntroduce yourself.\nEnd of HELP info")},
        {"HELP MAIL", said("214 2.0.0 MAIL From:<sender> [ <parameters> ]\n"
                           "\tSpecifies the sender.  Parameters are ESMTP extensions.\n"
                           "\tSee \"HELP DSN\" for details.\nEnd of HELP info")},
        {"HELP RCPT", said("214 2.0.0 RCPT To:<recipient> [ <parameters> ]\n"
                           "\tSpecifies the recipient.  Can be used any number of times.\n"
                           "\tParameters are ESMTP extensions.  See \"HELP DSN\" for details.\nEnd of HELP info")},
        {"HELP DATA", said("214 2.0.0 DATA\n\tFollowing text is collected as the message.\n"
                           "\tEnd with a single dot.\nEnd of HELP info")},
        {"HELP RSET", said("214 2.0.0 RSET\n\tResets the system.\nEnd of HELP info")},
        {"HELP QUIT", said("214 2.0.0 QUIT\n\tExit sendmail (SMTP).\nEnd of HELP info")},
        {"HELP NOOP", said("214 2.0.0 NOOP\n\tDo nothing.\nEnd of HELP info")},
        {"HELP EHLO", said("214 2.0.0 EHLO <hostname>\n"
                           "\tIntroduce yourself, and request extended SMTP mode.\n"
                           "Possible replies include:\n"
                           "\tSEND\t\tSend as mail\t\t\t[RFC821]\n"
                           "\tSOML\t\tSend as mail or terminal\t[RFC821]\n"
                           "\tSAML\t\tSend as mail and terminal\t[RFC821]\n"
                           "\tEXPN\t\tExpand the mailing list\t\t[RFC821]\n"
                           "\tHELP\t\tSupply helpful information\t[RFC821]\n"
                           "\tTURN\t\tTurn the operation around\t[RFC821]\n"
                           "\t8BITMIME\tUse 8-bit data\t\t\t[RFC1652]\n"
                           "\tSIZE\t\tMessage size declaration\t[RFC1870]\n"
                           "\tVERB\t\tVerbose\t\t\t\t[Allman]\n"
                           "\tCHUNKING\tChunking\t\t\t[RFC1830]\n"
                           "\tBINARYMIME\tBinary MIME\t\t\t[RFC1830]\n"
                           "\tPIPELINING\tCommand Pipelining\t\t[RFC1854]\n"
                           "\tDSN\t\tDelivery Status Notification\t[RFC1891]\n"
                           "\tETRN\t\tRemote Message Queue Starting\t[RFC1985]\n"
                           "\tSTARTTLS\tSecure SMTP\t\t\t[RFC2487]\n"
                           "\tAUTH\t\tAuthentication\t\t\t[RFC2554]\n"
                           "\tENHANCEDSTATUSCODES\tEnhanced status codes\t[RFC2034]\n"
                           "\tDELIVERBY\tDeliver By\t\t\t[RFC2852]\n"
                           "End of HELP info")},
        {"HELP AUTH", said("214 2.0.0 AUTH mechanism [initial-response]\n\tStart authentication.\nEnd of HELP info")},
        {"HELP STARTTLS", said("214 2.0.0 STARTTLS\n\tStart TLS negotiation.\nEnd of HELP info")},
    };
    for (const char* const line : {"GET *", "POST *", "CONNECT *", "USER *"})
        face.fixed.push_back({line, said("421 4.7.0 {hostname} Rejecting open proxy {peer}"),
                              smtp::fixed_answer::moment::before_greeting});
    face.max_line_octets = 2048;
    face.early_input = smtp::pipelining::not_behind_greeting;
    face.judges_vrfy = true;
    face.judges_expn = true;
    face.max_recipients = 1000000;
    face.error_limits = {{.counted = smtp::error_limit::kind::unknown_commands, .most = 25}};
    face.auth = {.mechanisms = mechanisms("LOGIN PLAIN CRAM-MD5 DIGEST-MD5 NTLM SCRAM-SHA-1 SCRAM-SHA-256"),
                 .keyword_stays = true};
    face.recipients = {
        .unqualified_is_local = true, .subaddress = "+", .percent_is_relaying = true, .own_literal_is_local = true};
    face.data = {.any_line_end = true, .bare_lf_refused = true, .bare_cr_refused = true, .nul_refused = true};
    face.sequence = {.need_greeting = {"MAIL", "VRFY", "EXPN"},
                     .greeting_survives_tls = true,
                     .starttls_during_mail = false,
                     .sequence_first = true};
    face.auth.login_equals_is_none = true;
    face.echo = {.controls = true, .most_octets = 203};
    read_as_sendmail(face.reads);
    speak_as_sendmail(face);
    return face;
}

}  // namespace mocksmtp::personas
