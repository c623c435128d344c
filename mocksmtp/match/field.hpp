// What can be matched on: the closed list of fields, and a field as a caller names it.
#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "mocksmtp/match/place.hpp"

namespace mocksmtp::match {

// In the order of field_table.cpp, which says everything else about them.
enum class field_id {
    // clang-format off
    from, to, refused, bcc, recipient_count, scope, session, transaction, listener, peer, helo, protocol,
    user, authzid, mechanism, initial_response, channel_binding, verified, secret,
    tls, tls_version, tls_mode, tls_cipher, tls_sni, tls_error,
    outcome, ended_by, rule, reply_code, enhanced_code,
    subject, message_id, headers, mailboxes, text, html, link, code, size, attachment, attachment_count, inline_count,
    attachment_type, attachment_sha256, content_type, charset, content_id, link_text, list_unsubscribe, one_click,
    auto_submitted, in_reply_to, references, calendar, delivery_status, diagnostic,
    id, received_at, event, verb, argument, stage,
    on, state, baseline, hits, matches, severity, message, detail, rfc,
    // clang-format on
};

struct field {
    field_id id = field_id::from;
    // Of fields that need one (takes_name), in lower case: a header's ("x-tenant", "reply-to"), a calendar property's.
    std::string name;

    friend bool operator==(const field&, const field&) = default;
};

struct unknown_field {
    std::string asked;
    std::string did_you_mean;  // a name that parse_field takes, or empty
    std::string detail;        // one sentence for a person, without what was meant
};

// "to", "tls_version", "headers.x-tenant", "mailboxes.reply_to", "calendar.summary", "delivery_status.action". Names of
// fields are lower case; what follows the dot may have any case and is kept in lower case. Header names are RFC 5322
// section 2.2 (printable ASCII, no colon), those of `mailboxes` a closed list; where they cannot hold a _, it stands
// for a -.
std::variant<field, unknown_field> parse_field(std::string_view name);

// The same where items of this kind are asked for: what is meant is a field that they know.
std::variant<field, unknown_field> parse_field(std::string_view name, item_kind on);

// The name that parse_field takes.
std::string to_string(const field& which);

}  // namespace mocksmtp::match
