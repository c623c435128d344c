// chasquid 1.11; of the answers that it draws by lot, one of each kind.
#include "mocksmtp/personas/chasquid.hpp"

#include "mocksmtp/personas/wording.hpp"

namespace mocksmtp::personas {

namespace {

using enum smtp::reply_id;
using enum smtp::path_trait;

void speak_as_chasquid(smtp::persona& face) {
    reword(face,
           {
               {banner, "220 {hostname} ESMTP chasquid"},
               {closing, "221 2.0.0 Be seeing you..."},
               {too_many_errors, "421 4.5.0 Too many errors, bye"},
               {greeting_helo, "250 Hello my friend, welcome to chasqui's delicatessen!"},
               {greeting_ehlo, "250 {hostname} - Your hour of destiny has come."},
               {helo_needs_name, "501 Invisible customers are not welcome!"},
               {greeting_needed, "503 5.5.1 Invisible customers are not welcome!"},
               {ready_for_tls, "220 2.0.0 You experience a strange sense of peace"},
               {tls_already_on, "503 5.5.1 You are already wearing that!"},
               {auth_succeeded, "235 2.7.0 Authentication successful"},
               {auth_failed, "535 5.7.8 Incorrect user or password"},
               {auth_cancelled, "501 5.5.2 Error decoding AUTH response: illegal base64 data at input byte 0"},
               {auth_bad_base64, "501 5.5.2 Error decoding AUTH response: illegal base64 data at input byte {detail}"},
               {auth_malformed, "501 5.5.2 Error decoding AUTH response: response pieces != 3, as per RFC"},
               {auth_extra_nul, "501 5.5.2 Error decoding AUTH response: auth IDs do not match"},
               {message_empty, "554 5.6.0 Error parsing message: EOF"},
               {auth_line_too_long, "554 5.4.0 Error reading AUTH response: line too long"},
               {auth_mechanism_unknown, "534 5.7.9 Asmodeus demands 534 zorkmids for safe passage"},
               {auth_already_done, "503 5.5.1 You are already wearing that!"},
               {auth_not_offered, "503 5.7.10 You feel vulnerable"},
               {auth_required, "550 5.7.9 Mail to submission port must be authenticated"},
               {sender_ok, "250 2.1.5 You feel like you are being watched"},
               {sender_syntax, "501 5.1.7 Sender address malformed"},
               {mail_malformed, "500 5.5.2 Unknown command"},
               {rcpt_malformed, "500 5.5.2 Unknown command"},
               {recipient_ok, "250 2.1.5 You have an eerie feeling..."},
               {recipient_syntax, "501 5.1.3 Malformed destination address"},
               {recipient_needs_sender, "503 5.5.1 Sender not yet given"},
               {user_unknown, "550 5.1.1 Destination address is unknown (user does not exist)"},
               {relay_denied, "503 5.7.1 Relay not allowed"},
               {too_many_recipients, "452 4.5.3 Too many recipients"},
               {start_data, "354 You suddenly realize it is unnaturally quiet"},
               {data_needs_sender, "503 5.5.1 Sender not yet given"},
               {data_needs_recipient, "503 5.5.1 Need an address to send to"},
               {message_accepted, "250 2.0.0 An invisible choir sings, and you are bathed in radiance..."},
               {reset_done, "250 2.0.0 Who was that Maud person anyway?"},
               {nothing_done, "250 2.0.0 You hear a faint typing noise."},
               {vrfy_cannot_say, "502 5.5.1 You have a strange feeling for a moment, then it passes."},
               {vrfy_needs_argument, "502 5.5.1 You have a strange feeling for a moment, then it passes."},
               {expn_cannot_say, "502 5.5.1 You feel disoriented for a moment."},
               {expn_needs_argument, "502 5.5.1 You feel disoriented for a moment."},
               {help_text,
                "214 2.0.0 Hoy por ti, ma\xc3\xb1"
                "ana por mi"},
               {command_unknown, "500 5.5.1 Unknown command"},
               {command_empty, "500 5.5.1 Unknown command"},
               {headers_missing, "554 5.6.0 Error parsing message: malformed MIME header"},
               {line_too_long, "554 error reading command: line too long", then::hangs_up},
           });
}

}  // namespace

smtp::persona make_chasquid() {
    smtp::persona face;
    face.name = "chasquid";
    face.keywords = {"8BITMIME",    "PIPELINING", "SMTPUTF8", "ENHANCEDSTATUSCODES",
                     "SIZE {size}", "STARTTLS",   "AUTH",     "HELP"};
    face.max_recipients = 101;
    face.max_line_octets = 1000;
    for (const char* const line : {"GET *", "POST *", "CONNECT *"}) {
        face.fixed.push_back({line, said("502 5.7.0 You hear someone cursing shoplifters")});
        face.fixed.back().said.hang_up = true;
    }
    face.error_limits = {{.counted = smtp::error_limit::kind::refusals, .most = 2}};
    face.auth = {.mechanisms = mechanisms("PLAIN", smtp::mechanism_offer::when::under_tls), .keyword_stays = true};
    face.data = {.any_line_end = true, .header_section_required = true};
    face.sequence = {.need_greeting = {"DATA"}, .sequence_first = true};
    face.sequence.nested_mail_replaces = true;
    face.sequence.greeting_keeps_mail = true;
    face.auth.exact_case = true;
    face.auth.during_mail = true;
    face.reads.unknown_verbs = {"BDAT", "ETRN", "VERB"};
    face.reads.no_argument = {};
    const std::vector<smtp::path_refusal> refused = {{unclosed},     {unopened}, {without_domain}, {without_local_part},
                                                     {source_route}, {literal},  {bad_domain},     {unreadable}};
    face.reads.sender = {.anything = true, .refused = refused};
    face.reads.recipient = {.anything = true, .refused = refused};
    face.reads.recipient.refused.push_back({null_path});
    face.reads.mail_parameters = {.known = {}, .anything = true};
    face.reads.rcpt_parameters = {.known = {}, .anything = true};
    face.max_line_octets = 1024;
    face.recipients.subaddress = "+";
    for (auto* const path : {&face.reads.sender, &face.reads.recipient}) {
        path->refused.push_back({quoted});
        path->refused.push_back({not_dot_string});
        path->refused.push_back({junk_behind});
    }
    face.reads.sender.refused.push_back({long_path, said("501 5.1.7 Sender address too long")});
    face.reads.blanks = " ";
    speak_as_chasquid(face);
    return face;
}

}  // namespace mocksmtp::personas
