#include "mocksmtp/match/field_table.hpp"

#include <algorithm>
#include <array>

namespace mocksmtp::match {
namespace {

using enum field_type;
using enum arity;
using kind = item_kind;

constexpr kind_set messages{kind::message};
constexpr kind_set attempts{kind::auth_attempt};
constexpr kind_set mail{kind::message, kind::transaction};
constexpr kind_set mail_held = mail | kind_set{kind::hold};
constexpr kind_set spoken{kind::hold, kind::event};
constexpr kind_set replied{kind::auth_attempt, kind::transaction};
constexpr kind_set recorded = kind_set::range(kind::message, kind::event);
constexpr kind_set captured = recorded - kind_set{kind::event};
constexpr kind_set rules{kind::rule};
constexpr kind_set diagnostics{kind::diagnostic};

constexpr stage_set nowhere{};
// A session exists from the client's first octet, which the greeting does not wait for. Implicit TLS comes before it.
constexpr stage_set greeted = every_stage - stage_set{stage::connect};
constexpr stage_set commands = greeted - stage_set{stage::body, stage::message};
constexpr stage_set authenticated = greeted - stage_set{stage::helo, stage::starttls};
constexpr stage_set auth{stage::auth};
// Where a transaction is what the step is about. One that happens to be open at NOOP is none of its facts: after a
// message has been delivered there is none, and a rule at quit for a recipient would never match.
constexpr stage_set from_message{stage::message};
constexpr stage_set from_data = from_message | stage_set{stage::data, stage::body, stage::bdat};
constexpr stage_set from_rcpt = from_data | stage_set{stage::rcpt};
constexpr stage_set from_mail = from_rcpt | stage_set{stage::mail};

constexpr std::array rows{
    // clang-format off
    field_row{field_id::from,             "from",             address, one,  mail_held,  from_mail},
    field_row{field_id::to,               "to",               address, many, mail_held,  from_rcpt},
    field_row{field_id::refused,          "refused",          address, many, mail,       from_rcpt},
    field_row{field_id::bcc,              "bcc",              address, many, messages,   from_message},
    field_row{field_id::recipient_count,  "recipient_count",  number,  one,  mail,       from_rcpt},
    field_row{field_id::scope,            "scope",            token,   many, recorded,   from_rcpt},
    field_row{field_id::session,          "session",          ordinal, one,  recorded | diagnostics, greeted},
    field_row{field_id::transaction,      "transaction",      ordinal, many, recorded | diagnostics, nowhere},
    field_row{field_id::listener,         "listener",         text,    one,  captured,   every_stage},
    field_row{field_id::peer,             "peer",             token,   one,  captured,   every_stage},
    field_row{field_id::helo,             "helo",             token,   one,  captured,   greeted},
    field_row{field_id::protocol,         "protocol",         token,   one,  mail,       from_rcpt},
    field_row{field_id::user,             "user",             text,    many, captured,   authenticated},
    field_row{field_id::authzid,          "authzid",          text,    many, captured,   authenticated},
    field_row{field_id::mechanism,        "mechanism",        token,   many, captured,   authenticated},
    field_row{field_id::initial_response, "initial_response", boolean, one,  attempts,   auth},
    field_row{field_id::channel_binding,  "channel_binding",  token,   one,  attempts,   auth},
    field_row{field_id::verified,         "verified",         boolean, one,  attempts,   auth},
    field_row{field_id::secret,           "secret",           text,    one,  attempts,   auth},
    field_row{field_id::tls,              "tls",              boolean, one,  captured,   every_stage},
    field_row{field_id::tls_version,      "tls_version",      token,   one,  captured,   every_stage},
    field_row{field_id::tls_mode,         "tls_mode",         token,   one,  captured,   every_stage},
    field_row{field_id::tls_cipher,       "tls_cipher",       token,   one,  captured,   every_stage},
    field_row{field_id::tls_sni,          "tls_sni",          token,   one,  captured,   every_stage},
    field_row{field_id::tls_error,        "tls_error",        text,    one,  {kind::session}, nowhere},
    field_row{field_id::outcome,          "outcome",          token,   one,  replied,    nowhere},
    field_row{field_id::ended_by,         "ended_by",         token,   one,  {kind::transaction, kind::session}, nowhere},
    field_row{field_id::rule,             "rule",             text,    many, recorded | rules, nowhere},
    field_row{field_id::reply_code,       "reply_code",       number,  one,  replied | kind_set{kind::event}, nowhere},
    field_row{field_id::enhanced_code,    "enhanced_code",    text,    one,  replied | kind_set{kind::event}, nowhere},
    field_row{field_id::subject,          "subject",          text,    one,  messages,   from_message},
    field_row{field_id::message_id,       "message_id",       text,    one,  messages,   from_message},
    field_row{field_id::headers,          "headers",          text,    many, messages,   from_message},
    field_row{field_id::mailboxes,        "mailboxes",        address, many, messages,   from_message},
    field_row{field_id::text,             "text",             text,    one,  messages,   from_message},
    field_row{field_id::html,             "html",             text,    one,  messages,   from_message},
    field_row{field_id::link,             "link",             text,    many, messages,   from_message},
    field_row{field_id::code,             "code",             text,    many, messages | diagnostics, from_message},
    field_row{field_id::size,             "size",             number,  one,  mail_held,  from_mail},
    field_row{field_id::attachment,       "attachment",       text,    many, messages,   from_message},
    field_row{field_id::attachment_count, "attachment_count", number,  one,  messages,   from_message},
    field_row{field_id::inline_count,     "inline_count",     number,  one,  messages,   from_message},
    field_row{field_id::attachment_type,  "attachment_type",  token,   many, messages,   from_message},
    field_row{field_id::attachment_sha256, "attachment_sha256", token, many, messages,   from_message},
    field_row{field_id::content_type,     "content_type",     token,   many, messages,   from_message},
    field_row{field_id::charset,          "charset",          token,   many, messages,   from_message},
    field_row{field_id::content_id,       "content_id",       text,    many, messages,   from_message},
    field_row{field_id::link_text,        "link_text",        text,    many, messages,   from_message},
    field_row{field_id::list_unsubscribe, "list_unsubscribe", text,    many, messages,   from_message},
    field_row{field_id::one_click,        "one_click",        boolean, one,  messages,   from_message},
    field_row{field_id::auto_submitted,   "auto_submitted",   token,   one,  messages,   from_message},
    field_row{field_id::in_reply_to,      "in_reply_to",      text,    many, messages,   from_message},
    field_row{field_id::references,       "references",       text,    many, messages,   from_message},
    field_row{field_id::calendar,         "calendar",         text,    many, messages,   from_message},
    field_row{field_id::delivery_status,  "delivery_status",  text,    many, messages,   from_message},
    field_row{field_id::diagnostic,       "diagnostic",       token,   many, captured - attempts - kind_set{kind::hold}, from_message},
    field_row{field_id::id,               "id",               ordinal, one,  captured,   nowhere},
    field_row{field_id::received_at,      "received_at",      time,    one,  messages,   nowhere},
    field_row{field_id::event,            "event",            token,   one,  {kind::event}, nowhere},
    field_row{field_id::verb,             "verb",             token,   one,  spoken,     greeted},
    field_row{field_id::argument,         "argument",         text,    one,  spoken,     commands},
    field_row{field_id::stage,            "stage",            token,   one,  spoken,     nowhere},
    field_row{field_id::on,               "on",               token,   many, rules,      nowhere},
    field_row{field_id::state,            "state",            token,   one,  rules,      nowhere},
    field_row{field_id::baseline,         "baseline",         boolean, one,  rules,      nowhere},
    field_row{field_id::hits,             "hits",             number,  one,  rules,      nowhere},
    field_row{field_id::matches,          "matches",          number,  one,  rules,      nowhere},
    field_row{field_id::severity,         "severity",         token,   one,  diagnostics, nowhere},
    field_row{field_id::message,          "message",          ordinal, one,  diagnostics, nowhere},
    field_row{field_id::detail,           "detail",           text,    one,  diagnostics, nowhere},
    field_row{field_id::rfc,              "rfc",              text,    one,  diagnostics, nowhere},
    // clang-format on
};

constexpr bool rows_are_in_order() {
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (rows[i].id != static_cast<field_id>(i)) return false;
    }
    return rows.size() == static_cast<std::size_t>(field_id::rfc) + 1;
}
static_assert(rows_are_in_order(), "row_of() finds a row by its number");

template <class enumeration>
std::string join(enum_set<enumeration> members, enumeration last) {
    std::string joined;
    for (unsigned i = 0; i <= static_cast<unsigned>(last); ++i) {
        if (!members.has(static_cast<enumeration>(i))) continue;
        if (!joined.empty()) joined += ", ";
        joined += name_of(static_cast<enumeration>(i));
    }
    return joined;
}

}  // namespace

std::span<const field_row> all_fields() { return rows; }
const field_row& row_of(field_id id) { return rows[static_cast<std::size_t>(id)]; }

field_type type_of(const field& which) {
    constexpr std::array<std::string_view, 2> addresses{"attendee", "organizer"};
    constexpr std::array<std::string_view, 5> words{"type", "method", "status", "class", "transp"};
    const auto is_one_of = [&](const auto& names) { return std::ranges::find(names, which.name) != names.end(); };
    if (which.id == field_id::calendar && is_one_of(addresses)) return address;
    if (which.id == field_id::calendar && is_one_of(words)) return token;
    if (which.id == field_id::delivery_status && which.name == "action") return token;
    return row_of(which.id).type;
}

std::string_view example_name(field_id id) {
    switch (id) {
        case field_id::headers:
            return "x-tenant";
        case field_id::mailboxes:
            return "cc";
        case field_id::calendar:
            return "summary";
        case field_id::delivery_status:
            return "action";
        default:
            return {};
    }
}

bool is_never_absent(field_id id) {
    return id == field_id::tls || id == field_id::recipient_count || id == field_id::attachment_count ||
           id == field_id::inline_count || id == field_id::one_click || id == field_id::baseline ||
           id == field_id::hits || id == field_id::matches;
}

bool is_hidden(field_id id) { return id == field_id::secret; }

std::string_view describe(field_type type) {
    constexpr std::array<std::string_view, 7> words{"text",
                                                    "text",
                                                    "an address",
                                                    "an id such as m1",
                                                    "a number",
                                                    "true or false",
                                                    "a time such as 2000-01-01T00:00:00Z"};
    return words[static_cast<std::size_t>(type)];
}

std::string list_of(kind_set kinds) { return join(kinds, item_kind::diagnostic); }
std::string list_of(stage_set stages) { return join(stages, stage::unknown); }

}  // namespace mocksmtp::match
