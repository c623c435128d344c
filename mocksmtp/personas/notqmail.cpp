// notqmail 1.08, as it comes: no AUTH, no TLS. qmail 1.03 says the same, but for its home page.
#include "mocksmtp/personas/notqmail.hpp"

#include "mocksmtp/personas/wording.hpp"

namespace mocksmtp::personas {

namespace {

using enum smtp::reply_id;

void speak_as_notqmail(smtp::persona& face) {
    reword(face, {
                     {banner, "220 {hostname} ESMTP"},
                     {too_many_connections, ""},
                     {closing, "221 {hostname}"},
                     {idle_timeout, "451 timeout (#4.4.2)"},
                     {shutting_down, "421 out of memory (#4.3.0)"},
                     {too_many_errors, "421 too many errors (#4.7.0)"},
                     {greeting_ehlo, "250 {hostname}"},
                     {tls_not_available, "502 unimplemented (#5.5.1)"},
                     {tls_required, "530 Must issue a STARTTLS command first (#5.7.0)"},
                     {auth_succeeded, "235 ok, go ahead (#2.0.0)"},
                     {auth_failed, "535 authentication failed (#5.7.1)"},
                     {auth_cancelled, "501 auth exchange canceled (#5.0.0)"},
                     {auth_malformed, "501 malformed auth input (#5.5.4)"},
                     {auth_bad_base64, "501 malformed auth input (#5.5.4)"},
                     {auth_mechanism_unknown, "504 auth type unimplemented (#5.5.1)"},
                     {auth_mechanism_missing, "504 auth type unimplemented (#5.5.1)"},
                     {auth_already_done, "503 you're already authenticated (#5.5.0)"},
                     {auth_not_during_mail, "503 no auth during mail transaction (#5.5.0)"},
                     {auth_not_offered, "502 unimplemented (#5.5.1)"},
                     {auth_required, "530 authentication required (#5.7.1)"},
                     {auth_temporary_failure, "454 oops, problem with child and I can't auth (#4.3.0)"},
                     {sender_ok, "250 ok"},
                     {sender_syntax, "555 syntax error (#5.5.4)"},
                     {recipient_ok, "250 ok"},
                     {recipient_syntax, "555 syntax error (#5.5.4)"},
                     {recipient_needs_sender, "503 MAIL first (#5.5.1)"},
                     {user_unknown, "550 sorry, no mailbox here by that name. (#5.1.1)"},
                     {relay_denied, "553 sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1)"},
                     {too_many_recipients, "452 too many recipients (#4.5.3)"},
                     {message_too_big, "552 sorry, that message size exceeds my databytes limit (#5.3.4)"},
                     {start_data, "354 go ahead"},
                     {data_needs_sender, "503 MAIL first (#5.5.1)"},
                     {data_needs_recipient, "503 RCPT first (#5.5.1)"},
                     {message_accepted, "250 ok {date:%s} qp {queue_id}"},
                     {store_full, "452 insufficient system storage (#4.3.1)"},
                     {reset_done, "250 flushed"},
                     {nothing_done, "250 ok"},
                     {vrfy_cannot_say, "252 send some mail, i'll try my best"},
                     {vrfy_needs_argument, "252 send some mail, i'll try my best"},
                     {help_text, "214 notqmail home page: https://notqmail.org"},
                     {command_unknown, "502 unimplemented (#5.5.1)"},
                     {command_empty, "502 unimplemented (#5.5.1)"},
                     {bare_lf_refused, "451 See https://cr.yp.to/docs/smtplf.html.", then::hangs_up},
                     {mailbox_full, "452 mailbox full (#4.2.2)"},
                     {greylisted, "451 temporary failure, please try again later (#4.7.1)"},
                     {rate_limited, "451 too much mail, please try again later (#4.7.1)"},
                     {blocked, "553 sorry, your host is blocked (#5.7.1)"},
                     {sender_rejected, "553 sorry, your envelope sender is in my badmailfrom list (#5.7.1)"},
                     {content_rejected, "554 mail server permanently rejected message (#5.3.0)"},
                     {internal_error, "451 qq temporary problem (#4.3.0)"},
                 });
}

}  // namespace

smtp::persona make_notqmail() {
    smtp::persona face;
    face.name = "notqmail";
    face.keywords = {"PIPELINING", "8BITMIME"};
    face.auth.mechanisms.emplace();
    face.recipients = {.any_mailbox = true, .own_literal_is_local = true};
    face.max_recipients = 1000000;
    face.max_line_octets = 65536;
    face.data = {.any_line_end = true, .bare_lf_refused = true};
    face.sequence = {.nested_mail_replaces = true};
    face.reads.unknown_verbs = {"BDAT", "EXPN", "ETRN", "VERB", "AUTH", "STARTTLS"};
    face.reads.no_argument = {};
    face.reads.keyword_optional = true;
    face.reads.greeting.may_be_missing = true;
    face.reads.sender = {
        .anything = true,
    };
    face.reads.recipient = {.anything = true};
    face.reads.mail_parameters = {.known = {}, .anything = true};
    face.reads.rcpt_parameters = {.known = {}, .anything = true};
    face.reads.blanks = " ";
    speak_as_notqmail(face);
    return face;
}

}  // namespace mocksmtp::personas
