// OpenSMTPD 7.6.
#include "mocksmtp/personas/opensmtpd.hpp"

#include "mocksmtp/personas/wording.hpp"

namespace mocksmtp::personas {

namespace {

using enum smtp::reply_id;
using enum smtp::path_trait;

void speak_as_opensmtpd(smtp::persona& face) {
    reword(face, {
                     {banner, "220 {hostname} ESMTP OpenSMTPD"},
                     {too_many_connections, "421 4.3.0 Too many connections"},
                     {idle_timeout, "421 4.4.2 {hostname} Timeout"},
                     {shutting_down, "421 4.3.0 {hostname} Service shutting down"},
                     {too_many_errors, "421 4.7.0 {hostname} Too many errors"},
                     {greeting_helo, "250 {hostname} Hello {helo} [{peer_ip}], pleased to meet you"},
                     {greeting_ehlo, "250 {hostname} Hello {helo} [{peer_ip}], pleased to meet you"},
                     {helo_needs_argument, "501 5.5.1 Invalid command: {verb} requires domain name"},
                     {helo_name_invalid, "501 5.5.4 Invalid command arguments: Invalid domain name"},
                     {greeted_already, "503 5.5.1 Invalid command: Already identified"},
                     {command_not_now, "503 5.5.1 Invalid command: Command not allowed at this point."},
                     {tls_not_available, "503 5.5.1 Invalid command: Command not supported"},
                     {tls_already_on, "503 5.5.1 Invalid command: Channel already secured"},
                     {tls_required, "530 5.5.1 Invalid command: Must issue a STARTTLS command first"},
                     {auth_succeeded, "235 2.0.0 Authentication succeeded"},
                     {auth_failed, "535 Authentication failed"},
                     {auth_cancelled, "501 5.5.2 Syntax error: Syntax error"},
                     {auth_malformed, "501 5.5.2 Syntax error: Syntax error"},
                     {auth_bad_base64, "501 5.5.2 Syntax error: Syntax error"},
                     {auth_line_too_long, "500 5.0.0 Command line too long", then::hangs_up},
                     {auth_mechanism_unknown,
                      "504 5.7.4 Security features not supported: AUTH method \"{argument}\" not supported"},
                     {auth_mechanism_missing, "501 5.5.4 Invalid command arguments: No mechanism specified"},
                     {auth_already_done, "503 5.5.1 Invalid command: Already authenticated"},
                     {auth_not_during_mail, "503 5.5.1 Invalid command: Command not allowed at this point."},
                     {auth_not_offered, "503 5.5.1 Invalid command: Command not supported"},
                     {auth_required, "530 5.5.1 Invalid command: Must issue an AUTH command first"},
                     {auth_temporary_failure, "421 4.3.0 Temporary Error"},
                     {auth_extra_nul, "535 Authentication failed"},
                     {sender_ok, "250 2.0.0 Ok"},
                     {sender_syntax, "553 5.1.0 Sender address syntax error"},
                     {sender_already_given, "503 5.5.1 Invalid command: Command not allowed at this point."},
                     {mail_malformed, "500 5.5.1 Invalid command: Command unrecognized"},
                     {rcpt_malformed, "500 5.5.1 Invalid command: Command unrecognized"},
                     {recipient_ok, "250 2.1.5 Destination address valid: Recipient ok"},
                     {recipient_syntax, "501 5.1.3 Recipient address syntax error"},
                     {recipient_needs_sender, "503 5.5.1 Invalid command: Command not allowed at this point."},
                     {user_unknown, "550 Invalid recipient: <{address}>"},
                     {relay_denied, "550 Invalid recipient: <{address}>"},
                     {too_many_recipients, "451 4.5.3 Too many recipients: Too many recipients"},
                     {mail_parameter_unknown, "503 5.5.4 Invalid command arguments: Unsupported option {parameter}"},
                     {mail_parameter_invalid, "503 5.5.4 Invalid command arguments: Unsupported option {parameter}"},
                     {rcpt_parameter_unknown, "503 Unsupported option {parameter}"},
                     {rcpt_parameter_invalid, "503 Unsupported option {parameter}"},
                     {parameter_duplicate, "503 5.5.4 Invalid command arguments: {argument} already specified"},
                     {message_too_big, "554 5.3.4 Message too big for system"},
                     {start_data, "354 Enter mail, end with \".\" on a line by itself"},
                     {data_needs_sender, "503 5.5.1 Invalid command: Command not allowed at this point."},
                     {data_needs_recipient, "503 5.5.4 Invalid command arguments: No recipient specified"},
                     {message_accepted, "250 2.0.0 {queue_id} Message accepted for delivery"},
                     {store_full, "421 4.3.0 Temporary Error"},
                     {reset_done, "250 2.0.0 Reset state"},
                     {help_text,
                      "214 2.0.0 This is OpenSMTPD\nTo report bugs in the implementation, please contact "
                      "bugs@openbsd.org\nwith full details\nEnd of HELP info"},
                     {command_unknown, "500 5.5.1 Invalid command: Command unrecognized"},
                     {command_empty, "500 5.5.1 Invalid command: Command unrecognized"},
                     {argument_not_allowed, "500 5.5.4 Invalid command arguments: command does not accept arguments."},
                     {line_too_long, "500 5.0.0 Command line too long", then::hangs_up},
                     {pipelining_refused, "500 5.5.1 Invalid command: Pipelining not supported", then::hangs_up},
                     {headers_missing,
                      "550 5.7.1 Delivery not authorized, message refused: Message is not RFC 2822 compliant"},
                     {mailbox_full, "452 4.2.2 Mailbox full"},
                     {greylisted, "421 Temporary failure, please try again later"},
                     {rate_limited, "421 4.3.0 Temporary Error"},
                     {blocked, "550 5.7.1 Delivery not authorized, message refused"},
                     {sender_rejected, "550 5.7.1 Delivery not authorized, message refused"},
                     {content_rejected, "550 5.7.1 Delivery not authorized, message refused"},
                     {internal_error, "421 4.3.0 Temporary Error"},
                 });
}

void read_as_opensmtpd(smtp::grammar& reads) {
    reads.unknown_verbs = {"BDAT", "VRFY", "EXPN", "ETRN", "VERB"};
    reads.no_argument = {"DATA", "STARTTLS", "RSET", "QUIT", "HELP"};
    reads.greeting = {.marks = "-._:", .hyphens_at_ends = false, .max_octets = 255};
    const std::vector<smtp::path_refusal> refused = {
        {bare},        {unclosed},   {unopened},   {without_local_part}, {quoted},   {not_dot_string},
        {bad_literal}, {bad_domain}, {unreadable}, {non_ascii},          {long_path}};
    reads.sender = {.anything = true, .refused = refused};
    reads.recipient = {.anything = true, .refused = refused};
    reads.recipient.refused.push_back({null_path});
    reads.recipient.refused.push_back({junk_behind, said("503 Unsupported option {detail}")});
    reads.sender.refused.push_back(
        {junk_behind, said("503 5.5.4 Invalid command arguments: Unsupported option {detail}")});
    const auto unknown = said("503 5.5.4 Invalid command arguments: Unsupported option {parameter}");
    const auto known = [&](const char* name) {
        return smtp::parameter_grammar{.name = name, .repeatable = true, .ignored = true, .no_value = unknown};
    };
    reads.mail_parameters.known = {known("SIZE"), known("AUTH"), known("RET"), known("ENVID")};
    reads.mail_parameters.known.push_back(
        {.name = "BODY", .repeatable = true, .values = {"7BIT", "8BITMIME"}, .invalid = unknown, .no_value = unknown});
    reads.rcpt_parameters.known = {
        {.name = "NOTIFY",
         .repeatable = true,
         .any_value = true,
         .mixed = said("553 NOTIFY option NEVER cannot be combined with other options")},
        {.name = "ORCPT", .repeatable = true, .invalid = said("553 ORCPT address syntax error")},
    };
}

}  // namespace

smtp::persona make_opensmtpd() {
    smtp::persona face;
    face.name = "opensmtpd";
    face.keywords = {"8BITMIME", "ENHANCEDSTATUSCODES", "SIZE {size}", "DSN", "STARTTLS", "AUTH", "HELP"};
    face.max_line_octets = 2048;
    face.early_input = smtp::pipelining::refused;
    face.fixed = {{"WIZ", said("500 5.5.1 Invalid command: this feature is not supported yet ;-)")}};
    face.auth = {.mechanisms = mechanisms("PLAIN LOGIN", smtp::mechanism_offer::when::under_tls),
                 .needs_ehlo = true,
                 .equals_is_empty = false};
    face.recipients = {.subaddress = "+"};
    face.data = {.any_line_end = true, .header_section_required = true};
    face.sequence = {.need_greeting = {"MAIL", "RCPT", "DATA", "AUTH", "STARTTLS", "RSET"},
                     .greets_once = true,
                     .starttls_during_mail = false,
                     .need_tls = {"MAIL"},
                     .sequence_first = true};
    face.reads.blanks = " ";
    read_as_opensmtpd(face.reads);
    speak_as_opensmtpd(face);
    return face;
}

}  // namespace mocksmtp::personas
