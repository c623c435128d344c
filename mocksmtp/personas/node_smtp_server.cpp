// smtp-server 3.13 of Nodemailer.
#include "mocksmtp/personas/node_smtp_server.hpp"

#include "mocksmtp/personas/wording.hpp"

namespace mocksmtp::personas {

namespace {

using enum smtp::reply_id;
using enum smtp::path_trait;

void speak_as_node_smtp_server(smtp::persona& face) {
    reword(face, {
                     {banner, "220 {hostname} ESMTP"},
                     {closing, "221 Bye"},
                     {idle_timeout, "421 Timeout - closing connection"},
                     {too_many_errors, "421 Error: too many unrecognized commands"},
                     {greeting_helo, "250 {hostname} Nice to meet you, [{peer_ip}]"},
                     {greeting_ehlo, "250 {hostname} Nice to meet you, [{peer_ip}]"},
                     {helo_needs_name, "501 Error: Syntax: {verb} hostname"},
                     {helo_name_invalid, "501 Error: syntax: {verb} hostname"},
                     {greeting_needed, "503 Error: send HELO/EHLO first"},
                     {ready_for_tls, "220 Ready to start TLS"},
                     {tls_already_on, "503 Error: TLS already active"},
                     {auth_succeeded, "235 Authentication successful"},
                     {auth_failed, "535 Invalid username or password"},
                     {auth_cancelled, "501 Authentication aborted"},
                     {auth_malformed, "500 Error: invalid userdata"},
                     {auth_bad_base64, "500 Error: invalid userdata"},
                     {auth_syntax, "501 Error: syntax: AUTH PLAIN token"},
                     {auth_equals_sign, "500 Error: missing username"},
                     {auth_mechanism_unknown, "504 Error: Unrecognized authentication type"},
                     {auth_mechanism_missing, "504 Error: Unrecognized authentication type"},
                     {auth_already_done, "503 Error: No identity changes permitted"},
                     {auth_not_offered, "500 Error: command not recognized"},
                     {auth_required, "530 Error: authentication Required"},
                     {auth_empty_user, "500 Error: missing username"},
                     {sender_ok, "250 Accepted"},
                     {sender_syntax, "501 Error: Bad sender address syntax"},
                     {sender_already_given, "503 Error: nested MAIL command"},
                     {recipient_ok, "250 Accepted"},
                     {recipient_syntax, "501 Error: Bad recipient address syntax"},
                     {recipient_needs_sender, "503 Error: need MAIL command"},
                     {user_unknown, "550 User unknown"},
                     {relay_denied, "550 Relay denied"},
                     {message_too_big, "552 Error: message exceeds fixed maximum message size {size}"},
                     {start_data, "354 End data with <CR><LF>.<CR><LF>"},
                     {data_needs_sender, "503 Error: need RCPT command"},
                     {data_needs_recipient, "503 Error: need RCPT command"},
                     {message_accepted, "250 OK: message queued"},
                     {reset_done, "250 Flushed"},
                     {nothing_done, "250 OK"},
                     {vrfy_cannot_say, "252 Try to send something. No promises though"},
                     {vrfy_needs_argument, "252 Try to send something. No promises though"},
                     {help_text, "214 See https://tools.ietf.org/html/rfc5321 for details"},
                     {command_unknown, "500 Error: command not recognized"},
                     {command_empty, "500 Error: command not recognized"},
                 });
}

}  // namespace

smtp::persona make_node_smtp_server() {
    smtp::persona face;
    face.name = "node-smtp-server";
    face.keywords = {"PIPELINING", "8BITMIME", "SMTPUTF8", "AUTH", "STARTTLS", "SIZE {size}"};
    face.fixed = {{"GET *", said("421 HTTP requests not allowed")},
                  {"POST *", said("421 HTTP requests not allowed")},
                  {"XFORWARD *", said("550 Error: Not allowed")},
                  {"XCLIENT *", said("550 Error: Not allowed")},
                  {"WIZ*", said("500 You are no wizard!")}};
    face.error_limits = {{.counted = smtp::error_limit::kind::unknown_commands, .most = 9}};
    face.auth = {.mechanisms = mechanisms("PLAIN LOGIN CRAM-MD5 XOAUTH2"),
                 .equals_is_empty = false,
                 .blanks_in_response = false};
    face.sequence = {.need_greeting = {"MAIL", "RCPT", "DATA", "AUTH"}, .sequence_first = true};
    face.reads.unknown_verbs = {"BDAT", "EXPN", "ETRN", "VERB"};
    face.reads.no_argument = {};
    face.reads.greeting = {.marks = "$%^&-._:[]", .literals_checked = false};
    const std::vector<smtp::path_refusal> refused = {{bare},        {unclosed},       {unopened},
                                                     {junk_behind}, {without_domain}, {without_local_part},
                                                     {bad_domain},  {unreadable}};
    face.reads.sender = {.anything = true, .refused = refused};
    face.reads.recipient = {.anything = true, .refused = refused};
    face.reads.recipient.refused.push_back({null_path});
    face.reads.mail_parameters = {.known = {}, .anything = true};
    face.reads.rcpt_parameters = {.known = {}, .anything = true};
    face.max_recipients = 1000000;
    face.recipients.subaddress = "+";
    face.sequence.greeting_survives_tls = true;
    face.auth.base64 = smtp::base64_reading::lenient;
    face.auth.during_mail = true;
    face.reads.mail_parameters.known = {{.name = "SIZE", .any_value = true}};
    for (auto* const path : {&face.reads.sender, &face.reads.recipient}) {
        path->refused.push_back({quoted});
        path->refused.push_back({source_route});
    }
    face.max_line_octets = 65536;
    face.reads.blanks = " ";
    speak_as_node_smtp_server(face);
    return face;
}

}  // namespace mocksmtp::personas
