#include "mocksmtp/personas/variants.hpp"

#include <algorithm>

#include "mocksmtp/personas/exim.hpp"
#include "mocksmtp/personas/notqmail.hpp"
#include "mocksmtp/personas/opensmtpd.hpp"
#include "mocksmtp/personas/postfix.hpp"
#include "mocksmtp/personas/sendmail.hpp"
#include "mocksmtp/personas/wording.hpp"

namespace mocksmtp::personas {

namespace {

using enum smtp::reply_id;

// What a server said before RFC 2034: the same words without the enhanced codes.
void without_enhanced_codes(smtp::reply_book& replies) {
    for (std::size_t i = 0; i < static_cast<std::size_t>(count_); ++i) {
        const auto id = static_cast<smtp::reply_id>(i);
        if (const auto* words = replies.find(id); words != nullptr && words->enhanced) {
            smtp::reply_template bare = *words;
            bare.enhanced.reset();
            replies.reword(id, std::move(bare));
        }
    }
}

}  // namespace

// qmail 1.03 with the qmail-smtpd-auth patch.
smtp::persona make_qmail() {
    smtp::persona face = make_notqmail();
    face.name = "qmail";
    face.keywords = {"AUTH", "AUTH=", "PIPELINING", "8BITMIME"};
    face.auth.mechanisms = mechanisms("LOGIN PLAIN CRAM-MD5");
    std::erase(face.reads.unknown_verbs, "AUTH");
    face.replies.reword(help_text, "214 qmail home page: http://pobox.com/~djb/qmail.html");
    face.replies.reword(bare_lf_refused, "451 See http://pobox.com/~djb/docs/smtplf.html.");
    smtp::reply_template closing_reply = face.replies.words(bare_lf_refused);
    closing_reply.hang_up = true;
    face.replies.reword(bare_lf_refused, closing_reply);
    return face;
}

smtp::persona make_sendmail_8_13() {
    smtp::persona face = make_sendmail();
    face.name = "sendmail-8.13";
    face.version = "8.13.8/8.13.6";
    face.auth.mechanisms = mechanisms("LOGIN PLAIN");
    face.data = {.any_line_end = true};
    reword(face, {
                     {banner, "220 {hostname} ESMTP Sendmail {version}; {date:%a, %e %b %Y %H:%M:%S %z}"},
                     {start_data, "354 Enter mail, end with \".\" on a line by itself"},
                 });
    return face;
}

// Exim as atmail's cloud runs it.
smtp::persona make_exim_atmail() {
    smtp::persona face = make_exim();
    face.name = "exim-atmail";
    face.version = "4.91";
    face.keywords = {"SIZE {size}", "8BITMIME", "PIPELINING", "AUTH", "CHUNKING", "STARTTLS", "HELP"};
    face.auth.mechanisms = mechanisms("LOGIN PLAIN");
    face.auth.keyword_stays = true;
    reword(face, {
                     {banner, "220 {short_hostname} - SMTP ready"},
                     {closing, "221 Bye"},
                     {recipient_ok, "250 Accepted Recipient"},
                 });
    return face;
}

// Postfix before 2.3, behind a Cisco PIX that stars out its banner.
smtp::persona make_postfix_oeey() {
    smtp::persona face = make_postfix();
    face.name = "postfix-oeey";
    face.keywords = {"PIPELINING", "SIZE {size}", "VRFY", "ETRN", "AUTH", "AUTH=", "8BITMIME"};
    face.auth.mechanisms = mechanisms("CRAM-MD5 LOGIN DIGEST-MD5 GSSAPI NTLM PLAIN");
    face.reads.unknown_verbs = {"EXPN", "HELP", "VERB", "BDAT", "STARTTLS"};
    without_enhanced_codes(face.replies);
    face.replies.reword(banner, "220 ******************************");
    return face;
}

// Postfix as Debian packs it, with Dovecot instead of Cyrus SASL (smtpd_sasl_type = dovecot).
smtp::persona make_postfix_dovecot() {
    smtp::persona face = make_postfix();
    face.name = "postfix-dovecot";
    face.auth.mechanisms = mechanisms("PLAIN LOGIN CRAM-MD5 DIGEST-MD5 SCRAM-SHA-1 SCRAM-SHA-256 OAUTHBEARER XOAUTH2");
    face.auth.login_equals_is_none = true;
    face.replies.forget(auth_incomplete_base64);
    face.replies.forget(auth_equals_sign);
    reword(face,
           {
               {auth_failed, "535 5.7.8 Error: authentication failed: (reason unavailable)"},
               {auth_malformed, "535 5.7.8 Error: authentication failed: (reason unavailable)"},
               {auth_empty_password, "535 5.7.8 Error: authentication failed: (reason unavailable)"},
               {auth_empty_user, "535 5.7.8 Error: authentication failed: (reason unavailable)"},
               {auth_bad_base64, "535 5.7.8 Error: authentication failed: Invalid base64 data in continued response"},
               {auth_bad_base64_initial,
                "535 5.7.8 Error: authentication failed: Invalid base64 data in initial response"},
               {auth_mechanism_unknown, "535 5.7.8 Error: authentication failed: Invalid authentication mechanism"},
           });
    return face;
}

// Postfix's postscreen: the listener in front of smtpd that talks to clients it does not know yet, takes no mail of
// them and, with its deep protocol tests, holds against them what they do wrong.
smtp::persona make_postfix_postscreen() {
    smtp::persona face = make_postfix();
    face.name = "postfix-postscreen";
    face.keywords = {"SIZE {size}", "VRFY", "ETRN",     "STARTTLS", "ENHANCEDSTATUSCODES",
                     "8BITMIME",    "DSN",  "SMTPUTF8", "CHUNKING"};
    face.auth.mechanisms.emplace();
    face.early_input = smtp::pipelining::held_against;
    face.fixed.clear();
    face.header_lines_rejected = false;
    face.non_letters_rejected = false;
    face.judges_vrfy = false;
    reword(face, {
                     {banner, "220 {hostname} ESMTP Postfix (Debian/GNU)\n{hostname} ESMTP Postfix (Debian/GNU)"},
                     {recipient_ok, "450 4.3.2 Service currently unavailable"},
                     {pipelining_refused, "550 5.5.1 Protocol error"},
                     {data_needs_recipient, "554 5.5.1 Error: no valid recipients", then::hangs_up},
                     {command_unknown, "502 5.5.2 Error: command not recognized"},
                     {etrn_queued, "458 Unable to queue messages"},
                 });
    return face;
}

// OpenSMTPD before it let something stand behind NOOP, and looked into ORCPT.
smtp::persona make_opensmtpd_6_8() {
    smtp::persona face = make_opensmtpd();
    face.name = "opensmtpd-6.8";
    face.reads.no_argument.emplace_back("NOOP");
    for (smtp::parameter_grammar& one : face.reads.rcpt_parameters.known) one.any_value = true;
    return face;
}

smtp::persona make_indimail() {
    smtp::persona face = make_qmail();
    face.name = "indimail";
    face.version = "1.137";
    face.keywords = {"AUTH", "AUTH=", "PIPELINING", "8BITMIME", "SIZE {size}", "ETRN", "STARTTLS", "HELP"};
    face.auth.mechanisms = mechanisms("LOGIN PLAIN CRAM-MD5 CRAM-SHA1");
    face.reads.unknown_verbs = {"BDAT", "EXPN", "VERB"};
    reword(face,
           {
               {banner, "220 {hostname} (NO UCE) ESMTP IndiMail {version} {date:%e %b %Y %H:%M:%S %z}"},
               {idle_timeout, "451 Sorry, I reached a timeout reading from client (#4.4.2)"},
               {greeting_needed, "503 Polite people say hello first (#5.5.4)"},
               {ready_for_tls, "220 ready for tls"},
               {auth_failed, "535 authorization failure (#5.7.8)"},
               {auth_cancelled, "501 auth exchange cancelled (#5.0.0)"},
               {auth_not_offered, "503 auth not available (#5.3.3)"},
               {auth_temporary_failure, "454 temporary authentication failure (#4.3.0)"},
               {auth_disabled_without_tls, "538 Encryption required for requested authentication mechanism (#5.7.11)"},
               {sender_syntax, "555 syntax error in address (#5.1.3)"},
               {recipient_syntax, "555 syntax error in address (#5.1.3)"},
               {relay_denied,
                "553 sorry, that domain isn't allowed to be relayed thru this MTA without authentication (#5.7.1)"},
               {too_many_recipients, "557 sorry, too many recipients (#5.7.1)"},
               {user_unknown, "550 sorry, no mailbox here by that name. (#5.1.1)"},
               {parameter_invalid, "501 invalid parameter syntax (#5.3.2)"},
               {vrfy_cannot_say, "252 Cannot VRFY user, but will accept message and attempt delivery (#2.7.0)"},
               {etrn_queued, "251 OK, No message waiting for node <{argument}>"},
               {greylisted, "450 try again later (#4.3.0)"},
               {blocked, "553 sorry, your host has been denied (#5.7.1)"},
               {sender_rejected, "553 sorry, your envelope sender has been denied (#5.7.1)"},
               {bare_lf_refused, "451 Sorry, I received Bare LF. (#4.6.0)", then::hangs_up},
               {helo_not_qualified, "451 unable to accept non-FQDN HELO (#4.3.0)"},
               {helo_unresolved, "553 sorry, helo domain must exist (#5.1.8)"},
               {sender_domain_unknown, "553 Bad sender's system address (#5.1.8)"},
           });
    return face;
}

}  // namespace mocksmtp::personas
