// All wording in one place: every reply the server can give, by what it means.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "mocksmtp/base/clock.hpp"
#include "mocksmtp/smtp/reply.hpp"

namespace mocksmtp::smtp {

// What a reply says, whatever its words are in the persona in use.
enum class reply_id {
    banner,
    too_many_connections,
    turned_away,  // every command but QUIT behind a greeting that was a refusal
    closing,
    idle_timeout,
    shutting_down,
    too_many_errors,
    greeting_helo,
    greeting_ehlo,
    helo_needs_name,
    helo_name_invalid,
    ready_for_tls,
    tls_not_available,
    tls_already_on,
    tls_required,
    auth_succeeded,
    auth_failed,
    auth_cancelled,
    auth_malformed,
    auth_bad_base64,
    auth_line_too_long,
    auth_mechanism_unknown,
    auth_mechanism_missing,
    auth_already_done,
    auth_not_during_mail,
    auth_not_offered,
    auth_required,
    auth_too_many_failures,
    auth_temporary_failure,
    sender_ok,
    sender_syntax,
    sender_already_given,
    recipient_ok,
    recipient_syntax,
    recipient_needs_sender,
    user_unknown,
    relay_denied,
    too_many_recipients,
    parameter_unknown,
    parameter_invalid,
    parameter_duplicate,
    smtputf8_needed,
    message_too_big,
    start_data,
    data_needs_sender,
    data_needs_recipient,
    data_not_for_binary,
    data_after_bdat,
    message_accepted,
    chunk_accepted,
    bdat_syntax,
    store_full,
    reset_done,
    nothing_done,
    vrfy_cannot_say,
    expn_cannot_say,
    help_text,
    etrn_queued,
    etrn_syntax,
    verb_done,
    command_unknown,
    command_empty,
    command_syntax,
    argument_missing,
    argument_not_allowed,
    line_too_long,
    strict_refusal,
    strict_message_refusal,
    // What only rules say.
    mailbox_full,
    greylisted,
    rate_limited,
    blocked,
    sender_rejected,
    content_rejected,
    internal_error,
    helo_not_qualified,
    helo_unresolved,
    sender_not_qualified,
    sender_domain_unknown,
    recipient_not_qualified,
    recipient_domain_unknown,
    service_unavailable,
    // Cases that most servers do not tell apart: without words of its own each is said as the one behind it.
    greeting_needed,               // command_not_now
    mail_needs_greeting,           // greeting_needed
    auth_needs_greeting,           // greeting_needed
    starttls_needs_greeting,       // greeting_needed
    vrfy_needs_greeting,           // greeting_needed
    greeted_already,               // command_not_now
    command_not_now,               // command_syntax
    mail_malformed,                // sender_syntax: no "FROM:"
    rcpt_malformed,                // recipient_syntax: no "TO:"
    command_not_implemented,       // command_unknown
    nul_in_command,                // command_syntax
    command_not_utf8,              // command_syntax
    rejected_ever_after,           // command_not_now: all but greetings behind synchronization_error, with these words
    client_rejected,               // command_unknown: a line no client of ours would send
    pipelining_refused,            // command_not_now
    synchronization_error,         // pipelining_refused
    too_many_unknown_commands,     // too_many_errors
    too_many_idle_commands,        // too_many_errors
    too_many_bad_recipients,       // user_unknown
    idle_timeout_in_data,          // idle_timeout
    auth_bad_base64_initial,       // auth_bad_base64
    auth_initial_response_needed,  // auth_malformed
    auth_equals_sign,              // auth_bad_base64_initial
    auth_syntax,                   // auth_bad_base64_initial
    auth_empty_password,           // auth_failed
    auth_incomplete_base64,        // auth_bad_base64: what is missing is all that is wrong with it
    auth_extra_nul,                // auth_malformed: PLAIN with more parts than three
    auth_empty_user,               // auth_failed: only where it has words of its own LOGIN does not go on to ask
    auth_not_for_authzid,          // auth_failed
    auth_disabled_without_tls,     // auth_not_offered
    starttls_not_during_mail,      // command_not_now
    mail_parameter_invalid,        // parameter_invalid
    rcpt_parameter_invalid,        // parameter_invalid
    mail_parameter_unknown,        // parameter_unknown
    rcpt_parameter_unknown,        // parameter_unknown
    size_declared_too_big,         // message_too_big
    data_all_refused,              // data_needs_recipient
    bdat_needs_sender,             // data_needs_sender
    bdat_needs_recipient,          // data_needs_recipient
    last_chunk_accepted,           // message_accepted
    bdat_all_refused,              // bdat_needs_recipient
    rcpt_after_bdat,               // command_not_now: only where it has words of its own RCPT is refused then
    message_empty,                 // content_rejected: only where it has words of its own nothing is no message
    bare_lf_refused,               // content_rejected
    bare_cr_refused,               // content_rejected
    nul_refused,                   // content_rejected
    headers_missing,               // content_rejected
    vrfy_known,                    // vrfy_cannot_say
    vrfy_unknown,                  // user_unknown
    vrfy_foreign,                  // relay_denied
    vrfy_needs_domain,             // vrfy_cannot_say
    expn_known,                    // vrfy_known
    vrfy_needs_argument,           // argument_missing
    expn_needs_argument,           // argument_missing
    helo_needs_argument,           // helo_needs_name
    help_without_topic,            // help_text
    count_
};

// The codes whose meaning the protocol itself acts on, whatever a persona's words are.
inline constexpr int code_authenticated = 235;           // RFC 4954 6
inline constexpr int code_challenge = 334;               // RFC 4954 4
inline constexpr int code_start_data = 354;              // RFC 5321 4.1.1.4
inline constexpr int syntax_codes = 50;                  // RFC 5321 4.2.2: 500 to 504
inline constexpr int code_unsupported_parameters = 555;  // RFC 5321 4.1.1.11
inline constexpr int code_closing = 421;                 // RFC 5321 3.8: the connection is closing

// How what the client wrote is said back.
enum class local_part_quoting {
    as_written,
    removed,   // "a b"@c is a b@c
    as_needed  // quotes around what needs them, and a backslash before each octet that does
};

struct echo_habits {
    bool controls = false;  // as they are; otherwise, and a line feed always, they are question marks
    local_part_quoting quoting = local_part_quoting::as_written;
    std::size_t most_octets = 0;  // of more than these "..." stands for the middle; 0: no limit
    friend bool operator==(const echo_habits&, const echo_habits&) = default;
};

// Text with placeholders, the members of wording by their names, and besides them {short_hostname}, the host's first
// label, {peer}, as the persona shows who is connected, {local_part} and {domain} of the address, {short_address}, of
// which it has no more than 64 octets, and {date:FORMAT}
// with the conversions %a %d %e %b %Y %H %M %S %z %s of strftime, in UTC.
struct reply_template {
    int code = 250;  // 0: nothing is said
    std::optional<enhanced_code> enhanced;
    text_lines lines;
    bool hang_up = false;  // the connection is closed behind it, as behind every 421

    // Has placeholders, not counting one that is written like this ("{queue_id}"); empty: counting all.
    bool names_anything_but(std::string_view placeholder) const;
    friend bool operator==(const reply_template&, const reply_template&) = default;
};

// "250 2.1.5 text", further lines behind LF without their codes ("214 one\ntwo"); nothing at all says nothing. What
// cannot be read is a mistake in the program's own data and throws std::logic_error.
reply_template words_from(std::string_view text);

// What the placeholders stand for; what is left empty prints as nothing.
struct wording {
    std::string_view hostname = {};
    std::string_view helo = {};
    std::string_view address = {};    // without angle brackets
    std::string_view path = {};       // the same as the client wrote it
    std::string_view argument = {};   // of the command; of a parameter its name
    std::string_view parameter = {};  // name and value
    std::string_view queue_id = {};
    std::string_view size = {};
    std::string_view total = {};  // octets of a message sent in chunks
    std::string_view verb = {};
    std::string_view detail = {};
    std::string_view line = {};       // the whole command
    std::string_view refusal = {};    // what the last refused recipient was told, without its code
    std::string_view user = {};       // who tries to log in
    std::string_view mechanism = {};  // with what
    std::string_view version = {};
    std::string_view peer = {};
    std::string_view peer_ip = {};
    std::string_view peer_name = {};
    std::string_view message_id = {};  // of the message that was sent
    std::optional<base::timestamp> time = {};
    echo_habits echo = {};
};

// What may stand between braces, "date:" with a format behind it; and the conversions that a format may have.
std::vector<std::string_view> placeholder_names();
inline constexpr std::string_view date_conversions = "adebYHMSzs%";

// `text` with its placeholders filled in.
std::string filled(std::string_view text, const wording& words);

class reply_book {
public:
    reply_book();  // RFC wording
    void reword(reply_id which, reply_template words);
    void reword(reply_id which, std::string_view words) { reword(which, words_from(words)); }
    reply say(reply_id which, const wording& words = {}) const;
    void forget(reply_id which);  // as if it had never been reworded
    // Its own words; nullptr: it is said as the case it belongs to.
    const reply_template* find(reply_id which) const;
    // The words that are said.
    const reply_template& words(reply_id which) const;
    friend bool operator==(const reply_book&, const reply_book&) = default;

private:
    std::array<std::optional<reply_template>, static_cast<std::size_t>(reply_id::count_)> rows_;
};

// A template with its placeholders filled in.
reply filled(const reply_template& from, const wording& words);

// A reply as it stands, or one in the words of the persona.
using answer = std::variant<reply, reply_id>;

}  // namespace mocksmtp::smtp
