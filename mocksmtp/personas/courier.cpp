// Courier 1.0.16.
#include "mocksmtp/personas/courier.hpp"

#include "mocksmtp/personas/wording.hpp"

namespace mocksmtp::personas {

namespace {

using enum smtp::reply_id;
using enum smtp::path_trait;

void speak_as_courier(smtp::persona& face) {
    reword(face, {
                     {greeting_needed, "502 ESMTP command error"},
                     {starttls_not_during_mail, "540 TLS not available."},
                     {banner, "220 {hostname} ESMTP"},
                     {closing, "221 Bye."},
                     {idle_timeout, "421 Timeout"},
                     {too_many_errors, "421 Too many errors"},
                     {greeting_helo, "250 {hostname} Ok."},
                     {greeting_ehlo, "250 {hostname} Ok."},
                     {helo_needs_name, "502 ESMTP command error"},
                     {ready_for_tls, "220 Ok"},
                     {tls_not_available, "540 TLS not available."},
                     {tls_already_on, "540 TLS not available."},
                     {tls_required, "540 TLS required."},
                     {auth_succeeded, "235 Ok"},
                     {auth_failed, "535 Authentication failed."},
                     {auth_cancelled, "535 Authentication failed."},
                     {auth_malformed, "535 Authentication failed."},
                     {auth_bad_base64, "535 Authentication failed."},
                     {auth_line_too_long, "535 Authentication failed."},
                     {auth_mechanism_unknown, "535 Authentication failed."},
                     {auth_mechanism_missing, "502 ESMTP command error"},
                     {auth_already_done, "502 ESMTP command error"},
                     {auth_not_during_mail, "502 ESMTP command error"},
                     {auth_not_offered, "502 ESMTP command error"},
                     {auth_required, "535 Authentication required."},
                     {sender_ok, "250 Ok."},
                     {sender_syntax, "517 Syntax error."},
                     {sender_already_given, "502 ESMTP command error"},
                     {mail_malformed, "502 ESMTP command error"},
                     {rcpt_malformed, "502 ESMTP command error"},
                     {recipient_ok, "250 Ok."},
                     {recipient_syntax, "513 Syntax error."},
                     {recipient_needs_sender, "502 ESMTP command error"},
                     {user_unknown, "550 User <{local_part}> unknown"},
                     {relay_denied, "513 Relaying denied."},
                     {too_many_recipients, "431 Too many recipients."},
                     {message_too_big, "534 SIZE=Message too big."},
                     {start_data, "354 Ok."},
                     {data_needs_sender, "502 ESMTP command error"},
                     {data_needs_recipient, "502 ESMTP command error"},
                     {message_accepted, "250 Ok. {queue_id}"},
                     {reset_done, "250 Ok"},
                     {nothing_done, "250 Ok"},
                     {vrfy_cannot_say, "252 VRFY disabled"},
                     {vrfy_needs_argument, "502 ESMTP command error"},
                     {expn_cannot_say, "252 EXPN disabled"},
                     {expn_needs_argument, "502 ESMTP command error"},
                     {command_unknown, "502 ESMTP command error"},
                     {command_empty, "502 ESMTP command error"},
                     {argument_not_allowed, "502 ESMTP command error"},
                     {line_too_long, "502 ESMTP command error"},
                     {bare_cr_refused, "502 ESMTP command error"},
                     {blocked, "511 Access denied."},
                     {greylisted, "451 Please try again later."},
                     {content_rejected, "550 Message rejected."},
                 });
}

}  // namespace

smtp::persona make_courier() {
    smtp::persona face;
    face.name = "courier";
    face.keywords = {"AUTH",       "STARTTLS", "XVERP=Courier", "XEXDATA", "XSECURITY=NONE,STARTTLS",
                     "PIPELINING", "8BITMIME", "SMTPUTF8",      "SIZE",    "DSN"};
    face.auth = {.mechanisms = mechanisms("PLAIN LOGIN CRAM-MD5 CRAM-SHA1"), .keyword_stays = true};
    face.recipients.own_literal_is_local = true;
    face.sequence = {.need_greeting = {"MAIL", "RCPT", "DATA"}, .sequence_first = true};
    face.reads.unknown_verbs = {"BDAT", "HELP", "VERB", "ETRN"};
    face.reads.no_argument = {};
    const auto broken = said("554 Syntax error - your mail software violates RFC 821.");
    const std::vector<smtp::path_refusal> refused = {{bare, broken}, {unclosed, broken}, {unopened, broken}};
    face.reads.sender = {.anything = true, .refused = refused};
    for (const auto trait :
         {without_domain, without_local_part, source_route, quoted, literal, not_dot_string, bad_domain})
        face.reads.sender.refused.push_back({trait});
    face.reads.recipient = {.anything = true, .refused = refused};
    face.reads.recipient.refused.push_back({null_path, said("500 Invalid address")});
    face.reads.recipient.refused.push_back({without_local_part, said("500 Invalid address")});
    face.reads.recipient.refused.push_back({without_domain});
    face.reads.mail_parameters = {.known = {}, .anything = true};
    face.reads.rcpt_parameters = {.known = {}, .anything = true};
    face.max_recipients = 100;
    face.auth.also_listed = {"CRAM-SHA256"};
    face.sequence.starttls_during_mail = false;
    face.sequence.starttls_after_login = false;
    face.sequence.greeting_survives_tls = true;
    face.reads.no_argument = {"DATA", "STARTTLS", "RSET", "QUIT"};
    face.reads.lf_ends_line = false;
    face.sequence.greeting_keeps_mail = true;
    face.sequence.starttls_listed_first = true;
    face.echo.quoting = smtp::local_part_quoting::removed;
    face.reads.mail_parameters.known = {{.name = "SIZE", .any_value = true}};
    face.reads.sender.refused.push_back({localhost});
    face.reads.sender.refused.push_back(
        {unknown_host, said("517 Domain does not exist: {domain}.\n"
                            "Invalid domain, see <URL:https://www.ietf.org/rfc/rfc1035.txt>")});
    face.reads.blanks = " \t\r\v\f";
    speak_as_courier(face);
    return face;
}

}  // namespace mocksmtp::personas
