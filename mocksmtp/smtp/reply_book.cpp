#include "mocksmtp/smtp/reply_book.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace mocksmtp::smtp {

namespace {

using enum reply_id;

struct wording_row {
    reply_id id;
    int code;
    std::optional<enhanced_code> enhanced;
    std::string_view text;  // lines separated by LF
};

constexpr std::optional<enhanced_code> bare = std::nullopt;

constexpr std::optional<enhanced_code> x(std::uint16_t status_class, std::uint16_t subject, std::uint16_t detail) {
    return enhanced_code{status_class, subject, detail};
}

// Codes as RFC 5321 4.2.3 and the extensions' own documents want them, enhanced codes as RFC 3463 and RFC 5248; banner
// and greetings carry none (RFC 2034 4).
constexpr wording_row rows[] = {
    {banner, 220, bare, "{hostname} ESMTP mocksmtp"},
    {too_many_connections, 421, x(4, 7, 0), "{hostname} Too many connections, try again later"},
    {turned_away, 503, x(5, 5, 1), "There is no service here, as the greeting said"},
    {closing, 221, x(2, 0, 0), "Bye"},
    {idle_timeout, 421, x(4, 4, 2), "{hostname} Idle for too long, closing connection"},
    {shutting_down, 421, x(4, 3, 2), "{hostname} Service shutting down"},
    {too_many_errors, 421, x(4, 7, 0), "{hostname} Too many errors, closing connection"},
    {greeting_helo, 250, bare, "{hostname}"},
    {greeting_ehlo, 250, bare, "{hostname} greets {helo}"},
    {helo_needs_name, 501, x(5, 5, 4), "{verb} needs a domain name or an address literal"},
    {helo_name_invalid, 501, x(5, 5, 2), "{verb} with an invalid name: {argument}"},
    {ready_for_tls, 220, x(2, 0, 0), "Ready to start TLS"},
    {tls_not_available, 454, x(4, 7, 0), "TLS is not available"},
    {tls_already_on, 503, x(5, 5, 1), "TLS is already in use"},
    {tls_required, 530, x(5, 7, 0), "Must issue a STARTTLS command first"},
    {auth_succeeded, 235, x(2, 7, 0), "Authentication succeeded"},
    {auth_failed, 535, x(5, 7, 8), "Authentication credentials invalid"},
    {auth_cancelled, 501, x(5, 7, 0), "Authentication cancelled"},
    {auth_malformed, 501, x(5, 5, 2), "Malformed authentication response: {detail}"},
    {auth_bad_base64, 501, x(5, 5, 2), "Cannot decode the response: not base64"},
    {auth_line_too_long, 500, x(5, 5, 6), "Authentication exchange line is too long"},
    {auth_mechanism_unknown, 504, x(5, 5, 4), "Unrecognized authentication type {argument}"},
    {auth_mechanism_missing, 501, x(5, 5, 4), "AUTH needs a mechanism"},
    {auth_already_done, 503, x(5, 5, 1), "Already authenticated"},
    {auth_not_during_mail, 503, x(5, 5, 1), "AUTH is not allowed during a mail transaction"},
    {auth_not_offered, 503, x(5, 5, 1), "AUTH is not available"},
    {auth_required, 530, x(5, 7, 0), "Authentication required"},
    {auth_too_many_failures, 421, x(4, 7, 0), "{hostname} Too many authentication failures"},
    {auth_temporary_failure, 454, x(4, 7, 0), "Temporary authentication failure"},
    {sender_ok, 250, x(2, 1, 0), "Ok"},
    {sender_syntax, 501, x(5, 1, 7), "Bad sender address syntax"},
    {sender_already_given, 503, x(5, 5, 1), "Sender already given"},
    {recipient_ok, 250, x(2, 1, 5), "Ok"},
    {recipient_syntax, 501, x(5, 1, 3), "Bad recipient address syntax"},
    {recipient_needs_sender, 503, x(5, 5, 1), "Need MAIL before RCPT"},
    {user_unknown, 550, x(5, 1, 1), "<{address}>: Recipient address rejected: User unknown"},
    {relay_denied, 554, x(5, 7, 1), "<{address}>: Relay access denied"},
    {too_many_recipients, 452, x(4, 5, 3), "Too many recipients"},
    {parameter_unknown, 555, x(5, 5, 4), "Unsupported parameter {argument}"},
    {parameter_invalid, 501, x(5, 5, 4), "Bad value of parameter {argument}"},
    {parameter_duplicate, 501, x(5, 5, 4), "Parameter {argument} given twice"},
    {smtputf8_needed, 553, x(5, 6, 7), "The address needs SMTPUTF8"},
    {message_too_big, 552, x(5, 3, 4), "Message is larger than the limit of {size} octets"},
    {start_data, 354, bare, "End data with <CR><LF>.<CR><LF>"},
    {data_needs_sender, 503, x(5, 5, 1), "Need MAIL before {verb}"},
    {data_needs_recipient, 554, x(5, 5, 1), "No valid recipients"},
    {data_not_for_binary, 503, x(5, 5, 1), "BODY=BINARYMIME needs BDAT"},
    {data_after_bdat, 503, x(5, 5, 1), "DATA is not allowed after BDAT"},
    {message_accepted, 250, x(2, 0, 0), "Ok: queued as {queue_id}"},
    {chunk_accepted, 250, x(2, 0, 0), "{size} octets received"},
    {bdat_syntax, 501, x(5, 5, 4), "BDAT needs a size in octets and at most LAST"},
    {store_full, 452, x(4, 3, 1), "Message store is full"},
    {reset_done, 250, x(2, 0, 0), "Ok"},
    {nothing_done, 250, x(2, 0, 0), "Ok"},
    {vrfy_cannot_say, 252, x(2, 1, 5), "Cannot verify the user, but will accept mail"},
    {expn_cannot_say, 252, x(2, 1, 5), "Cannot expand the list, but will accept mail"},
    {help_text, 214, x(2, 0, 0),
     "Commands: EHLO HELO STARTTLS AUTH MAIL RCPT DATA BDAT RSET NOOP QUIT VRFY EXPN HELP ETRN VERB"},
    {etrn_queued, 250, x(2, 0, 0), "Queuing for {argument} started"},
    {etrn_syntax, 501, x(5, 5, 4), "ETRN needs a node name"},
    {verb_done, 250, x(2, 0, 0), "Ok"},
    {command_unknown, 500, x(5, 5, 2), "Command unrecognized"},
    {command_empty, 500, x(5, 5, 2), "Empty command"},
    {command_syntax, 501, x(5, 5, 4), "Syntax error in {verb}"},
    {argument_missing, 501, x(5, 5, 4), "{verb} needs an argument"},
    {argument_not_allowed, 501, x(5, 5, 4), "{verb} takes no argument"},
    {line_too_long, 500, x(5, 5, 2), "Line is too long"},
    {strict_refusal, 501, x(5, 5, 0), "Refused by strict mode: {detail}"},
    {strict_message_refusal, 554, x(5, 6, 0), "Refused by strict mode: {detail}"},
    {mailbox_full, 452, x(4, 2, 2), "<{address}>: Mailbox is full"},
    {greylisted, 451, x(4, 7, 1), "<{address}>: Greylisted, try again later"},
    {rate_limited, 450, x(4, 7, 1), "Rate limit exceeded, try again later"},
    {blocked, 554, x(5, 7, 1), "Service refused: the client's address is blocked"},
    {sender_rejected, 550, x(5, 7, 1), "<{address}>: Sender address rejected"},
    {content_rejected, 554, x(5, 7, 1), "Message content rejected"},
    {internal_error, 451, x(4, 3, 0), "Internal error, try again later"},
    {helo_not_qualified, 504, x(5, 5, 2), "<{argument}>: {verb} needs a fully-qualified host name"},
    {helo_unresolved, 450, x(4, 7, 1), "<{argument}>: Host not found"},
    {sender_not_qualified, 504, x(5, 5, 2), "<{address}>: Sender address needs a domain"},
    {sender_domain_unknown, 450, x(4, 1, 8), "<{address}>: Domain of the sender address not found"},
    {recipient_not_qualified, 504, x(5, 5, 2), "<{address}>: Recipient address needs a domain"},
    {recipient_domain_unknown, 450, x(4, 1, 2), "<{address}>: Domain of the recipient address not found"},
    {service_unavailable, 450, x(4, 3, 2), "Service currently unavailable, try again later"},
};

struct fallback_row {
    reply_id id;
    reply_id said_as;
};

constexpr fallback_row fallbacks[] = {
    {greeting_needed, command_not_now},
    {mail_needs_greeting, greeting_needed},
    {auth_needs_greeting, greeting_needed},
    {starttls_needs_greeting, greeting_needed},
    {vrfy_needs_greeting, greeting_needed},
    {greeted_already, command_not_now},
    {command_not_now, command_syntax},
    {mail_malformed, sender_syntax},
    {rcpt_malformed, recipient_syntax},
    {command_not_implemented, command_unknown},
    {nul_in_command, command_syntax},
    {command_not_utf8, command_syntax},
    {rejected_ever_after, command_not_now},
    {client_rejected, command_unknown},
    {pipelining_refused, command_not_now},
    {synchronization_error, pipelining_refused},
    {too_many_unknown_commands, too_many_errors},
    {too_many_idle_commands, too_many_errors},
    {too_many_bad_recipients, user_unknown},
    {idle_timeout_in_data, idle_timeout},
    {auth_bad_base64_initial, auth_bad_base64},
    {auth_initial_response_needed, auth_malformed},
    {auth_equals_sign, auth_bad_base64_initial},
    {auth_syntax, auth_bad_base64_initial},
    {auth_empty_password, auth_failed},
    {auth_incomplete_base64, auth_bad_base64},
    {auth_extra_nul, auth_malformed},
    {auth_empty_user, auth_failed},
    {auth_not_for_authzid, auth_failed},
    {auth_disabled_without_tls, auth_not_offered},
    {starttls_not_during_mail, command_not_now},
    {mail_parameter_invalid, parameter_invalid},
    {rcpt_parameter_invalid, parameter_invalid},
    {mail_parameter_unknown, parameter_unknown},
    {rcpt_parameter_unknown, parameter_unknown},
    {size_declared_too_big, message_too_big},
    {data_all_refused, data_needs_recipient},
    {bdat_needs_sender, data_needs_sender},
    {bdat_needs_recipient, data_needs_recipient},
    {last_chunk_accepted, message_accepted},
    {bdat_all_refused, bdat_needs_recipient},
    {rcpt_after_bdat, command_not_now},
    {message_empty, content_rejected},
    {bare_lf_refused, content_rejected},
    {bare_cr_refused, content_rejected},
    {nul_refused, content_rejected},
    {headers_missing, content_rejected},
    {vrfy_known, vrfy_cannot_say},
    {vrfy_unknown, user_unknown},
    {vrfy_foreign, relay_denied},
    {vrfy_needs_domain, vrfy_cannot_say},
    {expn_known, vrfy_known},
    {vrfy_needs_argument, argument_missing},
    {expn_needs_argument, argument_missing},
    {helo_needs_argument, helo_needs_name},
    {help_without_topic, help_text},
};

std::vector<std::string> lines_of(std::string_view text) {
    std::vector<std::string> lines;
    for (std::size_t end = 0; end != std::string_view::npos;) {
        end = text.find('\n');
        lines.emplace_back(text.substr(0, end));
        if (end != std::string_view::npos) text.remove_prefix(end + 1);
    }
    return lines;
}

}  // namespace

reply_book::reply_book() {
    for (const wording_row& one : rows) reword(one.id, {one.code, one.enhanced, lines_of(one.text)});
}

void reply_book::reword(reply_id which, reply_template words) {
    rows_[static_cast<std::size_t>(which)] = std::move(words);
}

void reply_book::forget(reply_id which) {
    const auto row = static_cast<std::size_t>(which);
    rows_[row] = reply_book().rows_[row];
}

const reply_template* reply_book::find(reply_id which) const {
    const auto& row = rows_[static_cast<std::size_t>(which)];
    return row ? &*row : nullptr;
}

const reply_template& reply_book::words(reply_id which) const {
    while (find(which) == nullptr)
        which = std::find_if(std::begin(fallbacks), std::end(fallbacks), [&](const fallback_row& row) {
                    return row.id == which;
                })->said_as;
    return *find(which);
}

reply reply_book::say(reply_id which, const wording& with) const { return filled(words(which), with); }

}  // namespace mocksmtp::smtp
