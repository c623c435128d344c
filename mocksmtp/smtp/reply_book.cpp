#include "mocksmtp/smtp/reply_book.hpp"

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
    {line_too_long, 500, x(5, 5, 6), "Line is too long"},
    {strict_refusal, 501, x(5, 5, 0), "Refused by strict mode: {detail}"},
    {strict_message_refusal, 554, x(5, 6, 0), "Refused by strict mode: {detail}"},
    {mailbox_full, 452, x(4, 2, 2), "<{address}>: Mailbox is full"},
    {greylisted, 451, x(4, 7, 1), "<{address}>: Greylisted, try again later"},
    {rate_limited, 450, x(4, 7, 1), "Rate limit exceeded, try again later"},
    {blocked, 554, x(5, 7, 1), "Service refused: the client's address is blocked"},
    {sender_rejected, 550, x(5, 7, 1), "<{address}>: Sender address rejected"},
    {content_rejected, 554, x(5, 7, 1), "Message content rejected"},
    {internal_error, 451, x(4, 3, 0), "Internal error, try again later"},
};

std::string_view value_of(std::string_view placeholder, const wording& words) {
    if (placeholder == "hostname") return words.hostname;
    if (placeholder == "helo") return words.helo;
    if (placeholder == "address") return words.address;
    if (placeholder == "argument") return words.argument;
    if (placeholder == "queue_id") return words.queue_id;
    if (placeholder == "size") return words.size;
    if (placeholder == "verb") return words.verb;
    if (placeholder == "detail") return words.detail;
    return {};
}

// Octets that would break the reply's framing or are no text become "?": they come from the client.
void append_safely(std::string& out, std::string_view text) {
    for (const char c : text) out += static_cast<unsigned char>(c) < 0x20 || c == 0x7f ? '?' : c;
}

std::string fill(std::string_view text, const wording& words) {
    if (text.find('{') == std::string_view::npos) return std::string(text);
    std::string out;
    while (true) {
        const std::size_t open = text.find('{');
        out += text.substr(0, open);
        if (open == std::string_view::npos) return out;
        const std::size_t close = text.find('}', open);
        append_safely(out, value_of(text.substr(open + 1, close - open - 1), words));
        text.remove_prefix(close + 1);
    }
}

}  // namespace

reply_book::reply_book() {
    for (const wording_row& one : rows) {
        reply_template words{one.code, one.enhanced, {}};
        std::string_view rest = one.text;
        for (std::size_t end = 0; end != std::string_view::npos;) {
            end = rest.find('\n');
            words.lines.emplace_back(rest.substr(0, end));
            if (end != std::string_view::npos) rest.remove_prefix(end + 1);
        }
        reword(one.id, std::move(words));
    }
}

void reply_book::reword(reply_id which, reply_template words) {
    rows_[static_cast<std::size_t>(which)] = std::move(words);
}

reply reply_book::say(reply_id which, const wording& words) const {
    const reply_template& from = rows_[static_cast<std::size_t>(which)];
    reply said{from.code, from.enhanced, {}};
    said.lines.reserve(from.lines.size());
    for (const std::string& line : from.lines) said.lines.push_back(fill(line, words));
    return said;
}

}  // namespace mocksmtp::smtp
