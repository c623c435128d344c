// aiosmtpd 1.4.3.
#include "mocksmtp/personas/aiosmtpd.hpp"

#include "mocksmtp/personas/wording.hpp"

namespace mocksmtp::personas {

namespace {

using enum smtp::reply_id;
using enum smtp::path_trait;

void speak_as_aiosmtpd(smtp::persona& face) {
    reword(face,
           {
               {banner, "220 {hostname} Python SMTP {version}"},
               {closing, "221 Bye"},
               {idle_timeout, "421 4.4.2 Connection timed out"},
               {too_many_errors, "502 5.5.1 Too many unrecognized commands, goodbye."},
               {greeting_helo, "250 {hostname}"},
               {greeting_ehlo, "250 {hostname}"},
               {helo_needs_name, "501 Syntax: {verb} hostname"},
               {greeting_needed, "503 Error: send HELO first"},
               {auth_needs_greeting, "503 Error: send EHLO first"},
               {ready_for_tls, "220 Ready to start TLS"},
               {tls_already_on, "503 Already running in TLS"},
               {tls_not_available, "454 TLS not available"},
               {auth_succeeded, "235 2.7.0 Authentication successful"},
               {auth_failed, "535 5.7.8 Authentication credentials invalid"},
               {auth_cancelled, "501 5.7.0 Auth aborted"},
               {auth_malformed, "501 5.5.2 Can't split auth value"},
               {auth_bad_base64, "501 5.5.2 Can't decode base64"},
               {auth_syntax, "501 Too many values"},
               {auth_mechanism_unknown, "504 5.5.4 Unrecognized authentication type"},
               {auth_mechanism_missing, "501 Not enough value"},
               {auth_already_done, "503 Already authenticated"},
               {auth_not_offered, "500 Error: command 'AUTH' not recognized"},
               {auth_disabled_without_tls, "538 5.7.11 Encryption required for requested authentication mechanism"},
               {auth_required, "530 5.7.0 Authentication required"},
               {sender_ok, "250 OK"},
               {sender_syntax, "501 Syntax: MAIL FROM: <address> [SP <mail-parameters>]"},
               {sender_already_given, "503 Error: nested MAIL command"},
               {recipient_ok, "250 OK"},
               {recipient_syntax, "501 Syntax: RCPT TO: <address> [SP <mail-parameters>]"},
               {recipient_needs_sender, "503 Error: need MAIL command"},
               {user_unknown, "550 5.1.1 <{address}>: Recipient address rejected"},
               {relay_denied, "550 not relaying to that domain"},
               {too_many_recipients, "452 Error: too many recipients"},
               {mail_parameter_unknown, "555 MAIL FROM parameters not recognized or not implemented"},
               {mail_parameter_invalid, "501 Syntax: MAIL FROM: <address> [SP <mail-parameters>]"},
               {rcpt_parameter_unknown, "555 RCPT TO parameters not recognized or not implemented"},
               {message_too_big, "552 Error: Too much mail data"},
               {size_declared_too_big, "552 Error: message size exceeds fixed maximum message size"},
               {start_data, "354 End data with <CR><LF>.<CR><LF>"},
               {data_needs_sender, "503 Error: need RCPT command"},
               {data_needs_recipient, "503 Error: need RCPT command"},
               {message_accepted, "250 OK"},
               {reset_done, "250 OK"},
               {nothing_done, "250 OK"},
               {vrfy_cannot_say, "252 Cannot VRFY user, but will accept message and attempt delivery"},
               {vrfy_needs_argument, "501 Syntax: VRFY <address>"},
               {expn_cannot_say, "502 EXPN not implemented"},
               {expn_needs_argument, "502 EXPN not implemented"},
               {help_without_topic,
                "250 Supported commands: AUTH DATA EHLO HELO HELP MAIL NOOP QUIT RCPT RSET STARTTLS VRFY"},
               {help_text, "501 Supported commands: AUTH DATA EHLO HELO HELP MAIL NOOP QUIT RCPT RSET STARTTLS VRFY"},
               {command_unknown, "500 Error: command \"{verb}\" not recognized"},
               {command_empty, "500 Error: bad syntax"},
               {command_not_utf8, "500 Error: bad syntax"},
               {argument_not_allowed, "501 Syntax: {verb}"},
               {line_too_long, "500 Command line too long"},
           });
}

}  // namespace

smtp::persona make_aiosmtpd() {
    smtp::persona face;
    face.name = "aiosmtpd";
    face.version = "1.4.3";
    face.keywords = {"SIZE {size}", "8BITMIME", "SMTPUTF8", "STARTTLS", "AUTH", "HELP"};
    face.max_line_octets = 514;
    face.fixed = {{"HELP MAIL", said("250 Syntax: MAIL FROM: <address> [SP <mail-parameters>]")},
                  {"HELP RCPT", said("250 Syntax: RCPT TO: <address> [SP <mail-parameters>]")},
                  {"HELP AUTH", said("250 Syntax: AUTH <mechanism>")},
                  {"HELP EHLO", said("250 Syntax: EHLO hostname")},
                  {"HELP HELO", said("250 Syntax: HELO hostname")},
                  {"HELP DATA", said("250 Syntax: DATA")},
                  {"HELP RSET", said("250 Syntax: RSET")},
                  {"HELP NOOP", said("250 Syntax: NOOP [ignored]")},
                  {"HELP QUIT", said("250 Syntax: QUIT")},
                  {"HELP VRFY", said("250 Syntax: VRFY <address>")}};
    face.error_limits = {{.counted = smtp::error_limit::kind::unknown_commands, .most = 4}};
    face.auth = {.mechanisms = mechanisms("LOGIN PLAIN", smtp::mechanism_offer::when::under_tls),
                 .needs_ehlo = true,
                 .equals_is_empty = false,
                 .blanks_in_response = false};
    face.sequence = {.need_greeting = {"MAIL", "RCPT", "DATA", "AUTH"}, .sequence_first = true};
    face.reads.unknown_verbs = {"BDAT", "ETRN", "VERB"};
    face.reads.no_argument = {"DATA", "STARTTLS", "RSET", "QUIT"};
    const auto malformed = said("553 5.1.3 Error: malformed address");
    face.reads.sender = {.anything = true, .refused = {{unopened}, {without_local_part, malformed}, {unreadable}}};
    face.reads.recipient = {.anything = true, .refused = {{without_local_part, malformed}, {bad_domain, malformed}}};
    face.reads.mail_parameters.known = {
        {.name = "SIZE"},
        {.name = "BODY", .invalid = said("501 Error: BODY can only be one of 7BIT, 8BITMIME")},
        {.name = "SMTPUTF8"}};
    face.reads.rcpt_parameters.known = {};
    face.max_recipients = 1000000;
    face.recipients.subaddress = "+";
    face.auth.user_prompt = std::string("User Name\0", 10);
    face.auth.password_prompt = std::string("Password\0", 9);
    face.auth.keyword_stays = true;
    face.auth.exact_case = true;
    face.auth.base64 = smtp::base64_reading::excess_padding;
    face.sequence.starttls_again = true;
    face.echo.controls = true;
    face.reads.mail_parameters.known[1].values = {"7BIT", "8BITMIME"};
    face.reads.mail_parameters.any_name = true;
    face.reads.rcpt_parameters.any_name = true;
    face.reads.eighth_bit = smtp::eighth_bit_habit::refused_in_verb;
    face.reads.mail_parameters.only_after_ehlo = true;
    face.reads.mail_parameters.too_early = said("501 Syntax: MAIL FROM: <address>");
    face.reads.rcpt_parameters.only_after_ehlo = true;
    face.reads.rcpt_parameters.too_early = said("501 Syntax: RCPT TO: <address>");
    face.reads.sender.refused.push_back(
        {junk_behind, said("555 MAIL FROM parameters not recognized or not implemented")});
    face.reads.recipient.refused.push_back(
        {junk_behind, said("555 RCPT TO parameters not recognized or not implemented")});
    for (const auto trait : {null_path, without_domain})
        face.reads.recipient.refused.push_back({trait, said("550 not relaying to that domain")});
    face.reads.blanks = " ";
    speak_as_aiosmtpd(face);
    return face;
}

}  // namespace mocksmtp::personas
