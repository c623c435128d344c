// All wording in one place: every reply the server can give, by what it means.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "mocksmtp/smtp/reply.hpp"

namespace mocksmtp::smtp {

// What a reply says, whatever its words are in the persona in use.
enum class reply_id {
    banner,
    too_many_connections,
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
    count_
};

// The codes whose meaning the protocol itself acts on, whatever a persona's words are.
inline constexpr int code_authenticated = 235;  // RFC 4954 6
inline constexpr int code_challenge = 334;      // RFC 4954 4
inline constexpr int code_start_data = 354;     // RFC 5321 4.1.1.4
inline constexpr int code_closing = 421;        // RFC 5321 3.8: the connection is closing

// Text with placeholders: {hostname} {helo} {address} {argument} {queue_id} {size} {verb} {detail}.
struct reply_template {
    int code = 250;
    std::optional<enhanced_code> enhanced;
    std::vector<std::string> lines;
};

// What the placeholders stand for; what is left empty prints as nothing.
struct wording {
    std::string_view hostname = {};
    std::string_view helo = {};
    std::string_view address = {};
    std::string_view argument = {};
    std::string_view queue_id = {};
    std::string_view size = {};
    std::string_view verb = {};
    std::string_view detail = {};
};

class reply_book {
public:
    reply_book();  // RFC wording
    void reword(reply_id which, reply_template words);
    reply say(reply_id which, const wording& words = {}) const;

private:
    std::array<reply_template, static_cast<std::size_t>(reply_id::count_)> rows_;
};

}  // namespace mocksmtp::smtp
